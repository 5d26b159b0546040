"""Where each token stands in the tree and in the line, seen from a cue."""
import math
import numpy as np


def cue_head(heads, poses, a, b):
    """The token of the cue whose head lies outside it, a verb first."""
    out = [j for j in range(a, b) if not a <= heads[j] < b or heads[j] == j]
    verbs = [j for j in out if poses[j] in ("VERB", "AUX")]
    return (verbs or out or [a])[0]


def paths(heads, deps, sentences, head, a, b):
    """For each token: branch label (0 another tree, 1 on the cue's own way up, else dep + 1), steps up, steps down,
    sentence offset + 3, distance bucket, and whether it is in the cue (1) or its head (2)."""
    n = len(heads)
    up, k, s = {}, head, 0
    while k not in up:
        up[k] = s
        k, s = heads[k], s + 1
    memo = {}

    def relation(j):
        chain, k = [], j
        while k not in memo:
            if k in up:
                memo[k] = (0, up[k], 0)
            elif heads[k] == k or len(chain) > n:
                memo[k] = (-1, 9, 9)
            else:
                chain.append(k)
                k = heads[k]
        for c in reversed(chain):
            branch, u, d = memo[heads[c]]
            memo[c] = (-1, 9, 9) if branch == -1 else (deps[c], u, 1) if d == 0 else (branch, u, d + 1)
        return memo[j]

    out = np.zeros((n, 6), np.int64)
    for j in range(n):
        branch, u, d = relation(j)
        gap = a - j if j < a else max(0, j - b + 1)
        bucket = 0 if gap == 0 else min(7, 1 + int(math.log2(gap))) + (8 if j >= b else 0)
        offset = max(-3, min(3, sentences[j] - sentences[head])) + 3
        out[j] = (branch + 1, min(u, 5), min(d, 5), offset, bucket, 2 if j == head else int(a <= j < b))
    return out
