# Writes scikit_learn_scaling.csv: what RobustScaler and StandardScaler learn of every column, with numpy's smallest and largest value.
# RobustScaler gives a column whose quartiles are equal the scale 1; the file has the width of 0 then.
import csv, os
import numpy as np
from sklearn.preprocessing import RobustScaler, StandardScaler
fixtures = os.path.join("test", "MLRegularization.Tests", "Fixtures")
with open(os.path.join(fixtures, "scikit_learn_scaling.csv"), "w", newline="", encoding="ascii") as f:
    f.write("data,column,median,width,mean,deviation,least,greatest\n")
    for data in ("data/breast_cancer.csv", "data/digits.csv", "data/wine.csv", "test/MLRegularization.Tests/Fixtures/inputs/weighted.csv"):
        with open(data, encoding="ascii") as table:
            rows = list(csv.reader(table))
        names = rows[0][:-1]
        x = np.array([[float(v) for v in row[:-1]] for row in rows[1:]])
        robust, standard = RobustScaler().fit(x), StandardScaler().fit(x)
        for j, name in enumerate(names):
            width = np.quantile(x[:, j], 0.75) - np.quantile(x[:, j], 0.25)
            width = 0.0 if width == 0 else robust.scale_[j]
            deviation = np.sqrt(standard.var_[j])
            f.write(",".join([data, name] + [f"{v:.17g}" for v in (robust.center_[j], width, standard.mean_[j], deviation, x[:, j].min(), x[:, j].max())]) + "\n")
