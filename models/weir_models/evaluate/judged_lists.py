"""NDCG of many judged lists at once, for whatever is scored row by row."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


class JudgedLists:
    """Lists end to end: `gains` [rows], and rows a list.

    NDCG@k (Järvelin and Kekäläinen, 2002) with discount log2(rank + 1). Rows with one score share the mean of their
    gains, which is the expectation over all orders of them (McSherry and Najork, Computing information retrieval
    performance measures efficiently in the presence of tied scores, ECIR 2008): the order in a file says nothing.
    """

    def __init__(self, gains: Column, sizes: NDArray[np.int64], k: int = 10) -> None:
        self._gains = gains
        self._list = np.repeat(np.arange(len(sizes)), sizes)
        starts = np.cumsum(sizes) - sizes
        place = np.arange(len(gains)) - np.repeat(starts, sizes)
        self._discount = np.where(place < k, 1 / np.log2(place + 2), 0)
        self._count = len(sizes)
        self._ideal = self._sum(gains[np.lexsort((-gains, self._list))])

    def ndcg(self, scores: Column) -> Column:
        """[lists]: a missing score (NaN) ranks last; NaN for a list where nothing has a gain."""
        negated = np.where(np.isnan(scores), np.inf, -scores)
        order = np.lexsort((negated, self._list))
        ranked, lists = negated[order], self._list[order]
        first = np.ones(len(order), bool)
        first[1:] = (ranked[1:] != ranked[:-1]) | (lists[1:] != lists[:-1])
        tie = np.cumsum(first) - 1
        shared = np.bincount(tie, self._gains[order]) / np.bincount(tie)
        return self._of_ideal(self._sum(shared[tie]))

    def random(self) -> Column:
        """[lists]: the expectation of a random order."""
        return self.ndcg(np.zeros(len(self._gains)))

    def _sum(self, gains: Column) -> Column:
        return np.bincount(self._list, gains * self._discount, self._count).astype(np.float64)

    def _of_ideal(self, reached: Column) -> Column:
        return np.divide(reached, self._ideal, out=np.full(self._count, np.nan), where=self._ideal > 0)
