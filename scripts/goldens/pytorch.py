#!/usr/bin/python3
"""Golden numbers from PyTorch in float64: layers, optimizers, losses and clipping, outputs and every gradient.

    /usr/bin/python3 scripts/goldens/pytorch.py        (Debian: apt-get install python3-torch; written with PyTorch 1.13.1)

Writes test/goldens/torch.safetensors (float64 arrays; read it with any safetensors reader) with the cases as JSON in its
metadata. The same script gives the same file: everything is seeded.
"""
import json
import struct
import pathlib
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(20261124)
tensors, cases = {}, []
B, T, I, H, P = 3, 5, 3, 4, 2


def keep(name, tensor):
    tensors[name] = tensor.detach().clone().contiguous()


def layer(kind, layers, bidirectional, bias, projection, packed, states, activation="tanh"):
    name = "-".join(map(str, [kind.lower(), activation if kind == "RNN" else "", layers, "bi" if bidirectional else "uni", "bias" if bias else "nobias",
                              projection, "packed" if packed else "whole", "states" if states else "zeros"]))
    options = dict(num_layers=layers, bidirectional=bidirectional, bias=bias, batch_first=True)
    if kind == "RNN":
        options["nonlinearity"] = activation
    if projection:
        options["proj_size"] = projection
    net = getattr(nn, kind)(I, H, **options)
    for parameter in net.parameters():
        nn.init.normal_(parameter, std=0.5)
    D, O = (2 if bidirectional else 1), projection or H
    x = torch.randn(B, T, I, requires_grad=True)
    lengths = [3, 5, 1] if packed else [T] * B
    h0 = torch.randn(layers * D, B, O, requires_grad=True)
    c0 = torch.randn(layers * D, B, H, requires_grad=True)
    given = ((h0, c0) if kind == "LSTM" else h0) if states else None
    fed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False) if packed else x
    out, final = net(fed, given)
    if packed:
        out, _ = nn.utils.rnn.pad_packed_sequence(out, batch_first=True, total_length=T)
    finals = dict(zip(["h", "c"], final if kind == "LSTM" else [final]))
    weights = {"output": torch.randn_like(out), **{k: torch.randn_like(v) for k, v in finals.items()}}
    loss = (out * weights["output"]).sum() + sum((finals[k] * weights[k]).sum() for k in finals)
    loss.backward()
    keep(f"{name}/x", x), keep(f"{name}/output", out), keep(f"{name}/dx", x.grad)
    for k, v in finals.items():
        keep(f"{name}/final/{k}", v)
    for k, v in weights.items():
        keep(f"{name}/weighing/{k}", v)
    if states:
        for k, v in dict(h=h0, c=c0).items():
            if k in finals:
                keep(f"{name}/initial/{k}", v), keep(f"{name}/dinitial/{k}", v.grad)
    for k, v in net.named_parameters():
        keep(f"{name}/weight/{k}", v), keep(f"{name}/dweight/{k}", v.grad)
    cases.append(dict(group="layer", name=name, cell=kind.lower(), activation=activation, layers=layers, bidirectional=bidirectional, bias=bias,
                      projection=projection, lengths=lengths if packed else None, states=states, input=I, hidden=H))


for layers in (1, 2, 3):
    for bidirectional in (False, True):
        for packed in (False, True):
            for states in (False, True):
                bias = (layers + packed + states) % 3 != 0
                layer("LSTM", layers, bidirectional, bias, 0, packed, states)
                layer("GRU", layers, bidirectional, bias, 0, packed, states)
                layer("RNN", layers, bidirectional, bias, 0, packed, states, "relu" if (layers + states) % 2 else "tanh")
                layer("LSTM", layers, bidirectional, not bias, P, packed, states)
for cell, activation in (("RNN", "tanh"), ("RNN", "relu"), ("GRU", "tanh"), ("LSTM", "tanh")):
    for bias in (False, True):
        layer(cell, 1, True, bias, 0, False, True, activation) if f"{cell}" != "LSTM" or bias is False else None
names = [case["name"] for case in cases]
cases = [case for k, case in enumerate(cases) if case["name"] not in names[:k]]

