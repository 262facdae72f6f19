#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# banned.sh - calls and habits that often lead to bugs
#
# Why: the functions in the first list overrun buffers, hide errors, keep state
# between calls or start a shell; the tree has a replacement for each.  Memory comes
# from the arena, except in the few files that own objects on the heap.  An assignment
# in a condition reads like a comparison.  Comments and strings do not count.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
# fields and settings only free what jansson and getline allocated; memory is free itself
owners='src/base/arena.c src/http/fastcgi.c src/main/supervisor.c src/store/store.c'
givers="$owners src/base/fields.c src/base/fields_document.c src/base/settings.c src/main/memory.c"
status=0

build-aux/sources.sh src | xargs awk -v owners="$owners" -v givers="$givers" '
function has(word) { return code ~ "(^|[^A-Za-z0-9_])" word "[ \t]*\\(" }
function bad_line(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
# the text between the parentheses that open at "from"
function inside(text, from,   i, c, deep) {
	for (i = from; i <= length(text); i++) {
		c = substr(text, i, 1); deep += (c == "(") - (c == ")")
		if (deep == 0)
			return substr(text, from + 1, i - from - 1)
	}
	return ""
}
BEGIN {
	calls = split("strcpy strcat strncpy strncat sprintf vsprintf gets scanf sscanf atoi atol atoll atof " \
	    "strtok localtime gmtime ctime asctime tmpnam mktemp rand srand system popen alloca", banned, " ")
	makers = split("malloc calloc realloc strdup strndup asprintf vasprintf", maker, " ")
}
FNR == 1 { in_comment = 0; pending = "" }
{
	code = $0
	gsub(/"([^"\\]|\\.)*"/, "\"\"", code); gsub(/\047([^\047\\]|\\.)\047/, "0", code)
	if (in_comment) {
		if (!sub(/^.*\*\//, "", code)) next
		in_comment = 0
	}
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", code)
	if (sub(/\/\*.*/, "", code)) in_comment = 1
	sub(/\/\/.*/, "", code)

	for (i = 1; i <= calls; i++)
		if (has(banned[i])) bad_line(banned[i])
	for (i = 1; i <= makers; i++)
		if (has(maker[i]) && index(" " owners " ", " " FILENAME " ") == 0) bad_line(maker[i] " outside the arena")
	if (has("free") && index(" " givers " ", " " FILENAME " ") == 0) bad_line("free outside the arena")
	if (code ~ /(^|[^A-Za-z0-9_])goto[ \t]/) bad_line("goto")

	pending = pending " " code
	while (match(pending, /(^|[^A-Za-z0-9_])(if|while)[ \t]*\(/)) {
		condition = inside(pending, RSTART + RLENGTH - 1)
		if (condition == "") { pending = substr(pending, RSTART); break }
		pending = substr(pending, RSTART + RLENGTH)
		if (condition ~ /[^=!<>]=[^=]/) bad_line("assignment in a condition")
	}
	if (pending !~ /(if|while)[ \t]*\(/) pending = ""
}
END { exit bad }' || status=1

# Split, so that this file does not find itself
unfinished='TO''DO|FIX''ME|XX''X'
if find src sql templates static nginx script tests build-aux -name node_modules -prune -o -type f \
	\( -name '*.[ch]' -o -name '*.cc' -o -name '*.sh' -o -name '*.sql' -o -name '*.html' -o -name '*.css' \
	-o -name '*.js' -o -name '*.mjs' -o -name '*.conf' -o -name '*.mk' -o -path 'script/*' \) \
	-exec grep -nwE "$unfinished" /dev/null {} + | grep .; then
	echo "^ unfinished: finish it, or make it an issue"
	status=1
fi
exit $status
