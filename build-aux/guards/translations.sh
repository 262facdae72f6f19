#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# translations.sh - a translation changes words and nothing else
#
# Why: translators are many, and templates are trusted: a tag, a marker or a bracket
# more in a catalog would be on every page, past all escaping.  Each message keeps
# the markup, markers and conversions of the English one; each page that the build
# made of them is compared with the English page as a whole.  A message that a
# language lacks would be English in the midst of it.
source=$(cd "${srcdir:-.}" && pwd) || exit 1
programs=$(cd "$(dirname "$0")/../po" && pwd) || exit 1
python="${PYTHON:-python3} -B"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

if ! command -v i18nspector >/dev/null; then
	echo "i18nspector is missing: install the Debian package i18nspector"
	exit 1
fi
languages=$(sed 's/#.*//' "$source/po/LINGUAS")
for language in $languages; do
	po=$source/po/$language.po
	name=po/$language.po
	# The kinds of messages and their places are those of the sources, whatever the file says.
	$python "$programs/check.py" join po/postern.pot "$po" "$work/joined.po" || status=1
	msgfmt --check-format --check-domain --output-file=/dev/null "$po" || status=1
	msgfmt --check-format --check-domain --output-file=/dev/null "$work/joined.po" || status=1
	$python "$programs/check.py" catalog "$name" "$work/joined.po" || status=1
	$python "$programs/check.py" missing "$name" "$work/joined.po" || status=1
	# The project has no address to put there.
	i18nspector "$po" >"$work/found" || status=1
	if grep -v 'no-report-msgid-bugs-to-header-field\|no-last-translator-header-field' "$work/found"; then
		status=1
	fi
done

for built in languages/*/; do
	pages=$(cd "$source" && find templates static/errors -name '*.html')
	# shellcheck disable=SC2086
	$python "$programs/check.py" pages "$source" "${built%/}" $pages || status=1
done

sed 's/[[:space:]]*#.*//; /^$/d' "$source/po/POTFILES.skip" | while read -r path; do
	[ -e "$source/$path" ] || echo "po/POTFILES.skip: there is no $path"
done | grep . && status=1
exit $status
