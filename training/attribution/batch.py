"""Units and cues as padded tensors."""
import random
import numpy as np
import torch
from .data import cue_input

IDS = ("vector", "lemma", "tag", "dep", "entity", "quote")


def plan(units, tokens, shuffle):
    """Lists of units of like length, at most about `tokens` tokens with padding."""
    units = list(units)
    if shuffle:
        random.shuffle(units)
    out, current = [], []
    for u in sorted(units, key=lambda u: u.n + (random.random() * 6 if shuffle else 0)):
        if current and (len(current) + 1) * u.n > tokens:
            out.append(current)
            current = []
        current.append(u)
    out += [current] if current else []
    if shuffle:
        random.shuffle(out)
    return out


def pad(rows, length, dtype):
    out = np.zeros((len(rows), length) + rows[0].shape[1:], dtype)
    for i, r in enumerate(rows):
        out[i, :len(r)] = r
    return torch.from_numpy(out)


def units(us):
    length = max(u.n for u in us)
    b = {k: pad([u.ids[k] for u in us], length, np.int64) for k in IDS}
    b["head"] = pad([u.head for u in us], length, np.int64)
    b["tensor"] = pad([u.doc.tensor[u.index] for u in us], length, np.float32)
    b["misc"] = pad([u.misc for u in us], length, np.float32)
    b["mask"] = torch.arange(length).unsqueeze(0) < torch.tensor([u.n for u in us]).unsqueeze(1)
    return b


def cues(found, length):
    """From (number of the unit, head, path features) for each cue."""
    return {
        "unit": torch.tensor([f[0] for f in found]),
        "head": torch.tensor([int(f[1]) for f in found]),
        "path": pad([f[2] for f in found], length, np.int64),
    }


def inputs(unit):
    """Head and path of the labelled cues, worked out once."""
    if not hasattr(unit, "cached"):
        unit.cached = [cue_input(unit, c[0], c[1]) for c in unit.cues]
    return unit.cached
