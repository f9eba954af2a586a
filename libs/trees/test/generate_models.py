"""Trains small models of every kind with LightGBM and XGBoost and writes what they predict, for oracle.spec.ts.

usage: python generate_models.py FOLDER

Writes cases.json, rows.f64 and, for each case, its model and the library's answers as raw little-endian arrays:
raw.f64 (raw scores), leaf.i32, contrib.f64 (SHAP) and pred.f64 (transformed).
"""

import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import xgboost as xgb

SEED = 7
ROWS = 3000
FEATURES = 10
CATEGORIES = [3, 4, 5]

folder = Path(sys.argv[1])
random = np.random.default_rng(SEED)
cases = []


def training_rows():
    x = random.normal(size=(ROWS, FEATURES))
    x[:, 1] = np.round(x[:, 1], 1)
    x[random.random(ROWS) < 0.3, 1] = np.nan
    x[:, 2] = np.where(random.random(ROWS) < 0.5, 0, x[:, 2])
    x[:, 3] = random.integers(0, 70, ROWS)
    x[:, 4] = random.integers(0, 6, ROWS)
    x[random.random(ROWS) < 0.1, 4] = np.nan
    x[:, 5] = random.integers(0, 3, ROWS)
    x[:, 7] = np.exp(3 * x[:, 7])
    return x


def awkward_rows(count):
    """Values at, around and beyond every special case: zeros, tiny, huge, missing, negative and fractional categories."""
    x = training_rows()[:count]
    x[:, 3] = random.integers(-3, 100, count) + np.where(random.random(count) < 0.3, random.random(count), 0)
    x[:, 4] = random.integers(-2, 9, count)
    x[random.random((count, FEATURES)) < 0.12] = np.nan
    special = [0.0, -0.0, 1e-36, -1e-36, 1e-35, 1.0000000180025095e-35, -1.1e-35, 1e300, -1e300, 3e9, -0.5, 2.0**32 + 3]
    for i, value in enumerate(special):
        x[i :: 37 + i, i % FEATURES] = value
        x[i + 5 :: 41 + i, 3] = value
    return x


X = training_rows()
signal = np.nan_to_num(X[:, 1], nan=2) + X[:, 2] + np.sin(X[:, 3]) * 2 + np.nan_to_num(X[:, 4], nan=9) % 3
signal += X[:, 0] * X[:, 6] + random.normal(size=ROWS) * 0.3
grade = np.clip(np.digitize(signal, np.quantile(signal, [0.5, 0.75, 0.9])), 0, 3)
rows = awkward_rows(300)


def save(name, suffix, array, dtype):
    np.ascontiguousarray(array, dtype=dtype).tofile(folder / f"{name}.{suffix}")


