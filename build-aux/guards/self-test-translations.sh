#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# self-test-translations.sh - translations.sh finds each translation that would break a page
#
# Why: as in self-test.sh.  The offences are messages of one catalog, which stands
# beside one page and what a build made of it.
# shellcheck disable=SC2016
guard=$(cd "$(dirname "$0")" && pwd)/translations.sh || exit 1
words=$(mktemp -d) || exit 1
trap 'rm -rf "$words"' EXIT
status=0

mkdir -p "$words/po" "$words/templates" "$words/static/errors" "$words/languages/de/templates"
echo de >"$words/po/LINGUAS"
printf 'src/gone.c\t# nothing\n' >"$words/po/POTFILES.skip"
cat >"$words/templates/page.html" <<'END'
{{%AUTOESCAPE context="HTML"}}
<p class="lead">{{#A}}<a href="{{HREF}}">Go</a>{{/A}}</p>
END
cp "$words/templates/page.html" "$words/languages/de/templates/page.html"
cat >"$words/po/postern.pot" <<'END'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"
END
cat >"$words/po/de.po" <<'END'
msgid ""
msgstr ""
"Project-Id-Version: Postern 0.1\n"
"POT-Creation-Date: 2026-01-01 00:00+0000\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\n"
"Language-Team: German\n"
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
END

# said: what the guard says, or that it passes
said() {
	(cd "$words" && LC_ALL=C srcdir=. "$guard" 2>&1) && echo "it passes"
}

# expect WHAT TEXT: the guard must say TEXT of WHAT
expect() {
	said | grep -F "$1" | grep -qF "$2" || {
		echo "translations.sh does not say of $1: $2"
		status=1
	}
}

# message NUMBER FILE FLAG ORIGINAL TRANSLATION: adds it to the sources' catalog and to the translator's
message() {
	{
		printf '\n#: %s\n' "$2"
		[ -z "$3" ] || echo "#, $3"
		printf 'msgid "%s %s"\nmsgstr ""\n' "$1" "$4"
	} >>"$words/po/postern.pot"
	printf '\nmsgid "%s %s"\nmsgstr "%s %s"\n' "$1" "$4" "$1" "$5" >>"$words/po/de.po"
}

expect po/POTFILES.skip 'there is no src/gone.c'
: >"$words/po/POTFILES.skip"
message 0 templates/page.html '' 'Go to <b>{{NAME}}</b>{{#A}} &amp; <a title=\"There\" href=\"x\">stay</a>{{/A}}' \
	'{{#A}}<a title=\"Dort, bei {\" href=\"x\">bleib</a> &amp; {{/A}}geh zu <b>{{NAME}}</b>'
message 00 src/a.c c-format 'Go\nto <%s>' 'Los\n\nzu <%s>'
expect 'po/de.po' 'has a raw {'
sed -i 's/, bei {/, „gleich“/' "$words/po/de.po"
[ "$(said | tail -n 1)" = "it passes" ] || {
	echo "translations.sh is fooled by a translation without a fault: $(said)"
	status=1
}

# The page that the build made, each time another
while IFS='|' read -r expected first second; do
	printf '%s\n%s\n' "$first" "$second" >"$words/languages/de/templates/page.html"
	expect languages/de/templates/page.html "$expected"
done <<'END'
another first line||<p class="lead">{{#A}}<a href="{{HREF}}">Los</a>{{/A}}</p>
has {{HREF}} more|{{%AUTOESCAPE context="HTML"}}|<p class="lead">{{#A}}<a href="{{HREF}}">{{HREF}}</a>{{/A}}</p>
lacks <p class="lead">|{{%AUTOESCAPE context="HTML"}}|{{#A}}<a href="{{HREF}}">Los</a>{{/A}}
has {{#A}} more|{{%AUTOESCAPE context="HTML"}}|<p class="lead">{{#A}}<a href="{{HREF}}">Los</a>{{/A}}{{#A}}{{/A}}</p>
has a raw <|{{%AUTOESCAPE context="HTML"}}|<p class="lead">{{#A}}<a href="{{HREF}}">Los < da</a>{{/A}}</p>
END
cp "$words/templates/page.html" "$words/languages/de/templates/page.html"

# Messages of which each has a fault, with what the guard must say of it
number=0
cat >"$words/hostile" <<'END'
has <script>|Go|Los<script>alert(1)</script>
has <img src=x onerror=x>|Go|<img src=x onerror=x>
has <!--|Go|Los <!-- hier -->
has a raw <|Go|Los < hier
has <b title='>|Go|Los <b title='>' hier
has a raw &|Go|Los & hier
has &#60;|Go|Los &#60;script
has &nbsp;|Go|Los&nbsp;hier
has a raw {|Go|Los {{=<% %>=}}
has a raw {|Go to {{NAME}}|Los zu {{{NAME}}
has {{COMPANY}}|Go|Los {{COMPANY}}
has {{NAME}}|Go to {{NAME}}|Los zu {{NAME}} und {{NAME}}
has {{NAME:none}}|Go to {{NAME}}|Los zu {{NAME:none}}
has a raw {|Go to {{NAME}}|Los zu {{NAME:x=y}}
lacks {{NAME}}|Go to {{NAME}}|Los zu ihm
has {{>PAGE}}|Go|Los {{>PAGE}}
has {{! hier }}|Go|Los {{! hier }}
has {{%AUTOESCAPE|Go|Los {{%AUTOESCAPE context=\"JAVASCRIPT\"}}
does not close|Go {{#A}}now{{/A}}|Los {{#A}}jetzt
does not close|Go now|Los jetzt{{/A}}
does not close|Go {{#A}}<b>now</b>{{/A}}|Los {{#A}}<b>jetzt{{/A}}</b>
has {{NAME}}|Go {{#A}}to {{NAME}}{{/A}}|Los {{#A}}zu{{/A}} {{NAME}}
has {{^A}}|Go {{#A}}now{{/A}}|Los {{^A}}jetzt{{/A}}
has <a href=\"javascript:x()\">|Go <a href=\"{{HREF}}\">there</a> now|Los <a href=\"javascript:x()\">dort</a> jetzt
has <a href=\"{{HREF}}\" onclick=\"x()\">|Go <a href=\"{{HREF}}\">there</a> now|Los <a href=\"{{HREF}}\" onclick=\"x()\">dort</a> jetzt
has <a title=\"\" href=\"{{HREF}}\">|Go <a href=\"{{HREF}}\">there</a> now|Los <a title=\"da\" href=\"{{HREF}}\">dort</a> jetzt
has a raw \"|Time left|Zeit\" onmouseover=\"x()
has a raw <|Go <a title=\"There\" href=\"x\">there</a> now|Los <a title=\"<b>\" href=\"x\">dort</a> jetzt
has <a title=\"{{NAME}}\" href=\"x\">|Go <a title=\"There\" href=\"x\">there</a> now|Los <a title=\"{{NAME}}\" href=\"x\">dort</a> jetzt
has a control character|Go|Los \t hier
has a control character|Go|Los ‮reih
has a control character|Go|Los ⁧hier
has no words in <b>|Go <b>now</b> then|Los <b></b> jetzt
has no words in {{#A}}|Go {{#A}}now{{/A}} then|Los {{#A}} {{/A}} jetzt
lacks wizard|Go to <code>wizard</code> now|Los zu <code>Zauberer</code> jetzt
END
while IFS='|' read -r expected original translation; do
	number=$((number + 1))
	message "$number" templates/page.html '' "$original" "$translation"
done <"$words/hostile"
all=$(said)
number=0
while IFS='|' read -r expected original translation; do
	number=$((number + 1))
	expected=$(printf %s "$expected" | sed 's/\\"/"/g')
	printf '%s\n' "$all" | grep -F "po/de.po: \"$number " | grep -qF "$expected" || {
		echo "translations.sh does not say of \"$translation\": $expected"
		status=1
	}
done <"$words/hostile"

# A sentence of C, whose conversions the translator's file says nothing about
message 100 src/a.c c-format 'Go to %s' 'Los zu %d'
expect 'format specifications' 'are not the same'
message 101 src/a.c c-format 'Go to %s now' 'Los zu %s \t'
expect '101 Go' 'has a control character'
message 102 src/a.c c-format 'Go to %s soon' 'Los\nzu %s'
expect '102 Go' 'has a control character'
message 103 src/a.c c-format 'Go to %s late' 'Los zu %5s'
expect '103 Go' 'has %5s'
message 104 src/a.c c-format 'Go to %1$s at %2$d' 'Um %2$i los zu %1$s'
expect '104 Go' 'has %i'
printf '\n#: src/a.c\nmsgid "Gone"\nmsgstr ""\n' >>"$words/po/postern.pot"
printf '\nmsgid "Gone"\nmsgstr " "\n' >>"$words/po/de.po"
expect '"Gone"' 'has no words'

# Sentences that xgettext would cut off
cat >"$words/a.c" <<'END'
	fail(f, INVALID, "Whole: (%s), \"%s\"" " and on", g(a, b), "more" /* , */);
	fail(f, INVALID, text);
	fail(f, INVALID, "Cut off: " MACRO);
	fail_counted(f, INVALID, n, "One.", many ? "Many." : "None.");
END
echo a.c >"$words/list"
cut_off=$(${PYTHON:-python3} -B "${guard%/guards/*}/po/literals.py" 'fail:3 fail_counted:4,5' "$words" "$words/list" |
	sed 's/:[^:]*: a sentence.*//' | tr '\n' ' ')
[ "$cut_off" = "a.c:3 a.c:4 " ] || {
	echo "literals.py does not find the sentences that are cut off, but: $cut_off"
	status=1
}
exit $status
