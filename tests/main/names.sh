#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# names.sh - no function of ours takes the place of a library's
#
# Why: a library that asks for a name which the program has, too, gets the
# program's, whatever it does; the linker is silent.  It exports what libraries
# ask for, and that must be nothing of ours.
status=0
for program in src/postern-web src/postern-jobs src/postern; do
	exported=$(nm -D --defined-only "$program") || exit 1
	ours=$(printf '%s\n' "$exported" | awk '$2 ~ /[TDBR]/ && $3 !~ /@|^_/ { print $3 }')
	[ -z "$ours" ] || {
		echo "$program gives libraries its own $ours"
		status=1
	}
done
exit "$status"
