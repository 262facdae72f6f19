# SPDX-License-Identifier: Apache-2.0
#
# bench.mk - what script/bench needs; `make check` builds none of it

EXTRA_PROGRAMS += tests/bench/hello
CLEANFILES += tests/bench/hello$(EXEEXT)
tests_bench_hello_SOURCES = tests/bench/hello.c
tests_bench_hello_LDADD = $(FCGI_LIBS)

# lasso is on the other side of a ratio, and nowhere else
EXTRA_PROGRAMS += tests/bench/saml
CLEANFILES += tests/bench/saml$(EXEEXT)
tests_bench_saml_SOURCES = tests/bench/saml.c $(sso)
tests_bench_saml_CPPFLAGS = $(AM_CPPFLAGS) $(sso_cflags) `pkg-config --cflags lasso`
tests_bench_saml_LDADD = $(floor_libs) $(sso_libs) -llasso -lgobject-2.0 -lglib-2.0

EXTRA_DIST += script/bench tests/bench/login.mjs tests/bench/domains.sql tests/bench/fresh.sql tests/bench/fresh_wait.sql tests/bench/home_realm.lua \
	tests/bench/nginx.conf tests/bench/no_dns.py tests/bench/pending.sql \
	tests/bench/same.lua tests/bench/start.lua tests/bench/start.pgbench \
	tests/bench/tickets.sql
