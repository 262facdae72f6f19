# SPDX-License-Identifier: Apache-2.0
"""
literals.py - that each sentence in C is one literal, as xgettext reads no macro and no choice inside it

usage: literals.py KEYWORDS FOLDER LIST      KEYWORDS as xgettext has them: "NAME:NUMBER NAME:NUMBER,NUMBER NAME";
                                             LIST is a file that names those in FOLDER, one a line
"""
import os
import re
import sys

COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')|/\*.*?\*/|//[^\n]*', re.S)
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[A-Za-z_]\w*|\S', re.S)


def arguments(text, at):
    """The arguments of the call whose bracket opens before at, each a list of tokens."""
    found = [[]]
    depth = 0
    for m in TOKEN.finditer(text, at):
        if m[0] in ")]}" and depth == 0:
            break
        depth += (m[0] in "([{") - (m[0] in ")]}")
        if m[0] == "," and depth == 0:
            found.append([])
        else:
            found[-1].append(m[0])
    return found


def mixed(tokens):
    return any(t[0] == '"' for t in tokens) and not all(t[0] == '"' for t in tokens)


def calls(text, keywords):
    """Each call of a keyword in the text: (where, name, the arguments that are sentences)."""
    numbers = {}
    for keyword in keywords.split():
        name, _, places = keyword.partition(":")
        numbers.setdefault(name, []).extend(int(n.rstrip("c")) - 1 for n in (places or "1").split(","))
    for m in re.finditer(r"\b(%s)\(" % "|".join(numbers), text):
        given = arguments(text, m.end())
        yield m.start(), m[1], [given[n] for n in numbers[m[1]] if n < len(given)]


def main(keywords, folder, files):
    bad = False
    with open(files, encoding="utf-8") as list_:
        paths = list_.read().split()
    for path in paths:
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            text = COMMENT.sub(lambda m: m[1] or re.sub(r"[^\n]", " ", m[0]), file.read())
        for at, name, sentences in calls(text, keywords):
            for tokens in filter(mixed, sentences):
                print("%s:%d: error: a sentence of %s is more than a literal: %s"
                      % (path, text.count("\n", 0, at) + 1, name, " ".join(tokens)))
                bad = True
    return bad


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
