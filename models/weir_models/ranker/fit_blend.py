"""Fit how a reranked window is ordered: expected gain from the ranker's standardised score and the reranker's logit.

Reads a TSV with a header and the columns query, product, grade, rank_score, rerank_logit: for each query the window
that the reranker would see. How much a logit counts against the ranker is chosen for NDCG@10, since least squares serve
the spread of logits between queries, which no order needs. Least-squares fits of the gain (2^grade - 1) / (2^best - 1)
then give one scale on which candidates that were scored in time and those that were not can be compared.
"""

import csv
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from weir_models.evaluate.metrics import ndcg, standardised
from weir_models.registry.manifest import (
    BlendManifest,
    BlendShape,
    Gate,
    GateCheck,
    ScoredGain,
    UnscoredGain,
    write_manifest,
)
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models fit-blend --scores windows/esci.tsv --cross-encoder cross-encoder-l2@1.0.0
"""

Column = NDArray[np.float64]

RATIOS = (0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.4, 2, 3)
"""What a logit may count against a standard deviation of the ranker's score."""

AS_GOOD = 0.002
"""NDCG@10 that two ratios may differ by and still count as equally good."""


class Window:
    """The candidates of one query: `rank` standardised over the window, `rerank` the logits, `gain` in 0..1."""

    def __init__(self, query: str, grades: list[float], rank_scores: list[float], logits: list[float]) -> None:
        self.query = query
        self.grades = np.array(grades)
        self.rank = standardised(np.array(rank_scores))
        self.rerank = np.array(logits)
        self.gain = np.exp2(self.grades) - 1


