#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# queries.sh - every query is used, has the arguments and columns that it names, and knows whose data it reads
#
# Why: every worker prepares a query that no code asks, and every developer reads it;
# the same holds for a column.  A wrong count fails at a customer.  A column that is
# read by its number is another column after the next change or in another query.
# A query without a tenant leads from one tenant's data to another's.  Comments and
# strings do not count.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
found=$(mktemp -d) || exit 1
trap 'rm -rf "$found"' EXIT
# These need no tenant: health reads no table; tenant_list is for the command line; job_take and job_next_due see the
# queue of all tenants, and each job they return names its tenant, and those of logins likewise; those of seal.sql
# are about the one key to which the secrets of all tenants are sealed.
tenantless='health tenant_list job_take job_next_due login_take login_next_due login_release seal_key_tell seal_stale seal_renew seal_census seal_retire'
status=0

find sql/queries -name '*.sql' | sort >"$found/files"
xargs awk -v want=columns -v rules=src/model/rules.def -f build-aux/rules.awk -f build-aux/queries.awk <"$found/files" >"$found/columns" || exit 1

build-aux/sources.sh src | grep '\.c$' | xargs awk "$(cat build-aux/plain.awk)"'
FNR == 1 { plain_start() }
{ print FILENAME ":" FNR ": " plain($0, 0) }' >"$found/code"
if grep -E 'rows_(text|long|moment|bool|bytes)\(([^,]*, )?&?[a-z.>-]+, *[a-z0-9_]+, *[0-9]+[),]' "$found/code"; then
	echo "^ a column by its number: use its name"
	status=1
fi
awk '{ for (rest = $0; match(rest, /[A-Za-z0-9_]+/); rest = substr(rest, RSTART + RLENGTH))
	if (substr(rest, RSTART, 2) ~ /^[QC]_/) print $1, substr(rest, RSTART, RLENGTH) }' "$found/code" |
	sed 's/:[0-9]*:/ /' >"$found/words"

xargs awk -v tenantless="$tenantless" -v columns="$found/columns" -v words="$found/words" "$(cat build-aux/plain.awk)"'
function bad_query(what) { print file ": " name ": " what; bad = 1 }

# The number of columns of the last SELECT or RETURNING outside of brackets; 0: a * hides it
function answered(sql,   depth, count, is_on, token, before) {
	for (; match(sql, /[A-Za-z_][A-Za-z0-9_]*|[(),*]/); sql = substr(sql, RSTART + RLENGTH)) {
		token = substr(sql, RSTART, RLENGTH)
		depth += (token == "(") - (token == ")")
		if (depth == 0) {
			if (token ~ /^(SELECT|RETURNING)$/) { count = 1; is_on = 1 }
			else if (token == "*" && is_on) count = is_on = 0
			else if (token == "," && is_on) count++
			else if (token ~ /^(WHERE|UNION|ORDER|HAVING|LIMIT)$/ || token == "FROM" && before != "DISTINCT") is_on = 0
		}
		before = token
	}
	return count
}
function finish(   i, upper, n) {
	if (name == "")
		return
	upper = toupper(name); n = answered(body)
	for (i = 1; i <= highest || i <= count; i++)
		if (i > count || !(i in used)) {
			bad_query("names " count " arguments but uses $" highest (i <= count ? ", and never $" i : ""))
			break
		}
	if (!owned && index(" " tenantless " ", " " name " ") == 0)
		bad_query("takes neither tenant_id nor domain")
	if (!(("Q_" upper) in said))
		bad_query("no Q_" upper " in src")
	if (size[":" name] > 0 && n > 0 && n != size[":" name])
		bad_query("names " size[":" name] " columns but answers " n)
	name = ""
}
BEGIN {
	while ((getline line <words) > 0) {
		split(line, part, " "); said[part[2]] = 1; said_in[part[1], part[2]] = 1; uses[++use_count] = line
	}
	while ((getline line <columns) > 0) {
		n = split(line, part, " "); size[part[1]] = part[2]; base[part[1]] = part[3]
		for (i = 4; i <= n; i++) {
			owner[part[i]] = part[1]
			if (!(part[i] in said)) { print part[1] ": nobody reads " part[i]; bad = 1 }
		}
	}
	# a query answers its own columns and those of the lists that it begins with
	for (i = 1; i <= use_count; i++) {
		split(uses[i], part, " ")
		if (part[2] ~ /^Q_/)
			for (one = ":" tolower(substr(part[2], 3)); one in base; one = base[one])
				is_asked[part[1], one] = 1
	}
	for (i = 1; i <= use_count; i++) {
		split(uses[i], part, " ")
		if (part[2] in owner && !((part[1], owner[part[2]]) in is_asked)) {
			print part[1] ": reads " part[2] " but asks no query that answers it"; bad = 1
		}
	}
}
FNR == 1 { finish(); plain_start(); file = FILENAME }
/^-- [:@]/ { finish() }
/^-- :/ {
	name = substr($2, 2); body = ""; count = highest = owned = 0; split("", used)
	for (i = 3; i <= NF && $i != "->"; i++) {
		count++
		if ($i == "tenant_id" || $i == "domain") owned = 1
	}
	next
}
{
	code = plain($0, 1); body = body " " code
	for (rest = code; match(rest, /\$[0-9]+/); rest = substr(rest, RSTART + RLENGTH)) {
		number = substr(rest, RSTART + 1, RLENGTH - 1) + 0
		used[number] = 1
		if (number > highest) highest = number
	}
}
END { finish(); exit bad }' <"$found/files" || status=1
exit $status
