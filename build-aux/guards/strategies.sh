#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# strategies.sh - only the row of a provider uses its name
#
# Why: once thirteen files compared the name of a strategy, and each treated the other
# strategies in its own way.  A new provider took 18 edits, and a customer saw the
# forgotten one.  A difference between providers is a member of their rows
# (src/model/provider), and a query gets it as an argument.
#
# A strategy may stand in a string of the file that has its row, of the list of
# all rows (provider.c) and of the contract's names (vocabulary.c, .h).  Comments
# do not count; guides and tests are not looked at.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
# Numbered files are never changed: 0008 ended this CHECK.  Workers of the previous
# version call the functions in retired.sql; the next version drops them.
history='sql/schema/0002-connection.sql
sql/schema/0003-management.sql
sql/functions/retired.sql'

rows=$(find src/model/provider -name '*.c' | sort)
files=$({
	build-aux/sources.sh src
	find sql -name '*.sql'
} | grep -vxF "$history" | sort)
# shellcheck disable=SC2086
awk "$(cat build-aux/plain.awk)"'
BEGIN { plain_keeps_strings = 1 }
FNR == 1 { plain_start(); is_sql = FILENAME ~ /\.sql$/ }
{ code = plain($0, is_sql) }
!reading && match(code, /\.strategy = "[^"]+"/) {
	name = substr(code, RSTART + 13, RLENGTH - 14); own[name] = FILENAME; count++
}
reading && FILENAME !~ /^src\/model\/provider\/(provider\.c|vocabulary\.[ch])$/ {
	for (rest = code; match(rest, is_sql ? "\047[^\047]*\047" : "\"([^\"\\\\]|\\\\.)*\""); rest = substr(rest, RSTART + RLENGTH)) {
		held = substr(rest, RSTART, RLENGTH)
		for (name in own)
			if (own[name] != FILENAME && held ~ "(^|[ ,(\047\"])" name "([ ,;)\047\"]|$)") {
				printf "%s:%d: %s is a strategy: ask its row (src/model/provider)\n", FILENAME, FNR, name
				bad = 1
			}
	}
}
END {
	if (count < 10) { print "only " count " rows of providers were found"; bad = 1 }
	exit bad
}' $rows reading=1 $files
