# Writes scikit_learn_text.csv and scikit_learn_text_logistic.csv: CountVectorizer, TfidfVectorizer and an L1 LogisticRegression on inputs/texts.csv.
# Case fold: vocabulary and frequencies from the rows whose number from 0 is no multiple of 4, all rows transformed.
import csv, os, warnings
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
warnings.simplefilter("error")
here = os.path.join("test", "MLRegularization.Tests", "Fixtures")
with open(os.path.join(here, "inputs", "texts.csv"), encoding="utf-8") as f:
    rows = list(csv.reader(f))[1:]
texts, y = [r[0] for r in rows], np.array([int(r[1]) for r in rows])
training = [i for i in range(len(texts)) if i % 4 != 0]
cases = [
    ("counts", CountVectorizer(), None),
    ("counts_min2", CountVectorizer(min_df=2), None),
    ("counts_top4", CountVectorizer(max_features=4), None),
    ("tfidf", TfidfVectorizer(), None),
    ("tfidf_min2", TfidfVectorizer(min_df=2), None),
    ("pairs_min2", TfidfVectorizer(min_df=2, ngram_range=(1, 2)), None),
    ("sublinear", TfidfVectorizer(sublinear_tf=True), None),
    ("fold", TfidfVectorizer(min_df=2), training),
]
with open(os.path.join(here, "scikit_learn_text.csv"), "w", newline="", encoding="utf-8") as f:
    f.write("case,row,word,value\n")
    for name, vectorizer, learned in cases:
        vectorizer.fit(texts if learned is None else [texts[i] for i in learned])
        words = vectorizer.get_feature_names_out()
        matrix = vectorizer.transform(texts).tocsr()
        for i in range(len(texts)):
            for j, value in sorted(zip(matrix[i].indices, matrix[i].data)):
                f.write(f"{name},{i + 1},{words[j]},{value:.17g}\n")
vectorizer = TfidfVectorizer(min_df=2)
x = vectorizer.fit_transform(texts)
with open(os.path.join(here, "scikit_learn_text_logistic.csv"), "w", newline="", encoding="utf-8") as f:
    f.write("lambda,feature,coefficient\n")
    for strength in (0.03, 0.01):
        m = LogisticRegression(penalty="l1", C=1 / (len(y) * strength), solver="saga", tol=1e-13, max_iter=1000000, random_state=0).fit(x, y)
        for name, b in [("(intercept)", m.intercept_[0])] + [("text:" + w, b) for w, b in zip(vectorizer.get_feature_names_out(), m.coef_[0]) if b != 0]:
            f.write(f"{strength!r},{name},{b:.17g}\n")
