#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# keep.sh - keeps what this version makes, for the next one to be tested against
#
#	tests/store/before/keep.sh BUILD	run once, when a version is released
#
# Writes schema.dump (a database as that version's `postern migrate` leaves it) and
# queries.dump (the queries that its workers have prepared).  BUILD is the folder
# that it was built in.
set -eu
top=$(cd "$(dirname "$0")/../../.." && pwd)
build=$(cd "$1" && pwd)
here=$top/tests/store/before
dir=$(mktemp -d)
trap '"$top/script/postgres" remove "$dir"; rm -rf "$dir"' EXIT
url=$("$top/script/postgres" start "$dir" fsync=off)
POSTERN_DATABASE=$url "$build/src/postern" migrate >/dev/null
programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)

{
	echo "-- SPDX-License-Identifier: Apache-2.0"
	echo "-- Kept by tests/store/before/keep.sh; do not edit."
	"$programs/pg_dump" -s -O -x --no-comments "$url" | grep -vE '^(--|\\|$)'
	"$programs/pg_dump" -a -O -x --inserts -t migration "$url" | grep '^INSERT'
} >"$here/schema.dump"
{
	echo "-- SPDX-License-Identifier: Apache-2.0"
	echo "-- Kept by tests/store/before/keep.sh; do not edit."
	awk -v rules="$top/src/model/rules.def" -f "$top/build-aux/rules.awk" -f /dev/stdin "$top"/sql/queries/*.sql <<-'END'
		/^-- :/ { print "PREPARE " substr($2, 2) " AS"; inside = 1; next }
		/^[ \t]*(--|$)/ || !inside { next }
		{ print with_rules($0) }
	END
} >"$here/queries.dump"
