# schema.awk - makes store/migrations.c of sql/schema/NNNN-what.sql
#
# The migrations travel inside the program, so that `postern migrate` cannot
# meet files of another version.
#
# usage: awk -f schema.awk FILE...
# SPDX-License-Identifier: Apache-2.0

function finish() { if (open) print "\t    },"; open = 0 }
BEGIN {
	print "/* Made by build-aux/schema.awk of sql/schema; do not edit. */"
	print "#include \"store/migrate.h\"\n\nconst struct migration migrations[] = {"
}
FNR == 1 {
	finish()
	file = FILENAME; sub(/.*\//, "", file); sub(/\.sql$/, "", file)
	printf "\t{ %d, \"%s\",\n", file + 0, file
	open = 1
}
{ gsub(/[\\"]/, "\\\\&"); printf "\t    \"%s\\n\"\n", $0 }
END { finish(); print "};\n\nconst size_t migration_count = sizeof(migrations) / sizeof(migrations[0]);" }
