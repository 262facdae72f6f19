#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# writes.sh - every change of the database goes through actions/
#
# Why: if a page, the API, a job and the command line each write in their own way,
# they come to disagree about an act, and one of them forgets its event.
# The guard derives which functions of store/ write: those that name a query with an
# INSERT, UPDATE, DELETE or a call of a volatile function of the schema, those
# that take any SQL, and those that call one of these.  Only files of store/ and
# actions/ may name one.  Comments and strings do not count.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
# These are not acts: they change no tenant's data, and there is only one way to do
# them.  The query that finds who is calling also counts the call (caller_load), and the
# one that loads a visit notes that its session is used (visit_by_session); a worker holds
# a job by a lease, renews it, and then ends it or puts it back (job_take, job_renew,
# job_died, job_done, job_later), and a login likewise (login_take); a worker asks to be woken (store_listen); the tables come
# before all acts (migrate).
exceptions='caller_load visit_by_session job_take job_renew job_died job_done job_later login_take store_listen migrate'

{
	find sql/schema sql/functions -name '*.sql' 2>/dev/null | sort
	find sql/queries -name '*.sql' | sort
	build-aux/sources.sh src/store
	build-aux/sources.sh src | grep -vE '^src/(store|actions)/'
} | xargs awk -v exceptions="$exceptions" "$(cat build-aux/plain.awk)"'
# the next name in rest; removes it and the text before it from rest
function next_name(   name) {
	if (!match(rest, /[A-Za-z_][A-Za-z0-9_]*/))
		return ""
	name = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
	return name
}
function calls_volatile(text,   name) {
	for (rest = text; (name = next_name()) != ""; )
		if (name in is_volatile && rest ~ /^[ \t]*\(/) return 1
	return 0
}
function finish_query() {
	if (query == "")
		return
	gsub(/[ \t]+/, " ", text); gsub(/FOR (NO KEY )?UPDATE/, "", text)
	if (toupper(text) ~ /(^|[^A-Z_])(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO) / || calls_volatile(text))
		writes["Q_" toupper(query)] = 1
	query = ""
}
# a function of the schema is volatile unless it says otherwise outside its body
function read_schema(   parts, i, count) {
	if (match(code, /CREATE (OR REPLACE )?FUNCTION [a-z_]+/)) {
		rest = substr(code, RSTART, RLENGTH); sub(/.* /, "", rest); made = rest; head = ""
	}
	count = split(code, parts, /\$[a-z_]*\$/)
	for (i = 1; i <= count; i++) {
		if (i > 1) in_body = !in_body
		if (in_body || made == "") continue
		head = head " " parts[i]
		if (parts[i] ~ /;/) {
			if (head !~ /IMMUTABLE|STABLE/) is_volatile[made] = 1
			made = ""
		}
	}
}
function read_store(   name) {
	if (code ~ /^[a-z_][a-z0-9_]*\(/) {
		current = code; sub(/\(.*/, "", current)
		if (was !~ /^static/) public[current] = FILENAME ":" current
	}
	was = code
	for (rest = code; (name = next_name()) != ""; ) {
		if (current != "") mentions[FILENAME ":" current] = mentions[FILENAME ":" current] " " name
		else if (name in writes) { print FILENAME ":" FNR ": " name " outside a function"; bad = 1 }
	}
	if (code ~ /^}/) current = ""
}
# a function that calls a writer writes, too
function find_writers(   again, key, name, names, count, i, file) {
	writes_too["src/store/store.c:store_script"] = writes_too["src/store/store.c:store_has"] = 1
	for (again = 1; again; ) {
		again = 0
		for (key in mentions) {
			file = key; sub(/:.*/, "", file); name = key; sub(/.*:/, "", name)
			if (key in writes_too || (name in allowed && allowed[name] == 2)) continue
			count = split(mentions[key], names, " ")
			for (i = 1; i <= count; i++)
				if (names[i] in writes || (file ":" names[i]) in writes_too \
				    || (names[i] in public && public[names[i]] in writes_too)) {
					if (name in allowed) allowed[name] = 2
					else writes_too[key] = 1
					again = 1; break
				}
		}
	}
	found_writers = 1
}
function read_door(   name) {
	for (rest = code; (name = next_name()) != ""; )
		if (name in writes || (name in public && public[name] in writes_too)) {
			printf "%s:%d: %s writes, so it belongs into actions/\n", FILENAME, FNR, name; bad = 1
		}
}
BEGIN { count = split(exceptions, list, " "); for (i = 1; i <= count; i++) allowed[list[i]] = 1 }
FNR == 1 { finish_query(); plain_start(); in_body = 0; current = made = was = "" }
/^-- :/ { finish_query(); query = substr($2, 2); text = ""; next }
{ code = plain($0, FILENAME ~ /\.sql$/) }
FILENAME ~ /^sql\/queries/ { text = text " " code; next }
FILENAME ~ /^sql/ { read_schema(); next }
FILENAME ~ /^src\/store/ { read_store(); next }
!found_writers { find_writers() }
{ read_door() }
END {
	for (name in allowed)
		if (allowed[name] == 1) { print name ": no exception, as it writes nothing"; bad = 1 }
	exit bad
}'
