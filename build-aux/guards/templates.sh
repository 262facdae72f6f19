#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# templates.sh - a template has nothing that the policy forbids or that escaping cannot cover
#
# Why: pages are sent with default-src 'none', without inline script or style, and
# load nothing from another host.  The engine chooses the escaping by the place of a
# marker, but not in names of tags and attributes, and not across an include.
cd "${srcdir:-.}" || exit 1
status=0

# ban REASON EXPRESSION
ban() {
	if grep -rniE --include='*.html' "$2" templates static; then
		echo "^ $1"
		status=1
	fi
}

ban "inline script" '<script([^>]*>[^<]|[^>s]*>|>)'
ban "inline style" '<style|[[:space:]"]style[[:space:]]*='
ban "event handler" '[[:space:]"/]on[a-z]+[[:space:]]*='
ban "attribute that escaping does not know" 'formaction|xlink:href|srcdoc|srcset|<(base|iframe|object|embed|frame)[[:space:]>]'
ban "script or data as an address" '(javascript|vbscript|data):'
ban "include in an attribute" '="[^"]*\{\{>'
ban "another host" '(src|href|action|url)[="(]+(https?:)?//[a-z0-9]'
# Sections may stand around whole attributes; values and includes only in quotes.
for file in $(find templates -name '*.html' | sort); do
	if sed 's/"[^"]*"//g' "$file" | grep -nE '<[^<>]*\{\{[A-Z>]'; then
		echo "^ $file: a marker in a tag, outside quotes"
		status=1
	fi
done
# People paste what a textarea of a guide holds into a shell, for which the engine does not escape.
# So only values with a bounded alphabet stand there, not a name or an entity ID.
for file in $(find templates/guides -name '*.html' | sort); do
	if tr '\n' ' ' <"$file" | grep -oE '<textarea[^>]*>[^<]*' | grep -oE '\{\{[^!}][^}]*\}\}' \
	    | grep -vxE '\{\{(CONNECTION|ACS_URL|SP_METADATA_URL)\}\}'; then
		echo "^ $file: a value of any letters in a text to paste"
		status=1
	fi
done
exit $status
