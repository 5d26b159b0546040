"""From posteriors to attributions."""
import collections, re
import numpy as np
import torch
from . import batch
from .data import END, START, cue_input

THRESHOLD, GROWTH, ISLAND = 0.5, 0.5, 0.65


def cue_spans(p, threshold, growth=GROWTH):
    """Posteriors [n, 3] (outside, begins, inside) -> (first, end, score). Peaks in falling order, each grown over
    tokens of at least `growth` of it, and not over a token that rather begins a cue."""
    n, weight = len(p), 1 - p[:, 0]
    done, out = np.zeros(n, bool), []
    for j in np.argsort(-weight, kind="stable"):
        if weight[j] < threshold:
            break
        if done[j]:
            continue
        a, b = j, j + 1
        while a > 0 and not done[a - 1] and p[a, 2] >= p[a, 1] and weight[a - 1] >= growth * weight[j]:
            a -= 1
        while b < n and not done[b] and p[b, 2] >= p[b, 1] and weight[b] >= growth * weight[j]:
            b += 1
        done[a:b] = True
        out.append((int(a), int(b), float(weight[j])))
    return sorted(out)


@torch.no_grad()
def posteriors(nets, units, threshold=THRESHOLD, extra=None, size=3000):
    """Posteriors averaged over networks: for each unit those of the cue tags and, for each cue found in them,
    (first, end, score, role posteriors)."""
    for net in nets:
        net.eval()
    for us in batch.plan(units, size, False):
        b = batch.units(us)
        states = [net.encode(extra(us, b) if k == 0 and extra else b) for k, net in enumerate(nets)]
        cue = sum(net.cue_crf.posteriors(net.cues(h), b["mask"]) for net, h in zip(nets, states)) / len(nets)
        found = [(i, span) for i, u in enumerate(us) for span in cue_spans(cue[i, :u.n].numpy(), threshold)]
        per_unit = [[] for _ in us]
        for at in range(0, len(found), 64):
            part = found[at:at + 64]
            c = batch.cues([(i,) + cue_input(us[i], a, e) for i, (a, e, _) in part], b["mask"].shape[1])
            roles = 0
            for net, h in zip(nets, states):
                scores, mask = net.roles(h, b, c)
                roles = roles + net.role_crf.posteriors(scores, mask)
            roles = (roles / len(nets)).numpy()
            for k, (i, span) in enumerate(part):
                per_unit[i].append(span + (roles[k, :us[i].n].copy(),))
        for i, u in enumerate(us):
            yield u, cue[i, :u.n].numpy(), per_unit[i]


def word(unit, j):
    return re.search(r"\w", unit.doc.words[unit.index[j]])


def attributions(units_of_doc, threshold=THRESHOLD):
    """[(unit, cues with roles)] of one document -> attributions as sets of the document's tokens. Nested: the cue stands
    wholly in the content of another."""
    items = []
    for unit, found in units_of_doc:
        for a, e, score, roles in found:
            best = roles.argmax(1)
            source, content = ([j for j in range(unit.n) if best[j] == v and not a <= j < e] for v in (1, 2))
            if score < threshold or not any(word(unit, j) for j in content):
                continue
            source = together(unit, source, roles[:, 1])
            total = score * float(np.mean([roles[j, 2] for j in content]))
            tokens = [[unit.index[j] for j in part] for part in (range(a, e), source, content)]
            items.append(dict(cue=tokens[0], source=tokens[1], content=tokens[2], score=total, cue_score=score, nested=False))
    for i, x in enumerate(items):
        for j, y in enumerate(items):
            if i != j and not x["nested"] and not y["nested"] and set(y["cue"]) <= set(x["content"]):
                y["nested"] = True
    return items


def together(unit, tokens, chance):
    """A source mostly stands in one place: of its pieces, with words of others between them, the surest stays, and
    what is sure by itself ("Reth … who")."""
    pieces = []
    for j in tokens:
        if pieces and not any(word(unit, k) for k in range(pieces[-1][-1] + 1, j)):
            pieces[-1].append(j)
        else:
            pieces.append([j])
    best = max(pieces, key=lambda p: max(chance[j] for j in p), default=None)
    return [j for p in pieces if p is best or float(np.mean([chance[j] for j in p])) >= ISLAND for j in p]


def spans(doc, tokens):
    """Byte spans; a gap of nothing but marks is filled."""
    runs = []
    for t in sorted(tokens):
        if runs and not any(re.search(r"\w", doc.words[k]) for k in range(runs[-1][1] + 1, t)):
            runs[-1][1] = t
        else:
            runs.append([t, t])
    return [[doc.tokens[a][START], doc.tokens[b][END]] for a, b in runs]


def predict(nets, units, threshold=THRESHOLD, extra=None):
    """{document: attributions as tokens}."""
    by_doc = collections.OrderedDict()
    for u in units:
        by_doc.setdefault(u.doc.id, {})[u.index[0]] = None
    for u, _, found in posteriors(nets, units, threshold, extra):
        by_doc[u.doc.id][u.index[0]] = (u, found)
    return {d: attributions([x for x in us.values() if x], threshold) for d, us in by_doc.items()}
