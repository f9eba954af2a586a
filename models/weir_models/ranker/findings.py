"""What a training run found out, and whether that is worth an artifact."""

from dataclasses import dataclass, field

from weir_models.ranker.boosting import Shape
from weir_models.ranker.importance import Ablation, Worth
from weir_models.ranker.measure import Line

LEAST_GAIN = 0.0001
"""Of NDCG over the best feature; less is none."""


@dataclass(frozen=True)
class Findings:
    """Everything that the card shows."""

    algorithm: str
    gains: str
    k: int
    domains: list[str]
    queries: list[int]
    """A domain."""
    features: list[str]
    shape: Shape
    trees: int
    search: str
    folds: int
    repeats: int
    lines: list[Line]
    """A set each, then their mean: out of fold."""
    held_out: list[Line]
    """On dev; empty where there is none."""
    importance: list[Worth] = field(default_factory=list)
    ablation: list[Ablation] = field(default_factory=list)

    @property
    def beats_best_feature(self) -> bool:
        """On the mean of the sets."""
        return self.lines[-1].over_feature.mean >= LEAST_GAIN

    def doubts(self) -> list[str]:
        """What speaks against the ranker, with the figures."""
        line, doubts = self.lines[-1], []
        if not self.beats_best_feature:
            doubts.append(
                f"It does not beat its best feature: NDCG@{self.k} {line.ranker.mean:.4f} out of fold, "
                f"{line.feature} alone {line.by_feature:.4f}."
            )
        elif line.over_feature.low <= 0:
            doubts.append(
                f"That it beats its best feature, {line.feature}, is not certain: {line.over_feature.mean:+.4f}, 95 % "
                f"interval {line.over_feature.low:+.4f} to {line.over_feature.high:+.4f}."
            )
        if line.over_linear.mean <= 0:
            doubts.append(
                f"A plain linear blend of the same features reaches {line.by_linear:.4f}, the trees "
                f"{line.ranker.mean:.4f}: more judged queries, fewer leaves or fewer features may help."
            )
        return doubts
