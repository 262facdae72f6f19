#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# migrations.sh - numbered files hold tables and data, functions have files of their own, and all are built in
#
# Why: a file that is not listed is missing from the program, and nobody notices
# until a customer's database lacks it.  A function in a numbered file is a second
# version of its rule.  A call of a function there makes history depend on today's
# version of the function.  A person who looks after the database reads the tables
# first, so each has a comment.
cd "${srcdir:-.}" || exit 1
status=0
next=1

complain() {
	echo "$1"
	status=1
}

for path in sql/schema/*.sql; do
	file=${path##*/}
	case $file in
	"$(printf %04d "$next")"-[a-z]*.sql) ;;
	*) complain "$path: the next number is $(printf %04d "$next"), then -what.sql" ;;
	esac
	next=$((next + 1))
done
for path in sql/schema/*.sql sql/functions/*.sql; do
	grep -qF "$path" Makefile.am || complain "$path: not in Makefile.am"
done

tables=$(sed -nE 's/^CREATE (UNLOGGED )?TABLE ([a-z_]*).*/\2/p' sql/schema/*.sql)
for table in $tables; do
	grep -qE "^COMMENT ON TABLE $table IS" sql/schema/*.sql || complain "table $table: no COMMENT ON TABLE"
done

# A function that a CHECK, a generated column or an index uses stays with the table
awk '
/^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|TRIGGER|VIEW|RULE)/ && before !~ /^-- Numbered because / {
	print FILENAME ": " $0 ": belongs to sql/functions, or says -- Numbered because ... in the line before"
	bad = 1
}
{ before = $0 }
END { exit bad }' sql/schema/*.sql || status=1

grep -nE '^[[:space:]]*(CREATE (UNLOGGED |TEMP(ORARY)? )?TABLE|ALTER TABLE|CREATE (UNIQUE )?INDEX)' sql/functions/*.sql && {
	echo "tables and indexes belong to sql/schema"
	status=1
}
grep -nE '^CREATE (FUNCTION|TRIGGER|VIEW)' sql/functions/*.sql && {
	echo "each migrate replaces these, so they begin with CREATE OR REPLACE"
	status=1
}

names=$(sed -nE 's/^CREATE OR REPLACE (FUNCTION|VIEW) ([a-z_]+).*/\2/p' sql/functions/*.sql | sort -u)
for name in $names; do
	sed 's/--.*//' sql/schema/*.sql | grep -qE "(^|[^a-z_])$name *\(|(FROM|JOIN) $name([^a-z_]|$)" &&
		! grep -qE "^CREATE (UNLOGGED )?TABLE $name " sql/schema/*.sql &&
		complain "a numbered file calls $name() of sql/functions"
done
exit $status
