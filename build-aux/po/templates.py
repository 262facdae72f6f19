# SPDX-License-Identifier: Apache-2.0
"""
templates.py - the text of templates: taken out as messages, put back in a language

A message is what a reader takes as one piece: a paragraph, an item, a heading, a label, with the markup and
markers inside it; or the value of an attribute that people read.  Markup at its ends stays in the page.

usage: templates.py extract FOLDER FILE...              the messages, as a catalog, on standard output
       templates.py merge CATALOG LANG FOLDER OUT FILE...   each FILE of FOLDER in the language, to OUT
"""
import collections
import gettext
import os
import re
import sys

TOKEN = re.compile(r"""
    (?P<apart><!--.*?--> | <![^>]*> | \{\{[!%].*?\}\} | \{\{>[A-Z0-9_]+\}\})
  | (?P<section>\{\{[#^/][A-Z0-9_]+\}\})
  | (?P<value>\{\{[A-Z][A-Z0-9_]*(?::[a-z-]+)?\}\})
  | (?P<tag></?[a-zA-Z](?:"[^"]*"|[^"<>])*>)
  | (?P<entity>&\#?[a-zA-Z0-9]+;)
  | (?P<text>[^<&{]+|.)""", re.X | re.S)
MARKER = re.compile(r"\{\{[^}]*\}\}")
READ = re.compile(r'(?<=\s)(aria-label|aria-description|alt|title|placeholder)="([^"]*)"')
# Every other element is a piece of its own, and so is a span or link of a class that stands apart.
INLINE = set("a abbr b bdi bdo br cite code dfn em i kbd mark q s samp small span strong sub sup time u var wbr".split())
APART = re.compile(r'<(?:span\s[^>]*class="(?:hint|badge)|a\s[^>]*class="button)\b')
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
BLANK = " \t\n"
STAYS_ENGLISH = "templates/guides/"	# marked so on the page


class Token:
    def __init__(self, kind, text, at):
        self.kind, self.text, self.at, self.partner = kind, text, at, None
        name = re.match(r"(?:\{\{|<)([#^/]?)([\w-]+)", text) if kind in ("section", "tag") else None
        self.name = ("{" if kind == "section" else "<") + name[2] if name else ""
        self.closes = bool(name) and name[1] == "/"
        self.alone = kind == "tag" and (name[2] in VOID or text.endswith("/>"))
        self.opens = bool(name) and not self.closes and not self.alone
        self.in_data = False


def tokens_of(text):
    return [Token(m.lastgroup, m[0], m.start()) for m in TOKEN.finditer(text)]


def pair(run):
    """Gives each opening and closing token of the run its partner in it, if it has one, and marks what holds data."""
    opened = []
    for token in run:
        token.partner = None
    for token in run:
        if token.opens:
            opened.append(token)
        elif token.closes and any(o.name == token.name for o in opened):
            while opened[-1].name != token.name:
                opened.pop()
            token.partner = opened.pop()
            token.partner.partner = token
            if token.name == "<code" or ' translate="no"' in token.partner.text:
                for inner in run[run.index(token.partner):run.index(token)]:
                    inner.in_data = True


def split(run, at_border):
    parts = [[]]
    for token in run:
        if at_border(token):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def has_words(run):
    """Whether there is a letter in it that is not data."""
    return any(t.kind == "text" and not t.in_data and any(c.isalpha() for c in t.text) for t in run)


def is_empty(run):
    return not has_words(run) and not any(t.kind in ("value", "entity") for t in run)


def trim(run):
    """The run without blanks, markup of nothing, and markup around all of it."""
    while run:
        first, last = run[0], run[-1]
        if first.partner is last and first.opens:
            run = run[1:-1]
        elif first.alone or first.kind == "text" and not first.text.strip(BLANK):
            run = run[1:]
        elif last.alone or last.kind == "text" and not last.text.strip(BLANK):
            run = run[:-1]
        elif first.opens and is_empty(run[:run.index(first.partner) + 1]):
            run = run[run.index(first.partner) + 1:]
        elif last.closes and is_empty(run[run.index(last.partner):]):
            run = run[:run.index(last.partner)]
        else:
            break
    return run


def sections(run):
    """The contents of the sections that a run is made of, or None if there is more in it."""
    parts = []
    while run:
        if run[0].kind == "section":
            end = run.index(run[0].partner)
            parts.append(run[1:end])
            run = run[end + 1:]
        elif run[0].kind == "text" and not run[0].text.strip(BLANK):
            run = run[1:]
        else:
            return None
    return parts


def pieces_of(run):
    """The runs that are messages, of one without borders."""
    pair(run)
    parts = split(run, lambda t: (t.opens or t.closes) and not t.partner)
    if len(parts) > 1:
        return [piece for part in parts for piece in pieces_of(part)]
    run = trim(run)
    if not has_words(run):
        return []
    parts = sections(run)
    if parts:
        return [piece for part in parts for piece in pieces_of(part)]
    return [run]


