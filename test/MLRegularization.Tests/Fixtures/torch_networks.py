"""Writes the PyTorch fixtures of networks and schedules beside this file; see README.md.

Run from the repository root: /usr/bin/python3 test/MLRegularization.Tests/Fixtures/torch_networks.py
Weights and inputs begin as multiples of 1/1024 and 1/256, exact as float32 and as text. Values are those of torch.float64; `error32` is how far
torch.float32 itself is from them, the largest of a tensor.
"""
import csv
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
STEPS = (1, 100)
ROWS, BATCH = 40, 8
NETWORKS = {"regression": (6, 16, 8, 1), "classes": (6, 16, 8, 3)}
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.005),
    "adam_fast": lambda p: torch.optim.Adam(p, lr=0.005, betas=(0.8, 0.95), eps=1e-6),
    # Weight decay of weights alone: biases are another group.
    "adam_l2": lambda p: torch.optim.Adam(groups(p, 0.1), lr=0.005),
    "adam_l2_all": lambda p: torch.optim.Adam(p, lr=0.005, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(groups(p, 0.1), lr=0.005),
    "sgd_clipped": lambda p: torch.optim.SGD(p, lr=0.05),
}
CLIP = 0.2


def groups(parameters, decay):
    return [{"params": [p for p in parameters if p.dim() == 2], "weight_decay": decay},
            {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0}]


def text(value):
    return format(value, ".17g") if isinstance(value, float) else str(value)


def write(name, header, rows):
    with open(HERE / name, "w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[text(v) for v in row] for row in rows])
    print(name, len(rows), "rows")


def grid(shape, parts, scale, generator):
    return torch.round(torch.randn(shape, generator=generator, dtype=torch.float64) * scale * parts) / parts


def data():
    generator = torch.Generator().manual_seed(1)
    x = grid((ROWS, 6), 256, 1.0, generator)
    y = torch.round((x[:, 0] * x[:, 1] + torch.sin(2 * x[:, 2]) + 0.3 * x[:, 3]) * 256) / 256
    label = (x[:, 0] + x[:, 4] > 0.4).long() + (x[:, 1] - x[:, 5] > 0).long()
    return x, y, label


def first_parameters(widths):
    generator = torch.Generator().manual_seed(2)
    names = [f"hidden{i + 1}" for i in range(len(widths) - 2)] + ["output"]
    first = {}
    for name, inputs, outputs in zip(names, widths, widths[1:]):
        first[f"{name}.weight"] = grid((inputs, outputs), 1024, inputs ** -0.5, generator)
        first[f"{name}.bias"] = grid((outputs,), 1024, 0.1, generator)
    return first


def outputs(parameters, x):
    h = torch.tanh(x @ parameters["hidden1.weight"] + parameters["hidden1.bias"])
    h = torch.relu(h @ parameters["hidden2.weight"] + parameters["hidden2.bias"])
    return h @ parameters["output.weight"] + parameters["output.bias"]


def train(network, optimizer, dtype):
    """Parameters after each of STEPS."""
    x, y, label = data()
    parameters = {n: p.to(dtype).clone().requires_grad_() for n, p in first_parameters(NETWORKS[network]).items()}
    maker, kept = OPTIMIZERS[optimizer](list(parameters.values())), {}
    for step in range(1, STEPS[-1] + 1):
        rows = [(step - 1) * BATCH % ROWS + i for i in range(BATCH)]
        eta = outputs(parameters, x[rows].to(dtype))
        if network == "regression":
            loss = 0.5 * ((eta[:, 0] - y[rows].to(dtype)) ** 2).mean()
        else:
            loss = torch.nn.functional.cross_entropy(eta, label[rows])
        maker.zero_grad()
        loss.backward()
        if optimizer == "sgd_clipped":
            torch.nn.utils.clip_grad_norm_(list(parameters.values()), CLIP)
        maker.step()
        if step in STEPS:
            kept[step] = {n: p.detach().double().clone() for n, p in parameters.items()}
    return kept


def joined(tensor):
    return ";".join(format(v, ".12g") for v in tensor.flatten().tolist())


def main():
    torch.set_num_threads(1)
    x, y, label = data()
    write("inputs/network.csv", ["x1", "x2", "x3", "x4", "x5", "x6", "class", "y"],
          [[*row, c, t] for row, c, t in zip(x.tolist(), label.tolist(), y.tolist())])
    rows = []
    for network, widths in NETWORKS.items():
        rows += [[network, "none", 0, name, joined(p), 0.0] for name, p in first_parameters(widths).items()]
        for optimizer in OPTIMIZERS:
            exact, single = train(network, optimizer, torch.float64), train(network, optimizer, torch.float32)
            for step in STEPS:
                rows += [[network, optimizer, step, name, joined(p), float((p - single[step][name]).abs().max())] for name, p in exact[step].items()]
    write("torch_networks.csv", ["network", "optimizer", "step", "tensor", "values", "error32"], rows)

    steps = 101
    weight = torch.zeros(1, requires_grad=True)
    rows = []
    for name, maker in {
        "one_cycle": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=steps, pct_start=0.31),
        "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, steps - 1, eta_min=0.1),
        "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 30, 0.1),
    }.items():
        optimizer = torch.optim.SGD([weight], lr=1.0)
        scheduler = maker(optimizer)
        for step in range(steps):
            if step % 5 == 0:
                rows.append([name, step, float(optimizer.param_groups[0]["lr"])])
            optimizer.step()
            if step < steps - 1:
                scheduler.step()
    write("torch_schedules.csv", ["schedule", "step", "rate"], rows)


main()
