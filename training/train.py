#!/usr/bin/env python3
"""Trains the network that finds source, cue and content, from nothing, in one command.

    python3 training/train.py [--shared ../shared] [--work target/training] [--out crates/claims/weights] [STEP...]

Steps, all of them when none is named; each leaves its result in the work folder and is passed over when it is there:
  grammar   the reader's own analysis of the reference data (`cargo xtask grammar`)
  base      the network, on the labelled documents
  teacher   the same network above all-MiniLM-L6-v2, on the labelled documents
  lessons   what base and teacher together find in documents without labels
  student   the network once more, on the labels and the lessons
  settle    the student once more on the labels, and the mean of both
  export    weights as safetensors, the card, and the sample that the tests compare with
"""
import argparse, json, os, subprocess, sys, time
import numpy as np
import torch

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "training"))
from attribution import data, decode, evaluate, export, fit, model, teacher  # noqa: E402

STEPS = ("grammar", "base", "teacher", "lessons", "student", "settle", "export")
LABELLED, JUDGED = "attribution-train", "attribution-dev"
UNLABELLED = ("stories-dev", "conflict-dev", "place-tr-news", "place-lgl")
GRAMMAR = "en_core_web_md 3.7.1"
LEAST = 0.3  # score of a cue from which on the teacher's roles are a lesson


