"""Writes the CSV files beside it from the data files that Debian's python3-sklearn and R carry.

Run from the repository root: /usr/bin/python3 data/make_data.py   (needs python3-sklearn and Rscript)
"""
import csv
import gzip
import math
import pathlib
import subprocess

import sklearn.datasets

SOURCE = pathlib.Path(sklearn.datasets.__file__).parent / "data"
TARGET = pathlib.Path(__file__).parent


def rows(name, delimiter=","):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(SOURCE / name, "rt", encoding="ascii") as file:
        return [line.split(delimiter) if delimiter else line.split() for line in file.read().splitlines()]


def number(text):
    """The number in at most 15 digits: 101.0 -> 101, 1.510e+02 -> 151, 4.803999999999999 -> 4.804."""
    short = format(float(text), ".15g")
    assert math.isclose(float(short), float(text), rel_tol=4e-16)
    return short


def write(name, header, table):
    with open(TARGET / name, "w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)
    print(name, len(table), "x", len(header))


def labelled(name, features, label, classes):
    """scikit-learn's own layout: a line with sizes and class names, then features and a class number per row."""
    body = rows(name)[1:]
    write(name.replace("_data", ""), features + [label],
          [[number(v) for v in row[:-1]] + [classes[int(row[-1])]] for row in body])


features = rows("diabetes_data_raw.csv.gz", None)
target = rows("diabetes_target.csv.gz")
write("diabetes.csv", ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6", "progression"],
      [[number(v) for v in x + y] for x, y in zip(features, target, strict=True)])

measures = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity",
            "concave_points", "symmetry", "fractal_dimension"]
labelled("breast_cancer.csv",
         ["mean_" + m for m in measures] + [m + "_error" for m in measures] + ["worst_" + m for m in measures],
         "diagnosis", ["malignant", "benign"])
labelled("iris.csv", ["sepal_length", "sepal_width", "petal_length", "petal_width"],
         "species", ["setosa", "versicolor", "virginica"])
labelled("wine_data.csv",
         ["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
          "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue",
          "od280_od315_of_diluted_wines", "proline"],
         "cultivar", ["1", "2", "3"])

write("digits.csv", [f"pixel_{r}_{c}" for r in range(8) for c in range(8)] + ["digit"],
      [[number(v) for v in row] for row in rows("digits.csv.gz")])

longley = subprocess.run(["Rscript", "-e", "write.csv(longley, row.names = FALSE, quote = FALSE)"],
                         check=True, capture_output=True, text=True).stdout.splitlines()
write("longley.csv", longley[0].replace(".", "_").split(","),
      [[number(v) for v in line.split(",")] for line in longley[1:]])
