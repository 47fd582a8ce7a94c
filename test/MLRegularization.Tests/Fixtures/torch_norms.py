"""Writes torch_norms.csv beside this file: networks with BatchNorm1d and LayerNorm, in double precision; see README.md.

Run from the repository root: /usr/bin/python3 test/MLRegularization.Tests/Fixtures/torch_norms.py
"""
import csv
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
ROWS, INPUTS, UNITS = 83, 5, 37
torch.manual_seed(1)


def grid(*shape):
    """Multiples of 1/256, exact as float."""
    return (torch.randint(-256, 257, shape).double() / 256).requires_grad_(True)


def case(name, norm, steps):
    x, y = grid(ROWS, INPUTS).detach(), grid(ROWS, 1).detach()
    parts = {"hidden1.weight": grid(INPUTS, UNITS), f"hidden1.{name}.factor": grid(1, UNITS), f"hidden1.{name}.shift": grid(1, UNITS),
             "output.weight": grid(UNITS, 1), "output.bias": grid(1, 1)}
    if name == "layernorm":
        parts["hidden1.bias"] = grid(1, UNITS)
    norm.weight = torch.nn.Parameter(parts[f"hidden1.{name}.factor"].detach()[0].clone())
    norm.bias = torch.nn.Parameter(parts[f"hidden1.{name}.shift"].detach()[0].clone())

    def outputs():
        sums = x @ parts["hidden1.weight"] + (parts["hidden1.bias"] if "hidden1.bias" in parts else 0)
        return torch.tanh(norm(sums)) @ parts["output.weight"] + parts["output.bias"]

    for _ in range(steps):
        trained = outputs()
    loss = (0.5 * (trained - y) ** 2).mean()
    loss.backward()
    norm.eval()
    gradients = {n: p.grad for n, p in parts.items() if p.grad is not None}
    gradients[f"hidden1.{name}.factor"], gradients[f"hidden1.{name}.shift"] = norm.weight.grad, norm.bias.grad
    blocks = [("x", "", x), ("y", "", y), *((n, "value", p) for n, p in parts.items()), *((n, "gradient", g) for n, g in gradients.items()),
              ("loss", "", loss), ("output", "training", trained), ("output", "inference", outputs())]
    if name == "batchnorm":
        blocks += [("hidden1.batchnorm.mean", "value", norm.running_mean), ("hidden1.batchnorm.variance", "value", norm.running_var)]
    for tensor, kind, numbers in blocks:
        for i, v in enumerate(numbers.detach().reshape(-1).tolist()):
            yield [name, tensor, kind, i, f"{v:.17g}"]


with open(HERE / "torch_norms.csv", "w", encoding="ascii", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", "tensor", "kind", "index", "value"])
    writer.writerows(case("batchnorm", torch.nn.BatchNorm1d(UNITS).double(), 3))
    writer.writerows(case("layernorm", torch.nn.LayerNorm(UNITS).double(), 1))
