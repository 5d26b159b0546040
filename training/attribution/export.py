"""Weights as safetensors, in the names that the reader in Rust knows, and the card."""
import json
import torch
from safetensors.torch import save_file


def encoder(out, name, enc):
    for i, layer in enumerate(enc.tree):
        out[f"{name}.tree.{i}.weight"], out[f"{name}.tree.{i}.bias"] = layer.linear.weight, layer.linear.bias
        norm(out, f"{name}.tree.{i}.norm", layer.norm)
    for suffix, direction in (("", "forward"), ("_reverse", "backward")):
        part = lambda kind: getattr(enc.lstm.rnn, f"{kind}_l0{suffix}")
        out[f"{name}.lstm.{direction}.input"], out[f"{name}.lstm.{direction}.hidden"] = part("weight_ih"), part("weight_hh")
        out[f"{name}.lstm.{direction}.bias"] = part("bias_ih") + part("bias_hh")
    norm(out, f"{name}.lstm.norm", enc.lstm.norm)


def norm(out, name, layer):
    out[name + ".gain"], out[name + ".bias"] = layer.weight, layer.bias


def linear(out, name, layer):
    out[name + ".weight"] = layer.weight
    if layer.bias is not None:
        out[name + ".bias"] = layer.bias


def crf(out, name, layer):
    out[name + ".start"], out[name + ".step"] = layer.weights()


def tensors(net):
    out = {}
    norm(out, "tok2vec_norm", net.tensor_norm)
    out["vector.weight"] = net.vector.weight / 5.0  # the table of vectors is divided by 5 in training
    for name in ("lemma", "tag", "dep", "entity", "quote"):
        out[name + ".weight"] = getattr(net, name).weight
    linear(out, "input", net.input)
    linear(out, "input_head", net.input_head)
    norm(out, "input_norm", net.input_norm)
    encoder(out, "shared", net.shared)
    linear(out, "cue", net.cue)
    crf(out, "cue", net.cue_crf)
    for name, table in net.path.items():
        out["path." + name] = table.weight
    linear(out, "role.input", net.role_input)
    linear(out, "role.cue", net.role_cue)
    norm(out, "role.input_norm", net.role_norm)
    encoder(out, "role", net.role)
    linear(out, "role.out", net.role_out)
    crf(out, "role", net.role_crf)
    return {k: v.detach().to(torch.float32).contiguous().clone() for k, v in out.items()}


def save(path, net, vocabulary, grammar, threshold, card):
    metadata = {k: json.dumps(v, ensure_ascii=False) for k, v in vocabulary.items()}
    metadata |= {"grammar": grammar, "threshold": str(threshold), "card": json.dumps(card, ensure_ascii=False)}
    save_file(tensors(net), path, metadata)
