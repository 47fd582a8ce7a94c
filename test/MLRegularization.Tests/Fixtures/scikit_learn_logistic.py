# Writes scikit_learn_logistic.csv: LogisticRegression on data/breast_cancer.csv, columns centred and divided by their deviation (divisor n).
import csv, os, warnings
import numpy as np
from sklearn.linear_model import LogisticRegression
warnings.simplefilter("error")
rows = list(csv.reader(open("data/breast_cancer.csv")))
names, body = rows[0][:-1], rows[1:]
x = np.array([[float(v) for v in r[:-1]] for r in body]); y = np.array([r[-1] == "malignant" for r in body]).astype(int)
x = (x - x.mean(0)) / x.std(0)
here = os.path.join("test", "MLRegularization.Tests", "Fixtures")
with open(os.path.join(here, "scikit_learn_logistic.csv"), "w", newline="") as f:
    f.write("penalty,l1_ratio,c,feature,coefficient\n")
    for penalty, ratio, c, solver in (("l2", 0, 1.0, "newton-cholesky"), ("l2", 0, 0.01, "newton-cholesky"), ("elasticnet", 0.5, 0.05, "saga"), ("l1", 1, 0.05, "saga")):
        m = LogisticRegression(penalty=penalty, C=c, solver=solver, l1_ratio=ratio if penalty == "elasticnet" else None, tol=1e-13, max_iter=200000, random_state=0).fit(x, y)
        for name, b in [("(intercept)", m.intercept_[0])] + list(zip(names, m.coef_[0])):
            f.write(f"{penalty},{ratio},{c!r},{name},{b:.17g}\n")
