"""Default networks against scikit-learn and XGBoost on real tables.

usage: network_tables.py prepare TABLES WORK [first-seed]   cleans tables (CSV, target last), draws three splits of each, writes WORK/NAME.TASK.tsv
       ./build.sh bench networktables WORK                  trains our networks, writes WORK/NAME.TASK.networks.csv
       network_tables.py peers WORK [NAME...]               fits the peers, writes WORK/NAME.TASK.peers.json
       network_tables.py report WORK                        prints the table of results

Needs Python 3 with numpy, scikit-learn and xgboost. Every fit has one thread.
"""
import csv, datetime, glob, json, os, sys, time, warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
import numpy as np

SPLITS = 3
TEST_SHARE = 0.2
MOST_TRAINING_ROWS = 10_000
TEXT_SETS = {"sms_spam", "sentiment_sentences"}
REGRESSION = {"abalone", "ames_housing", "auto_mpg", "bike_sharing_hour", "boston_housing", "california_housing", "diabetes", "hitters", "nyc_taxis",
              "prostate", "protein_casp", "riboflavin", "tecator", "wine_quality_red", "wine_quality_white", "yacht"}
NOT_FEATURES = {"prostate": {"train"}}  # marks the book's own split
PEERS = {"mlp": "scikit-learn MLP", "linear": "ridge or logistic", "xgboost": "XGBoost"}


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def as_date(text):
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def prepared_columns(name, header, rows):
    """Features as (name, kind, texts); a date becomes its day and, where it has a time, its hour."""
    for j, column in enumerate(header[:-1]):
        values = [row[j].strip() for row in rows]
        given = [v for v in values if v]
        if column in NOT_FEATURES.get(name, ()) or not given:
            continue
        if all(is_number(v) for v in given):
            yield column, "number", values
        elif all(as_date(v) for v in given):
            days = [as_date(v) - datetime.datetime(1970, 1, 1) for v in values]
            yield column + "_day", "number", [repr(d / datetime.timedelta(days=1)) for d in days]
            if any(d.seconds for d in days):
                yield column + "_hour", "number", [repr(d.seconds / 3600) for d in days]
        else:
            yield column, "text", [v.replace("\t", " ").replace(":", " ") for v in values]


def split(target, classes, seed):
    """train, test or nothing per row: a fifth of every class, or of the rows, is test; training rows beyond the limit are left out."""
    random = np.random.default_rng(seed)
    parts = np.full(len(target), "train", dtype=object)
    groups = [np.flatnonzero(target == k) for k in np.unique(target)] if classes else [np.arange(len(target))]
    for group in groups:
        parts[random.permutation(group)[:max(1, round(TEST_SHARE * len(group)))]] = "test"
    training = random.permutation(np.flatnonzero(parts == "train"))
    parts[training[MOST_TRAINING_ROWS:]] = ""
    return parts


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, rows


def prepare(tables, work, first_seed=1):
    os.makedirs(work, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(tables, "*.csv"))):
        name = os.path.basename(path)[:-4]
        if name in TEXT_SETS or name == "adult_test":
            continue
        header, rows = read(path)
        if name == "adult_train":
            name = "adult"
            rows += read(os.path.join(tables, "adult_test.csv"))[1]
        rows = [row for row in rows if row[-1] != ""]
        levels = sorted({row[-1] for row in rows})
        task = "regression" if name in REGRESSION else "binary" if len(levels) == 2 else "multiclass"
        target = np.array([float(row[-1]) if task == "regression" else levels.index(row[-1]) for row in rows])
        columns = list(prepared_columns(name, header, rows))
        splits = [split(target, task != "regression", first_seed + s) for s in range(SPLITS)]
        with open(os.path.join(work, f"{name}.{task}.tsv"), "w", encoding="utf-8", newline="\n") as file:
            print(*(f"{c.replace(':', ' ')}:{kind}" for c, kind, _ in columns), "target", *(f"split{s}" for s in range(SPLITS)), sep="\t", file=file)
            for i in range(len(rows)):
                print(*(values[i] for _, _, values in columns), repr(float(target[i])) if task == "regression" else int(target[i]), *(s[i] for s in splits), sep="\t", file=file)


