"""Fit how a reranked window is ordered: expected gain from the ranker's and the reranker's standardised scores."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.evaluate.significance import Interval, macro_interval
from weir_models.failure import Failure
from weir_models.ranker.blend_fit import fit_blend
from weir_models.ranker.fold_scores import read_fold_scores
from weir_models.ranker.windows import Window, read_windows
from weir_models.registry.manifest import BlendManifest, BlendShape, Gate, GateCheck, ScoredGain, write_manifest
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models fit-blend --scores windows/train/shop.tsv --fold-scores folds.tsv --dev windows/dev/shop.tsv \\
    --cross-encoder cross-encoder-l2@1.0.0

weir-models fit-blend --scores windows/dev/shop.tsv --cross-encoder cross-encoder-l2@1.0.0
"""

ORDERS = ("ranker", "reranker", "blend")

SetKey = tuple[str, str]
"""Domain and kind of list."""

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
    fitted = _sets([(path.stem, read_windows(path, of_folds)) for path in scores])
    scored, unscored = fit_blend(list(fitted.values()))
    if dev:
        how = "windows of queries that nothing was fitted on"
        reached = measured(_sets([(path.stem, read_windows(path)) for path in dev]), scored)
    else:
        how = f"{folds} folds, each blended without its own"
        reached = out_of_fold(fitted, folds, seed)
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
        blend=BlendShape(cross_encoder=cross_encoder, scored=scored, unscored=unscored),
    )
    folder = write_manifest(manifest, artifacts, []).parent
    (folder / "README.md").write_text(_card(manifest, reached, over, how), encoding="utf-8")
    table = Table("set", "windows", *ORDERS, title=f"NDCG@10, {how}")
    for key, rows in reached.items():
        table.add_row(" ".join(key), str(len(rows)), *(f"{_mean(rows, order):.4f}" for order in ORDERS))
    Console().print(table)
    Console().print(f"{scored!r}\n{unscored!r}\nblend over ranker: {_interval(over)}", highlight=False)
    if not check.passed:
        Console().print("The gate is not passed: leave the reranker off, or its blend as it is.", style="bold red")


def measured(sets: dict[SetKey, list[Window]], scored: ScoredGain) -> Reached:
    """What each window reaches by one blend."""
    return {key: [_orders(window, scored) for window in windows] for key, windows in sets.items()}


def out_of_fold(sets: dict[SetKey, list[Window]], folds: int, seed: int) -> Reached:
    """What each window reaches by a blend that was fitted without the queries of its fold."""
    draw = np.random.default_rng(seed)
    queries = list(dict.fromkeys((key[0], window.query) for key, windows in sets.items() for window in windows))
    fold = dict(zip(queries, (draw.permutation(len(queries)) % folds).tolist(), strict=True))
    reached: Reached = {key: [] for key in sets}
    for part in range(folds):
        held = {
            key: [window for window in windows if fold[key[0], window.query] == part] for key, windows in sets.items()
        }
        kept = [[window for window in windows if fold[key[0], window.query] != part] for key, windows in sets.items()]
        scored, _ = fit_blend([windows for windows in kept if windows])
        for key, rows in measured(held, scored).items():
            reached[key] += rows
    return reached


def _sets(domains: list[tuple[str, list[Window]]]) -> dict[SetKey, list[Window]]:
    sets: dict[SetKey, list[Window]] = {}
    for domain, windows in domains:
        for window in windows:
            sets.setdefault((domain, window.kind), []).append(window)
    if not sets:
        raise Failure("no window has a product with a grade above 0: are the grades of the export right?")
    return sets


def _orders(window: Window, scored: ScoredGain) -> dict[str, float]:
    by = (window.rank, window.rerank, scored.rank_z * window.rank + scored.rerank_z * window.rerank)
    return {order: window.ndcg(scores) for order, scores in zip(ORDERS, by, strict=True)}


def _mean(rows: list[dict[str, float]], order: str) -> float:
    return float(np.mean([row[order] for row in rows]))


def _interval(over: Interval) -> str:
    return f"{over.mean:+.4f} [{over.low:+.4f}, {over.high:+.4f}]"


def _card(manifest: BlendManifest, reached: Reached, over: Interval, how: str) -> str:
    blend = manifest.blend
    scored = blend.scored
    body = "\n".join(
        f"| {' '.join(key)} | {len(rows)} | " + " | ".join(f"{_mean(rows, order):.4f}" for order in ORDERS) + " |"
        for key, rows in reached.items()
    )
    return f"""# {manifest.name}, version {manifest.version}

How a reranked window is ordered: by the expected gain of each candidate. How much a logit counts was fitted by pairwise
logistic regression, the scale by least squares. Apache-2.0.

- **Scored** by {blend.cross_encoder}: {scored.intercept} + {scored.rank_z} r + {scored.rerank_z} l
- **Not scored:** {blend.unscored.intercept} + {blend.unscored.rank_z} r

r is the ranker's score, standardised over the window; l the logit, standardised over the candidates that have one.
Fitted on {", ".join(manifest.trained_on)}.

## NDCG@10 of the windows: {how} (`weir-models fit-blend`)

| set | windows | ranker | reranker | blend |
| --- | ------- | ------ | -------- | ----- |
{body}

Blend over ranker, mean over the sets, with a 95 % interval over windows: {_interval(over)}.
"""
