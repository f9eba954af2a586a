"""The windows that the reranker sees, as `bin/weir features --blend` writes them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from weir_models.evaluate.metrics import ndcg, standardised
from weir_models.failure import Failure
from weir_models.ranker.fold_scores import RowKey

Column = NDArray[np.float64]

COLUMNS = {"query", "list", "product", "grade", "rank_score", "rerank_logit"}


@dataclass(frozen=True)
class Window:
    """The judged candidates of one list; every column is [candidates]."""

    query: str
    kind: str
    """`retrieved` or `pool`."""
    grades: Column
    rank: Column
    """The ranker's scores, standardised over the window."""
    rerank: Column
    """The cross-encoder's logits, standardised over the window."""

    @property
    def gain(self) -> Column:
        """(2^grade - 1) / (2^best - 1)."""
        gain = np.exp2(self.grades) - 1
        return gain / max(gain.max(), 1e-12)

    def ndcg(self, scores: Column) -> float:
        """NDCG@10 of the window in the order of these scores."""
        return ndcg(self.grades[np.argsort(-scores, kind="stable")].tolist())


def read_windows(path: Path, fold_scores: Mapping[RowKey, float] | None = None) -> list[Window]:
    """One window a list that has a grade above 0, in the order of the file; the file's stem names the domain.

    Args:
        path: a TSV with the columns query, list, product, grade, rank_score and rerank_logit.
        fold_scores: what to take for the ranker's scores: those of rankers that have not seen the query.

    Raises:
        Failure: a column is missing, or a product of a window has no score out of fold.
    """
    lists: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        absent = sorted(COLUMNS - set(rows.fieldnames or ()))
        if absent:
            raise Failure(f"{path} has no {', '.join(absent)}: write it with `bin/weir features --blend {path}`.")
        for row in rows:
            key = RowKey(path.stem, row["query"], row["list"], row["product"])
            score = float(row["rank_score"]) if fold_scores is None else fold_scores.get(key)
            if score is None:
                raise Failure(
                    f"{path}: query {key.query} and product {key.product} ({key.kind}) have no score out of fold: give "
                    "train-ranker the export of the same queries, made with --with-pool."
                )
            lists.setdefault((key.query, key.kind), []).append((float(row["grade"]), score, float(row["rerank_logit"])))
    return [_window(*key, np.array(window)) for key, window in lists.items() if max(row[0] for row in window) > 0]


def _window(query: str, kind: str, columns: Column) -> Window:
    grades, rank, logits = columns.T
    return Window(query, kind, grades, standardised(rank), standardised(logits))
