#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# migrations.sh - numbers without a gap, none left out of the build, and each table explained
#
# Why: a migration that is not listed is missing from the program, and nobody
# notices until a customer's database lacks it.  The schema is the first thing
# that who looks after the database reads.
cd "${srcdir:-.}" || exit 1
status=0
next=1

for path in sql/schema/*.sql; do
	file=${path##*/}
	case $file in
	"$(printf %04d "$next")"-[a-z]*.sql) ;;
	*)
		echo "$path: the next number is $(printf %04d "$next"), then -what.sql"
		status=1
		;;
	esac
	next=$((next + 1))
	grep -qF "$path" Makefile.am || {
		echo "$path: not in Makefile.am"
		status=1
	}
done
tables=$(sed -nE 's/^CREATE (UNLOGGED )?TABLE ([a-z_]*).*/\2/p' sql/schema/*.sql)
for table in $tables; do
	grep -qE "^COMMENT ON TABLE $table IS" sql/schema/*.sql || {
		echo "table $table: no COMMENT ON TABLE"
		status=1
	}
done
exit $status
