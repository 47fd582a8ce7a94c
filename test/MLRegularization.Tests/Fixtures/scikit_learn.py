"""Writes inputs/diabetes_standardized.csv and the scikit-learn fixtures beside this file; see README.md.

Run from the repository root: /usr/bin/python3 test/MLRegularization.Tests/Fixtures/scikit_learn.py
Needs the inputs that glmnet.R writes.
"""
import csv
import pathlib
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet, Lasso, LassoCV, LinearRegression, Ridge, RidgeCV
from sklearn.model_selection import PredefinedSplit

HERE = pathlib.Path(__file__).parent
if not pathlib.Path("data/diabetes.csv").exists():
    raise SystemExit("run this from the repository root")
warnings.simplefilter("error", ConvergenceWarning)
TIGHT = {"tol": 1e-14, "max_iter": 10_000_000, "precompute": True}


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, ".17g") if isinstance(value, float) else str(value)


def write(name, header, rows):
    with open(HERE / name, "w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[text(v) for v in row] for row in rows])
    print(name, len(rows), "rows")


def read(path):
    """Features (all columns but w, o and the last), label (the last), weights (w, where there is one)."""
    with open(path, encoding="ascii", newline="") as file:
        header, *rows = csv.reader(file)
    table = dict(zip(header, np.array(rows, float).T))
    names = [n for n in header[:-1] if n not in ("w", "o")]
    return names, np.column_stack([table[n] for n in names]), table[header[-1]], table.get("w")


DIABETES, LONGLEY = "data/diabetes.csv", "data/longley.csv"
INPUTS = "test/MLRegularization.Tests/Fixtures/inputs/"
WIDE, WEIGHTED, STANDARDIZED = INPUTS + "wide.csv", INPUTS + "weighted.csv", INPUTS + "diabetes_standardized.csv"

# ---- one fixed design for everything that scikit-learn does not standardise itself ----------------

names, x, y, _ = read(DIABETES)
z = (x - x.mean(axis=0)) / x.std(axis=0)
write("inputs/diabetes_standardized.csv", names + ["progression"],
      [[float(v) for v in row] + [float(label)] for row, label in zip(z, y)])

# ---- coefficients ---------------------------------------------------------------------------------


def worst_kkt(x, y, w, intercept, coef, b0, l1, l2):
    """Largest violation of the optimality conditions in our objective, relative to the largest gradient at zero."""
    w = w / w.sum()
    gradient = -(x.T @ (w * (y - b0 - x @ coef))) + l2 * coef
    violation = np.where(coef != 0, np.abs(gradient + l1 * np.sign(coef)), np.maximum(0, np.abs(gradient) - l1))
    start = y - w @ y if intercept else y
    return violation.max() / np.abs(x.T @ (w * start)).max()


cases, coefficients = [], []


def add(case, data, estimator, alphas, l1_ratio=1.0, weights="", standardize=True, intercept=True):
    """One case: scikit-learn's alphas in, our lambda and alpha beside them; coefficients on the original feature scale."""
    names, x, y, w = read(data)
    w = w if weights else np.ones(len(y))
    mean = np.average(x, axis=0, weights=w) if standardize else np.zeros(x.shape[1])
    scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=w)) if standardize else np.ones(x.shape[1])
    xs = (x - mean) / scale
    lambdas, worst = [], 0.0
    for alpha in alphas:
        if estimator == "Ridge":
            model, lam, mix = Ridge(alpha=alpha, fit_intercept=intercept, solver="cholesky"), alpha / w.sum(), 0.0
        elif estimator == "Lasso":
            model, lam, mix = Lasso(alpha=alpha, fit_intercept=intercept, **TIGHT), alpha, 1.0
        else:
            model, lam, mix = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, fit_intercept=intercept, **TIGHT), alpha, l1_ratio
        model.fit(xs, y, sample_weight=w if weights else None)
        worst = max(worst, worst_kkt(xs, y, w, intercept, model.coef_, model.intercept_, lam * mix, lam * (1 - mix)))
        beta = model.coef_ / scale
        lambdas.append(float(lam))
        if intercept:
            coefficients.append([case, float(lam), "(intercept)", float(model.intercept_ - mean @ beta)])
        coefficients.extend([case, float(lam), name, float(b)] for name, b in zip(names, beta) if b != 0)
    if not worst < 1e-9:
        raise SystemExit(f"{case}: KKT violation {worst:.1e}")
    print(f"{case:36} kkt {worst:.1e}")
    cases.append([case, data, mix, weights, "", "", "", "", standardize, intercept, False,
                  ";".join(map(text, lambdas)), 1, estimator, ";".join(map(text, map(float, alphas))), l1_ratio if estimator == "ElasticNet" else ""])


