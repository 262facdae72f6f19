# SPDX-License-Identifier: Apache-2.0
#
# tests.mk - the compiled tests of make check

test_cppflags = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) -I$(srcdir)/tests/unit
test_harness = tests/unit/test.h tests/unit/test_main.c

# --- unit: no services ---------------------------------------------------------

unit_sources = \
	tests/unit/address_test.c tests/unit/arena_test.c tests/unit/buf_test.c \
	tests/unit/clock_test.c tests/unit/color_test.c tests/unit/encode_test.c \
	tests/unit/hash_test.c tests/unit/image_test.c tests/unit/log_test.c \
	tests/unit/random_test.c tests/unit/settings_test.c tests/unit/status_test.c \
	tests/unit/text_test.c

tests_unit_unit_SOURCES = $(test_harness) $(unit_sources) src/net/address.c src/net/address.h
tests_unit_unit_CPPFLAGS = $(test_cppflags)
tests_unit_unit_LDADD = libdoors.a $(floor_libs) $(CMOCKA_LIBS)

# --- net: the fetcher against a hostile server --------------------------------

tests_net_fetch_SOURCES = $(test_harness) tests/net/fetch_test.c \
	src/net/address.c src/net/address.h src/net/fetch.c src/net/fetch.h
tests_net_fetch_CPPFLAGS = $(test_cppflags) $(CURL_CFLAGS)
tests_net_fetch_LDADD = $(floor_libs) $(CURL_LIBS) $(CMOCKA_LIBS)

# --- fuzz: the corpora, replayed -------------------------------------------------

fuzz_programs = tests/fuzz/image
tests_fuzz_image_SOURCES = tests/fuzz/replay.c tests/fuzz/image_fuzz.c
tests_fuzz_image_LDADD = $(floor_libs)

if HAVE_CMOCKA
cmocka_programs = tests/unit/unit tests/net/fetch
else
cmocka_programs =
check_DATA = cmocka-is-missing
.PHONY: cmocka-is-missing
cmocka-is-missing:
	@echo "make check needs cmocka: install libcmocka-dev, then run configure again." >&2
	@false
endif

check_PROGRAMS += $(cmocka_programs) $(fuzz_programs)
TESTS += $(cmocka_programs) $(fuzz_programs)

EXTRA_DIST += tests/fuzz/corpus tests/net/hostile_server.py
