"""Everything that was measured, as the report reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.evaluate.comparison import OnSet
from weir_models.evaluate.significance import Interval, macro_interval


@dataclass(frozen=True)
class Results:
    """Everything that was measured."""

    sets: list[OnSet]
    systems: list[str]
    """The baseline first."""
    candidate: str
    """The one that is looked at closely."""
    ms: Mapping[str, float]
    """For 20 pairs, mean over the sets; systems that were not timed are missing."""
    machine: str
    k: int
    gains: str
    splits: str
    learnt: Mapping[str, Sequence[str]]
    """Sets that a system has learnt from, as its manifests say."""
    seed: int
    examples: int
    """Queries shown a set, of gains and of losses."""

    @property
    def baseline(self) -> str:
        return self.systems[0]

    def mean_ndcg(self, system: str) -> Interval:
        """Mean over the sets."""
        return macro_interval([each.ndcg(system) for each in self.sets], self.seed)

    def difference(self, each: OnSet) -> NDArray[np.float64]:
        """[queries] of a set: the candidate less the baseline."""
        return each.ndcg(self.candidate) - each.ndcg(self.baseline)


def signed(interval: Interval) -> str:
    """A difference with its bounds."""
    return f"{interval.mean:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}]"
