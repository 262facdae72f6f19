#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# linear.sh - SQL compares lists by joins, which take time that grows with their length
#
# Why: <@ and = ANY compare each item with each other one, and a statement's time limit does
# not interrupt them.  A CHECK with <@ on 90,000 clients held a worker and its backend for
# two minutes.  unnest with IN, EXISTS or EXCEPT makes a hash of one list.
#
# One value, or a few that stand there, may be looked for in a list, and so may the words of a
# short text.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
# Numbered files are never changed: 0015 ended this CHECK.  Workers of the previous
# version call the functions in retired.sql; the next version drops them.
history='sql/schema/0002-connection.sql
sql/functions/retired.sql'

files=$(find sql -name '*.sql' | grep -vxF "$history" | sort)
# shellcheck disable=SC2086
awk "$(cat build-aux/plain.awk)"'
function bad_line(what) { sub(/ *\($/, "", what); printf "%s:%d: %s compares each item with each other one: use unnest\n", FILENAME, FNR, what; bad = 1 }
FNR == 1 { plain_start() }
{
	code = plain($0, 1)
	if (match(code, /<@|@> *[^ \047]/))
		bad_line(substr(code, RSTART, 2))
	for (rest = code; match(rest, /[^ (]+ *(=|<>) *(ANY|SOME|ALL) *\(/); rest = substr(rest, RSTART + RLENGTH))
		if (substr(rest, RSTART, 2) != "\047\047" && substr(rest, RSTART + RLENGTH) !~ /^(string_to_array\(|\047\047)/)
			bad_line(substr(rest, RSTART, RLENGTH))
	lines++
}
END {
	if (lines < 1000) { print "only " lines " lines of SQL were found"; bad = 1 }
	exit bad
}' $files
