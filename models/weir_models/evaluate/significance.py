"""How sure a mean over queries is: bootstrap intervals, paired tests, and Holm's correction over several sets."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Column = NDArray[np.float64]

RESAMPLES, FLIPS = 2000, 10_000
MOST_DRAWN = 4_000_000
"""Random numbers held at a time."""


class Interval(NamedTuple):
    """A mean and the bounds of its 95 % interval."""

    mean: float
    low: float
    high: float


def bootstrap_means(values: Column, seed: int = 0, rounds: int = RESAMPLES) -> Column:
    """[rounds]: means of samples with replacement (Efron, 1979). With one seed, paired for arrays of one length."""
    draw = np.random.default_rng(seed)
    return np.concatenate(
        [
            values[draw.integers(len(values), size=(count, len(values)))].mean(axis=1)
            for count in _portions(rounds, len(values))
        ]
    )


def bootstrap_interval(values: Column, seed: int = 0, rounds: int = RESAMPLES) -> Interval:
    """Percentile interval of the mean over queries; NaN of nothing."""
    return macro_interval([values], seed, rounds)


def macro_interval(sets: Sequence[Column], seed: int = 0, rounds: int = RESAMPLES) -> Interval:
    """Percentile interval of the mean over sets of the mean over queries; queries are resampled within their set."""
    if not sets or any(len(values) == 0 for values in sets):
        return Interval(np.nan, np.nan, np.nan)
    means = np.mean([bootstrap_means(values, seed + at, rounds) for at, values in enumerate(sets)], axis=0)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(np.mean([values.mean() for values in sets])), float(low), float(high))


def t_test(differences: Column) -> float:
    """Two-sided p of the paired t-test; 1 where every difference is 0, NaN of fewer than two."""
    if len(differences) < 2:
        return float("nan")
    if np.ptp(differences) == 0:
        return 1.0 if differences[0] == 0 else 0.0
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return float(2 * stats.t.sf(abs(differences.mean()) / error, len(differences) - 1))


def randomisation_test(differences: Column, seed: int = 0, rounds: int = FLIPS) -> float:
    """Two-sided p of Fisher's paired randomisation test (Smucker, Allan and Carterette, CIKM 2007).

    The share of random sign flips whose mean is at least as large as the one seen, counting the one seen.
    """
    draw = np.random.default_rng(seed)
    # A flip that changes nothing counts as equal although its sum may differ in the last bits.
    seen = abs(differences.sum()) - 1e-9
    reached = 1
    for count in _portions(rounds, len(differences)):
        signs = draw.integers(0, 2, size=(count, len(differences)), dtype=np.int8) * 2 - 1
        reached += int(np.sum(np.abs(signs @ differences) >= seen))
    return reached / (rounds + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that hold over all tests together (Holm, 1979), in the order given."""
    order = np.argsort(p_values, kind="stable")
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = highest
    return adjusted


def _portions(rounds: int, width: int) -> Iterator[int]:
    most = max(1, MOST_DRAWN // max(width, 1))
    for start in range(0, rounds, most):
        yield min(most, rounds - start)
