"""spaCy's analysis of texts, one object a line.

    annotate.py MODEL TEXTS OUT

TEXTS holds one object a line with a "text". OUT gets, for each, the text and all annotations that
the nlp crate gives too; offsets are bytes.
"""

import json
import sys
import warnings

import spacy

# "trained with another version": the versions are pinned, and the answers are compared.
warnings.filterwarnings("ignore", message=r"\[W095\]")


def rows(doc):
    at, out = 0, []
    for token in doc:
        end = at + len(token.text.encode())
        start_of_sentence = bool(token.is_sent_start)
        out.append([at, end, bool(token.whitespace_), start_of_sentence, token.tag_, token.pos_,
                    str(token.morph), token.lemma_, token.head.i, token.dep_])
        at = end + len(token.whitespace_)
    return out


def main():
    model, texts, out = sys.argv[1:]
    nlp = spacy.load(model)
    with open(texts, encoding="utf-8") as source, open(out, "w", encoding="utf-8") as target:
        for line in source:
            text = json.loads(line)["text"]
            doc = nlp(text)
            entities = [[e.start, e.end, e.label_] for e in doc.ents]
            json.dump({"text": text, "tokens": rows(doc), "entities": entities}, target, ensure_ascii=False)
            target.write("\n")


main()
