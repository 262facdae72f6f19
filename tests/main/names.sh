#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# names.sh - no function of ours replaces a library's
#
# Why: if a library and the program both have a function of some name, the library's
# calls reach the program's function, and the linker gives no warning.  The program
# exports the names that libraries use, and none of them may be ours, but for the free of
# src/main/memory.c, which wipes, and the data of a library that the linker copied into the
# program: the library uses the copy, too.
status=0
for program in src/postern-web src/postern-jobs src/postern; do
	exported=$(nm -D --defined-only "$program") || exit 1
	copied=$(readelf -rW "$program" | awk '$3 ~ /_COPY$/ { printf "%s ", $5 }')
	ours=$(printf '%s\n' "$exported" | awk -v copied=" $copied" '
	    $2 ~ /[TDBR]/ && $3 !~ /@|^_/ && $3 != "free" && !index(copied, " " $3 " ") { print $3 }')
	[ -z "$ours" ] || {
		echo "$program exports its own $ours to libraries"
		status=1
	}
done
exit "$status"
