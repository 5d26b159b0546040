"""Training: likelihood of the labels, and of a teacher's posteriors where there are no labels."""
import random, time
import numpy as np
import torch
import torch.nn as nn
from . import batch

RATE, DECAY, WARM, CLIP, KEEP = 2e-3, 0.01, 0.08, 5.0, 0.999


def seed(n):
    random.seed(n)
    np.random.seed(n)
    torch.manual_seed(n)


class Average:
    """Running mean of the weights; what is kept in the end (Polyak and Juditsky 1992)."""

    def __init__(self, modules):
        self.modules, self.steps = modules, 0
        self.mean = [{k: v.clone() for k, v in m.state_dict().items()} for m in modules]

    @torch.no_grad()
    def update(self):
        self.steps += 1
        keep = min(KEEP, (1 + self.steps) / (10 + self.steps))
        for module, mean in zip(self.modules, self.mean):
            for k, v in module.state_dict().items():
                mean[k].lerp_(v, 1 - keep)

    def apply(self):
        for module, mean in zip(self.modules, self.mean):
            module.load_state_dict(mean)


def labelled(net, us, b):
    """Summed loss of a batch of units with labels."""
    h = net.encode(b)
    loss = net.cue_crf.loss(net.cues(h), batch.pad([u.cue_tags for u in us], b["mask"].shape[1], np.int64), b["mask"]).sum()
    found = [(i,) + x + (c[2],) for i, u in enumerate(us) for x, c in zip(batch.inputs(u), u.cues)]
    if found:
        c = batch.cues(found, b["mask"].shape[1])
        scores, mask = net.roles(h, b, c)
        loss = loss + net.role_crf.loss(scores, batch.pad([f[3] for f in found], b["mask"].shape[1], np.int64), mask).sum()
    return loss


def taught(net, us, b):
    """The same with a teacher's posteriors: `u.soft` is those of the cue tags and a list of (head, path, posteriors)."""
    h, length = net.encode(b), b["mask"].shape[1]
    q = batch.pad([u.soft[0].astype(np.float32) for u in us], length, np.float32)
    loss = net.cue_crf.soft_loss(net.cues(h), q, b["mask"]).sum()
    found = [(i, head, path, roles) for i, u in enumerate(us) for head, path, roles in u.soft[1]]
    if found:
        c = batch.cues(found, length)
        scores, mask = net.roles(h, b, c)
        loss = loss + net.role_crf.soft_loss(scores, batch.pad([f[3].astype(np.float32) for f in found], length, np.float32), mask).sum()
    return loss


def fit(net, units, soft=(), epochs=6, tokens=1500, rate=RATE, extra=None, more=(), rates=(), say=print):
    """Trains in place. `extra(us, b)` completes a batch; `more` are further modules, each with its learning rate in
    `rates`. The weights are at last the running mean."""
    modules = [net, *more]
    groups = [dict(params=[p for p in m.parameters() if p.requires_grad], lr=r) for m, r in zip(modules, [rate, *rates])]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, betas=(0.9, 0.98))
    plans = len(batch.plan(units, tokens, False)) + len(batch.plan(soft, tokens, False))
    steps = int(plans * epochs * 1.02) + 5
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: min((t + 1) / (WARM * steps), max(0.01, (1 - t / steps) / (1 - WARM))))
    average, start = Average(modules), time.time()
    for epoch in range(epochs):
        for m in modules:
            m.train()
        work = [(us, labelled) for us in batch.plan(units, tokens, True)] + [(us, taught) for us in batch.plan(soft, tokens, True)]
        random.shuffle(work)
        total = count = 0
        for k, (us, loss_of) in enumerate(work):
            b = batch.units(us)
            with torch.autocast("cpu", torch.bfloat16):
                b = extra(us, b) if extra else b
                loss = loss_of(net, us, b)
            n = int(b["mask"].sum())
            optimizer.zero_grad()
            (loss / n * 10).backward()
            for g in groups:
                nn.utils.clip_grad_norm_(g["params"], CLIP)
            optimizer.step()
            schedule.step()
            average.update()
            total, count = total + loss.item(), count + n
            if k % 200 == 199:
                say(f"  {k + 1} of {len(work)}: {total / count:.4f}, {time.time() - start:.0f} s")
        say(f"epoch {epoch + 1} of {epochs}: loss {total / count:.4f} a token, {time.time() - start:.0f} s")
    average.apply()
    for m in modules:
        m.eval()
