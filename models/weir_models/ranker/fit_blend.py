"""Fit how a reranked window is ordered: expected gain from the ranker's and the reranker's standardised scores."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.evaluate.significance import Interval, macro_interval
from weir_models.ranker.blend_fit import Blend, fit_blend
from weir_models.ranker.blend_sets import SetKey, Sets, read_sets, splits
from weir_models.ranker.declarations import declarations, directions, matching, names
from weir_models.ranker.fold_scores import read_fold_scores
from weir_models.ranker.windows import Window, feature_columns
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
weir-models fit-blend --scores windows/train/shop.tsv --fold-scores folds.tsv --dev windows/dev/shop.tsv \\
    --cross-encoder cross-encoder-l2@1.2.0

weir-models fit-blend --scores windows/dev/shop.tsv --cross-encoder cross-encoder-l2@1.2.0
"""

ORDERS = ("ranker", "reranker", "blend")

Reached = dict[SetKey, list[dict[str, float]]]
"""NDCG@10 of each window by each of `ORDERS`."""


def main(
    scores: Annotated[list[Path], typer.Option(help="TSV of scored windows to fit on; give one a domain.")],
    cross_encoder: Annotated[str, typer.Option(help="name@version of the cross-encoder that gave the logits.")],
    fold_scores: Annotated[
        Path | None,
        typer.Option(help="What train-ranker --fold-scores wrote, where the ranker learnt from these queries."),
    ] = None,
    dev: Annotated[
        list[Path] | None,
        typer.Option(help="TSV of windows to measure on, of queries that neither ranker nor blend has seen."),
    ] = None,
    features: Annotated[
        str, typer.Option(help="Features to weigh too: names or patterns among those that the ranker reads.")
    ] = "",
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    name: Annotated[str, typer.Option(help="Artifact name.")] = "blend-shop",
    folds: Annotated[int, typer.Option(help="Without --dev: folds to measure on; a query is in one.", min=2)] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the folds and of the interval.")] = 0,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Fit on all windows, measure on others, and write the artifact with its card.

    The gate: on the mean over the sets, the blend may not order windows worse than the ranker alone does.
    """
    of_folds = read_fold_scores(fold_scores) if fold_scores else None
    columns = matching(names(features), feature_columns(scores[0]))
    signs = directions(columns, declarations(), [], [])
    fitted = read_sets(scores, columns, of_folds)
    blend = fit_blend(list(fitted.values()), columns, signs)
    if dev:
        how = "windows of queries that nothing was fitted on"
        reached = measured(read_sets(dev, columns), blend)
    else:
        how = f"{folds} folds, each blended without its own"
        reached = out_of_fold(fitted, columns, signs, folds, seed)
    over = macro_interval([np.array([row["blend"] - row["ranker"] for row in rows]) for rows in reached.values()], seed)
    gain = round(over.mean, 4)
    check = GateCheck(name="mean_gain_over_ranker", value=gain, at_least=0, passed=gain >= 0)
    manifest = BlendManifest(
        name=name,
        version=version,
        description=f"Expected gain of a candidate from the scores of the ranker and of {cross_encoder}.",
        licence="Apache-2.0",
        trained_on=[path.stem for path in scores],
        metrics={
            f"{'_'.join(key)}_{order}_ndcg_at_10": round(_mean(rows, order), 4)
            for key, rows in reached.items()
            for order in ORDERS
        },
        gate=Gate(passed=check.passed, checks=[check]),
        blend=BlendShape(cross_encoder=cross_encoder, scored=blend.scored, unscored=blend.unscored),
    )
    folder = write_manifest(manifest, artifacts, []).parent
    (folder / "README.md").write_text(_card(manifest, reached, over, how), encoding="utf-8")
    table = Table("set", "windows", *ORDERS, title=f"NDCG@10, {how}")
    for key, rows in reached.items():
        table.add_row(" ".join(key), str(len(rows)), *(f"{_mean(rows, order):.4f}" for order in ORDERS))
    Console().print(table)
    Console().print(f"{blend.scored!r}\n{blend.unscored!r}\nblend over ranker: {_interval(over)}", highlight=False)
    if not check.passed:
        Console().print("The gate is not passed: leave the reranker off, or its blend as it is.", style="bold red")


def measured(sets: Sets, blend: Blend) -> Reached:
    """What each window reaches by one blend."""
    return {key: [_orders(window, blend) for window in windows] for key, windows in sets.items()}


def out_of_fold(sets: Sets, features: Sequence[str], signs: Sequence[int], folds: int, seed: int) -> Reached:
    """What each window reaches by a blend that was fitted without the queries of its fold."""
    reached: Reached = {key: [] for key in sets}
    for kept, held in splits(sets, folds, seed):
        blend = fit_blend(list(kept.values()), features, signs)
        for key, rows in measured(held, blend).items():
            reached[key] += rows
    return reached


def _orders(window: Window, blend: Blend) -> dict[str, float]:
    by = (window.rank, window.rerank, blend.scores(window))
    return {order: window.ndcg(scores) for order, scores in zip(ORDERS, by, strict=True)}


def _mean(rows: list[dict[str, float]], order: str) -> float:
    return float(np.mean([row[order] for row in rows]))


def _interval(over: Interval) -> str:
    return f"{over.mean:+.4f} [{over.low:+.4f}, {over.high:+.4f}]"


def _card(manifest: BlendManifest, reached: Reached, over: Interval, how: str) -> str:
    blend, scored = manifest.blend, manifest.blend.scored
    body = "\n".join(
        f"| {' '.join(key)} | {len(rows)} | " + " | ".join(f"{_mean(rows, order):.4f}" for order in ORDERS) + " |"
        for key, rows in reached.items()
    )
    return f"""# {manifest.name}, version {manifest.version}

How a reranked window is ordered: by the expected gain of each candidate. How much a logit counts was fitted by pairwise
logistic regression, the scale by least squares. Apache-2.0.

- **Scored** by {blend.cross_encoder}: {_formula(scored)} + {scored.rerank_z} logit
- **Not scored:** {_formula(blend.unscored)}

rank is the ranker's score. All are standardised over the window, the logit over the candidates that have one.
Fitted on {", ".join(manifest.trained_on)}.

## NDCG@10 of the windows: {how} (`weir-models fit-blend`)

| set | windows | ranker | reranker | blend |
| --- | ------- | ------ | -------- | ----- |
{body}

Blend over ranker, mean over the sets, with a 95 % interval over windows: {_interval(over)}.
"""


def _formula(gain: ScoredGain | UnscoredGain) -> str:
    parts = {"rank": gain.rank_z, **gain.features_z}
    return " ".join(
        [
            str(gain.intercept),
            *(f"{'-' if value < 0 else '+'} {abs(value)} {name}" for name, value in parts.items() if value),
        ]
    )
