"""Train the tree ranker with LightGBM's LambdaRANK on what `bin/weir features` exported.

An export is a folder: `features.tsv` (grade in the first column, then one column a feature; NaN where missing),
`features.query` (group sizes, one a line), `features.names` (one a line) and `features.ids.tsv` (query id, product id,
grade). Features are computed once, by `libs/features`; nothing is computed again here.
"""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import lightgbm as lgb
import matplotlib as mpl
import numpy as np
import typer
from lightgbm.callback import CallbackEnv, EarlyStopException
from matplotlib import pyplot as plt
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from weir_models.evaluate.metrics import expected_random_ndcg, ndcg
from weir_models.registry.manifest import RankerManifest, RankerShape, write_manifest
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models train-ranker --train features/train/esci --dev features/dev/esci --version 2
"""

MOST_GRADE = 31
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Export:
    """One domain's exported features: `values` [rows, features], `grades` [rows], `groups` rows a query."""

    name: str
    features: list[str]
    values: Matrix
    grades: Matrix
    groups: list[int]

    def lists(self) -> list[slice]:
        """The rows of each query."""
        ends = np.cumsum(self.groups).tolist()
        return [slice(end - size, end) for end, size in zip(ends, self.groups, strict=True)]


class Row(NamedTuple):
    """A line of the table: a domain's mean NDCG@10 by what it was ordered by."""

    set: str
    queries: int
    ndcg: dict[str, float]


