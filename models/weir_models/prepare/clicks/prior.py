"""What is believed of a pair before it was seen often: it is like the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Shrinkage:
    """Draws rates towards the mean of all, as if each had been seen `weight` times more at that mean.

    This is the posterior mean under a Beta prior whose mean is fitted (empirical Bayes) and whose strength is given.
    """

    weight: float

    def rates(self, successes: Numbers, trials: Numbers) -> Numbers:
        """One rate for each; the mean where one was never tried."""
        mean = successes.sum() / max(trials.sum(), 1e-12)
        total = trials + self.weight
        return np.where(total > 0, (successes + self.weight * mean) / np.maximum(total, 1e-12), mean)
