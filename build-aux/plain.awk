# plain.awk - code without its comments and the contents of its strings
#
# plain(line, is_sql) is the line as C or SQL sees it: a comment becomes a
# space, and a string becomes empty, unless plain_keeps_strings is set.
# It remembers from line to line what is open; call plain_start() where a file
# begins.  Guards put it before their own program:
# awk "$(cat build-aux/plain.awk)"' ... '.
# SPDX-License-Identifier: Apache-2.0

function plain_start() { plain_quote = ""; plain_depth = 0 }
# the expression for the end of the open comment or string; PostgreSQL's comments nest
function plain_end(is_sql) {
	if (plain_depth > 0)
		return is_sql ? "/\\*|\\*/" : "\\*/"
	return is_sql ? plain_quote : "\\\\.|" plain_quote
}
function plain(line, is_sql,   out, mark) {
	for (out = ""; match(line, plain_depth > 0 || plain_quote != "" ? plain_end(is_sql) : is_sql ? "--|/\\*|[\047\"]" : "//|/\\*|[\047\"]"); ) {
		mark = substr(line, RSTART, RLENGTH)
		if (plain_depth == 0 && plain_quote == "") {
			out = out substr(line, 1, RSTART - 1) (mark ~ /^[\047"]/ ? mark : " ")
			if (mark == "--" || mark == "//")
				return out
		} else if (plain_depth == 0 && plain_keeps_strings)
			out = out substr(line, 1, RSTART - 1) mark
		else if (mark == plain_quote)
			out = out mark
		line = substr(line, RSTART + RLENGTH)
		if (mark == "/*")
			plain_depth++
		else if (mark == "*/")
			plain_depth--
		else if (mark == "\"" || mark == "\047")
			plain_quote = plain_quote == "" ? mark : ""
	}
	return plain_depth > 0 || (plain_quote != "" && !plain_keeps_strings) ? out : out line
}
