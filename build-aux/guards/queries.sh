#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# queries.sh - every query is asked, takes what it names, and knows whose data it reads
#
# Why: a query nobody asks is prepared by every worker and read by every reader; a
# count that is off fails at a customer's; a query without a tenant is the way
# from one tenant's data to another's.  Comments and strings do not count.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
found=$(mktemp) || exit 1
trap 'rm -f "$found"' EXIT
# Without a tenant: health reads no table; job_take and job_next_due see the queue
# of all tenants, and what they hand out names its tenant from then on.
tenantless='health job_take job_next_due'

find sql/queries -name '*.sql' | sort | xargs awk -v tenantless="$tenantless" "$(cat build-aux/plain.awk)"'
function bad_query(what) { print file ": " name ": " what; bad = 1 }
function finish(   i) {
	if (name == "")
		return
	for (i = 1; i <= highest || i <= count; i++)
		if (i > count || !(i in used)) {
			bad_query("names " count " arguments but uses $" highest (i <= count ? ", and never $" i : ""))
			break
		}
	if (!owned && index(" " tenantless " ", " " name " ") == 0)
		bad_query("takes neither tenant_id nor domain")
	print "name " name
	name = ""
}
FNR == 1 { finish(); plain_start(); file = FILENAME }
/^-- :/ {
	finish()
	name = substr($2, 2); count = NF - 2; highest = 0; owned = 0; split("", used)
	for (i = 3; i <= NF; i++)
		if ($i == "tenant_id" || $i == "domain") owned = 1
	next
}
{
	for (rest = plain($0, 1); match(rest, /\$[0-9]+/); rest = substr(rest, RSTART + RLENGTH)) {
		number = substr(rest, RSTART + 1, RLENGTH - 1) + 0
		used[number] = 1
		if (number > highest) highest = number
	}
}
END { finish(); exit bad }' >"$found"
status=$?
asked=$(find src -name '*.c' | sort | xargs awk "$(cat build-aux/plain.awk)"'
FNR == 1 { plain_start() }
{ for (rest = plain($0, 0); match(rest, /[A-Za-z0-9_]+/); rest = substr(rest, RSTART + RLENGTH))
	if (substr(rest, RSTART, 2) == "Q_") print substr(rest, RSTART, RLENGTH) }' | sort -u)
names=$(sed -n 's/^name //p' "$found")
for name in $names; do
	upper=$(echo "$name" | tr '[:lower:]' '[:upper:]')
	echo "$asked" | grep -qx "Q_$upper" || {
		echo "$name: no Q_$upper in src"
		status=1
	}
done
grep -v '^name ' "$found"
exit $status
