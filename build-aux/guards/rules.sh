#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# rules.sh - the number of a rule stands once, in src/model/rules.def, with its reason
#
# Why: when a limit stands in C and in three statements, a change misses some of them.
# A statement that compares with a literal number has such a limit.
cd "${srcdir:-.}" || exit 1
status=0
# The length of a name in the DNS (RFC 1035), and statements that fetch one row or two
known='> 253 THEN|LIMIT [12]\b'

grep -nE "[<>]=? *[0-9]{2,}|=> *[0-9]|LIMIT [0-9]+|interval '[0-9]+ (day|hour)" sql/queries/*.sql sql/functions/*.sql |
	grep -vE "$known" && {
	echo "numbers of rules belong to src/model/rules.def"
	status=1
}
sed -n 's/^RULE(//p' src/model/rules.def | while IFS=, read -r name _ rest; do
	case $rest in *\"*\"*\"??*\"\)) ;; *) echo "rule $name has no unit or no reason" ;; esac
	grep -rqw "$name" src sql --include='*.[ch]' --include='*.sql' || echo "rule $name is used nowhere"
done | grep . && status=1
exit $status
