# text.awk - makes a C string from a JSON file: FOLDER/NAME.json becomes const char NAME[]
#
# Data has its own readers and tools, so it stands in its own file, and the program
# contains it.  The file has one member or bracket per line.
#
# usage: awk -f text.awk FILE
# SPDX-License-Identifier: Apache-2.0

FNR == 1 {
	file = FILENAME; sub(/.*\/src\/|^src\//, "", file); header = file; sub(/\.json$/, ".h", header)
	name = header; sub(/.*\//, "", name); sub(/\.h$/, "", name)
	print "/* Made by build-aux/text.awk of " file "; do not edit. */"
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	printf "#include \"%s\"\n\nconst char %s[] =\n", header, name
}
{
	sub(/^[ \t]+/, "")
	if (match($0, /^"[^"]*": /))
		$0 = substr($0, 1, RLENGTH - 1) substr($0, RLENGTH + 1)
	gsub(/[\\"]/, "\\\\&")
	printf "    \"%s\"\n", $0
}
END { print "    ;" }
