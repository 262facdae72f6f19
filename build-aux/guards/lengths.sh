#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lengths.sh - no function over 80 lines, no file over 600
#
# Why: of everything that can be measured, length tells best how hard code is to read.
# A function should fit a screen (the median should stay at 12 lines or less).  In a
# function over 80 lines or a file over 600, some part needs a name of its own.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
status=0

find src tests -name node_modules -prune -o \( -name '*.c' -o -name '*.cc' \) -print | sort | xargs awk '
FNR == 1 { inside = 0 }
/^[A-Za-z_][A-Za-z0-9_]*\(/ { name = $0; sub(/[ \t{]*$/, "", name); if (name !~ /^TEST/) sub(/\(.*/, "", name) }
/^\{|^TEST.*\{$/ { inside = 1; start = FNR }
/^\}/ && inside { inside = 0; print FNR - start - 1, FILENAME ":" name }' | sort -rn | awk '
NR <= 10 { print }
$2 ~ /^src\// { lines[++count] = $1 }
$1 > 80 { print $2 " has " $1 " lines"; bad = 1 }
END {
	print "median of " count " functions in src: " lines[int((count + 1) / 2)] " lines"
	exit bad
}' || status=1

find src sql templates static nginx script tests build-aux/guards -name node_modules -prune -o -type f \
	\( -name '*.[ch]' -o -name '*.cc' -o -name '*.sh' -o -name '*.sql' -o -name '*.html' -o -name '*.css' \
	-o -name '*.js' -o -name '*.mjs' -o -name '*.conf' -o -name '*.mk' -o -name '*.py' -o -path 'script/*' ! -name 'package*.json' \) \
	! -path 'src/store/queries.*' ! -path src/store/migrations.c -exec wc -l {} + | awk '
$2 != "total" && $1 > 600 { print $2 " has " $1 " lines"; bad = 1 }
END { exit bad }' || status=1
exit $status
