"""Figures by the scorer of the reference data, calibration, and the sample that the reader in Rust is compared with."""
import contextlib, importlib.util, io, json, os, re
from . import data, decode

NAMES = {
    "source, exact span": "source", "cue, exact span": "cue", "content, exact span": "content",
    "whole attribution exact": "whole", "attribution, content overlap >= .5": "content alone", "attribution, content and source": "content and source",
}


def scorer(shared):
    spec = importlib.util.spec_from_file_location("score", os.path.join(shared, "tools", "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(work, nets, extra=None, name="attribution-dev", threshold=decode.THRESHOLD):
    docs = {d.id: d for d in work.documents(name)}
    found = decode.predict(nets, work.units(name), threshold, extra)
    roles = ("source", "cue", "content")
    rows = {i: {"id": i, "attributions": [{**{r: decode.spans(d, a[r]) for r in roles}, "nested": a["nested"]} for a in found.get(i, [])]} for i, d in docs.items()}
    score = scorer(work.shared)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        score.attribution(score.rows(os.path.join(work.shared, "corpora", name.replace("-", "/", 1) + ".jsonl")), rows)
    out = {}
    for text in printed.getvalue().splitlines():
        key = NAMES.get(re.split(r"\s+P ", text)[0].strip())
        if key:
            out[key] = float(text.split()[-1])
            if key == "content and source":
                out["precision"], out["recall"] = (float(x) for x in re.findall(r"[PR] (\S+)", text)[:2])
    return out


def line(work, nets, extra=None, **kw):
    return ", ".join(f"{k} {v:.3f}" for k, v in figures(work, nets, extra, **kw).items())


def judged(work, net, least=0.2):
    """[score, right]: every attribution of the development part that is not nested; right as the scorer counts it, by
    content and source."""
    score, rows = scorer(work.shared), []
    docs = {d.id: d for d in work.documents("attribution-dev")}
    gold = {g["id"]: g for g in score.rows(os.path.join(work.shared, "corpora", "attribution", "dev.jsonl"))}
    for i, found in decode.predict([net], work.units("attribution-dev"), least).items():
        text = gold[i]["text"].encode()
        words = lambda spans: score.words(spans, text)
        want = [(words(a["source"]), words(a["content"])) for a in gold[i]["attributions"]]
        for a in (a for a in found if not a["nested"]):
            s, c = words(decode.spans(docs[i], a["source"])), words(decode.spans(docs[i], a["content"]))
            right = any(len(c & y) >= 0.5 * len(c | y) and (not s and not x or bool(s & x)) for x, y in want)
            rows.append((a["score"], right))
    return rows


def calibration(rows, path):
    """A drawing: what share of the attributions of each tenth of the score is right, and how many there are."""
    bins = [[r for s, r in rows if b / 10 <= s < (b + 1) / 10 or (b == 9 and s == 1)] for b in range(10)]
    x, y = (lambda v: 60 + v * 400), (lambda v: 340 - v * 300)
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 400" font-family="sans-serif" font-size="12">',
           "<title>Share of attributions that are right, by score</title>", '<rect width="500" height="400" fill="#fff"/>',
           f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
           f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#333"/>']
    for v in (0, 0.2, 0.4, 0.6, 0.8, 1):
        out.append(f'<text x="{x(v):.0f}" y="358" text-anchor="middle">{v:g}</text><text x="52" y="{y(v) + 4:.0f}" text-anchor="end">{v:g}</text>')
    for b, found in enumerate(bins):
        if found:
            share = sum(found) / len(found)
            out.append(f'<rect x="{x(b / 10) + 2:.0f}" y="{y(share):.1f}" width="36" height="{y(0) - y(share):.1f}" fill="#4477aa"/>')
            out.append(f'<text x="{x(b / 10) + 20:.0f}" y="{y(share) - 4:.1f}" text-anchor="middle">{share:.2f}</text>')
            out.append(f'<text x="{x(b / 10) + 20:.0f}" y="{y(0) - 5:.0f}" text-anchor="middle" fill="#fff">{len(found)}</text>')
    out += ['<text x="260" y="385" text-anchor="middle">score</text>',
            '<text x="18" y="190" text-anchor="middle" transform="rotate(-90 18 190)">share right (content and source)</text>', "</svg>"]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


def sample(work, net, path):
    """What the network finds in made-up texts."""
    docs, out = data.read(work.grammar, "training-sample"), []
    texts = [json.loads(l)["text"] for l in open(os.path.join(os.path.dirname(__file__), "..", "sample.jsonl"), encoding="utf-8")]
    for doc, text in zip(docs, texts):
        found = decode.predict([net], data.units(doc, work.vocabulary())).get(doc.id, [])
        found.sort(key=lambda a: (a["cue"], a["content"]))
        out.append({"text": text, "attributions": found})
    with open(path, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in out) + "\n]\n")
