# SPDX-License-Identifier: Apache-2.0
#
# guards.mk - scripts that check the design in make check

guards = build-aux/guards/banned.sh build-aux/guards/floors.sh build-aux/guards/headers.sh \
	build-aux/guards/kinds.sh build-aux/guards/lengths.sh build-aux/guards/linear.sh build-aux/guards/markers.sh \
	build-aux/guards/migrations.sh \
	build-aux/guards/queries.sh build-aux/guards/rules.sh build-aux/guards/self-test.sh \
	build-aux/guards/self-test-translations.sh \
	build-aux/guards/spdx.sh build-aux/guards/strategies.sh \
	build-aux/guards/templates.sh build-aux/guards/third-party.sh build-aux/guards/translations.sh \
	build-aux/guards/writes.sh

TESTS += $(guards)
EXTRA_DIST += $(guards) build-aux/plain.awk build-aux/sources.sh .clang-format .clang-tidy

include $(top_srcdir)/tests/bench/bench.mk
