"""Weights of the ranker's and the cross-encoder's scores, and the expected gain that they stand for."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from weir_models.ranker.windows import Column, Matrix, Window
from weir_models.registry.manifest import ScoredGain, UnscoredGain

Sets = list[list[Window]]
"""The windows of each domain and kind of list; sets weigh the same, and so do the windows of a set."""

PENALTY = 0.0005
"""L2, against the mean loss."""


class Blend(NamedTuple):
    """What `bin/weir` needs to order a window."""

    scored: ScoredGain
    unscored: UnscoredGain

    def scores(self, window: Window) -> Column:
        """Of the candidates of a window in which all were scored."""
        gain = self.scored
        features = window.features @ np.array(list(gain.features_z.values()))
        return gain.rank_z * window.rank + features + gain.rerank_z * window.rerank


def fit_blend(sets: Sets, features: Sequence[str] = (), directions: Sequence[int] = ()) -> Blend:
    """How much each score counts by pairwise logistic regression, then the expected gain by least squares.

    RankNet with a linear scorer (Burges et al., ICML 2005): the loss is smooth, so a few dozen windows give weights
    that do not jump, as the best NDCG on a grid does. Least squares of the gain alone would serve what makes queries
    differ, which no order needs; here they give one scale for candidates that were scored in time and those that were
    not.

    Args:
        sets: windows whose `features` have the columns of `features`.
        features: their names.
        directions: 1 where a larger value can only make a product better, -1 where only worse, else 0.
    """
    windows = [window for windows in sets for window in windows]
    gain = np.concatenate([window.gain for window in windows])
    weight = np.concatenate(
        [np.full(len(window.rank), 1 / len(window.rank) / len(windows)) for windows in sets for window in windows]
    )

    def fitted(parts: Callable[[Window], Matrix], signs: Sequence[int]) -> tuple[float, list[float]]:
        weights = pairwise_weights(sets, parts, signs)
        intercept, slope = _line(np.concatenate([parts(window) @ weights for window in windows]), gain, weight)
        return _short(intercept), [_short(slope * each) for each in weights]

    both, (rank, *of_features, rerank) = fitted(
        lambda window: np.column_stack([window.rank, window.features, window.rerank]), [1, *directions, 1]
    )
    alone, (by_rank, *without) = fitted(
        lambda window: np.column_stack([window.rank, window.features]), [1, *directions]
    )
    return Blend(
        ScoredGain(
            intercept=both, rank_z=rank, features_z=dict(zip(features, of_features, strict=True)), rerank_z=rerank
        ),
        UnscoredGain(intercept=alone, rank_z=by_rank, features_z=dict(zip(features, without, strict=True))),
    )


def pairwise_weights(sets: Sets, parts: Callable[[Window], Matrix], signs: Sequence[int]) -> Column:
    """Weights of the columns of `parts`: mean logistic loss over pairs, each weighed by its difference of gains."""
    differences, weights = [], []
    for windows in sets:
        for window in windows:
            gain = window.gain
            better, worse = np.nonzero(gain[:, None] > gain[None, :])
            worth = gain[better] - gain[worse]
            if len(worth):
                columns = parts(window)
                differences.append(columns[better] - columns[worse])
                weights.append(worth / worth.sum() / len(windows) / len(sets))
    start = np.array([0.5 * sign for sign in signs])
    if not differences:
        return start
    difference, weight = np.vstack(differences), np.concatenate(weights)

    def loss(by: Column) -> tuple[float, Column]:
        margin = difference @ by
        value = float(weight @ np.logaddexp(0, -margin) + PENALTY * by @ by)
        return value, 2 * PENALTY * by - difference.T @ (weight * expit(-margin))

    bounds = [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def _line(values: Column, target: Column, weight: Column) -> tuple[float, float]:
    """Intercept and slope by weighted least squares."""
    root = np.sqrt(weight)
    columns = np.stack([np.ones_like(values), values], axis=1)
    intercept, slope = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)[0]
    return float(intercept), float(slope)


def _short(value: float) -> float:
    return round(value, 6)
