"""The lists of all domains together, with what each weighs in training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.ranker.export import Export

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]
Indices = NDArray[np.int64]
Weighting = Literal["equal", "root", "none"]

MOST_WEIGHT = 10.0
"""Of a click by its inverse propensity; a larger one would let a few clicks speak for all (clipped IPS)."""


@dataclass(frozen=True)
class Pooled:
    """Lists end to end. A set is a domain and a kind of list: what is measured apart."""

    features: list[str]
    values: Matrix
    grades: Column
    sizes: Indices
    """Rows a list."""
    weights: Column
    """[lists] in training."""
    query: Indices
    """[lists]: numbers the queries; a query has one list, or one of each kind."""
    domain: Indices
    """[lists]: which of `domains`."""
    set: Indices
    """[lists]: which of `sets`."""
    domains: list[str]
    sets: list[str]
    row_weights: Column | None = None
    """[rows], inverse propensities of clicks; None: 1."""
    positions: Indices | None = None
    """[rows] where it was shown, 0 where that is not known; None: grades are not clicks."""

    def take(self, lists: Indices) -> "Pooled":
        """These lists, in this order."""
        rows = self.rows(lists)
        return replace(
            self,
            values=self.values[rows],
            grades=self.grades[rows],
            sizes=self.sizes[lists],
            weights=self.weights[lists],
            query=self.query[lists],
            domain=self.domain[lists],
            set=self.set[lists],
            row_weights=None if self.row_weights is None else self.row_weights[rows],
            positions=None if self.positions is None else self.positions[rows],
        )

    def rows(self, lists: Indices) -> Indices:
        """The rows of these lists, list by list."""
        sizes = self.sizes[lists]
        starts = (np.cumsum(self.sizes) - self.sizes)[lists]
        return np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)

    def without(self, features: Sequence[str]) -> "Pooled":
        """The same lists without some of the columns."""
        kept = [column for column, name in enumerate(self.features) if name not in set(features)]
        return replace(self, features=[self.features[column] for column in kept], values=self.values[:, kept])

    def judged(self, gains: Column, k: int) -> JudgedLists:
        """For NDCG@k of the lists."""
        return JudgedLists(gains, self.sizes, k)

    def means(self, ndcg: Column) -> Column:
        """[sets]: means over the lists that have a value; NaN for a set without one."""
        known = ~np.isnan(ndcg)
        total = np.bincount(self.set[known], ndcg[known], len(self.sets))
        count = np.bincount(self.set[known], minlength=len(self.sets))
        return np.divide(total, count, out=np.full(len(self.sets), np.nan), where=count > 0)


def pool(
    exports: Sequence[Export],
    weighting: Weighting = "root",
    shown: Mapping[tuple[str, str], tuple[int, float]] | None = None,
) -> Pooled:
    """Put the lists of all domains together.

    Args:
        exports: with the same features.
        weighting: `equal`: domains weigh the same in sum; `root`: a query of a domain that has four times as many
            weighs half as much; `none`: queries weigh the same.
        shown: position and propensity by query and product, where grades are clicks. A product that is missing
            there has position 0 and propensity 1.
    """
    query_ids = {key: at for at, key in enumerate(dict.fromkeys((e.name, q) for e in exports for q in e.queries))}
    sets = list(dict.fromkeys((e.name, kind) for e in exports for kind in e.kinds))
    sizes = np.concatenate([export.sizes for export in exports])
    domain = np.repeat(np.arange(len(exports)), [len(export.sizes) for export in exports])
    grades = np.concatenate([export.grades for export in exports])
    pooled = Pooled(
        features=exports[0].features,
        values=np.vstack([export.values for export in exports]),
        grades=grades,
        sizes=sizes,
        weights=_weights(domain, weighting),
        query=np.array([query_ids[export.name, query] for export in exports for query in export.queries]),
        domain=domain,
        set=np.array([sets.index((export.name, kind)) for export in exports for kind in export.kinds]),
        domains=[export.name for export in exports],
        sets=[" ".join(pair) for pair in sets],
    )
    if shown is None:
        return pooled
    keys = [
        (query, product)
        for export in exports
        for query, product in zip(np.repeat(export.queries, export.sizes).tolist(), export.products, strict=True)
    ]
    found = [shown.get(key, (0, 1.0)) for key in keys]
    inverse = np.minimum(1 / np.maximum([propensity for _, propensity in found], 1e-9), MOST_WEIGHT)
    return replace(
        pooled,
        positions=np.array([position for position, _ in found]),
        row_weights=np.where(grades > 0, inverse, 1.0),
    )


def _weights(domain: Indices, weighting: Weighting) -> Column:
    counts = np.bincount(domain).astype(np.float64)
    if weighting == "none":
        return np.ones(len(domain))
    ratio = counts.mean() / counts
    return (ratio if weighting == "equal" else np.sqrt(ratio))[domain]
