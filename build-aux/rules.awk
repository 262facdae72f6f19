# rules.awk - replaces the names of src/model/rules.def with their numbers
#
# C and SQL take a rule's number from one place.  This file goes before another
# script, which calls with_rules(LINE): awk -v rules=FILE -f rules.awk -f OTHER.awk.
# SPDX-License-Identifier: Apache-2.0

BEGIN {
	while ((getline rule_line < rules) > 0)
		if (match(rule_line, /^RULE\([A-Z_]+, [0-9 *]+,/)) {
			split(substr(rule_line, 6, RLENGTH - 6), rule_parts, ", ")
			rule[rule_parts[1]] = rule_parts[2] ~ /\*/ ? "(" rule_parts[2] ")" : rule_parts[2]
		}
}

function with_rules(line,   out, name) {
	for (out = ""; match(line, /:[A-Z][A-Z_]+/); line = substr(line, RSTART + RLENGTH)) {
		name = substr(line, RSTART + 1, RLENGTH - 1)
		if (!(name in rule)) {
			print FILENAME ": no rule " name " in " rules | "cat >&2"
			exit 1
		}
		out = out substr(line, 1, RSTART - 1) rule[name]
	}
	return out line
}
