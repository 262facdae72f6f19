#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# headers.sh - each header compiles alone, says what it is, and has its path in its include guard
#
# Why: headers are the manual.  A header that needs another one before it cannot be
# read alone.  Names repeat on every floor, so the guard includes the folder.
build=$PWD
cd "${srcdir:-.}" || exit 1
status=0

for path in $(build-aux/sources.sh src | grep '\.h$'); do
	header=${path#src/}
	guard=$(echo "$header" | tr '[:lower:]/.-' '[:upper:]___')
	title=$(awk 'NR == 1 && $0 != "/*" { exit } NR == 2 { print; exit }' "$path")
	case $title in
	" * ${header##*/} - "?*) ;;
	*)
		echo "$path: does not begin with \"/*\" and \" * ${header##*/} - what it is\""
		status=1
		;;
	esac
	[ "$(grep -cxE "#(ifndef|define) $guard" "$path")" = 2 ] || {
		echo "$path: its guard is not $guard"
		status=1
	}
	echo "#include \"$header\"" | ${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror \
		-Isrc "-I$build/src" -fsyntax-only -x c - || {
		echo "$path: does not compile alone"
		status=1
	}
done
exit $status
