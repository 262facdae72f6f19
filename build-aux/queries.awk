# queries.awk - makes store/queries.h and store/queries.c from sql/queries/*.sql
#
# A query begins with "-- :name argument ... -> column ..." and ends at the next
# query.  Long headers continue in lines that begin with "-- ->".  SQL is a language
# with its own readers and tools, so it stands in its own files.  The enum makes a
# misspelled name a compile error.  All texts are prepared when a process starts, so
# a misspelled column stops the start.
#
# The columns are those that C reads, as C_NAME_COLUMN; a query whose answer is not
# read names none.  Columns that several queries share are a list of their own,
# "-- @name -> column ...": a query or another list begins with it, "-> @name more",
# and one reader reads all of them by C_NAME_COLUMN of the list.  The name of a
# constant does not repeat the name of the list or query: profile_id of @profile is
# C_PROFILE_ID.
#
# A query that writes an event "tells".  If a function of the schema writes the
# event for it, the query has the line "-- Tells.".
#
# usage: awk -v want=h|c|columns -v rules=FILE -f rules.awk -f queries.awk FILE...
# columns prints "OWNER COUNT LIST CONSTANT ..." for the guard: the number of columns of a query
# or list, the list that it begins with (-: none), and its own constants.
# SPDX-License-Identifier: Apache-2.0

function fail(what) { print FILENAME ": " what | "cat >&2"; bad = 1; exit 1 }

function finish() {
	if (name == "")
		return
	sub(/[[:space:]]*;[[:space:]]*$/, "", body)
	names[++count] = name; bodies[count] = body; arguments[count] = argument_count
	tells[count] = says || body ~ /INSERT INTO event/ ? "true" : "false"
	name = ""; says = 0
}

# The columns from field i on belong to the query or list that began last.
function take_columns(i) {
	for (; i <= NF; i++)
		columns[owner] = columns[owner] (columns[owner] == "" ? "" : " ") $i
}

# Names and constants of an owner's own columns, after those of the list that it begins with.
function expand(of,   i, n, first, parts, list, key) {
	if (of in size)
		return
	n = split(columns[of], parts, " ")
	first = n > 0 && parts[1] ~ /^@/ ? 2 : 1
	size[of] = 0
	if (first == 2) {
		list = parts[1]
		if (!(list in columns))
			fail(of " begins with a list that there is not: " list)
		expand(list)
		size[of] = size[list]
		base[of] = list
		full[of] = full[list]
		start[of] = "C_" toupper(substr(list, 2)) "_COLUMNS"
	}
	for (i = first; i <= n; i++) {
		if (parts[i] !~ /^[a-z][a-z0-9_]*$/)
			fail(of " has a column that cannot be one: " parts[i])
		key = parts[i]
		if (index(key, substr(of, 2) "_") == 1)
			key = substr(key, length(of) + 1)
		own[of, ++owned[of]] = "C_" toupper(substr(of, 2) "_" key)
		full[of] = full[of] ", \"" parts[i] "\""
		size[of]++
	}
}

function print_enum(of,   i) {
	if (owned[of] == 0)
		return
	printf "enum %s_column {\n", substr(of, 2)
	for (i = 1; i <= owned[of]; i++)
		printf "\t%s%s,\n", own[of, i], i == 1 && start[of] != "" ? " = " start[of] : ""
	printf "\tC_%s_COLUMNS\n};\n", toupper(substr(of, 2))
}

FNR == 1 { finish() }
/^-- [:@]/ {
	finish()
	owner = $2
	if (owner in columns)
		fail(owner " is there twice")
	columns[owner] = ""
	order[++owners] = owner
	for (i = 3; i <= NF && $i != "->"; i++)
		;
	argument_count = i - 3
	take_columns(i + 1)
	if (owner ~ /^:/) {
		name = substr(owner, 2)
		body = ""
	}
	next
}
/^-- ->/ { take_columns(3); next }
/^-- Tells\.$/ { says = 1 }
/^[[:space:]]*(--|$)/ || name == "" { next }
{
	$0 = with_rules($0)
	gsub(/[\\"]/, "\\\\&")
	body = body (body == "" ? "" : "\\n\"\n\t    \"") $0
}
END {
	if (bad)
		exit 1
	finish()
	for (i = 1; i <= owners; i++)
		expand(order[i])
	if (want == "columns") {
		for (i = 1; i <= owners; i++) {
			printf "%s %d %s", order[i], size[order[i]], order[i] in base ? base[order[i]] : "-"
			for (j = 1; j <= owned[order[i]]; j++)
				printf " %s", own[order[i], j]
			print ""
		}
		exit
	}
	print "/* Made by build-aux/queries.awk of sql/queries; do not edit. */"
	if (want == "h") {
		print "#ifndef STORE_QUERIES_H\n#define STORE_QUERIES_H\n\n#include <stdbool.h>\n\nenum query {"
		for (i = 1; i <= count; i++)
			printf "\tQ_%s,\n", toupper(names[i])
		print "\tQUERIES\n};\n\n/* The columns of what they answer; of lists first. */"
		for (i = 1; i <= owners; i++)
			if (order[i] ~ /^@/)
				print_enum(order[i])
		for (i = 1; i <= owners; i++)
			if (order[i] ~ /^:/)
				print_enum(order[i])
		print "\nstruct query_text {\n\tconst char\t\t*name;\n\tint\t\t\t arguments;"
		print "\tbool\t\t\t tells;\t/* writes an event */\n\tconst char\t\t*sql;"
		print "\tint\t\t\t column_count;\t/* 0: nothing is read */\n\tconst char *const\t*columns;\n};\n"
		print "extern const struct query_text query_texts[QUERIES];\n\n#endif"
		exit
	}
	print "#include \"store/queries.h\"\n\nconst struct query_text query_texts[QUERIES] = {"
	for (i = 1; i <= count; i++) {
		of = ":" names[i]
		printf "\t[Q_%s] = { \"%s\", %d, %s,\n\t    \"%s\"", toupper(names[i]), names[i], arguments[i], tells[i], bodies[i]
		if (size[of] > 0)
			printf ",\n\t    %d, (const char *const[]){ %s }", size[of], substr(full[of], 3)
		print " },"
	}
	print "};"
}
