"""Texts that try to break a tokenizer and a parser, one object a line; the same every time.

    hostile.py MODEL NUMBER OUT
"""

import json
import random
import sys
import unicodedata
import warnings

import spacy
from spacy.symbols import IDS

warnings.filterwarnings("ignore", message=r"\[W095\]")

DEGENERATE = [
    "", " ", "  ", "\n", "\t \n", "\u00a0", "\u3000x", "a", "A", "I", ".", "...", "…", "''", "``", "\"", "(", "))",
    "_", "X", "\0", "\ufeff", "\u200b\u200d", " a", "a ", "a  ", "\r\n\r\n", "\x1c\x1d\x1e\x1f", "\x85", "\u2028\u2029",
    "." * 1000, "(" * 400, ")" * 400, " " * 1000, "\n" * 500, "a" * 5000, "é" * 150, "-" * 300, "a-" * 500, "1," * 500,
    "a.b" * 200, "a " * 1500, "said " * 800, "the " * 1200, "and then " * 600, "'s" * 300, "n't" * 200, "U.S." * 100,
    "$" * 200, "5km" * 100, "x@y.z" * 50, "://" * 60, "www." * 50 + "com", "http://a.b.co/" + "x" * 500, "😀" * 200,
    "👩‍👩‍👧‍👦" * 50, "🇫🇷" * 60, "e\u0301" * 200, "\u0600" * 100, "ﷺ" * 100, "中" * 500, "中文。" * 200, "ǅ" * 120, "ß" * 101,
]
URLS = ["https://news.example/a?b=c#d", "http://10.0.0.1/x", "172.16.0.1", "8.8.8.8:80", "ftp://x.y.org", "a@b.co",
        "user:pw@host.example", "www.tidemark.example.", "(see harbour.example)", "x.y", "U.S.A", "e.g.this",
        "http://名前.example", "mailto:ana@tribune.example", "127.0.0.1", "1.2.3.256", "a..b", "foo.bar/baz,"]
WORDS = ("the of said that army town Ministry killed were was is has have do does did be been not who which they it he "
         "she her his Monday April 2031 twelve 12 1,200 3.5 $5m €20 £3 40% 10km 5kg 3pm can't won't don't I'm we've "
         "they're y'all gonna gotta cannot Mr. Dr. St. U.N. U.S. e.g. i.e. etc. a.m. p.m. No. vs. Jan. Velm's workers' "
         "rock'n'roll well-known ex-soldier and/or km/h 10-15 10–15 2030/31 state-of-the-art #velm @tribune <b> &amp;").split()
BLANKS = [" ", " ", " ", " ", "  ", "\n", "\n\n", "\t", " \n ", "\u00a0", "\u2009", "\u3000", "\r\n", "\x1f", ""]
MARKS = list("\"'`()[]{}<>,.;:!?-–—…/\\|*&^%$#@~+=_“”‘’«»„¿¡§°€£¥") + ["...", "--", "''", "``", "'s", "’s", "n't", "°C."]


def character(rng):
    """Any character of any plane."""
    plane = rng.choice([0, 0, 0, 0, 1, 1, 2, 3, 14, 15, 16])
    while True:
        code = plane * 0x10000 + rng.randrange(0x10000)
        if not 0xD800 <= code < 0xE000 and (rng.random() < 0.1 or unicodedata.category(chr(code)) != "Cn"):
            return chr(code)


def piece(rng, exceptions, symbols):
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(WORDS)
    if kind < 0.55:
        word = rng.choice(exceptions)
        return rng.choice([word, word, word.upper(), word.capitalize(), word + rng.choice(MARKS), rng.choice(MARKS) + word])
    if kind < 0.62:
        return rng.choice(symbols)
    if kind < 0.72:
        return rng.choice(MARKS) * rng.choice([1, 1, 1, 2, 3])
    if kind < 0.80:
        return "".join(character(rng) for _ in range(rng.randrange(1, 6)))
    if kind < 0.85:
        return chr(rng.choice([0x1F300, 0x1F600, 0x1F900, 0x2600]) + rng.randrange(80)) + rng.choice(["", "\ufe0f", "\u200d"])
    if kind < 0.89:
        return rng.choice(URLS)
    letters = "abcABC019.,'-/:$%()\"é٣ßΣσς中ʰ²½Ⅷ…"
    return "".join(rng.choice(letters) for _ in range(rng.randrange(1, 12)))


def main():
    model, number, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    rng = random.Random(20310506)
    exceptions = sorted(spacy.load(model).tokenizer.rules)
    symbols = sorted(IDS)
    texts = list(DEGENERATE)
    while len(texts) < number + len(DEGENERATE):
        length = rng.choice([1, 2, 3, 8, 20, 40])
        texts.append("".join(piece(rng, exceptions, symbols) + rng.choice(BLANKS) for _ in range(length)))
    with open(out, "w", encoding="utf-8") as target:
        for text in texts:
            json.dump({"text": text}, target)
            target.write("\n")


main()