def load(path):
    with open(path, encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split("\t")
        rows = [line.rstrip("\n").split("\t") for line in file]
    columns = [(heading.split(":")[1], [row[j] for row in rows]) for j, heading in enumerate(header) if ":" in heading]
    target = np.array([float(row[header.index("target")]) for row in rows])
    splits = [np.array([row[header.index(f"split{s}")] for row in rows]) for s in range(SPLITS)]
    return columns, target, splits


def features(columns, training):
    """Numbers with NaN, then categories one-hot by the levels of the training rows."""
    numbers, categories = [], []
    for kind, values in columns:
        if kind == "number":
            numbers.append([float(v) if v else np.nan for v in values])
            continue
        texts = np.array(values)
        levels = np.unique(texts[training])
        categories += [(texts == level).astype(float) for level in levels if not (len(levels) == 2 and level == levels[0])]
    n = len(columns[0][1])
    return np.array(numbers, dtype=float).reshape(-1, n).T, np.array(categories, dtype=float).reshape(-1, n).T


def scaled(numbers, categories, training):
    """Medians for missing numbers with a mark beside them, and everything standardised."""
    from sklearn.preprocessing import StandardScaler
    missing = np.isnan(numbers)
    marked = missing[:, missing[training].any(axis=0)].astype(float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        medians = np.nan_to_num(np.nanmedian(numbers[training], axis=0)) if numbers.shape[1] else np.zeros(0)
    all_columns = np.hstack([np.where(missing, medians, numbers), marked, categories])
    return StandardScaler().fit(all_columns[training]).transform(all_columns)


def peer(kind, task, seed):
    from sklearn.linear_model import LogisticRegressionCV, RidgeCV
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    import xgboost
    if kind == "mlp":
        return (MLPRegressor if task == "regression" else MLPClassifier)(early_stopping=True, random_state=seed)
    if kind == "xgboost":
        return (xgboost.XGBRegressor if task == "regression" else xgboost.XGBClassifier)(n_jobs=1, random_state=seed)
    return RidgeCV(np.logspace(-3, 5, 17)) if task == "regression" else LogisticRegressionCV(cv=3, max_iter=200)


def score(task, predictions, target):
    return float(np.sqrt(np.mean((predictions - target) ** 2)) if task == "regression" else np.mean(predictions == target))


def peers(work, names):
    warnings.simplefilter("ignore")
    for path in sorted(glob.glob(os.path.join(work, "*.tsv")), key=os.path.getsize):
        name, task, _ = os.path.basename(path).split(".")
        output = path[:-4] + ".peers.json"
        if os.path.exists(output) or names and name not in names:
            continue
        columns, target, splits = load(path)
        results = {kind: {"scores": [], "seconds": []} for kind in PEERS}
        for s, parts in enumerate(splits):
            training, test = parts == "train", parts == "test"
            numbers, categories = features(columns, training)
            standard = scaled(numbers, categories, training)
            plain = np.hstack([numbers, categories])
            shift, scale = (target[training].mean(), target[training].std()) if task == "regression" else (0, 1)
            for kind in PEERS:
                x = plain if kind == "xgboost" else standard
                before = time.process_time()
                model = peer(kind, task, s).fit(x[training], (target[training] - shift) / scale)
                predictions = model.predict(x[test]) * scale + shift
                results[kind]["seconds"].append(time.process_time() - before)
                results[kind]["scores"].append(score(task, predictions, target[test]))
        with open(output, "w") as file:
            json.dump(results, file)
        print(name, {kind: f"{np.mean(r['scores']):.4g} ({np.sum(r['seconds']):.1f} s)" for kind, r in results.items()}, flush=True)


def networks(path, task, target):
    answers = np.genfromtxt(path, delimiter=",", names=True)
    scores, seconds = [], []
    for s in range(SPLITS):
        own = answers[answers["split"] == s]
        scores.append(score(task, own["prediction"], target[own["row"].astype(int)]))
        seconds.append(float(own["seconds"][0]))
    return {"scores": scores, "seconds": seconds}


def report(work):
    wins = {kind: {} for kind in PEERS}
    lines, totals = [], {"networks": 0.0, **{kind: 0.0 for kind in PEERS}}
    for path in sorted(glob.glob(os.path.join(work, "*.tsv"))):
        name, task, _ = os.path.basename(path).split(".")
        ours_path, peers_path = path[:-4] + ".networks.csv", path[:-4] + ".peers.json"
        if not (os.path.exists(ours_path) and os.path.exists(peers_path)):
            continue
        columns, target, splits = load(path)
        ours = networks(ours_path, task, target)
        with open(peers_path) as file:
            theirs = json.load(file)
        means = {"networks": np.mean(ours["scores"])} | {kind: np.mean(theirs[kind]["scores"]) for kind in PEERS}
        for kind, result in [("networks", ours), *theirs.items()]:
            totals[kind] += sum(result["seconds"])
        for kind in PEERS:
            difference = means["networks"] - means[kind]
            wins[kind][name] = 0.5 if abs(difference) < 1e-9 else float((difference > 0) != (task == "regression"))
        best = (min if task == "regression" else max)(means.values())
        def cell(kind):
            text = f"{means[kind]:.4g}" if task == "regression" else f"{100 * means[kind]:.2f}"
            return f"**{text}**" if abs(means[kind] - best) < 1e-9 else text
        lines.append((task, f"| {name} | {task} | {int((splits[0] == 'train').sum())} | {len(columns)} | " + " | ".join(cell(k) for k in means) + " |"))
    print("| table | task | training rows | columns | ours | " + " | ".join(PEERS.values()) + " |\n|---|---|--:|--:|--:|--:|--:|--:|")
    for _, line in sorted(lines, key=lambda pair: {"regression": 0, "binary": 1, "multiclass": 2}[pair[0]]):
        print(line)
    print(f"\n| {len(lines)} tables | ours better on | of regressions | of classes |\n|---|--:|--:|--:|")
    for kind, won in wins.items():
        def share(names):
            values = [won[n] for n in names]
            return f"{sum(values):g} of {len(values)} ({100 * np.mean(values):.0f} %)" if values else ""
        print(f"| {PEERS[kind]} | {share(won)} | {share([n for n in won if n in REGRESSION])} | {share([n for n in won if n not in REGRESSION])} |")
    print("\nProcessor seconds of all fits: " + ", ".join(f"{PEERS.get(kind, 'ours')} {seconds:.0f}" for kind, seconds in totals.items()) + ".")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("prepare", "peers", "report"):
        sys.exit(__doc__)
    verb, *rest = sys.argv[1:]
    if verb == "prepare":
        prepare(rest[0], rest[1], *map(int, rest[2:]))
    elif verb == "peers":
        peers(rest[0], rest[1:])
    else:
        report(rest[0])
