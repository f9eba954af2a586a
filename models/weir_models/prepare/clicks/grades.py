"""Grades from what a click model says of each pair: by thresholds, or by quantiles over all pairs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from weir_models.failure import Failure

Numbers = NDArray[np.float64]


def parse_cuts(text: str, option: str) -> list[float]:
    """Rising numbers between 0 and 1, comma-separated. Raises `Failure` that names the option."""
    try:
        cuts = [float(part) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise Failure(f"{option} must be numbers, comma-separated: {error}") from error
    if not cuts or any(not 0 < cut < 1 for cut in cuts) or sorted(set(cuts)) != cuts:
        raise Failure(f"{option} must be rising numbers between 0 and 1; it is {text}.")
    return cuts


def by_quantiles(values: Numbers, quantiles: Sequence[float]) -> tuple[NDArray[np.int64], list[float]]:
    """The grade of each value, and the thresholds that the quantiles stand for."""
    thresholds = np.quantile(values, quantiles).tolist() if len(values) else [0.0 for _ in quantiles]
    return by_thresholds(values, thresholds), thresholds


def by_thresholds(values: Numbers, thresholds: Sequence[float]) -> NDArray[np.int64]:
    """How many thresholds each value exceeds: 0 up to their number. One that is equal does not exceed."""
    return np.searchsorted(np.asarray(thresholds), values, side="left")
