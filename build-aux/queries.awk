# queries.awk - makes store/queries.h and store/queries.c of sql/queries/*.sql
#
# A query begins with "-- :name argument ..." and goes on to the next one.
# SQL is a language with its own readers and tools, so it stands in its own
# files; the enum makes a misspelt name a compile error and the texts are all
# prepared when a process starts, so that a misspelt column stops the start.
#
# A query that writes an event tells: so does one that calls a function of the
# schema which does, and has the line "-- Tells.".
#
# usage: awk -v want=h|c -f queries.awk FILE...
# SPDX-License-Identifier: Apache-2.0

function finish() {
	if (name == "")
		return
	sub(/[[:space:]]*;[[:space:]]*$/, "", body)
	names[++count] = name; bodies[count] = body; arguments[count] = NF_name
	tells[count] = says || body ~ /INSERT INTO event/ ? "true" : "false"
	name = ""; says = 0
}
FNR == 1 { finish() }
/^-- :/ {
	finish()
	name = substr($2, 2); NF_name = NF - 2; body = ""
	next
}
/^-- Tells\.$/ { says = 1 }
/^[[:space:]]*(--|$)/ || name == "" { next }
{
	gsub(/[\\"]/, "\\\\&")
	body = body (body == "" ? "" : "\\n\"\n\t    \"") $0
}
END {
	finish()
	if (want == "h") {
		print "/* Made by build-aux/queries.awk of sql/queries; do not edit. */"
		print "#ifndef STORE_QUERIES_H\n#define STORE_QUERIES_H\n\n#include <stdbool.h>\n\nenum query {"
		for (i = 1; i <= count; i++)
			printf "\tQ_%s,\n", toupper(names[i])
		print "\tQUERIES\n};\n"
		print "struct query_text {\n\tconst char\t*name;\n\tint\t\t arguments;\n\tbool\t\t tells;\t/* writes an event */\n\tconst char\t*sql;\n};\n"
		print "extern const struct query_text query_texts[QUERIES];\n\n#endif"
		exit
	}
	print "/* Made by build-aux/queries.awk of sql/queries; do not edit. */"
	print "#include \"store/queries.h\"\n\nconst struct query_text query_texts[QUERIES] = {"
	for (i = 1; i <= count; i++)
		printf "\t[Q_%s] = { \"%s\", %d, %s,\n\t    \"%s\" },\n", toupper(names[i]), names[i], arguments[i], tells[i], bodies[i]
	print "};"
}
