"""Documents, as `cargo xtask grammar` writes them, cut into units: paragraphs, or parts of long ones."""
import collections, json, os
from dataclasses import dataclass, field
import numpy as np
from .path import cue_head, paths

LONGEST = 160  # tokens of a unit; a longer paragraph is cut where a sentence begins
ROLES = ("source", "cue", "content")
START, END, TAG, POS, DEP, HEAD, LEMMA, ENTITY, BEGINS, SENTENCE, SPACE, VECTOR = range(12)
QUOTES = {"“": 1, "”": 2, '"': 3, "''": 2, "``": 1}


@dataclass
class Document:
    id: str
    words: list
    tokens: list
    tensor: np.ndarray
    gold: list


@dataclass
class Unit:
    doc: Document
    index: list  # token of the document for each token of the unit
    head: np.ndarray
    sentence: np.ndarray
    ids: dict = field(default_factory=dict)  # feature name -> id for each token
    misc: np.ndarray = None
    cue_tags: np.ndarray = None
    cues: list = field(default_factory=list)  # (first, end, role of each token)

    @property
    def n(self):
        return len(self.index)


def read(folder, name):
    """The documents of one file of the dump."""
    tensor = np.fromfile(os.path.join(folder, name + ".f32"), "<f4").reshape(-1, 96)
    at, out = 0, []
    with open(os.path.join(folder, name + ".jsonl"), encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            text, tokens = row["text"].encode(), row["tokens"]
            words = [text[t[START]:t[END]].decode() for t in tokens]
            out.append(Document(row["id"], words, tokens, tensor[at:at + len(tokens)], row["attributions"] or []))
            at += len(tokens)
    assert at == len(tensor), f"{name}: tokens and tensor differ in length"
    return out


def vectors(folder):
    return np.fromfile(os.path.join(folder, "vectors.f32"), "<f4").reshape(-1, 300)


def vocabularies(docs, least=8):
    """Lists whose position + 1 is the id; 0 stands for all else. Lemmas are those seen often enough."""
    count = {k: collections.Counter() for k in ("lemmas", "tags", "deps", "entities")}
    for d in docs:
        for t in d.tokens:
            count["lemmas"][t[LEMMA].lower()] += 1
            count["tags"][t[TAG]] += 1
            count["deps"][t[DEP]] += 1
            count["entities"][t[ENTITY]] += 1
    return {k: sorted(w for w, n in c.items() if n >= (least if k == "lemmas" else 1)) for k, c in count.items()}


def quote_state(words):
    """0 outside a quotation, 1 inside, 2 its opening mark, 3 its closing mark. One paragraph."""
    inside, out = False, []
    for w in words:
        kind = QUOTES.get(w, 0)
        if kind == 1 or (kind == 3 and not inside):
            inside = True
            out.append(2)
        elif kind:
            inside = False
            out.append(3)
        else:
            out.append(int(inside))
    return out


def paragraphs(doc):
    out, current = [], []
    for i, t in enumerate(doc.tokens):
        if not t[SPACE]:
            current.append(i)
        elif "\n" in doc.words[i] and current:
            out.append(current)
            current = []
    return out + [current] if current else out


def cut(doc, paragraph):
    """Parts of at most LONGEST tokens, cut where the last sentence inside the limit begins."""
    at = 0
    while at < len(paragraph):
        end = min(len(paragraph), at + LONGEST)
        if end < len(paragraph):
            starts = [k for k in range(at + 1, end) if doc.tokens[paragraph[k]][SENTENCE]]
            end = starts[-1] if starts else end
        yield at, end
        at = end


def units(doc, vocabulary):
    ids = {k: {w: i + 1 for i, w in enumerate(v)} for k, v in vocabulary.items()}
    gold, out, all_paragraphs = gold_tokens(doc), [], paragraphs(doc)
    for number, paragraph in enumerate(all_paragraphs):
        quotes = quote_state([doc.words[i] for i in paragraph])
        for a, b in cut(doc, paragraph):
            unit = grammar(doc, paragraph[a:b])
            features(unit, ids, quotes[a:b], number, len(all_paragraphs))
            label(unit, gold)
            out.append(unit)
    return out


def grammar(doc, index):
    """Heads inside the unit: a head outside is climbed over; a token without one is its own head."""
    place = {k: j for j, k in enumerate(index)}
    head = np.zeros(len(index), np.int64)
    for j, k in enumerate(index):
        h = doc.tokens[k][HEAD]
        while h not in place and doc.tokens[h][HEAD] != h:
            h = doc.tokens[h][HEAD]
        head[j] = place.get(h, j)
    sentence = np.cumsum([int(doc.tokens[k][SENTENCE]) for k in index])
    return Unit(doc, index, head, sentence - sentence[0])


def features(unit, ids, quotes, number, count):
    tokens = [unit.doc.tokens[k] for k in unit.index]
    words = [unit.doc.words[k] for k in unit.index]
    unit.ids = {
        "vector": np.array([t[VECTOR] for t in tokens]),
        "lemma": np.array([ids["lemmas"].get(t[LEMMA].lower(), 0) for t in tokens]),
        "tag": np.array([ids["tags"].get(t[TAG], 0) for t in tokens]),
        "dep": np.array([ids["deps"].get(t[DEP], 0) for t in tokens]),
        "entity": np.array([ids["entities"].get(t[ENTITY], 0) * 2 + int(t[BEGINS]) for t in tokens]),
        "quote": np.array(quotes),
    }
    unit.misc = np.array([[
        j == 0, t[SENTENCE], number == 0, number == count - 1, w[:1].isupper(), w.isupper(),
        any(c.isdigit() for c in w), min(unit.n, 100) / 100, j / 100, 0 < number < 3,
    ] for j, (t, w) in enumerate(zip(tokens, words))], np.float32)


def gold_tokens(doc):
    """Byte spans -> sets of tokens."""
    starts = np.array([t[START] for t in doc.tokens])
    ends = np.array([t[END] for t in doc.tokens])
    out = []
    for a in doc.gold:
        sets = {}
        for role in ROLES:
            hits = [np.nonzero((starts < y) & (ends > x))[0] for x, y in a.get(role) or []]
            sets[role] = {int(k) for h in hits for k in h if not doc.tokens[k][SPACE]}
        out.append(sets)
    return out


def label(unit, gold):
    place = {k: j for j, k in enumerate(unit.index)}
    unit.cue_tags = np.zeros(unit.n, np.int64)
    for g in gold:
        cue = sorted(place[k] for k in g["cue"] if k in place)
        if not cue:
            continue
        a, b = cue[0], cue[-1] + 1
        unit.cue_tags[a:b] = 2
        unit.cue_tags[a] = 1
        role = np.zeros(unit.n, np.int64)
        for name, value in (("source", 1), ("content", 2)):
            for k in g[name]:
                if k in place:
                    role[place[k]] = value
        unit.cues.append((a, b, role))


def poses(unit):
    return [unit.doc.tokens[k][POS] for k in unit.index]


def cue_input(unit, a, b):
    """Head token and path features of a cue."""
    head = cue_head(unit.head, poses(unit), a, b)
    return head, paths(unit.head, unit.ids["dep"], unit.sentence, head, a, b)