def main(
    scores: Annotated[list[Path], typer.Option(help="TSV of scored windows; give one a domain.")],
    cross_encoder: Annotated[str, typer.Option(help="name@version of the cross-encoder that gave the logits.")],
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    name: Annotated[str, typer.Option(help="Artifact name.")] = "blend-shop",
    folds: Annotated[int, typer.Option(help="Folds of the out-of-fold check; a query is in one.")] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the folds.")] = 0,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Check out of fold, fit on all and write the artifact with its card."""
    domains = {path.stem: read_windows(path) for path in scores}
    rows = {domain: out_of_fold(windows, domains, folds, seed) for domain, windows in domains.items()}
    scored, unscored = fit_blend(list(domains.values()))
    gain = round(float(np.mean([row["blend"] - row["ranker"] for row in rows.values()])), 4)
    check = GateCheck(name="mean_gain_over_ranker", value=gain, at_least=0, passed=gain >= 0)
    manifest = BlendManifest(
        name=name,
        version=version,
        description=f"Expected gain of a candidate from the ranker's standardised score and {cross_encoder}'s logit.",
        licence="Apache-2.0",
        trained_on=list(domains),
        metrics={
            f"{domain}_{order}_ndcg_at_10": round(value, 4)
            for domain, row in rows.items()
            for order, value in row.items()
        },
        gate=Gate(passed=check.passed, checks=[check]),
        blend=BlendShape(cross_encoder=cross_encoder, scored=scored, unscored=unscored),
    )
    folder = write_manifest(manifest, artifacts, []).parent
    (folder / "README.md").write_text(_card(manifest, rows, folds), encoding="utf-8")
    table = Table("set", *next(iter(rows.values())), title=f"NDCG@10, {folds} folds")
    for domain, row in rows.items():
        table.add_row(domain, *(f"{value:.4f}" for value in row.values()))
    Console().print(table)
    Console().print(manifest.blend)


def read_windows(path: Path) -> list[Window]:
    """One window a query, in the order of the file."""
    rows: dict[str, list[tuple[float, float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows.setdefault(line["query"], []).append(
                (float(line["grade"]), float(line["rank_score"]), float(line["rerank_logit"]))
            )
    return [Window(query, *map(list, zip(*window, strict=True))) for query, window in rows.items()]


def fit_blend(domains: list[list[Window]]) -> tuple[ScoredGain, UnscoredGain]:
    """The ratio by mean NDCG@10 over the domains, then the gain by least squares.

    A window weighs the same whatever its length.
    """
    windows = [window for domain in domains for window in domain]
    gain = np.concatenate([window.gain / max(window.gain.max(), 1e-12) for window in windows])
    weight = np.concatenate([np.full(len(window.gain), 1 / len(window.gain)) for window in windows])
    rank = np.concatenate([window.rank for window in windows])
    rerank = np.concatenate([window.rerank for window in windows])
    ratio = _ratio([domain for domain in domains if domain])
    both = _least_squares([np.ones_like(rank), rank + ratio * rerank], gain, weight)
    alone = _least_squares([np.ones_like(rank), rank], gain, weight)
    return (
        ScoredGain(intercept=both[0], rank=both[1], rerank=round(ratio * both[1], 6)),
        UnscoredGain(intercept=alone[0], rank=alone[1]),
    )


def _ratio(domains: list[list[Window]]) -> float:
    """The smallest of the ratios that rank as well as the best one does.

    Over a few dozen queries the curve is flat with small spikes, and its highest point is where a spike happens to be.
    And windows hold judged products only, among which the ranker has less to tell apart than in serving.
    """
    means = {ratio: float(np.mean([mean_ndcg(domain, ratio) for domain in domains])) for ratio in RATIOS}
    return min(ratio for ratio, mean in means.items() if mean >= max(means.values()) - AS_GOOD)


def mean_ndcg(windows: list[Window], ratio: float) -> float:
    """Mean NDCG@10 of the windows that have a grade above 0, ordered by rank + ratio * logit."""
    judged = [window for window in windows if window.grades.max() > 0]
    values = [
        ndcg(window.grades[np.argsort(-(window.rank + ratio * window.rerank), kind="stable")].tolist())
        for window in judged
    ]
    return float(np.mean(values)) if values else 0.0


def out_of_fold(windows: list[Window], domains: dict[str, list[Window]], folds: int, seed: int) -> dict[str, float]:
    """Mean NDCG@10 of one domain's windows by three orders; each window's blend was fitted without its fold.

    The windows of the other domains stay in the fit of every fold, as they do in the final one.
    """
    fold = np.random.default_rng(seed).permutation(len(windows)) % folds
    others = [several for several in domains.values() if several is not windows]
    values: dict[str, list[float]] = {"ranker": [], "reranker": [], "blend": []}
    for part in range(folds):
        kept = [window for window, at in zip(windows, fold, strict=True) if at != part]
        if not kept and not others:
            continue
        scored, _ = fit_blend([*others, kept])
        for window in (window for window, at in zip(windows, fold, strict=True) if at == part):
            if window.grades.max() <= 0:
                continue
            blended = scored.rank * window.rank + scored.rerank * window.rerank
            for order, by in (("ranker", window.rank), ("reranker", window.rerank), ("blend", blended)):
                values[order].append(ndcg(window.grades[np.argsort(-by, kind="stable")].tolist()))
    return {order: float(np.mean(value)) if value else 0.0 for order, value in values.items()}


def _least_squares(columns: list[Column], target: Column, weight: Column) -> list[float]:
    root = np.sqrt(weight)
    solution = np.linalg.lstsq(np.stack(columns, axis=1) * root[:, None], target * root, rcond=None)[0]
    return [round(float(value), 6) for value in solution]


def _card(manifest: BlendManifest, rows: dict[str, dict[str, float]], folds: int) -> str:
    blend = manifest.blend
    scored = blend.scored
    body = "\n".join(
        f"| {domain} | " + " | ".join(f"{value:.4f}" for value in row.values()) + " |" for domain, row in rows.items()
    )
    return f"""# {manifest.name}, version {manifest.version}

How a reranked window is ordered: expected gain of a candidate, fitted on judged windows: what a logit counts against
the ranker for NDCG@10, the scale by least squares. Apache-2.0.

- **Scored** by {blend.cross_encoder}: {scored.intercept} + {scored.rank} z + {scored.rerank} logit
- **Not scored:** {blend.unscored.intercept} + {blend.unscored.rank} z

z is the ranker's score, standardised over the window. Fitted on {", ".join(manifest.trained_on)}.

## NDCG@10 of the windows, {folds} folds, each blended without its own (`weir-models fit-blend`)

| set | ranker | reranker | blend |
| --- | --- | --- | --- |
{body}
"""
