"""The frontier of domain gain against general loss: rows, the choice among them, JSON and a Markdown table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weir_models.adapt.evaluation import Evaluation
from weir_models.adapt.gate import Gate, Verdict


@dataclass(frozen=True)
class Row:
    """One adapted model."""

    name: str
    """As the command line has it, or `wise-ft=0.4 of naive`."""
    family: str
    """Rows that differ in strength only share it."""
    verdict: Verdict
    seconds: float
    """Of training; 0 where there is none."""


@dataclass(frozen=True)
class Frontier:
    """What came out. The general model is the row that every other is compared with."""

    before: Evaluation
    gate: Gate
    rows: Sequence[Row]
    sizes: str
    """What was measured on, in words."""

    def chosen(self) -> Row | None:
        """Of the rows that pass the gate, the one whose domain gains most."""
        passing = [row for row in self.rows if row.verdict.passes]
        return max(passing, key=lambda row: row.verdict.domain_gain.mean, default=None)

    def best(self) -> list[Row]:
        """Rows that no other beats in both the domain and the general mean (Pareto)."""
        points = [(row.verdict.domain_after, row.verdict.general_after) for row in self.rows]
        return [
            row
            for row, (domain, general) in zip(self.rows, points, strict=True)
            if not any(d >= domain and g >= general and (d, g) != (domain, general) for d, g in points)
        ]

    def state(self) -> dict[str, Any]:
        """For JSON."""
        chosen = self.chosen()
        best = self.best()
        return {
            "measured_on": self.sizes,
            "gate": {"most_general_loss": self.gate.most_general_loss, "level": self.gate.level},
            "general_model": self.before.state(),
            "chosen": chosen.name if chosen else None,
            "rows": [
                {"name": row.name, "family": row.family, "seconds": round(row.seconds), "best": row in best}
                | row.verdict.state()
                for row in self.rows
            ],
        }

    def markdown(self) -> str:
        """The table, with one line a model and 95 % intervals over queries."""
        sets = list(self.before.general)
        head = ["model", "domain", "gain (95 %)", "p", "general", "change (95 %)", *sets, "gate"]
        first = ["general model", f"{self.before.domain_mean():.3f}", "", "", f"{self.before.general_mean():.3f}", ""]
        first += [f"{values.mean():.3f}" for values in self.before.general_values().values()] + [""]
        body = [_cells(row, sets, row == self.chosen()) for row in self.rows]
        lines = [head, ["---"] * len(head), first, *body]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"

    def report(self) -> str:
        """The table with what it says, in Markdown."""
        chosen = self.chosen()
        told = [
            f"NDCG@10 on {self.sizes}. The gate: the general mean falls by at most {self.gate.most_general_loss:.1%}, "
            "the domain rises significantly (95 % bootstrap over queries above 0, and paired t-test "
            f"p < {self.gate.level:g}).",
            self.markdown(),
        ]
        refused = [f"- {row.name}: {'; '.join(row.verdict.refusals)}" for row in self.rows if not row.verdict.passes]
        if refused:
            told += ["Refused:\n\n" + "\n".join(refused)]
        if self.rows:
            told += [f"Chosen: {chosen.name}." if chosen else "No model passes."]
        return "\n\n".join(part.strip() for part in told) + "\n"


def _cells(row: Row, sets: Sequence[str], chosen: bool) -> list[str]:
    verdict = row.verdict
    gain, change = verdict.domain_gain, verdict.general_change
    name = f"**{row.name}**" if chosen else row.name
    return [
        name,
        f"{verdict.domain_after:.3f}",
        f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})",
        f"{verdict.domain_p:.1g}",
        f"{verdict.general_after:.3f}",
        f"{change.mean:+.1%} ({change.low:+.1%} to {change.high:+.1%})",
        *(f"{verdict.general_sets[name][1]:.3f}" for name in sets),
        "passes" if verdict.passes else "refused",
    ]