optimizers = {
    "sgd": ("SGD", dict(lr=0.1), dict(learningRate=0.1)),
    "sgd-momentum": ("SGD", dict(lr=0.1, momentum=0.9), dict(learningRate=0.1, momentum=0.9)),
    "sgd-dampening": ("SGD", dict(lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.05), dict(learningRate=0.1, momentum=0.9, dampening=0.3, weightDecay=0.05)),
    "sgd-nesterov": ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True), dict(learningRate=0.1, momentum=0.9, nesterov=True)),
    "rmsprop": ("RMSprop", dict(lr=0.05), dict(learningRate=0.05)),
    "rmsprop-all": ("RMSprop", dict(lr=0.05, alpha=0.9, eps=1e-6, centered=True, momentum=0.8, weight_decay=0.05),
                    dict(learningRate=0.05, alpha=0.9, epsilon=1e-6, centered=True, momentum=0.8, weightDecay=0.05)),
    "adagrad": ("Adagrad", dict(lr=0.1), dict(learningRate=0.1)),
    "adagrad-decay": ("Adagrad", dict(lr=0.1, lr_decay=0.2, weight_decay=0.05), dict(learningRate=0.1, rateDecay=0.2, weightDecay=0.05)),
    "adam": ("Adam", dict(lr=0.05), dict(learningRate=0.05)),
    "adam-decay": ("Adam", dict(lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.05), dict(learningRate=0.05, betas=[0.8, 0.95], epsilon=1e-6, weightDecay=0.05)),
    "adam-amsgrad": ("Adam", dict(lr=0.05, amsgrad=True), dict(learningRate=0.05, amsgrad=True)),
    "adamw": ("AdamW", dict(lr=0.05, weight_decay=0.1), dict(learningRate=0.05, weightDecay=0.1)),
    "adamw-amsgrad": ("AdamW", dict(lr=0.05, weight_decay=0.1, amsgrad=True), dict(learningRate=0.05, weightDecay=0.1, amsgrad=True)),
}
start, steps = torch.randn(7), torch.randn(8, 7) * torch.tensor([1, 1, 1, 0.1, 0.1, 3, 3])
keep("optimizer/start", start), keep("optimizer/gradients", steps)
for name, (kind, torch_options, ours) in optimizers.items():
    x = start.clone().requires_grad_()
    optimizer = getattr(torch.optim, kind)([x], **torch_options)
    path = []
    for gradient in steps:
        x.grad = gradient.clone()
        optimizer.step()
        path.append(x.detach().clone())
    keep(f"optimizer/{name}", torch.stack(path))
    cases.append(dict(group="optimizer", name=name, kind=kind.lower(), options=ours))

F = nn.functional
output, target = torch.randn(4, 3), torch.randn(4, 3)
classes, share = torch.tensor([2, 0, 1, 1]), torch.rand(4, 3)
pair, single = torch.randn(6, 2), torch.randn(6, 1)
levels = torch.tensor([0.1, 0.5, 0.9])
losses = {
    "mse": (output, target, lambda o: F.mse_loss(o, target), {}),
    "mae": (output, target, lambda o: F.l1_loss(o, target), {}),
    "huber": (output, target, lambda o: F.huber_loss(o, target, delta=0.7), dict(delta=0.7)),
    "crossEntropy": (output, classes.double(), lambda o: F.cross_entropy(o, classes), {}),
    "binaryCrossEntropy": (output, share, lambda o: F.binary_cross_entropy_with_logits(o, share), {}),
    "gaussian": (pair, single, lambda o: F.gaussian_nll_loss(o[:, :1], single, o[:, 1:].exp()), {}),
    "quantile": (output, target[:, :1].contiguous(), lambda o: torch.maximum(levels * (target[:, :1] - o), (levels - 1) * (target[:, :1] - o)).mean(), dict(levels=[0.1, 0.5, 0.9])),
}
for name, (out, goal, f, options) in losses.items():
    o = out.clone().requires_grad_()
    value = f(o)
    value.backward()
    keep(f"loss/{name}/output", out), keep(f"loss/{name}/target", goal), keep(f"loss/{name}/value", value.reshape(1)), keep(f"loss/{name}/gradient", o.grad)
    cases.append(dict(group="loss", name=name, options=options))

for name, size in (("below", 100.0), ("above", 0.5)):
    grads = [torch.randn(3, 2), torch.randn(4)]
    parameters = [torch.zeros_like(g).requires_grad_() for g in grads]
    for k, (p, g) in enumerate(zip(parameters, grads)):
        p.grad = g.clone()
        keep(f"clip/{name}/before/{k}", g)
    norm = nn.utils.clip_grad_norm_(parameters, size)
    keep(f"clip/{name}/norm", norm.reshape(1))
    for k, p in enumerate(parameters):
        keep(f"clip/{name}/after/{k}", p.grad)
        p.grad = grads[k].clone()
    nn.utils.clip_grad_value_(parameters, 0.4)
    for k, p in enumerate(parameters):
        keep(f"clip/{name}/value/{k}", p.grad)
    cases.append(dict(group="clip", name=name, max=size))

header, body = {"__metadata__": {"torch": torch.__version__, "cases": json.dumps(cases)}}, b""
for name, tensor in tensors.items():
    data = struct.pack(f"<{tensor.numel()}d", *tensor.flatten().tolist())
    header[name] = dict(dtype="F64", shape=list(tensor.shape), data_offsets=[len(body), len(body) + len(data)])
    body += data
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
path = pathlib.Path(__file__).parents[2] / "test" / "goldens" / "torch.safetensors"
path.write_bytes(struct.pack("<Q", len(text)) + text + body)
print(f"{path}: {path.stat().st_size} bytes, {len(cases)} cases, PyTorch {torch.__version__}")
