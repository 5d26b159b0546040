"""The network: a shared encoder that tags cues, and for each cue a smaller one that tags source and content."""
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, EXTRA = 128, 384  # states; the teacher's further numbers for a token
PATH = {"branch": 32, "up": 12, "down": 12, "sentence": 12, "distance": 12, "cue": 8}


class Tree(nn.Module):
    """Window of one token and the head's state; the larger of two pieces; residual layer norm."""

    def __init__(self, drop):
        super().__init__()
        self.linear, self.norm, self.drop = nn.Linear(4 * WIDTH, 2 * WIDTH), nn.LayerNorm(WIDTH), nn.Dropout(drop)

    def forward(self, x, mask, head):
        x = x * mask.unsqueeze(-1)
        y = self.drop(x)
        none = torch.zeros_like(y[:, :1])
        above = torch.gather(y, 1, head.unsqueeze(-1).expand(-1, -1, WIDTH))
        window = torch.cat([torch.cat([none, y[:, :-1]], 1), y, torch.cat([y[:, 1:], none], 1), above], -1)
        return x + self.norm(torch.maximum(*self.linear(window).chunk(2, -1)))


class Line(nn.Module):
    """One LSTM a direction, 64 numbers each, added to its input."""

    def __init__(self, drop):
        super().__init__()
        self.rnn = nn.LSTM(WIDTH, WIDTH // 2, batch_first=True, bidirectional=True)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(drop)

    def forward(self, x, mask):
        x = (x * mask.unsqueeze(-1)).float()
        packed = nn.utils.rnn.pack_padded_sequence(self.drop(x), mask.sum(1).cpu(), batch_first=True, enforce_sorted=False)
        y, _ = nn.utils.rnn.pad_packed_sequence(self.rnn(packed)[0], batch_first=True, total_length=x.shape[1])
        return self.norm(x + y) * mask.unsqueeze(-1)


class Encoder(nn.Module):
    def __init__(self, layers, drop):
        super().__init__()
        self.tree = nn.ModuleList(Tree(drop) for _ in range(layers))
        self.lstm = Line(drop)

    def forward(self, x, mask, head):
        for layer in self.tree:
            x = layer(x, mask, head)
        return self.lstm(x, mask)


class Crf(nn.Module):
    """Linear chain (Lafferty et al. 2001) over three labels."""

    def __init__(self, forbidden=()):
        super().__init__()
        self.start, self.step = nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(3, 3))
        start, step = torch.zeros(3), torch.zeros(3, 3)
        for a, b in forbidden:
            if a is None:
                start[b] = -1e4
            else:
                step[a, b] = -1e4
        self.register_buffer("no_start", start)
        self.register_buffer("no_step", step)

    def weights(self):
        return self.start + self.no_start, self.step + self.no_step

    def partition(self, e, mask):
        start, step = self.weights()
        a = e[:, 0] + start
        for t in range(1, e.shape[1]):
            a = torch.where(mask[:, t:t + 1], torch.logsumexp(a.unsqueeze(2) + step, 1) + e[:, t], a)
        return torch.logsumexp(a, 1)

    def loss(self, e, labels, mask):
        """Negative log likelihood of label sequences."""
        start, step = self.weights()
        m = mask.to(e.dtype)
        score = start[labels[:, 0]] + e[:, 0].gather(1, labels[:, :1]).squeeze(1)
        steps = e.gather(2, labels.unsqueeze(2)).squeeze(2)[:, 1:] + step[labels[:, :-1], labels[:, 1:]]
        return self.partition(e, mask) - score - (steps * m[:, 1:]).sum(1)

    def soft_loss(self, e, q, mask):
        """The same under a teacher's posteriors [B, T, 3], neighbours taken as independent; what is forbidden is left
        out of the expectation, since the teacher never does it."""
        m = mask.to(e.dtype).unsqueeze(-1)
        score = (q * e * m).sum((1, 2)) + (q[:, 0] * self.start).sum(1)
        pairs = (q[:, :-1].unsqueeze(3) * q[:, 1:].unsqueeze(2) * self.step).sum((2, 3))
        return self.partition(e, mask) - score - (pairs * m[:, 1:, 0]).sum(1)

    def posteriors(self, e, mask):
        start, step = self.weights()
        forward, backward = [e[:, 0] + start], [torch.zeros_like(e[:, 0])]
        for t in range(1, e.shape[1]):
            n = torch.logsumexp(forward[-1].unsqueeze(2) + step, 1) + e[:, t]
            forward.append(torch.where(mask[:, t:t + 1], n, forward[-1]))
        for t in range(e.shape[1] - 2, -1, -1):
            n = torch.logsumexp(step.unsqueeze(0) + (e[:, t + 1] + backward[-1]).unsqueeze(1), 2)
            backward.append(torch.where(mask[:, t + 1:t + 2], n, backward[-1]))
        return torch.softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), -1)


