# schema.awk - makes store/migrations.c from sql/schema/NNNN-what.sql and sql/functions/NOUN.sql
#
# The program contains them, so that `postern migrate` cannot meet files of another
# version.  Functions keep the order of the arguments; triggers are taken out and
# come after them, one by one, each on one line.
#
# usage: awk -v rules=FILE -f rules.awk -f schema.awk FILE...
# SPDX-License-Identifier: Apache-2.0

function finish() { if (open) print "\t    },"; open = 0 }
function count_of(table) { return "sizeof(" table ") / sizeof(" table "[0])" }
BEGIN {
	print "/* Made by build-aux/schema.awk of sql/schema and sql/functions; do not edit. */"
	print "#include \"store/migrate.h\"\n\nconst struct migration migrations[] = {"
}
FNR == 1 {
	finish()
	if (!functions && FILENAME ~ /functions\/[^\/]*$/) {
		functions = 1
		print "};\n\nconst struct migration function_files[] = {"
	}
	file = FILENAME; sub(/.*\//, "", file); sub(/\.sql$/, "", file)
	printf "\t{ %d, \"%s\",\n", file + 0, file
	open = 1
}
functions && /^CREATE OR REPLACE TRIGGER / { in_trigger = 1; trigger = "" }
{ gsub(/[\\"]/, "\\\\&") }
in_trigger {
	sub(/^[ \t]+/, "")
	trigger = trigger (trigger == "" ? "" : " ") $0
	in_trigger = !sub(/;$/, "", trigger)
	if (!in_trigger)
		triggers[++trigger_count] = trigger
	next
}
{ if (functions) $0 = with_rules($0); printf "\t    \"%s\\n\"\n", $0 }
END {
	finish()
	print "};\n\nconst size_t migration_count = " count_of("migrations") ";"
	print "const size_t function_file_count = " count_of("function_files") ";"
	print "\nconst char *const triggers[] = {"
	for (i = 1; i <= trigger_count; i++)
		printf "\t\"%s\",\n", triggers[i]
	print "};\n\nconst size_t trigger_count = " count_of("triggers") ";"
}
