"""How well a quantised model ranks as the fp32 one does: what the gate asks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from weir_models.cross_encoder.lists import RankedList
from weir_models.evaluate.metrics import ndcg
from weir_models.registry.manifest import Gate, GateCheck, within

Scores = Sequence[NDArray[np.floating]]
"""An array [products] a list."""


@dataclass(frozen=True)
class Agreement:
    """Of int8 with fp32, over judged lists."""

    ndcg_loss: float
    """By how much of itself the mean NDCG@10 falls; below 0 where it rises."""
    correlation: float
    """Mean over lists of Spearman's rank correlation of their scores."""

    def gate(self, most_loss: float, least_correlation: float) -> Gate:
        """What the artifact's manifest says of it."""
        checks = [
            GateCheck(
                name="int8_ndcg_loss",
                value=round(self.ndcg_loss, 4),
                at_most=most_loss,
                passed=within(round(self.ndcg_loss, 4), None, most_loss),
            ),
            GateCheck(
                name="int8_rank_correlation",
                value=round(self.correlation, 4),
                at_least=least_correlation,
                passed=within(round(self.correlation, 4), least_correlation, None),
            ),
        ]
        return Gate(passed=all(check.passed for check in checks), checks=checks)


def agreement(lists: Sequence[RankedList], exact: Scores, rounded: Scores) -> Agreement:
    """Compare the scores of two models of the same lists. A list of one product, or of one score, has no ranks."""
    before, after = (
        [_ndcg(entry, each) for entry, each in zip(lists, scores, strict=True)] for scores in (exact, rounded)
    )
    correlations = [
        float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
        for one, other in zip(exact, rounded, strict=True)
        if np.ptp(one) > 0 and np.ptp(other) > 0
    ]
    # A model that gives one score to everything agrees with nothing.
    lost = sum(np.ptp(one) > 0 and np.ptp(other) == 0 for one, other in zip(exact, rounded, strict=True))
    mean = float(np.sum(correlations) / max(1, len(correlations) + lost))
    return Agreement(1 - float(np.mean(after)) / max(float(np.mean(before)), 1e-12), mean)


def _ndcg(entry: RankedList, scores: NDArray[np.floating]) -> float:
    return ndcg(entry.targets[np.argsort(-scores, kind="stable")].tolist())