def messages(html):
    """The messages of a page in their order: (start, end, text)."""
    tokens = tokens_of(html)
    found = []
    inside = set()

    pair(tokens)
    borders = {t for t in tokens if t.kind == "apart"
               or t.kind == "tag" and (t.name[1:] not in INLINE or APART.match((t.partner if t.closes and t.partner else t).text))}
    for run in split(tokens, lambda t: t in borders):
        for piece in pieces_of(run):
            raw = html[piece[0].at:piece[-1].at + len(piece[-1].text)]
            start = piece[0].at + len(raw) - len(raw.lstrip(BLANK))
            raw = raw.strip(BLANK)
            inside.update(piece)
            found.append((start, start + len(raw), re.sub("[ \t\n]+", " ", raw)))
    for token in tokens:
        if token.kind == "tag" and token not in inside:
            for m in READ.finditer(token.text):
                if any(c.isalpha() for c in MARKER.sub("", m[2])):
                    found.append((token.at + m.start(2), token.at + m.end(2), m[2]))
    return sorted(found)


# --- a translation against its original ------------------------------------------

# Controls, ends of lines, and marks that turn the direction of what follows.
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def text_faults(text, original):
    for c in '<>&{}"':
        if c in text and c not in original:
            yield "has a raw %s" % c
    if FORBIDDEN.search(text):
        yield "has a control character"


def bare(token):
    """Its text without the words in its attributes."""
    return READ.sub(lambda m: '%s="%s"' % (m[1], "".join(MARKER.findall(m[2]))), token.text)


def outline(message):
    """All but the words, each with what is around it, counted; and whether it nests."""
    seen = collections.Counter()
    around = []
    nests = True
    tokens = tokens_of(message)
    pair(tokens)
    for token in tokens:
        text = bare(token)
        if token.closes:
            nests = nests and bool(around) and around[-1][0] == token.name
            around = around[:-1]
        elif token.kind != "text" or token.in_data:
            seen[(text, tuple(t for _, t in around))] += 1
        if token.opens:
            around.append((token.name, text))
    return seen, nests and not around


def words(message):
    """The text of a message, with that of the attributes that people read."""
    tokens = tokens_of(message)
    read = [MARKER.sub("", m[2]) for t in tokens if t.kind == "tag" for m in READ.finditer(t.text)]
    return "".join([t.text for t in tokens if t.kind == "text"] + read)


def filled(message):
    """The markup that words or values are in, each counted."""
    tokens = tokens_of(message)
    pair(tokens)
    return collections.Counter(bare(t) for t in tokens if t.opens and t.partner
                               and not is_empty(tokens[tokens.index(t):tokens.index(t.partner)]))


def faults(original, translation):
    """What a translation would break, as sentences."""
    told = list(text_faults(words(translation), words(original)))
    (wanted, _), (given, nests) = outline(original), outline(translation)
    told += ["lacks %s" % text for text, _ in (wanted - given)]
    told += ["has %s, which the original has not there" % text for text, _ in (given - wanted)]
    if not nests:
        told.append("does not close what it opens")
    told += ["has no words in %s" % text for text in filled(original) - filled(translation) if not told]
    return told


# --- the two commands ---------------------------------------------------------------

def quoted(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def extract(folder, files):
    found = {}
    for file in files:
        if file.startswith(STAYS_ENGLISH):
            continue
        for _, _, text in messages(read(os.path.join(folder, file))):
            found.setdefault(text, {})[file] = True
    print('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"')
    for text, where in found.items():
        print('\n#: %s\nmsgid %s\nmsgstr ""' % (" ".join(where), quoted(text)))


def translated(html, catalog):
    parts = []
    done = 0
    for start, end, text in messages(html):
        worded = catalog.gettext(text)
        if worded != text:
            parts += [html[done:start], worded]
            done = end
    return "".join(parts) + html[done:]


def merge(mo, language, folder, out, files):
    with open(mo, "rb") as file:
        catalog = gettext.GNUTranslations(file)
    root = '<html lang="%s" dir="%s"' % (language.replace("_", "-"), catalog.pgettext("language", "ltr"))
    for file in files:
        html = read(os.path.join(folder, file))
        if not file.startswith(STAYS_ENGLISH):
            html = re.sub('<html lang="en"(?: dir="ltr")?', root, translated(html, catalog))
        path = os.path.join(out, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".new", "w", encoding="utf-8") as copy:
            copy.write(html)
        os.replace(path + ".new", path)


if __name__ == "__main__":
    if sys.argv[1] == "extract":
        extract(sys.argv[2], sys.argv[3:])
    else:
        merge(*sys.argv[2:6], sys.argv[6:])
