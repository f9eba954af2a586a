"""How likely each position is looked at, from lists in which chance decided what stood where.

Products that changed places at random are exchangeable on those positions, so clicks on them differ by the position
alone: for a group of lists whose positions S were permuted, the clicks at k in S are Poisson with mean n * theta_k * m,
theta_k the examination of k and m the group's attractiveness. Shuffled lists and swapped pairs (Joachims, Swaminathan
and Schnabel, 2017) are both such groups, and different ones join into one curve where they share positions.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from weir_models.prepare.clicks.impressions import Impressions

Numbers = NDArray[np.float64]
FEWEST_CLICKS = 20
"""On all randomised positions; with fewer the curve is noise."""


@dataclass(frozen=True)
class Examination:
    """The probability that a position is looked at, relative to the first that is 1."""

    curve: Numbers
    """[depth]; NaN where the log does not tell."""
    low: Numbers
    high: Numbers
    """95 % interval; NaN where there is none."""
    shown: NDArray[np.int64]
    clicked: NDArray[np.int64]
    """[depth] in the lists that tell."""


def randomised_examination(seen: Impressions, seed: int = 0, resamples: int = 200) -> Examination | None:
    """The curve from the randomised lists, with intervals from a bootstrap over them; None where they are too few."""
    groups: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for row, positions in enumerate(seen.randomised):
        if positions:
            groups[positions].append(row)
    shown = np.zeros((len(groups), seen.depth), np.int64)
    clicked = np.zeros((len(groups), seen.depth), np.int64)
    for number, (positions, rows) in enumerate(groups.items()):
        columns = list(positions)
        shown[number, columns] = (seen.pair[rows][:, columns] >= 0).sum(0)
        clicked[number, columns] = seen.click[rows][:, columns].sum(0)
    if clicked.sum() < FEWEST_CLICKS:
        return None
    curve = relative_rates(shown, clicked)
    draw = np.random.default_rng(seed)
    rates = clicked / np.maximum(shown, 1)
    drawn = np.array([relative_rates(shown, draw.binomial(shown, rates)) for _ in range(resamples)])
    known = np.isfinite(curve)
    low, high = np.full((2, seen.depth), np.nan)
    low[known], high[known] = np.nanquantile(drawn[:, known], (0.025, 0.975), axis=0)
    return Examination(curve, low, high, shown.sum(0), clicked.sum(0))


def falling(found: Examination) -> Numbers:
    """The curve nearest to the one found, weighted by clicks, that never rises down the list; NaN stays."""
    curve = found.curve.copy()
    known = np.isfinite(curve)
    curve[known] = isotonic_regression(curve[known], weights=found.clicked[known] + 1.0, increasing=False).x
    return curve / np.nanmax(curve)


def relative_rates(shown: NDArray[np.int64], clicked: NDArray[np.int64], rounds: int = 500) -> Numbers:
    """Theta of the model above by alternating maximum likelihood, 1 at the first position that is known.

    Args:
        shown: [groups, depth] lists that showed something there.
        clicked: [groups, depth] those that were clicked there.
        rounds: at most so many.

    Returns:
        [depth] NaN at positions that no group joins to the first.
    """
    known = _joined(shown)
    if not known.any():
        return np.full(shown.shape[1], np.nan)
    shown, clicked = shown * known, clicked * known
    theta = np.where(known, 1.0, 0.0)
    for _ in range(rounds):
        level = clicked.sum(1) / np.maximum((shown * theta).sum(1), 1e-12)
        fresh = clicked.sum(0) / np.maximum((shown * level[:, None]).sum(0), 1e-12)
        fresh /= max(fresh[int(np.argmax(known))], 1e-12)
        if np.abs(fresh - theta).max() < 1e-9:
            break
        theta = fresh
    return np.where(known, theta, np.nan)


def _joined(shown: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[depth] positions that groups join, directly or through others, to the first position of any group."""
    known = np.zeros(shown.shape[1], bool)
    if shown.any():
        known[int(np.argmax(shown.any(0)))] = True
    for _ in range(len(shown)):
        for group in shown > 0:
            if (group & known).any():
                known |= group
    return known
