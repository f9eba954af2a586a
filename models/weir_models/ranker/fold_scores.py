"""Scores of the rankers of a cross-validation, each of a query that it has not seen.

A ranker's scores of the queries that it learnt from are better than those of any query that a shopper will ask, so what
is fitted on top of it needs these.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from weir_models.failure import Failure
from weir_models.ranker.export import Export
from weir_models.ranker.pooled import Column
from weir_models.whole_file import whole_file


class RowKey(NamedTuple):
    """A candidate of a list: `kind` is `retrieved` or `pool`."""

    domain: str
    query: str
    kind: str
    product: str


def write_fold_scores(path: Path, exports: Sequence[Export], scores: Column) -> None:
    """Write a TSV with the header domain, query, list, product, score.

    Args:
        path: of the file; its folder is made.
        exports: in the order in which they were pooled.
        scores: [rows] of all exports, end to end.
    """
    with whole_file(path) as scratch, scratch.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(["domain", "query", "list", "product", "score"]) + "\n")
        for key, score in zip(_keys(exports), scores.tolist(), strict=True):
            file.write("\t".join([*key, repr(score)]) + "\n")


def read_fold_scores(path: Path) -> Mapping[RowKey, float]:
    """What `write_fold_scores` wrote.

    Raises:
        Failure: the file has other columns.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != ["domain", "query", "list", "product", "score"]:
            raise Failure(f"{path} is not what `weir-models train-ranker --fold-scores` writes.")
        return {RowKey(*key): float(score) for *key, score in rows}


def _keys(exports: Sequence[Export]) -> list[RowKey]:
    return [
        RowKey(export.name, query, kind, product)
        for export in exports
        for query, kind, product in zip(
            np.repeat(export.queries, export.sizes).tolist(),
            np.repeat(export.kinds, export.sizes).tolist(),
            export.products,
            strict=True,
        )
    ]
