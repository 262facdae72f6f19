#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# kinds.sh - SQL asks for every kind of job that exists, and for no other
#
# Why: the table job accepts any word as a kind, so that a new kind needs no migration.
# A job of a misspelled kind would stay in the queue for ever.  SQL asks for a job only
# with a row of asked_job, whose second column is the kind, because an insert into the
# table itself fails where the same job already waits.  Comments do not count.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
find sql/queries sql/functions -name '*.sql' | sort | xargs awk "$(cat build-aux/plain.awk)"'
BEGIN { plain_keeps_strings = 1 }
function unclear() { if (asks != "") { print asks ": asks for a job, but does not name its kind second"; bad = 1 }; asks = "" }
FNR == 1 { unclear(); plain_start() }
{ code = plain($0, FILENAME ~ /^sql/) }
FILENAME ~ /^src/ {
	if (match(code, /^\t*\{ "[a-z_]+", [a-z_]+, [a-z_]+, [A-Z_]+ \},/)) {
		split(code, word, "\""); known[word[2]] = 1
	}
	next
}
FILENAME == "sql/functions/job.sql" { next }
tolower(code) ~ /into[ \t]+job([^a-z_]|$)/ { print FILENAME ":" FNR ": asks for a job past asked_job"; bad = 1 }
match(tolower(code), /(^|[^a-z_])asked_job([^a-z_]|$)/) {
	unclear(); asks = FILENAME ":" FNR; code = substr(code, RSTART + RLENGTH)
}
asks != "" && match(tolower(code), /select [a-z_.]+, \047[^\047]*\047/) {
	kind = substr(code, RSTART, RLENGTH); sub(/^[^\047]*\047/, "", kind); sub(/\047/, "", kind)
	where[kind] = asks; asks = ""
}
END {
	unclear()
	for (kind in where)
		if (!(kind in known)) { print where[kind] ": no job in src/jobs/kinds.c is called " kind; bad = 1 }
	for (kind in known)
		if (!(kind in where)) { print "src/jobs/kinds.c: no SQL asks for " kind; bad = 1 }
	exit bad
}' src/jobs/kinds.c
