"""Ranking metrics, as `libs/evaluation` computes them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray


def ndcg(grades: Sequence[float], k: int = 10) -> float:
    """NDCG@k with gain 2^grade - 1 and discount log2(rank + 1) (Järvelin and Kekäläinen, 2002).

    Args:
        grades: of all judged products of a query, in ranked order.
        k: cut-off.

    Returns:
        0..1; 0 where no product has a grade above 0.
    """
    gains = np.exp2(np.asarray(grades, np.float64)) - 1
    discounts = 1 / np.log2(np.arange(2, min(k, len(gains)) + 2))
    ideal = float(np.sort(gains)[::-1][:k] @ discounts)
    return float(gains[:k] @ discounts) / ideal if ideal > 0 else 0.0


def expected_random_ndcg(grades: Sequence[float], k: int = 10) -> float:
    """The mean of NDCG@k over all orders of the products, with gain 2^grade - 1."""
    return expected_random(np.exp2(np.asarray(grades, np.float64)) - 1, k)


def expected_random(gains: NDArray[np.float64], k: int = 10) -> float:
    """The mean of NDCG@k over all orders of products with these gains: each place has the mean gain."""
    discounts = 1 / np.log2(np.arange(2, min(k, len(gains)) + 2))
    ideal = float(np.sort(gains)[::-1][:k] @ discounts)
    return float(gains.mean() * discounts.sum()) / ideal if ideal > 0 else 0.0


def recall(found: AbstractSet[int], relevant: AbstractSet[int]) -> float:
    """Share of `relevant` that was found; 0 where nothing is relevant."""
    return len(found & relevant) / len(relevant) if relevant else 0.0


def standardised(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Mean 0 and deviation 1 (of the population); all 0 where they are all the same."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros(len(scores))
