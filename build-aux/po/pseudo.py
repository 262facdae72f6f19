# SPDX-License-Identifier: Apache-2.0
"""
pseudo.py - a catalog in a language for tests, made of the English messages

en_XA: each letter has an accent and each vowel stands twice, so it is about 40 % longer.  ar_XB: each letter is an
Arabic one, so it is written from right to left.  Markup, markers and data stay; conversions stand in ⟨⟩, so that a
test can tell data from words.

usage: pseudo.py LANG TEMPLATE CATALOG
"""
import re
import sys

import polib

import templates

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = {
    "en_XA": dict(zip(LATIN, "áƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÁƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ")),
    "ar_XB": dict(zip(LATIN, "ابصديفغهيجكلمنوبقرستوفوخيز" * 2)),
}
PLURALS = {
    "en_XA": "nplurals=2; plural=(n != 1);",
    "ar_XB": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
SINGULAR = {"en_XA": 0, "ar_XB": 1}
# The facts that src/language asks about a language; without a name it is not offered to people.
ABOUT = {("language", "English"): dict.fromkeys(PLURALS, ""), ("language", "ltr"): {"en_XA": "ltr", "ar_XB": "rtl"}}
CONVERSION = re.compile(r"(%(?:\d+\$)?[-+ #0']*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%])")


def letters(text, language):
    if language == "en_XA":
        text = re.sub("[aeiouAEIOU]", lambda m: m[0] + m[0].lower(), text)
    return "".join(LETTERS[language].get(c, c) for c in text)


def sentence(text, language):
    parts = CONVERSION.split(text)
    parts[::2] = [letters(part, language) for part in parts[::2]]
    parts[1::2] = ["⟨%s⟩" % part if part != "%%" else part for part in parts[1::2]]
    return "".join(parts)


def markup(text, language, worded):
    parts = []
    tokens = templates.tokens_of(text)
    templates.pair(tokens)
    for token in tokens:
        if token.kind == "text" and not token.in_data:
            parts.append(worded(token.text, language))
        elif token.kind == "tag":
            parts.append(templates.READ.sub(
                lambda m: '%s="%s"' % (m[1], markup(m[2], language, worded)), token.text))
        else:
            parts.append(token.text)
    return "".join(parts)


def translate(entry, language):
    worded = sentence if "c-format" in entry.flags else letters
    about = ABOUT.get((entry.msgctxt, entry.msgid))
    if about:
        entry.msgstr = about[language]
    elif entry.msgid_plural:
        entry.msgstr_plural = {n: markup(entry.msgid if n == SINGULAR[language] else entry.msgid_plural, language, worded)
                               for n in range(int(PLURALS[language][len("nplurals=")]))}
    else:
        entry.msgstr = markup(entry.msgid, language, worded)


def main(language, template, path):
    catalog = polib.pofile(template, wrapwidth=0)
    catalog.metadata = {"Language": language, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
                          "Content-Transfer-Encoding": "8bit", "Plural-Forms": PLURALS[language]}
    catalog.metadata_is_fuzzy = False
    catalog.header = "Made by build-aux/po/pseudo.py; do not edit.\nSPDX-License-Identifier: Apache-2.0"
    for entry in catalog:
        translate(entry, language)
    catalog.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
