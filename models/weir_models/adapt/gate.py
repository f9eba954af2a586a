"""The forgetting gate: what an adapted model must gain on its domain, and the most it may lose elsewhere."""

from dataclasses import asdict, dataclass
from typing import Any

from weir_models.adapt.evaluation import Evaluation
from weir_models.evaluate.significance import Interval, bootstrap_interval, macro_interval, t_test


@dataclass(frozen=True)
class Gate:
    """The bounds."""

    most_general_loss: float = 0.01
    """Largest relative fall of the general mean NDCG@10."""
    level: float = 0.05
    """Of the two-sided paired t-test of the domain's gain over queries; the bootstrap's interval is at 95 %."""
    seed: int = 0
    """Of the bootstrap."""

    def verdict(self, before: Evaluation, after: Evaluation) -> "Verdict":
        """Compare an adapted model with the one that it came from, on the same lists."""
        gains = after.domain_values() - before.domain_values()
        gain = bootstrap_interval(gains, self.seed)
        p = t_test(gains)
        old, new = before.general_values(), after.general_values()
        mean = before.general_mean()
        change = macro_interval([new[name] - old[name] for name in old], self.seed)
        relative = Interval(*(value / mean for value in change))
        refusals = []
        if relative.mean < -self.most_general_loss:
            refusals.append(f"the general mean falls by {-relative.mean:.2%}, more than {self.most_general_loss:.2%}")
        if gain.mean <= 0:
            refusals.append(f"the domain does not gain ({gain.mean:+.4f})")
        elif not (gain.low > 0 and p < self.level):
            refusals.append(
                f"the domain's gain of {gain.mean:+.4f} is not significant "
                f"(bootstrap {gain.low:+.4f} to {gain.high:+.4f}, t-test p = {p:.3g})"
            )
        return Verdict(
            domain_before=before.domain_mean(),
            domain_after=after.domain_mean(),
            domain_gain=gain,
            domain_p=p,
            general_before=mean,
            general_after=after.general_mean(),
            general_change=relative,
            general_sets={name: (float(old[name].mean()), float(new[name].mean())) for name in old},
            refusals=refusals,
        )


@dataclass(frozen=True)
class Verdict:
    """What the gate found. Means are NDCG@10; intervals are of 95 %, over queries."""

    domain_before: float
    domain_after: float
    domain_gain: Interval
    domain_p: float
    general_before: float
    general_after: float
    general_change: Interval
    """Relative: -.01 is a fall by 1 %."""
    general_sets: dict[str, tuple[float, float]]
    """Set to the mean before and after."""
    refusals: list[str]
    """Why it does not pass; none where it does."""

    @property
    def passes(self) -> bool:
        return not self.refusals

    def state(self) -> dict[str, Any]:
        """For JSON."""
        held = asdict(self) | {"passes": self.passes}
        return {name: value._asdict() if isinstance(value, Interval) else value for name, value in held.items()}
