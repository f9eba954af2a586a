"""The windows that the reranker sees, as `bin/weir features --blend` writes them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from weir_models.evaluate.metrics import ndcg, standardised
from weir_models.failure import Failure
from weir_models.ranker.fold_scores import RowKey

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

COLUMNS = ("query", "list", "product", "grade", "rank_score", "rerank_logit")


@dataclass(frozen=True)
class Window:
    """The judged candidates of one list; a column is [candidates]."""

    query: str
    kind: str
    """`retrieved` or `pool`."""
    products: list[str]
    grades: Column
    rank: Column
    """The ranker's scores, standardised over the window."""
    rerank: Column
    """The cross-encoder's logits, standardised over the window."""
    features: Matrix
    """[candidates, features], each standardised over the window; what is missing is at the mean."""

    @property
    def gain(self) -> Column:
        """(2^grade - 1) / (2^best - 1)."""
        gain = np.exp2(self.grades) - 1
        return gain / max(gain.max(), 1e-12)

    def ndcg(self, scores: Column) -> float:
        """NDCG@10 of the window in the order of these scores."""
        return ndcg(self.grades[np.argsort(-scores, kind="stable")].tolist())


def read_windows(
    path: Path,
    features: Sequence[str] = (),
    fold_scores: Mapping[RowKey, float] | None = None,
    size: int | None = None,
) -> list[Window]:
    """One window a list that has a grade above 0, in the order of the file; the file's stem names the domain.

    A product without a judgment counts as grade 0, as in the measurement over a whole catalogue: a blend of judged
    products alone would let what nobody has looked at rise. Out of fold, those that train-ranker had among its
    negatives are there.

    Args:
        path: a TSV with the columns query, list, product, grade, rank_score, rerank_logit, and one a feature.
        features: which of those to keep.
        fold_scores: what to take for the ranker's scores: those of rankers that have not seen the query.
        size: keep so many that the ranker scores highest; None: all that are there.

    Raises:
        Failure: a column is missing, or a product of a window has no score out of fold.
    """
    lists: dict[tuple[str, str], list[tuple[str, list[float]]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        absent = [name for name in (*COLUMNS, *features) if name not in (rows.fieldnames or ())]
        if absent:
            raise Failure(
                f"{path} has no {', '.join(absent)}: write it with `bin/weir features --blend {path}`, and name "
                "features that the ranker reads."
            )
        for row in rows:
            key = RowKey(path.stem, row["query"], row["list"], row["product"])
            score = float(row["rank_score"]) if fold_scores is None else fold_scores.get(key)
            if score is None and not row["grade"]:
                continue
            if score is None:
                raise Failure(
                    f"{path}: query {key.query} and product {key.product} ({key.kind}) have no score out of fold: give "
                    "train-ranker the export of the same queries, made with --with-pool."
                )
            values = [float(row[name] or 0) for name in ("grade", "rerank_logit", *features)]
            lists.setdefault((key.query, key.kind), []).append((key.product, [score, *values]))
    made = [_window(*key, sorted(rows, key=lambda row: -row[1][0])[:size]) for key, rows in lists.items()]
    return [window for window in made if window.grades.max() > 0]


def feature_columns(path: Path) -> list[str]:
    """The features that a file of windows has."""
    with path.open(encoding="utf-8") as lines:
        return [name for name in lines.readline().rstrip("\n").split("\t") if name not in COLUMNS]


def _window(query: str, kind: str, rows: list[tuple[str, list[float]]]) -> Window:
    products, values = zip(*rows, strict=True)
    rank, grades, logits, *features = np.array(values).T
    table = np.stack([_centred(column) for column in features], axis=1) if features else np.zeros((len(rows), 0))
    return Window(query, kind, list(products), grades, standardised(rank), standardised(logits), table)


def _centred(values: Column) -> Column:
    """Standardised over what is known."""
    known = np.isfinite(values)
    scaled = np.zeros(len(values))
    scaled[known] = standardised(values[known]) if known.any() else 0
    return scaled
