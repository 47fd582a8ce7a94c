"""Writes the scikit-learn fixtures of logistic, multinomial, Poisson and Huber models beside this file; see README.md.

Run from the repository root: /usr/bin/python3 test/MLRegularization.Tests/Fixtures/scikit_learn_families.py
Needs the inputs that glmnet_families.R and glmnet.R write. Features are standardised here, with weights and divisor W, where a
case says so; coefficients are on the original scale, polished by
Newton steps on the estimator's own support. estimator "exact" is this file's own solution, of Huber's loss with an L1 part.
"""
import csv
import pathlib
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import HuberRegressor, LogisticRegression, PoissonRegressor

HERE = pathlib.Path(__file__).parent
INPUTS = "test/MLRegularization.Tests/Fixtures/inputs/"
if not pathlib.Path("data/wine.csv").exists():
    raise SystemExit("run this from the repository root")
warnings.simplefilter("error", ConvergenceWarning)


def text(value):
    if isinstance(value, (bool, np.bool_)):
        return str(value).lower()
    return format(value, ".17g") if isinstance(value, float) else str(value)


def write(name, header, rows):
    with open(HERE / name, "w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[text(v) for v in row] for row in rows])
    print(name, len(rows), "rows")


def read(path, family, weights, offset):
    """Names, features, label (class numbers, counts or a response), classes, weights with sum 1, offset."""
    with open(path, encoding="ascii", newline="") as file:
        header, *rows = csv.reader(file)
    table = dict(zip(header, zip(*rows)))
    names = [n for n in header[:-1] if n not in ("w", "o", "o1", "o2", "o3")]
    x = np.column_stack([np.array(table[n], float) for n in names])
    label, classes = table[header[-1]], []
    if family in ("binomial", "multinomial"):
        classes = sorted(set(label))
        y = np.array([classes.index(v) for v in label], float)
    else:
        y = np.array(label, float)
    w = np.array(table[weights], float) if weights else np.ones(len(y))
    return names, x, y, classes, w / w.sum(), np.array(table[offset], float) if offset else np.zeros(len(y))


def slopes(family, eta, y, delta):
    """Derivatives of the loss, a column per class."""
    if family == "multinomial":
        e = np.exp(eta - eta.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True) - (y[:, None] == np.arange(eta.shape[1]))
    if family == "binomial":
        return 1 / (1 + np.exp(-eta)) - y[:, None]
    if family == "poisson":
        return np.exp(eta) - y[:, None]
    return np.clip(eta - y[:, None], -delta, delta)


def kkt(family, z, y, w, o, intercept, b0, beta, l1, l2, delta):
    """Largest violation of the optimality conditions, relative to the largest slope at the null intercept (0 without one)."""
    def gradient(eta):
        u = w[:, None] * slopes(family, eta, y, delta)
        return u, z.T @ u
    u, g = gradient(o[:, None] + b0 + z @ beta.T)
    g = g + l2 * beta.T
    worst = np.where(beta.T != 0, np.abs(g + l1 * np.sign(beta.T)), np.maximum(0, np.abs(g) - l1)).max()
    if intercept:
        worst = max(worst, np.abs(u.sum(axis=0)).max())
    return worst / np.abs(gradient(np.broadcast_to(o[:, None], (len(y), beta.shape[0])) + null(family, y, w, beta.shape[0]) * intercept)[1]).max()


def polish(family, z, y, w, intercept, b0, beta, l1, l2):
    """Newton's method on the estimator's own support and signs; what the objective does not see is left alone."""
    outputs = len(beta)
    a = np.column_stack([np.ones(len(y)), z])
    theta = np.column_stack([b0, beta])
    on, signs = theta != 0, np.sign(theta)
    on[:, 0], signs[:, 0] = intercept, 0
    ridge = np.full(theta.shape, l2)
    ridge[:, 0] = 0
    rows, columns = np.nonzero(on)
    for _ in range(50):
        mean = slopes(family, a @ theta.T, y, None) + (y[:, None] == np.arange(outputs) if family == "multinomial" else y[:, None])
        g = (mean - (y[:, None] == np.arange(outputs) if family == "multinomial" else y[:, None])).T @ (w[:, None] * a) + l1 * signs + ridge * theta
        h = np.diag(ridge[on])
        for k in range(outputs):
            for m in range(outputs):
                curve = mean[:, 0] if family == "poisson" else mean[:, k] * ((k == m) - mean[:, m])
                h[np.ix_(rows == k, rows == m)] += a[:, columns[rows == k]].T @ ((w * curve)[:, None] * a[:, columns[rows == m]])
        move = np.linalg.lstsq(h, g[on], rcond=1e-13)[0]
        theta[on] -= move
        if np.abs(move).max(initial=0) <= 1e-14 * max(1, np.abs(theta).max()):
            break
    return theta[:, 0], theta[:, 1:]


def null(family, y, w, outputs):
    """Near enough the best constant: only a scale depends on it."""
    if family == "multinomial":
        return np.log([w[y == k].sum() for k in range(outputs)])
    mean = w @ y
    return {"binomial": np.log(mean / (1 - mean)) if 0 < mean < 1 else 0, "poisson": np.log(max(mean, 1e-9)), "huber": np.median(y)}[family]


def exact_huber(z, y, w, intercept, l1, l2, delta):
    """FISTA to find the pieces, then linear systems on them until they stand."""
    a = np.column_stack([np.ones(len(y)), z]) if intercept else z
    first = 1 if intercept else 0
    step = 1 / (np.linalg.eigvalsh(a.T @ (w[:, None] * a))[-1] + l2)
    b = np.zeros(a.shape[1])
    if intercept:
        b[0] = np.median(y)
    v, t = b, 1.0
    for _ in range(20000):
        g = a.T @ (w * np.clip(a @ v - y, -delta, delta))
        g[first:] += l2 * v[first:]
        new = v - step * g
        new[first:] = np.sign(new[first:]) * np.maximum(0, np.abs(new[first:]) - step * l1)
        if (v - new) @ (new - b) > 0:
            t = 1.0
        momentum = (1 + np.sqrt(1 + 4 * t * t)) / 2
        v, b, t = new + (t - 1) / momentum * (new - b), new, momentum
    for _ in range(50):
        r = a @ b - y
        inside, out = np.abs(r) <= delta, np.sign(r) * (np.abs(r) > delta)
        on = np.ones(len(b), bool)
        on[first:] = b[first:] != 0
        ridge, pull = np.full(len(b), l2), l1 * np.sign(b)
        ridge[:first] = pull[:first] = 0
        wi = np.where(inside, w, 0)
        h = a[:, on].T @ (wi[:, None] * a[:, on]) + np.diag(ridge[on])
        new = np.zeros(len(b))
        new[on] = np.linalg.solve(h, a[:, on].T @ (wi * y - w * out * delta) - pull[on])
        moved, b = np.abs(new - b).max(), new
        if moved <= 1e-13 * np.abs(b).max():
            break
    return (b[0], b[1:]) if intercept else (0.0, b)


cases, coefficients = [], []


def add(case, data, family, estimator, parameters, alpha=0.0, delta=None, weights="", offset="", standardize=True, intercept=True, solver=None):
    """One case: the estimator's own parameters in (C, alpha, or our lambda), our lambda and alpha beside them."""
    names, x, y, classes, w, o = read(data, family, weights, offset)
    mean = w @ x if standardize else np.zeros(x.shape[1])
    scale = np.sqrt(w @ (x - mean) ** 2) if standardize else np.ones(x.shape[1])
    mean = mean if intercept else np.zeros(x.shape[1])     # centring would change the model
    z, n, lambdas, own, worst = (x - mean) / scale, len(y), [], 0.0, 0.0
    sample = w * n
    for parameter in parameters:
        if estimator == "LogisticRegression":
            penalty = "l2" if alpha == 0 else "l1" if alpha == 1 else "elasticnet"
            model = LogisticRegression(C=parameter, penalty=penalty, l1_ratio=alpha if penalty == "elasticnet" else None, solver=solver, fit_intercept=intercept, tol={"liblinear": 1e-9, "saga": 1e-9, "newton-cg": 1e-8}.get(solver, 1e-13),
                                       max_iter=1_000_000, random_state=0, multi_class="multinomial" if family == "multinomial" else "ovr")
            model.fit(z, y, sample_weight=sample)
            b0, beta, lam = model.intercept_, model.coef_, 1 / (n * parameter)
        elif estimator == "PoissonRegressor":
            model = PoissonRegressor(alpha=parameter, fit_intercept=intercept, solver=solver, tol=1e-13, max_iter=100_000).fit(z, y, sample_weight=sample)
            b0, beta, lam = np.array([model.intercept_]), model.coef_[None, :], parameter
        elif estimator == "HuberRegressor":
            # sigma is fitted too: at its optimum the rest minimises Huber's loss with delta = epsilon sigma and lambda = alpha sigma / n.
            model = HuberRegressor(epsilon=1.35, alpha=parameter, fit_intercept=intercept, tol=1e-10, max_iter=100_000).fit(z, y, sample_weight=sample)
            lam, delta = parameter * model.scale_ / n, 1.35 * model.scale_
            b0, beta = exact_huber(z, y, w, intercept, 0.0, lam, delta)
            print(f"    {case}: lbfgs is {np.abs(beta - model.coef_).max() / np.abs(beta).max():.1e} from the minimum at its own sigma, {model.scale_:.6g}")
            b0, beta = np.array([b0]), beta[None, :]
        else:
            lam = parameter
            b0, beta = exact_huber(z, y - o, w, intercept, lam * alpha, lam * (1 - alpha), delta)
            b0, beta = np.array([b0]), beta[None, :]
        if family == "multinomial":
            b0 = b0 - b0.mean()
        if not intercept:
            b0 = np.zeros(len(beta))
        own = max(own, kkt(family, z, y, w, o, intercept, b0, beta, lam * alpha, lam * (1 - alpha), delta))
        if family != "huber":
            b0, beta = polish(family, z, y, w, intercept, b0, beta, lam * alpha, lam * (1 - alpha))
        worst = max(worst, kkt(family, z, y, w, o, intercept, b0, beta, lam * alpha, lam * (1 - alpha), delta))
        beta = beta / scale
        lambdas.append(float(lam))
        for k in range(len(beta)):
            name = classes[k] if family == "multinomial" else ""
            if intercept:
                coefficients.append([case, float(lam), name, "(intercept)", float(b0[k] - mean @ beta[k])])
            coefficients.extend([case, float(lam), name, f, float(b)] for f, b in zip(names, beta[k]) if b != 0)
    if not worst < 1e-11:
        raise SystemExit(f"{case}: KKT violation {worst:.1e}, the estimator's own {own:.1e}")
    print(f"{case:40} kkt estimator {own:.1e} stored {worst:.1e}", flush=True)
    cases.append([case, data, family, False, ";".join(classes), float(alpha), "" if delta is None else float(delta), weights, offset, "", "", "", standardize, intercept, False,
                  ";".join(map(text, lambdas)), estimator, solver or "", ";".join(map(text, map(float, parameters))), float(worst), float(own)])


CANCER, WINE, IRIS, DIABETES = "data/breast_cancer.csv", "data/wine.csv", "data/iris.csv", "data/diabetes.csv"
BINARY, SPARSE, COUNTS, CLASSES, WEIGHTED, WIDE = (INPUTS + f + ".csv" for f in ("binary", "binary_sparse", "counts", "classes", "weighted", "wide"))
C = (0.01, 0.1, 1.0, 10.0)
for solver in ("lbfgs", "newton-cholesky"):
    add(f"logistic_l2_{solver}_cancer", CANCER, "binomial", "LogisticRegression", C, solver=solver)
    add(f"poisson_{solver}_weighted", COUNTS, "poisson", "PoissonRegressor", (1e-4, 0.01, 0.1, 1.0), weights="w", solver=solver)
add("logistic_l1_liblinear_sparse", SPARSE, "binomial", "LogisticRegression", C, 1, intercept=False, solver="liblinear")
add("logistic_l1_saga_binary", BINARY, "binomial", "LogisticRegression", C[1:], 1, weights="w", solver="saga")
add("logistic_elastic_net_saga_binary", BINARY, "binomial", "LogisticRegression", C[1:], 0.5, weights="w", solver="saga")
add("multinomial_l2_newton_wine", WINE, "multinomial", "LogisticRegression", C, solver="newton-cg")
add("multinomial_l2_lbfgs_iris", IRIS, "multinomial", "LogisticRegression", C, solver="lbfgs")
add("multinomial_l1_saga_classes", CLASSES, "multinomial", "LogisticRegression", (0.1, 1.0), 1, weights="w", solver="saga")
add("multinomial_elastic_net_saga_wine", WINE, "multinomial", "LogisticRegression", (0.1, 1.0), 0.5, solver="saga")
add("poisson_no_intercept", COUNTS, "poisson", "PoissonRegressor", (0.1, 1.0, 10.0), intercept=False, solver="newton-cholesky")
for parameter in (1e-3, 10.0):   # delta depends on it: a case each
    add(f"huber_regressor_diabetes_{text(parameter)}", DIABETES, "huber", "HuberRegressor", (parameter,))
for alpha in (1, 0.5, 0):
    tag = text(float(alpha)).replace(".", "")
    add(f"huber_diabetes_alpha{tag}", DIABETES, "huber", "exact", (20.0, 5.0, 1.0, 0.05), alpha, 30.0)
    add(f"huber_weighted_alpha{tag}", WEIGHTED, "huber", "exact", (0.5, 0.1, 0.02), alpha, 0.75, weights="w", offset="o")
    add(f"huber_wide_alpha{tag}", WIDE, "huber", "exact", (0.5, 0.2), alpha, 1.5, intercept=alpha > 0)

write("scikit_learn_families_cases.csv",
      ["case", "data", "family", "grouped", "classes", "alpha", "delta", "weights", "offset", "factors", "lower", "upper", "standardize", "intercept", "sparse",
       "lambdas", "estimator", "solver", "estimator_parameters", "kkt", "kkt_estimator"], cases)
write("scikit_learn_families.csv", ["case", "lambda", "class", "feature", "coefficient"], coefficients)
