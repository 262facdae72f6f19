# SPDX-License-Identifier: Apache-2.0
#
# bench.mk - what script/bench needs; `make check` builds none of it

EXTRA_PROGRAMS += tests/bench/hello
CLEANFILES += tests/bench/hello$(EXEEXT)
tests_bench_hello_SOURCES = tests/bench/hello.c
tests_bench_hello_LDADD = $(FCGI_LIBS)

EXTRA_DIST += script/bench tests/bench/domains.sql tests/bench/fresh.sql tests/bench/fresh_wait.sql tests/bench/home_realm.lua \
	tests/bench/nginx.conf tests/bench/no_dns.py tests/bench/pending.sql \
	tests/bench/same.lua tests/bench/start.lua tests/bench/start.pgbench \
	tests/bench/tickets.sql
