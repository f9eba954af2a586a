"""Weights of the ranker's and the cross-encoder's scores, and the expected gain that they stand for."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from weir_models.ranker.windows import Column, Window
from weir_models.registry.manifest import ScoredGain, UnscoredGain

Sets = list[list[Window]]
"""The windows of each domain and kind of list; sets weigh the same, and so do the windows of a set."""


def fit_blend(sets: Sets) -> tuple[ScoredGain, UnscoredGain]:
    """How much a logit counts by pairwise logistic regression, then the expected gain by least squares.

    RankNet with a linear scorer (Burges et al., ICML 2005): the loss is smooth, so a few dozen windows give weights
    that do not jump, as the best NDCG on a grid does. Least squares of the gain alone would serve what makes queries
    differ, which no order needs; here they give one scale for candidates that were scored in time and those that were
    not.
    """
    rank, rerank = pairwise_weights(sets)
    windows = [window for windows in sets for window in windows]
    gain = np.concatenate([window.gain for window in windows])
    weight = np.concatenate(
        [np.full(len(window.rank), 1 / len(window.rank) / len(windows)) for windows in sets for window in windows]
    )
    by_rank = np.concatenate([window.rank for window in windows])
    by_both = np.concatenate([rank * window.rank + rerank * window.rerank for window in windows])
    both = _line(by_both, gain, weight)
    alone = _line(by_rank, gain, weight)
    return (
        ScoredGain(intercept=_short(both[0]), rank_z=_short(both[1] * rank), rerank_z=_short(both[1] * rerank)),
        UnscoredGain(intercept=_short(alone[0]), rank_z=_short(alone[1])),
    )


def pairwise_weights(sets: Sets) -> tuple[float, float]:
    """Of (rank, rerank), neither below 0: mean logistic loss over pairs, each weighed by its difference of gains."""
    differences, weights = [], []
    for windows in sets:
        for window in windows:
            gain = window.gain
            better, worse = np.nonzero(gain[:, None] > gain[None, :])
            worth = gain[better] - gain[worse]
            if len(worth):
                columns = np.stack([window.rank, window.rerank], axis=1)
                differences.append(columns[better] - columns[worse])
                weights.append(worth / worth.sum() / len(windows))
    if not differences:
        return 1.0, 0.0
    difference, weight = np.vstack(differences), np.concatenate(weights)

    def loss(by: Column) -> tuple[float, Column]:
        margin = difference @ by
        return float(weight @ np.logaddexp(0, -margin)), -difference.T @ (weight * expit(-margin))

    found = minimize(loss, np.array([0.5, 0.5]), jac=True, method="L-BFGS-B", bounds=[(0, 50), (0, 50)]).x
    return float(found[0]), float(found[1])


def _line(values: Column, target: Column, weight: Column) -> tuple[float, float]:
    """Intercept and slope by weighted least squares."""
    root = np.sqrt(weight)
    columns = np.stack([np.ones_like(values), values], axis=1)
    intercept, slope = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)[0]
    return float(intercept), float(slope)


def _short(value: float) -> float:
    return round(value, 6)