STRONG, WEAK, RIDGE = (20.0, 5.0, 1.0, 0.2, 0.01), (1.0, 0.3, 0.1, 0.03, 0.01), (0.01, 1.0, 10.0, 100.0, 1000.0)
add("lasso_diabetes", DIABETES, "Lasso", STRONG)
add("elastic_net_diabetes", DIABETES, "ElasticNet", STRONG, 0.5)
add("elastic_net_diabetes_l1_ratio_09", DIABETES, "ElasticNet", STRONG, 0.9)
add("ridge_diabetes", DIABETES, "Ridge", RIDGE)
add("lasso_diabetes_unstandardized", DIABETES, "Lasso", STRONG, standardize=False)
add("elastic_net_diabetes_unstandardized", DIABETES, "ElasticNet", STRONG, 0.5, standardize=False)
add("ridge_diabetes_unstandardized", DIABETES, "Ridge", RIDGE, standardize=False)
add("lasso_diabetes_no_intercept", DIABETES, "Lasso", (100.0, 20.0, 5.0, 1.0), standardize=False, intercept=False)
add("ridge_diabetes_no_intercept", DIABETES, "Ridge", RIDGE, standardize=False, intercept=False)
add("lasso_longley", LONGLEY, "Lasso", WEAK)
add("elastic_net_longley", LONGLEY, "ElasticNet", WEAK, 0.5)
add("ridge_longley", LONGLEY, "Ridge", RIDGE)
add("lasso_wide", WIDE, "Lasso", (2.0, 1.0, 0.5, 0.2, 0.1))
add("elastic_net_wide", WIDE, "ElasticNet", (2.0, 1.0, 0.5, 0.2, 0.1), 0.5)
add("ridge_wide", WIDE, "Ridge", (1.0, 100.0))
add("lasso_weighted", WEIGHTED, "Lasso", WEAK, weights="w")
add("elastic_net_weighted", WEIGHTED, "ElasticNet", WEAK, 0.5, weights="w")
add("ridge_weighted", WEIGHTED, "Ridge", RIDGE, weights="w")

write("scikit_learn_cases.csv",
      ["case", "data", "alpha", "weights", "offset", "factors", "lower", "upper", "standardize", "intercept", "scale_y",
       "lambdas", "divisor", "estimator", "estimator_alphas", "l1_ratio"], cases)
write("scikit_learn.csv", ["case", "lambda", "feature", "coefficient"], coefficients)

# ---- cross-validation on the standardised design --------------------------------------------------

_, x, y, _ = read(STANDARDIZED)
n = len(y)

start = np.abs(x.T @ (y - y.mean())).max() / n
grid = start * 10.0 ** (-3 * np.arange(25) / 24)
lasso = LassoCV(alphas=grid, cv=PredefinedSplit(np.arange(n) % 10), **TIGHT).fit(x, y)
assert np.array_equal(lasso.alphas_, grid)
write("scikit_learn_lasso_cv.csv", ["data", "lambda", "fold", "mean_squared_error", "is_min"],
      [[STANDARDIZED, float(a), fold, float(lasso.mse_path_[i, fold]), bool(a == lasso.alpha_)]
       for i, a in enumerate(grid) for fold in range(10)])

alphas = (0.1, 1.0, 10.0, 100.0, 1000.0)
ridge = RidgeCV(alphas=alphas, store_cv_values=True).fit(x, y)
worst = 0.0
for k, alpha in enumerate(alphas):                       # the same by leaving each row out in turn
    for i in range(n):
        left = np.arange(n) != i
        model = Ridge(alpha=alpha, solver="cholesky").fit(x[left], y[left])
        worst = max(worst, abs((y[i] - model.predict(x[i:i + 1])[0]) ** 2 / ridge.cv_values_[i, k] - 1))
print(f"RidgeCV: best alpha {ridge.alpha_}; shortcut against {n} refits, largest relative difference {worst:.1e}")
write("scikit_learn_ridge_loo.csv", ["data", "estimator_alpha", "lambda", "row", "squared_error"],
      [[STANDARDIZED, a, a / (n - 1), i, float(ridge.cv_values_[i, k])] for k, a in enumerate(alphas) for i in range(n)])

print("least squares R2 on data/diabetes.csv", text(float(LinearRegression().fit(x, y).score(x, y))))
