# templates.awk - makes view/templates.h and view/templates.c from the list of template files
#
# A file's name in C is its path: templates/guides/okta/access.html is
# GUIDES_OKTA_ACCESS, so a new template is one line of Makefile.am.
#
# usage: awk -v want=h|c -f templates.awk templates/PATH.html ...
# SPDX-License-Identifier: Apache-2.0

function constant(path) {
	sub(/\.html$/, "", path)
	gsub(/[^A-Za-z0-9]/, "_", path)
	return toupper(path)
}
BEGIN {
	print "/* Made by build-aux/templates.awk of the list in Makefile.am; do not edit. */"
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print want == "h" ? "#ifndef VIEW_TEMPLATES_H\n#define VIEW_TEMPLATES_H\n\nenum template_name {" \
	    : "#include \"view/templates.h\"\n\nconst char *const template_files[TEMPLATES] = {"
	for (i = 1; i < ARGC; i++) {
		sub(/^templates\//, "", ARGV[i])
		printf want == "h" ? "\t%s,\n" : "\t[%s] = \"%s\",\n", constant(ARGV[i]), ARGV[i]
	}
	print want == "h" ? "\tTEMPLATES\n};\n\n/* Their paths in the folder of templates. */\n" \
	    "extern const char *const template_files[TEMPLATES];\n\n#endif" : "};"
}
