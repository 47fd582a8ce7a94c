"""Writes scikit_learn_class_weights.csv beside this file: LogisticRegression with class_weight; see README.md.

Run from the repository root: /usr/bin/python3 test/MLRegularization.Tests/Fixtures/scikit_learn_class_weights.py
Features are standardised here with the rows' whole weights (sample weight times class weight); coefficients are on the original scale.
"""
import csv
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_sample_weight

warnings.simplefilter("error")
HERE = pathlib.Path(__file__).parent
INPUTS = "test/MLRegularization.Tests/Fixtures/inputs/"


def read(path, weights):
    with open(path, encoding="ascii", newline="") as file:
        header, *rows = csv.reader(file)
    table = dict(zip(header, zip(*rows)))
    names = [n for n in header[:-1] if n not in ("w", "o", "o1", "o2", "o3")]
    classes = sorted(set(table[header[-1]]))
    y = np.array([classes.index(v) for v in table[header[-1]]])
    return names, np.column_stack([np.array(table[n], float) for n in names]), y, classes, np.array(table[weights], float) if weights else np.ones(len(y))


def fit(case, data, class_weight, solver, alpha=0, weights="", c=(0.01, 0.1, 1.0)):
    names, x, y, classes, sample = read(data, weights)
    given = class_weight if class_weight == "balanced" else dict(enumerate(class_weight))
    whole = sample * compute_sample_weight(given, y)
    mean = whole @ x / whole.sum()
    scale = np.sqrt(whole @ (x - mean) ** 2 / whole.sum())
    for parameter in c:
        model = LogisticRegression(C=parameter, class_weight=given, penalty=("l2", "elasticnet", "l1")[int(np.ceil(alpha)) + int(alpha)], l1_ratio=alpha if 0 < alpha < 1 else None, solver=solver,
                                   tol={"newton-cg": 1e-8, "saga": 1e-12}.get(solver, 1e-12), max_iter=1_000_000, random_state=0).fit((x - mean) / scale, y, sample_weight=sample)
        for k, (b0, beta) in enumerate(zip(model.intercept_, model.coef_ / scale)):
            for name, value in [("(intercept)", b0 - mean @ beta), *zip(names, beta)]:
                yield [case, data, weights, ";".join(classes), class_weight if class_weight == "balanced" else ";".join(f"{v:.17g}" for v in class_weight), alpha,
                       f"{1 / (parameter * whole.sum()):.17g}", solver, classes[k] if len(classes) > 2 else "", name, f"{value:.17g}"]


with open(HERE / "scikit_learn_class_weights.csv", "w", encoding="ascii", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow("case data weights classes class_weight alpha lambda solver class feature coefficient".split())
    for rows in (fit("balanced_newton", "data/breast_cancer.csv", "balanced", "newton-cholesky"),
                 fit("balanced_newton_cg", INPUTS + "binary.csv", "balanced", "newton-cg"),
                 fit("balanced_l1_saga", "data/breast_cancer.csv", "balanced", "saga", 1, c=(0.01, 0.1)),
                 fit("given_elastic_net_saga", INPUTS + "binary.csv", (1.5, 0.2), "saga", 0.5, c=(0.1, 1.0)),
                 fit("given_and_sample_weights_newton", INPUTS + "binary.csv", (1.0, 7.0), "newton-cholesky", weights="w"),
                 fit("multinomial_balanced_newton", "data/wine.csv", "balanced", "newton-cg"),
                 fit("multinomial_given_newton", INPUTS + "classes.csv", (0.5, 1.0, 4.0), "newton-cg", weights="w")):
        writer.writerows(rows)
