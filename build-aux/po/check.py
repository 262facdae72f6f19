# SPDX-License-Identifier: Apache-2.0
"""
check.py - that translations change words and nothing else

usage: check.py join TEMPLATE CATALOG JOINED      the messages of the template, with places and kinds as there
       check.py catalog NAME JOINED             what translations break
       check.py missing NAME JOINED             the count of messages without a translation, or with one in doubt
       check.py pages FOLDER BUILT FILE...      each FILE of FOLDER against the one of that name in BUILT
"""
import os
import re
import sys

import polib

import templates

CONVERSION = re.compile(r"%(?:\d+\$)?([-+ #0'I]*\d*(?:\.\d*)?(?:hh|h|ll|l|z|j|t|L)?[a-zA-Z%])")
LANGUAGE = re.compile(r'<html lang="[\w-]+"(?: dir="(?:ltr|rtl)")?')


def join(template, path, joined):
    messages, translations = polib.pofile(template, wrapwidth=0), polib.pofile(path)
    messages.metadata = translations.metadata
    messages.metadata_is_fuzzy = False
    for entry in messages:
        given = translations.find(entry.msgid, msgctxt=entry.msgctxt)
        if given and given.msgid_plural == entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = given.msgstr, given.msgstr_plural
            entry.flags += ["fuzzy"] * given.fuzzy
    messages.save(joined)
    return []


def pairs(entry):
    """Each translation of a message with what it must be like."""
    if entry.msgid_plural:
        return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def sentence_faults(original, translation):
    """What is wrong in the translation of a sentence of C, which may have lines and any mark."""
    text = translation.replace("\n", " ") if "\n" in original else translation
    return templates.text_faults(text, translation)


def conversion_faults(original, translation):
    """msgfmt takes %5s and %i for %s and %d, but src/base/format.c does not."""
    return ["has %%%s, which the original has not" % conversion
            for conversion in sorted(set(CONVERSION.findall(translation)) - set(CONVERSION.findall(original)))]


def catalog(name, path):
    told = []
    for entry in polib.pofile(path).translated_entries():
        on_page = any(file.endswith(".html") for file, _ in entry.occurrences)
        for original, translation in pairs(entry):
            if "c-format" in entry.flags:
                told += ['%s: "%.40s": %s' % (name, original, fault) for fault in conversion_faults(original, translation)]
            faults = templates.faults if on_page else sentence_faults
            told += ['%s: "%.40s": %s' % (name, original, fault) for fault in faults(original, translation)]
            if not translation.strip(templates.BLANK):
                told.append('%s: "%.40s": has no words' % (name, original))
    return told


def missing(name, path):
    entries = [e for e in polib.pofile(path) if not e.obsolete]
    count = sum(not e.translated() for e in entries)
    return ["%s: %d of %d messages have no translation" % (name, count, len(entries))] if count else []


def pages(folder, built, *files):
    told = []
    for file in files:
        original, page = (templates.read(os.path.join(at, file)) for at in (folder, built))
        if page.split("\n", 1)[0] != original.split("\n", 1)[0]:
            told.append("%s/%s: another first line" % (built, file))
        wanted, given = (templates.outline(LANGUAGE.sub("<html", text))[0] for text in (original, page))
        told += ["%s/%s: lacks %s" % (built, file, text) for text, _ in wanted - given]
        told += ["%s/%s: has %s more" % (built, file, text) for text, _ in given - wanted]
        told += ["%s/%s: %s" % (built, file, fault)
                 for fault in templates.text_faults(templates.words(page).replace("\n", " ").replace("\t", " "),
                                                    templates.words(original))]
    return told


if __name__ == "__main__":
    findings = {"join": join, "catalog": catalog, "missing": missing, "pages": pages}[sys.argv[1]](*sys.argv[2:])
    for finding in findings:
        print(finding)
    sys.exit(bool(findings))