class Work:
    """The data and the folder of results."""

    def __init__(self, folder, shared):
        self.folder, self.shared = folder, shared
        self.grammar = os.path.join(folder, "grammar")
        self.loaded = {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def documents(self, name):
        if name not in self.loaded:
            self.loaded[name] = data.read(self.grammar, name)
        return self.loaded[name]

    def vocabulary(self):
        if "vocabulary" not in self.loaded:
            self.loaded["vocabulary"] = data.vocabularies(self.documents(LABELLED))
        return self.loaded["vocabulary"]

    def units(self, name):
        return [u for d in self.documents(name) for u in data.units(d, self.vocabulary())]

    def network(self, extra=0):
        return model.Network(self.vocabulary(), data.vectors(self.grammar), extra=extra)

    def load(self, name, extra=0):
        net = self.network(extra)
        net.load_state_dict(torch.load(self.path(name + ".pt"), weights_only=True))
        return net.eval()


def grammar(work):
    files = [os.path.join(work.shared, "corpora", n.replace("-", "/", 1) + ".jsonl") for n in (LABELLED, JUDGED, *UNLABELLED)]
    sample = os.path.join(ROOT, "training", "sample.jsonl")
    subprocess.run(["cargo", "xtask", "grammar", work.grammar, *files, sample], check=True, cwd=ROOT)


def base(work):
    fit.seed(1)
    net = work.network()
    fit.fit(net, work.units(LABELLED))
    torch.save(net.state_dict(), work.path("base.pt"))
    print(evaluate.line(work, [net]))


def teach(work):
    fit.seed(1)
    net, bert, pieces = work.network(teacher.WIDTH), teacher.Bert(), teacher.Pieces()
    complete = teacher.completer(bert, pieces)
    fit.fit(net, work.units(LABELLED), epochs=3, extra=complete, more=[bert], rates=[teacher.RATE])
    torch.save(net.state_dict(), work.path("teacher.pt"))
    torch.save(bert.state_dict(), work.path("bert.pt"))
    print(evaluate.line(work, [net], complete))


def masters(work):
    """Teacher and base, and what completes the teacher's batches."""
    bert = teacher.Bert()
    bert.load_state_dict(torch.load(work.path("bert.pt"), weights_only=True))
    return [work.load("teacher", teacher.WIDTH), work.load("base")], teacher.completer(bert.eval(), teacher.Pieces())


def lessons(work):
    nets, complete = masters(work)
    print("teacher and base:", evaluate.line(work, nets, complete))
    out = {}
    for name in UNLABELLED:
        for u, cue, found in decode.posteriors(nets, work.units(name), LEAST, complete):
            out[name, u.doc.id, u.index[0]] = cue.astype(np.float16), [(a, b, r.astype(np.float16)) for a, b, _, r in found]
    torch.save(out, work.path("lessons.pt"))


def taught_units(work):
    known = torch.load(work.path("lessons.pt"), weights_only=False)
    for name in UNLABELLED:
        for u in work.units(name):
            if (name, u.doc.id, u.index[0]) in known:
                cue, found = known[name, u.doc.id, u.index[0]]
                u.soft = cue, [data.cue_input(u, a, b) + (r,) for a, b, r in found]
                yield u


def student(work):
    fit.seed(2)
    net = work.network()
    fit.fit(net, work.units(LABELLED), soft=list(taught_units(work)), epochs=7)
    torch.save(net.state_dict(), work.path("student.pt"))
    print(evaluate.line(work, [net]))


def settle(work):
    """Two more epochs on the labels alone, at a lower rate; then the mean of the weights before and after, which keeps
    what either learnt (Wortsman et al. 2022)."""
    fit.seed(3)
    net, before = work.load("student"), work.load("student").state_dict()
    fit.fit(net, work.units(LABELLED), epochs=2, rate=5e-4)
    net.load_state_dict({k: (v + before[k]) / 2 for k, v in net.state_dict().items()})
    torch.save(net.state_dict(), work.path("settled.pt"))
    print(evaluate.line(work, [net]))


def finish(work, out):
    net = work.load("settled")
    figures = evaluate.figures(work, [net])
    card = {
        "task": "source, cue and content of attributions in English news",
        "trained": time.strftime("%Y-%m-%d", time.gmtime(os.path.getmtime(work.path("settled.pt")))),
        "command": "python3 training/train.py",
        "labels": "PolNeAR, training part (840 articles)",
        "lessons": "1,265 news articles without labels, read by the teacher (all-MiniLM-L6-v2 above the same network) and a first network",
        "judged on": "PolNeAR, development part (84 articles); the threshold was chosen there",
        "threshold": decode.THRESHOLD,
        "figures": figures,
        "torch": torch.__version__,
    }
    os.makedirs(out, exist_ok=True)
    export.save(os.path.join(out, "attribution.safetensors"), net, work.vocabulary(), GRAMMAR, decode.THRESHOLD, card)
    with open(os.path.join(out, "attribution.card.json"), "w", encoding="utf-8") as f:
        f.write(json.dumps(card, indent=2) + "\n")
    evaluate.sample(work, net, os.path.join(ROOT, "crates", "claims", "tests", "data", "attributions.json"))
    evaluate.calibration(evaluate.judged(work, net), os.path.join(ROOT, "docs", "calibration.svg"))
    print(json.dumps(figures, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default=os.path.join(ROOT, "..", "shared"))
    parser.add_argument("--work", default=os.path.join(ROOT, "target", "training"))
    parser.add_argument("--out", default=os.path.join(ROOT, "crates", "claims", "weights"))
    parser.add_argument("--threads", type=int, default=1, help="figures may differ in the last places with other numbers")
    parser.add_argument("steps", nargs="*", metavar="STEP")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    os.makedirs(args.work, exist_ok=True)
    work = Work(args.work, os.path.abspath(args.shared))
    results = {"grammar": "grammar/vectors.f32", "base": "base.pt", "teacher": "bert.pt", "lessons": "lessons.pt", "student": "student.pt", "settle": "settled.pt"}
    run = {"grammar": grammar, "base": base, "teacher": teach, "lessons": lessons, "student": student, "settle": settle, "export": lambda w: finish(w, args.out)}
    for step in args.steps or STEPS:
        if not args.steps and step in results and os.path.exists(work.path(results[step])):
            continue
        print(f"== {step}", flush=True)
        run[step](work)


if __name__ == "__main__":
    main()
