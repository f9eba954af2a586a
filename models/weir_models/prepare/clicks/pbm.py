"""The position-based model: a click is a look and an attraction (Craswell and others, 2008; Chuklin and others, 2015).

P(click | query, product, position k) = theta_k * attraction(query, product). Fitted by EM. Where one product always
stands at one place the two cannot be told apart; randomised lists tell the examination, and lists that vary help.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.prepare.clicks.impressions import Impressions, summed
from weir_models.prepare.clicks.prior import Shrinkage

Numbers = NDArray[np.float64]
SMALL = 1e-9


@dataclass(frozen=True)
class ClickModel:
    """What a model says of each pair and each position."""

    attraction: Numbers
    """[pairs] probability of a click on what was looked at."""
    satisfaction: Numbers
    """[pairs] probability that the search ends with that click; 1 in a model that does not know it."""
    examination: Numbers
    """[depth] probability that the position is looked at, on average over the lists."""
    examined: Numbers
    """[pairs] how often the pair was looked at, as expected."""
    log_likelihood: list[float]
    """Mean over impressions, by round of EM."""


def fit_pbm(
    seen: Impressions, shrinkage: Shrinkage, known: Numbers | None = None, rounds: int = 200, tolerance: float = 1e-6
) -> ClickModel:
    """Fit by EM to the counts of each pair at each position.

    Args:
        seen: the log.
        shrinkage: of attraction.
        known: [depth] examination that is held; NaN where it is to be fitted; None to fit all.
        rounds: of EM, at most.
        tolerance: change of any examination under which it stops.
    """
    valid = seen.pair >= 0
    cells, inverse = np.unique(seen.pair[valid] * seen.depth + seen.position[valid], return_inverse=True)
    pair, position = cells // seen.depth, cells % seen.depth
    shown = np.bincount(inverse).astype(float)
    clicked = summed(inverse, seen.click[valid], len(cells))
    held = np.full(seen.depth, np.nan) if known is None else known.astype(float)
    rates = summed(position, clicked, seen.depth) / np.maximum(summed(position, shown, seen.depth), 1)
    theta = np.where(np.isfinite(held), held, rates / max(rates.max(), SMALL))
    times = seen.shown().astype(float)
    attraction = shrinkage.rates(summed(pair, clicked, len(seen.pairs)), times)
    curve: list[float] = []
    for _ in range(rounds):
        looked, drawn = _expected(theta[position], attraction[pair])
        curve.append(_log_likelihood(theta[position] * attraction[pair], shown, clicked))
        missed = shown - clicked
        attraction = shrinkage.rates(summed(pair, clicked + missed * drawn, len(seen.pairs)), times)
        fresh = summed(position, clicked + missed * looked, seen.depth)
        fresh /= np.maximum(summed(position, shown, seen.depth), 1)
        fresh = np.where(np.isfinite(held), held, np.clip(fresh, SMALL, 1))
        moved = np.abs(fresh - theta).max()
        theta = fresh
        if moved < tolerance and len(curve) > 1 and curve[-1] - curve[-2] < tolerance * 1e-2:
            break
    # Only the product of the two shows in the clicks: the first position is given 1.
    first = theta[0] if np.isnan(held).all() and theta[0] > SMALL else 1.0
    examined = summed(pair, shown * np.minimum(theta[position] / first, 1), len(seen.pairs))
    return ClickModel(np.minimum(attraction * first, 1), np.ones(len(seen.pairs)), theta / first, examined, curve)


def _expected(theta: Numbers, attraction: Numbers) -> tuple[Numbers, Numbers]:
    """Of what was not clicked: the probability that it was looked at, and that it was attractive."""
    none = np.maximum(1 - theta * attraction, SMALL)
    return theta * (1 - attraction) / none, attraction * (1 - theta) / none


def _log_likelihood(rate: Numbers, shown: Numbers, clicked: Numbers) -> float:
    rate = np.clip(rate, SMALL, 1 - SMALL)
    return float((clicked * np.log(rate) + (shown - clicked) * np.log1p(-rate)).sum() / shown.sum())
