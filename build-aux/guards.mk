# SPDX-License-Identifier: Apache-2.0
#
# guards.mk - scripts that hold the design in make check

include $(top_srcdir)/tests/bench/bench.mk
