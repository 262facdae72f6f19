#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# markers.sh - a template shows exactly the markers that its C file sets
#
# Why: the engine shows nothing for a marker that no code sets, and gives no error.
# This compares values, sections (#) and includes (>).  The C file of the same name
# fills a page, or the C file of its group below; page.c, step.c and language.c fill the layout
# and the markers that every page or step may show.
# shellcheck disable=SC2016
cd "${srcdir:-.}" || exit 1
status=0

for file in $(find templates -name '*.html' | sort); do
	[ "$(head -n 1 "$file")" = '{{%AUTOESCAPE context="HTML"}}' ] || {
		echo "$file: the first line must be {{%AUTOESCAPE context=\"HTML\"}}"
		status=1
	}
	tr "[:space:]" "\n" <Makefile.am | grep -qxF "$file" || {
		echo "$file: not among template_files in Makefile.am"
		status=1
	}
done
# :p escapes like the rest and keeps line breaks, for text of several lines.
# :x-wrap escapes and writes <wbr>, so it is for the content of elements that hold elements.
if grep -rnoE '\{\{[A-Za-z][^}]*:[^}]*\}\}' templates \
    | grep -vE '\{\{INTRODUCTION_HTML:none\}\}|\{\{[A-Z_]+:(p|x-wrap)\}\}'; then
	echo "only INTRODUCTION_HTML may be shown without escaping, with :none"
	status=1
fi
for file in $(find templates -name '*.html' | sort); do
	if tr '\n' ' ' <"$file" | grep -oE '(="[^"]*|<[^<>]*|<(textarea|title|option|select|script|style)[ >][^<]*)\{\{[A-Z_]+:x-wrap'; then
		echo "^ $file: :x-wrap outside the content of an element"
		status=1
	fi
done

# "NAME OWNER" for each marker that a template shows
shown() {
	find templates -name '*.html' | sort | xargs awk '
	FNR == 1 {
		owner = FILENAME; sub(/^templates\//, "", owner); sub(/\.html$/, "", owner)
		if (owner ~ /^(guides\/.*|parts\/(attribute|guide|mistakes)|assistant\/(application|access|mapping))$/)
			owner = "assistant/guide"
		else if (owner == "parts/onward")
			owner = "assistant/domains"
		else if (owner ~ /^parts\/field/)
			owner = "assistant/settings"
		else if (owner ~ /^assistant\/(enable|submit|receipt)$/)
			owner = "assistant/enable"
		else if (owner ~ /^(error|assistant\/(expired|finished|used_up|revoked|unknown|stranger|session_over)|parts\/typed)$/)
			owner = "assistant/notice"
		else if (owner ~ /^(assistant|parts)\/test(_|$)/)
			owner = "assistant/test"
		else if (owner == "layout" || owner ~ /^parts\//)
			owner = "page"
	}
	{
		for (rest = $0; match(rest, /\{\{[#>]?[A-Z][A-Z0-9_]*/); rest = substr(rest, RSTART + RLENGTH))
			print substr(rest, RSTART + 2, RLENGTH - 2), owner
	}' | sort -u
}

# "NAME OWNER" for each string that is the marker in a view_... or page_time call
filled() {
	find src/web -name '*.c' | sort | xargs awk '
	function take(name) {
		if (call[depth] == "page_time" && comma[depth] == 2) {
			print name "_ISO", owner; print name "_UTC", owner; print name "_RELATIVE", owner
		} else if (call[depth] in sign && comma[depth] == 1)
			print sign[call[depth]] name, owner
	}
	BEGIN { sign["view_set"] = sign["view_set_global"] = ""; sign["view_section"] = "#"; sign["view_include"] = sign["step_copy"] = ">" }
	FNR == 1 {
		owner = FILENAME; sub(/^src\/web\//, "", owner); sub(/\.c$/, "", owner)
		if (owner ~ /\/(page|step|language)$/)
			owner = "page"
		else if (owner ~ /^assistant\/(test|settings)_/)
			sub(/_.*/, "", owner)
		depth = 0
	}
	{
		for (rest = $0; match(rest, /[A-Za-z_][A-Za-z0-9_]*\(|"([^"\\]|\\.)*"|[(),;{]/); rest = substr(rest, RSTART + RLENGTH)) {
			token = substr(rest, RSTART, RLENGTH)
			if (token ~ /\($/) { call[++depth] = substr(token, 1, length(token) - 1); comma[depth] = 0 }
			else if (token == ")" && depth > 0) depth--
			else if (token == ",") comma[depth]++
			else if (token == ";" || token == "{") depth = 0
			else if (token ~ /^"[A-Z][A-Z0-9_]*"$/) take(substr(token, 2, length(token) - 2))
		}
	}' | sort -u
}

{ shown | sed 's/^/shown /'; filled | sed 's/^/set /'; } | awk '
{ known[$1, $2, $3] = 1; line[NR] = $0; anywhere[$1, $2] = 1 }
END {
	for (i = 1; i <= NR; i++) {
		split(line[i], f, " ")
		if (f[1] == "shown" && !(("set", f[2], f[3]) in known) && !(("set", f[2], "page") in known)) {
			print "template of " f[3] " shows " f[2] ", which its C file never sets"; bad = 1
		}
		if (f[1] == "set" && !(("shown", f[2], f[3]) in known) \
		    && !(f[3] == "page" && ("shown", f[2]) in anywhere)) {
			print "src/web/" f[3] ".c sets " f[2] ", which no template of it shows"; bad = 1
		}
	}
	exit bad
}' || status=1
exit $status
