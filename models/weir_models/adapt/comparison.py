"""Which models are compared, what is told of each, and what is written of all."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from rich import print as say

from weir_models.adapt.adaptation import Adaptation, Adapted
from weir_models.adapt.evaluation import Lists
from weir_models.adapt.frontier import Frontier, Row
from weir_models.adapt.gate import Gate
from weir_models.adapt.methods import Method
from weir_models.adapt.plot import draw_frontier
from weir_models.cross_encoder.folders import save
from weir_models.tracking.run import Run, tracked

Work = tuple[str, str, Callable[[Run], Adapted]]
"""Name and family of a row, and what makes its model."""


def plan(
    adaptation: Adaptation, methods: Sequence[Method], mixed: Sequence[Method], alphas: Sequence[float]
) -> Iterator[Work]:
    """Each method, then WiSE-FT of each of `mixed`; one of those that is no row is trained when it is needed."""
    for method in methods:
        yield method.name, method.family, partial(adaptation.trained, method)
    for method in mixed:
        for alpha in alphas:
            between = partial(adaptation.between, method, alpha)
            yield f"wise-ft={alpha:g} of {method.name}", f"wise-ft of {method.name}", between


def compared(
    adaptation: Adaptation, work: Iterable[Work], gate: Gate, inputs: Sequence[Path]
) -> tuple[list[Row], dict[str, Adapted]]:
    """Make and judge each model, one run in MLflow each; the models by the name of their row."""
    before = adaptation.before
    say(f"general model: domain {before.domain_mean():.4f}, general {before.general_mean():.4f}")
    rows: list[Row] = []
    models: dict[str, Adapted] = {}
    for name, family, make in work:
        with tracked(f"adapt {name}", {"method": name}, inputs) as run:
            models[name] = make(run)
            row = Row(name, family, gate.verdict(before, models[name].evaluation), models[name].seconds)
            rows.append(row)
            run.log(figures(row))
        verdict = row.verdict
        outcome = "passes" if verdict.passes else "; ".join(verdict.refusals)
        say(f"{name}: domain {verdict.domain_gain.mean:+.4f}, general {verdict.general_change.mean:+.2%}: {outcome}")
    return rows, models


def written(frontier: Frontier, models: Mapping[str, Adapted], out: Path) -> list[Path]:
    """Write table, picture and the chosen model; what an earlier run has chosen does not stay.

    Returns:
        What is to be kept of the run.
    """
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(out / "chosen", ignore_errors=True)
    report = out / "chosen.gate.json"
    report.unlink(missing_ok=True)
    chosen = frontier.chosen()
    if chosen:
        save(models[chosen.name].model(), out / "chosen")
        _write_json({"name": chosen.name, "measured_on": frontier.sizes} | chosen.verdict.state(), report)
    _write_json(frontier.state(), out / "frontier.json")
    (out / "frontier.md").write_text(frontier.report(), encoding="utf-8")
    kept = [out / "frontier.json", out / "frontier.md", *draw_frontier(frontier, out / "frontier")]
    return [*kept, report] if chosen else kept


def sizes(lists: Lists) -> str:
    """What is measured on, in words."""
    domain = f"{len(lists.domain)} lists of {len({entry.query for entry in lists.domain})} queries of the domain"
    counts = Counter(entry.set for entry in lists.general)
    return f"{domain}; {', '.join(f'{count} queries of {name}' for name, count in counts.items())}"


def figures(row: Row) -> dict[str, float]:
    """For MLflow."""
    verdict = row.verdict
    sets = {f"{name}/ndcg_at_10": after for name, (_, after) in verdict.general_sets.items()}
    return sets | {
        "domain/ndcg_at_10": verdict.domain_after,
        "domain/gain": verdict.domain_gain.mean,
        "general/ndcg_at_10": verdict.general_after,
        "general/change": verdict.general_change.mean,
        "passed": float(verdict.passes),
    }


def _write_json(value: object, path: Path) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