def main(
    train: Annotated[list[Path], typer.Option(help="Export folder to learn from; give one a domain.")],
    dev: Annotated[list[Path], typer.Option(help="Export folder to stop early and to measure on; one a domain.")],
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    name: Annotated[str, typer.Option(help="Artifact name.")] = "ranker-shop",
    trees: Annotated[int, typer.Option(help="Most trees.")] = 600,
    leaves: Annotated[int, typer.Option(help="Leaves a tree; up to 32 is one block of the SIMD kernel.")] = 15,
    rate: Annotated[float, typer.Option(help="Learning rate.")] = 0.05,
    min_rows: Annotated[int, typer.Option(help="Fewest rows in a leaf.")] = 40,
    patience: Annotated[int, typer.Option(help="Trees without a better dev mean before it stops.")] = 60,
    increasing: Annotated[str, typer.Option(help="Features that may only raise the score, comma-separated.")] = "",
    decreasing: Annotated[str, typer.Option(help="Features that may only lower the score, comma-separated.")] = "",
    leave_out: Annotated[str, typer.Option(help="Features not to use, comma-separated.")] = "",
    bm25: Annotated[str, typer.Option(help="Feature shown as the BM25 row of the table.")] = "bm25",
    cosine: Annotated[str, typer.Option(help="Feature shown as the cosine row of the table.")] = "cosine",
    seed: Annotated[int, typer.Option(help="Seed of LightGBM.")] = 0,
    threads: Annotated[int, typer.Option(help="Threads of LightGBM.")] = 2,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Pool the domains, train, measure each domain and write the artifact with its card."""
    left_out = _names(leave_out)
    trained = [read_export(folder, left_out) for folder in train]
    held = [read_export(folder, left_out) for folder in dev]
    features = _common_features([*trained, *held])
    model = fit_ranker(
        trained,
        held,
        {
            "learning_rate": rate,
            "num_leaves": leaves,
            "min_data_in_leaf": min_rows,
            "num_threads": threads,
            "monotone_constraints": _constraints(features, _names(increasing), _names(decreasing)),
            "seed": seed,
        },
        trees=trees,
        patience=patience,
    )
    folder = artifacts / name / version
    folder.mkdir(parents=True, exist_ok=True)
    model.save_model(str(folder / "model.txt"), num_iteration=model.best_iteration)
    rows = [_measured(export, model, (bm25, cosine)) for export in held]
    _plot_importance(model, folder / "importance.png")
    (folder / "README.md").write_text(_card(name, version, rows, trained, model), encoding="utf-8")
    manifest = RankerManifest(
        name=name,
        version=version,
        description=f"LambdaRANK, {model.best_iteration} trees over {len(features)} features of libs/features.",
        licence="Apache-2.0",
        trained_on=[export.name for export in trained],
        metrics={f"{row.set}_ndcg_at_10": round(row.ndcg["ranker"], 4) for row in rows},
        format="lightgbm",
        ranker=RankerShape(features=features),
    )
    write_manifest(manifest, artifacts, ["model.txt"])
    _show(rows)


def read_export(folder: Path, left_out: Sequence[str] = ()) -> Export:
    """Read an export folder; the domain's name is the folder's. A ValueError says which file does not fit which."""
    names = (folder / "features.names").read_text(encoding="utf-8").split()
    groups = [int(line) for line in (folder / "features.query").read_text(encoding="utf-8").split()]
    table = np.loadtxt(folder / "features.tsv", delimiter="\t", comments=None, ndmin=2)
    if table.shape[1] != len(names) + 1:
        raise ValueError(f"{folder}: features.tsv has {table.shape[1] - 1} features, features.names {len(names)}.")
    if len(table) != sum(groups):
        raise ValueError(f"{folder}: features.tsv has {len(table)} rows, features.query counts {sum(groups)}.")
    kept = [column for column, feature in enumerate(names) if feature not in left_out]
    return Export(folder.name, [names[column] for column in kept], table[:, 1:][:, kept], table[:, 0], groups)


def fit_ranker(
    train: list[Export], dev: list[Export], parameters: dict[str, object], trees: int, patience: int
) -> lgb.Booster:
    """Fit on the pooled queries; stop when the mean of the dev domains' NDCG@10 has not risen for `patience` trees.

    A query weighs less in a domain that has many, or the big domain would drown the others.
    """
    pooled = lgb.Dataset(
        np.vstack([export.values for export in train]),
        label=_labels(np.concatenate([export.grades for export in train])),
        weight=_weights(train),
        group=[size for export in train for size in export.groups],
        feature_name=train[0].features,
        params={"verbosity": -1},
    )
    held = [pooled.create_valid(export.values, _labels(export.grades), group=export.groups) for export in dev]
    settings: dict[str, object] = {
        "objective": "lambdarank",
        "metric": "None",
        "label_gain": [2**grade - 1 for grade in range(MOST_GRADE)],
        "lambdarank_truncation_level": 20,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
        **parameters,
    }
    with Progress(transient=True) as progress:
        task = progress.add_task("trees", total=trees)
        return lgb.train(
            settings,
            pooled,
            num_boost_round=trees,
            valid_sets=held,
            valid_names=[export.name for export in dev],
            feval=_ndcg_of,
            callbacks=[_StopEarly(patience), lambda _: progress.advance(task)],
        )


class _StopEarly:
    """Remembers the round with the best mean over the dev sets, and stops when it lies `patience` rounds back."""

    def __init__(self, patience: int) -> None:
        self._patience, self._best, self._round = patience, -1.0, 0

    def __call__(self, env: CallbackEnv) -> None:
        results = env.evaluation_result_list or []
        mean = float(np.mean([result[2] for result in results]))
        if mean > self._best:
            self._best, self._round = mean, env.iteration
        if env.iteration - self._round >= self._patience or env.iteration == env.end_iteration - 1:
            raise EarlyStopException(self._round, results)


def _ndcg_of(scores: NDArray[np.float64], held: lgb.Dataset) -> tuple[str, float, bool]:
    """LightGBM's feval: mean NDCG@10 over the queries of a set that have a grade above 0."""
    grades, groups = np.asarray(held.get_label()), np.asarray(held.get_group())
    ends = np.cumsum(groups)
    lists = [slice(end - size, end) for end, size in zip(ends, groups, strict=True)]
    return "ndcg", mean_ndcg(scores, grades, lists), True


def mean_ndcg(scores: Matrix, grades: Matrix, lists: Sequence[slice]) -> float:
    """Mean NDCG@10 over the lists that have a grade above 0; a missing score ranks last, ties stay in order."""
    known = np.where(np.isnan(scores), -np.inf, scores)
    values = [
        ndcg(grades[rows][np.argsort(-known[rows], kind="stable")].tolist()) for rows in lists if grades[rows].max() > 0
    ]
    return float(np.mean(values)) if values else 0.0


def _measured(export: Export, model: lgb.Booster, columns: Sequence[str]) -> Row:
    lists = export.lists()
    rows = {
        "random": float(
            np.mean([expected_random_ndcg(export.grades[at].tolist()) for at in lists if export.grades[at].max() > 0])
        )
    }
    for column in columns:
        if column in export.features:
            rows[column] = mean_ndcg(export.values[:, export.features.index(column)], export.grades, lists)
    scores = np.asarray(model.predict(export.values, raw_score=True, num_iteration=model.best_iteration))
    rows["ranker"] = mean_ndcg(scores, export.grades, lists)
    return Row(export.name, sum(export.grades[at].max() > 0 for at in lists), rows)


def _common_features(exports: Sequence[Export]) -> list[str]:
    features = exports[0].features
    for export in exports[1:]:
        if export.features != features:
            raise ValueError(f"{export.name} has other features than {exports[0].name}: export both with one version.")
    return features


def _weights(exports: Sequence[Export]) -> Matrix:
    """One weight a row: queries of a domain with four times as many weigh half as much each."""
    counts = np.array([len(export.groups) for export in exports], np.float64)
    weights = np.sqrt(counts.mean() / counts)
    return np.concatenate(
        [np.full(len(export.grades), weight) for export, weight in zip(exports, weights, strict=True)]
    )


def _constraints(features: Sequence[str], increasing: Sequence[str], decreasing: Sequence[str]) -> list[int]:
    unknown = [name for name in (*increasing, *decreasing) if name not in features]
    if unknown:
        raise ValueError(f"No such feature: {', '.join(unknown)}. The export has {', '.join(features)}.")
    return [(name in increasing) - (name in decreasing) for name in features]


def _table(rows: Sequence[Row]) -> list[list[str]]:
    """Head and body as text, one line a domain."""
    columns = list(rows[0].ndcg)
    return [["set", "queries", *columns]] + [
        [row.set, str(row.queries), *(f"{row.ndcg[column]:.3f}" if column in row.ndcg else "" for column in columns)]
        for row in rows
    ]


def _show(rows: Sequence[Row]) -> None:
    head, *body = _table(rows)
    table = Table(*head, title="NDCG@10 on dev")
    for line in body:
        table.add_row(*line)
    Console().print(table)


def _plot_importance(model: lgb.Booster, path: Path) -> None:
    mpl.use("Agg")
    gains = model.feature_importance("gain", iteration=model.best_iteration)
    order = np.argsort(gains)[-30:]
    figure, axes = plt.subplots(figsize=(7, 8))
    axes.barh([model.feature_name()[row] for row in order], gains[order] / max(gains.sum(), 1e-12))
    axes.set_xlabel("share of the total gain")
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    plt.close(figure)


def _card(name: str, version: str, rows: Sequence[Row], trained: Sequence[Export], model: lgb.Booster) -> str:
    head, *body = _table(rows)
    lines = [head, ["---"] * len(head), *body]
    seen = ", ".join(f"{export.name} ({len(export.groups)} queries)" for export in trained)
    return f"""# {name}, version {version}

LambdaRANK (LightGBM), {model.best_iteration} trees over {model.num_feature()} features of `libs/features`. Apache-2.0.

- **Learnt from:** {seen}. Domains are pooled; a query weighs by the root of how many its domain has.
- **Stopped** at the best mean NDCG@10 over the dev sets below, so they are optimistic by that choice.
- **Made by:** `{_command()}`

## NDCG@10 on dev (gain 2^grade - 1), printed by that command

{"".join("| " + " | ".join(line) + " |" + chr(10) for line in lines)}
![Share of the total gain by feature](importance.png)

## Limits

A column of a feature that no domain had in training (behaviour counters, say) is missing in every row and is never
split on. Domains other than the above were not seen.
"""


def _command() -> str:
    """The command line as it was given, with folders by name only."""
    words = [Path(word).name if "/" in word else word for word in sys.argv[2:]]
    return shlex.join(["weir-models", "train-ranker", *words])


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _labels(grades: Matrix) -> NDArray[np.int32]:
    """Grades as integers, which label_gain wants; averaged grades (homedepot's 2.33) are rounded."""
    return np.clip(np.rint(grades), 0, MOST_GRADE - 1).astype(np.int32)
