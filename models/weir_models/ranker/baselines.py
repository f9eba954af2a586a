"""What a tree ranker has to beat: the best feature alone, and a plain linear blend of all."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.ranker.pooled import Column, Matrix, Pooled

PAIRS_A_LIST = 60


def feature_ndcg(pooled: Pooled, judged: JudgedLists, directions: list[int]) -> Matrix:
    """[features, lists]: NDCG@k of the lists when ordered by one feature.

    A feature without a declared direction is taken in the one that is better on the mean over the sets, which favours
    it a little.
    """
    rows = []
    for column, direction in enumerate(directions):
        values = pooled.values[:, column]
        tried = [judged.ndcg(sign * values) for sign in ((direction,) if direction else (1, -1))]
        rows.append(max(tried, key=lambda ndcg: float(np.nanmean(pooled.means(ndcg)))))
    return np.array(rows)


class LinearBlend:
    """Pairwise logistic regression (RankNet with a linear scorer, Burges et al., ICML 2005).

    Features are scaled over all rows and missing values take the mean; a pair weighs by its difference of gains; signs
    follow the declared directions. L2 penalty of 1 a thousand pairs.
    """

    def __init__(self, pooled: Pooled, gains: Column, directions: list[int], seed: int) -> None:
        known = np.ma.masked_invalid(pooled.values)
        self._mean = known.mean(axis=0).filled(0)
        self._spread = np.maximum(known.std(axis=0).filled(0), 1e-9)
        differences, weight = _pairs(pooled, gains, self._scaled(pooled.values), seed)
        penalty = weight.sum() / 1000

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            margin = differences @ weights
            slope = -weight * expit(-margin)
            value = float(weight @ np.logaddexp(0, -margin) + penalty * weights @ weights / 2)
            return value, differences.T @ slope + penalty * weights

        bounds = [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in directions]
        start = np.zeros(len(directions))
        self._weights = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x

    def scores(self, values: Matrix) -> Column:
        return self._scaled(values) @ self._weights

    def _scaled(self, values: Matrix) -> Matrix:
        return np.nan_to_num((values - self._mean) / self._spread)


def _pairs(pooled: Pooled, gains: Column, scaled: Matrix, seed: int) -> tuple[Matrix, Column]:
    """Differences of features, better less worse, and the weight of each pair."""
    draw = np.random.default_rng(seed)
    better, worse, weights = [], [], []
    start = 0
    for at, size in enumerate(pooled.sizes):
        here = gains[start : start + size]
        first, second = np.nonzero(here[:, None] > here[None, :])
        if len(first) > PAIRS_A_LIST:
            drawn = draw.choice(len(first), PAIRS_A_LIST, replace=False)
            first, second = first[drawn], second[drawn]
        difference = here[first] - here[second]
        better.append(start + first)
        worse.append(start + second)
        weights.append(pooled.weights[at] * difference / max(difference.sum(), 1e-12))
        start += size
    rows, others = np.concatenate(better), np.concatenate(worse)
    return scaled[rows] - scaled[others], np.concatenate(weights) * PAIRS_A_LIST