def lightgbm_case(name, label, rounds=12, categories=(), data=X, **params):
    fixed = dict(num_leaves=31, learning_rate=0.1, verbose=-1, num_threads=1, min_data_in_leaf=5, seed=SEED, deterministic=True)
    params = {**fixed, **params}
    group = np.full(ROWS // 20, 20) if params["objective"] in ("lambdarank", "rank_xendcg") else None
    dataset = lgb.Dataset(data, label, group=group, categorical_feature=list(categories), params=params)
    booster = lgb.train(params, dataset, rounds)
    booster.save_model(folder / f"{name}.model")
    cases.append({"name": name, "format": "lightgbm", "model": f"{name}.model"})
    if params.get("linear_tree"):
        return
    save(name, "raw.f64", booster.predict(rows, raw_score=True), "<f8")
    save(name, "pred.f64", booster.predict(rows), "<f8")
    save(name, "leaf.i32", booster.predict(rows, pred_leaf=True), "<i4")
    save(name, "contrib.f64", booster.predict(rows, pred_contrib=True), "<f8")


def xgboost_case(name, label, rounds=8, categories=(), data=X, **params):
    params = {**dict(max_depth=5, seed=SEED, nthread=1, max_cat_to_onehot=4), **params}
    types = ["c" if i in categories else "q" for i in range(FEATURES)]

    def matrix(x, y=None):
        x = x.astype("f4")
        # XGBoost refuses negative categories when it trains, and infinity always.
        x[np.isinf(x)] = 1e38
        return xgb.DMatrix(x, y, feature_types=types, enable_categorical=True)

    booster = xgb.train(params, matrix(data, label), rounds)
    for suffix in ("json", "ubj"):
        booster.save_model(folder / f"{name}.{suffix}")
        cases.append({"name": name, "format": "xgboost", "model": f"{name}.{suffix}"})
    if params.get("booster") == "gblinear" or params.get("multi_strategy") == "multi_output_tree":
        return
    asked = matrix(np.where(np.abs(rows) > 1e38, np.sign(rows) * 1e38, rows))
    save(name, "raw.f64", booster.predict(asked, output_margin=True), "<f8")
    save(name, "pred.f64", booster.predict(asked), "<f8")
    save(name, "leaf.i32", booster.predict(asked, pred_leaf=True), "<i4")
    save(name, "contrib.f64", booster.predict(asked, pred_contribs=True), "<f8")


binary = (grade > 0).astype(float)
positive = np.exp(signal / 4)
continuous = random.normal(size=(ROWS, FEATURES))

lightgbm_case("cat-nan", grade, objective="lambdarank", categories=[3, 4])
lightgbm_case("zero-missing", grade, objective="lambdarank", zero_as_missing=True)
lightgbm_case("zero-missing-cat", grade, objective="lambdarank", zero_as_missing=True, categories=[3, 5])
lightgbm_case("no-missing", grade, objective="lambdarank", use_missing=False, categories=[4, 5])
lightgbm_case("one-hot", grade, objective="rank_xendcg", max_cat_to_onehot=8, categories=[4, 5])
lightgbm_case("forest", signal, objective="regression", boosting="rf", bagging_freq=1, bagging_fraction=0.7, categories=[3])
lightgbm_case("dart", grade, objective="lambdarank", boosting="dart", categories=[3])
lightgbm_case("multiclass", grade, objective="multiclass", num_class=4, categories=[3, 4])
lightgbm_case("one-against-all", grade, objective="multiclassova", num_class=4, sigmoid=0.7)
lightgbm_case("binary", binary, objective="binary", sigmoid=1.3, categories=CATEGORIES)
lightgbm_case("square-root", np.abs(signal), objective="regression", reg_sqrt=True)
lightgbm_case("poisson", positive, objective="poisson")
lightgbm_case("cross-entropy", binary * 0.8, objective="cross_entropy")
lightgbm_case("cross-entropy-lambda", binary * 0.8, objective="cross_entropy_lambda")
lightgbm_case("stumps", signal, objective="regression", num_leaves=2, rounds=40)
lightgbm_case("constant", signal, objective="regression", min_data_in_leaf=ROWS, rounds=3)
lightgbm_case("wide", signal, objective="regression", num_leaves=200, min_data_in_leaf=2, categories=CATEGORIES)
lightgbm_case("too-wide", signal, objective="regression", num_leaves=400, min_data_in_leaf=1, rounds=4)
lightgbm_case(
    "many-thresholds", continuous[:, 0] * continuous[:, 1], objective="regression", data=continuous,
    max_bin=4000, min_data_in_bin=1, num_leaves=150, min_data_in_leaf=1, rounds=30, feature_fraction=0.3,
)  # fmt: skip
lightgbm_case("linear", signal, objective="regression", linear_tree=True, num_leaves=8, rounds=3)

xgboost_case("squared-error", signal, objective="reg:squarederror")
xgboost_case("logistic-cat", binary, objective="binary:logistic", categories=CATEGORIES)
xgboost_case("softprob", grade, objective="multi:softprob", num_class=4, categories=[3])
xgboost_case("gamma", positive, objective="reg:gamma")
xgboost_case("parallel", signal, objective="reg:squarederror", num_parallel_tree=3, subsample=0.6)
xgboost_case("dart-xgb", signal, objective="reg:squarederror", booster="dart", rate_drop=0.3)
xgboost_case("deep-xgb", signal, objective="reg:squarederror", max_depth=9, rounds=4)
xgboost_case("gblinear", signal, objective="reg:squarederror", booster="gblinear", data=np.nan_to_num(X))
xgboost_case(
    "vector-leaf", np.stack([signal, positive], 1), objective="reg:squarederror", multi_strategy="multi_output_tree", tree_method="hist"
)  # fmt: skip

# Data files as people write them, and what LightGBM's own reader makes of them (the one behind its command line).
MODEL_OF_FILES = "cat-nan"


def cell(value):
    text = random.choice(["{:.17g}", "{:.6g}", "{:.3e}", "{:+f}"]).format(value)
    return random.choice(["nan", "NA", "", "null"]) if np.isnan(value) else text


def files_case():
    booster = lgb.Booster(model_file=folder / f"{MODEL_OF_FILES}.model")
    table = [[cell(value) for value in row[:-1]] + [f"{np.nan_to_num(row[-1]):.9g}"] for row in rows]
    sparse = [[f"{i}:{text}" for i, text in enumerate(row) if text != "" and random.random() < 0.8] for row in table]
    sparse = [[*row[: FEATURES - 1], f"{FEATURES - 1}:0.25"] for row in sparse]
    texts = {
        "labelled.tsv": ["\t".join(["3", *row]) for row in table],
        "unlabelled.csv": [",".join(row) for row in table],
        "labelled.svm": [" ".join(["1", *row]) for row in sparse],
        "unlabelled.svm": ["\t".join(row) for row in sparse],
    }
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines) + "\n")
        predicted = booster.predict(folder / name, raw_score=True, predict_disable_shape_check=True)
        save(name, "raw.f64", predicted, "<f8")


files_case()
save("rows", "f64", rows, "<f8")
(folder / "cases.json").write_text(json.dumps(cases))