def embedding(rows, width, padding=None):
    e = nn.Embedding(rows, width, padding_idx=padding)
    nn.init.normal_(e.weight, 0, 0.3)
    return e


class Network(nn.Module):
    def __init__(self, vocabulary, vectors, drop=0.25, word_drop=0.1, extra=0):
        super().__init__()
        size = {k: len(v) + 1 for k, v in vocabulary.items()}
        self.word_drop = word_drop
        self.register_buffer("table", torch.tensor(vectors) / 5.0, persistent=False)
        self.vector = nn.Linear(300, 64, bias=False)
        self.lemma = embedding(size["lemmas"], 48)
        self.tag, self.dep = embedding(size["tags"], 24), embedding(size["deps"], 24)
        self.entity, self.quote = embedding(2 * size["entities"], 12), embedding(4, 8)
        self.tensor_norm = nn.LayerNorm(96)
        inputs = 96 + 64 + 48 + 24 + 24 + 12 + 8 + 10 + extra
        self.input, self.input_head = nn.Linear(inputs, WIDTH), nn.Linear(inputs, WIDTH, bias=False)
        self.input_norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(drop)
        self.shared = Encoder(2, drop)
        self.cue, self.cue_crf = nn.Linear(WIDTH, 3), Crf([(None, 2), (0, 2)])
        rows = {"branch": size["deps"] + 2, "up": 6, "down": 6, "sentence": 7, "distance": 16, "cue": 3}
        self.path = nn.ModuleDict({k: embedding(rows[k], width) for k, width in PATH.items()})
        self.role_input = nn.Linear(WIDTH + sum(PATH.values()), WIDTH)
        self.role_cue = nn.Linear(WIDTH, WIDTH, bias=False)
        self.role_norm, self.role = nn.LayerNorm(WIDTH), Encoder(1, drop)
        self.role_out, self.role_crf = nn.Linear(WIDTH, 3), Crf()
        with torch.no_grad():
            self.lemma.weight[0] = 0

    def known(self, x):
        """In training, words are now and then made unknown, so that rare ones are met with what is known of them."""
        if not self.training or not self.word_drop:
            return x
        return x * (torch.rand(x.shape[:2] + (1,)) > self.word_drop).to(x.dtype)

    def encode(self, b):
        parts = [self.tensor_norm(b["tensor"]), self.known(self.vector(self.table[b["vector"]])), self.known(self.lemma(b["lemma"]))]
        parts += [self.tag(b["tag"]), self.dep(b["dep"]), self.entity(b["entity"]), self.quote(b["quote"]), b["misc"]]
        if "extra" in b:
            parts.append(b["extra"])
        x = self.drop(torch.cat(parts, -1))
        above = torch.gather(self.input_head(x), 1, b["head"].unsqueeze(-1).expand(-1, -1, WIDTH))
        return self.shared(F.relu(self.input_norm(self.input(x) + above)), b["mask"], b["head"])

    def cues(self, h):
        return self.cue(self.drop(h)).float()

    def roles(self, h, b, c):
        """Label scores of every token, seen from each cue of the batch."""
        states = h[c["unit"]]
        at_cue = states[torch.arange(len(c["unit"])), c["head"]]
        x = torch.cat([self.drop(states)] + [self.path[k](c["path"][..., i]) for i, k in enumerate(PATH)], -1)
        x = F.relu(self.role_norm(self.role_input(x) + self.role_cue(self.drop(at_cue)).unsqueeze(1)))
        mask = b["mask"][c["unit"]]
        return self.role_out(self.role(x, mask, b["head"][c["unit"]])).float(), mask
