"""scikit-learn's defaults on one table: its perceptron or its boosted trees, as one line of JSON.

scikit_learn.py mlp|boosting FILE NAME binary|classes|regression TARGET IGNORED,COLUMNS SEED

Which columns are numbers is told as Myelin tells it: all present cells are. Words that are mostly different, and constants, are left
out. The perceptron has standardized numbers with medians and marks for missing ones, one-hot words (the 100 most frequent) and, in
regression, a standardized target, without which it is far worse. The trees have the columns as they are, words as native categories.
"""

import csv
import hashlib
import json
import sys
import time
import warnings

MISSING = {"", "NA", "N/A", "NaN", "nan", "null", "?"}
MOST_WORDS = 100
MOST_CATEGORIES = 254  # of 255, one is for all others


def is_test(name, row):
    return int.from_bytes(hashlib.sha256(f"{name}:{row}".encode()).digest()[:4], "big") % 5 == 4


def read(path, target, ignored):
    """Columns by name, cells as text or None where they are missing; and the target's cells."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    columns = {}
    for place, name in enumerate(header):
        cells = [row[place].strip() for row in rows]
        columns[name] = [None if cell in MISSING else cell for cell in cells]
    target_cells = columns.pop(target)
    return {name: cells for name, cells in columns.items() if name not in ignored}, target_cells


def numbers(cells):
    """Floats with nan where they are missing, or None where some cell is a word."""
    try:
        return np.array([np.nan if cell is None else float(cell) for cell in cells])
    except ValueError:
        return None


def usable(columns):
    """Numeric columns, and word columns, that can be learnt from."""
    numeric, words = [], []
    for cells in columns.values():
        present = [cell for cell in cells if cell is not None]
        different = len(set(present))
        if different < 2:
            continue
        column = numbers(cells)
        if column is not None:
            numeric.append(column)
        elif 2 * different <= len(present):
            words.append(cells)
    return numeric, words


def frequent(cells, train, most):
    """The place of each cell's word among the training rows' most frequent ones; nan for others and missing ones."""
    counts = {}
    for cell, learnt in zip(cells, train):
        if learnt and cell is not None:
            counts[cell] = counts.get(cell, 0) + 1
    known = {word: place for place, word in enumerate(sorted(counts, key=lambda word: (-counts[word], word))[:most])}
    return np.array([known.get(cell, np.nan) for cell in cells], dtype=float), len(known)


def for_perceptron(numeric, words, train):
    parts = []
    for column in numeric:
        missing = np.isnan(column)
        filled = np.where(missing, np.nanmedian(column[train]), column)
        deviation = filled[train].std()
        parts.append((filled - filled[train].mean()) / (deviation if deviation > 0 else 1))
        if missing[train].any():
            parts.append(missing.astype(float))
    for cells in words:
        places, count = frequent(cells, train, MOST_WORDS)
        parts.extend((places == place).astype(float) for place in range(count))
    return np.column_stack(parts)


def for_trees(numeric, words, train):
    coded = [frequent(cells, train, MOST_CATEGORIES)[0] for cells in words]
    return np.column_stack(numeric + coded), [False] * len(numeric) + [True] * len(coded)


def learner(kind, task, categorical, seed):
    classifies = task != "regression"
    if kind == "mlp":
        return (MLPClassifier if classifies else MLPRegressor)(random_state=seed)
    trees = HistGradientBoostingClassifier if classifies else HistGradientBoostingRegressor
    return trees(random_state=seed, categorical_features=categorical if any(categorical) else None)


def main(kind, path, name, task, target, ignored, seed):
    columns, cells = read(path, target, set(ignored.split(",")))
    train = np.array([not is_test(name, row) for row in range(len(cells))])
    numeric, words = usable(columns)
    begin = time.perf_counter()
    inputs, categorical = (for_perceptron(numeric, words, train), []) if kind == "mlp" else for_trees(numeric, words, train)
    model = learner(kind, task, categorical, int(seed))
    answer = {"auc": None, "logLoss": None}
    if task == "regression":
        y = np.array([float(cell) for cell in cells])
        mean, deviation = (y[train].mean(), y[train].std()) if kind == "mlp" else (0.0, 1.0)
        model.fit(inputs[train], (y[train] - mean) / deviation)
        answer["seconds"] = time.perf_counter() - begin
        error = model.predict(inputs[~train]) * deviation + mean - y[~train]
        answer["score"] = float(np.sqrt(np.mean(error**2)))
    else:
        y = np.array(cells)
        model.fit(inputs[train], y[train])
        answer["seconds"] = time.perf_counter() - begin
        probabilities = model.predict_proba(inputs[~train])
        answer["score"] = float(np.mean(model.classes_[probabilities.argmax(axis=1)] == y[~train]))
        answer["logLoss"] = float(log_loss(y[~train], probabilities, labels=model.classes_))
        if task == "binary":
            answer["auc"] = float(roc_auc_score(y[~train] == model.classes_[1], probabilities[:, 1]))
    print(json.dumps(answer))


warnings.filterwarnings("ignore")
try:
    import numpy as np
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.metrics import log_loss, roc_auc_score
    from sklearn.neural_network import MLPClassifier, MLPRegressor
except ImportError:
    sys.exit(1)

if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}")
    else:
        main(*sys.argv[1:])
