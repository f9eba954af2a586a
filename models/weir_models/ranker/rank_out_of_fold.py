"""Rank judged queries by a whole cascade of which no part has learnt from them: run files, for `evaluate`."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from weir_models.ranker.blend_fit import Blend, fit_blend
from weir_models.ranker.blend_sets import read_sets, splits
from weir_models.ranker.declarations import declarations, directions, matching, names
from weir_models.ranker.fold_scores import RowKey, read_fold_scores
from weir_models.ranker.windows import Window, feature_columns

EXAMPLES = """
weir-models rank-out-of-fold --scores windows/train/esci.tsv --scores windows/dev/esci.tsv --fold-scores folds.tsv \\
    --features cosine,bm25 --out runs

weir-models evaluate --system "ranker=runs/ranker/{set}.run" --system "cascade=runs/cascade/{set}.run" \\
    --sets esci --splits train,dev --gains linear --common --out report
"""

List = tuple[str, str]
"""Domain and query."""


def main(
    scores: Annotated[list[Path], typer.Option(help="TSV of scored windows; files of one name are one domain.")],
    fold_scores: Annotated[Path, typer.Option(help="What train-ranker --fold-scores wrote for these queries.")],
    out: Annotated[Path, typer.Option(help="Folder to write: ranker/<domain>.run and cascade/<domain>.run.")],
    kind: Annotated[str, typer.Option(help="Which lists to rank: pool or retrieved.")] = "pool",
    features: Annotated[str, typer.Option(help="As for fit-blend.")] = "",
    size: Annotated[int, typer.Option(help="Candidates of a window; those behind keep the ranker's order.")] = 20,
    folds: Annotated[int, typer.Option(help="Folds of the blend; a query is in one.", min=2)] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the folds.")] = 0,
) -> None:
    """Take the ranker's scores out of fold, fit the blend out of fold, and write both orders as TREC runs.

    Write the windows with a `plan.reranker.window` that no pool exceeds: the ranker of the fold then says which are in.
    """
    of_folds = read_fold_scores(fold_scores)
    columns = matching(names(features), feature_columns(scores[0]))
    sets = read_sets(scores, columns, of_folds, size)
    lists = _lists(of_folds, kind)
    cascade: dict[List, list[str]] = {}
    for kept, held in splits(sets, folds, seed):
        blend = fit_blend(list(kept.values()), columns, directions(columns, declarations(), [], []))
        for (domain, of), windows in held.items():
            if of == kind:
                cascade |= {(domain, each.query): _ordered(each, blend, lists[domain, each.query]) for each in windows}
    ranker = {key: lists[key] for key in cascade}
    for name, ranked in (("ranker", ranker), ("cascade", cascade)):
        _write(out / name, ranked, name)
    Console().print(f"{len(cascade)} lists of {', '.join(sorted({domain for domain, _ in cascade}))} in {out}")


def _lists(of_folds: Mapping[RowKey, float], kind: str) -> dict[List, list[str]]:
    """Products by the ranker's scores, best first."""
    scored: dict[List, list[tuple[float, str]]] = defaultdict(list)
    for key, score in of_folds.items():
        if key.kind == kind:
            scored[key.domain, key.query].append((-score, key.product))
    return {key: [product for _, product in sorted(rows)] for key, rows in scored.items()}


def _ordered(window: Window, blend: Blend, ranked: list[str]) -> list[str]:
    """The window by the blend, then the rest as it was."""
    first = [window.products[at] for at in np.argsort(-blend.scores(window), kind="stable")]
    inside = set(first)
    return [*first, *(product for product in ranked if product not in inside)]


def _write(folder: Path, ranked: dict[List, list[str]], name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[str]] = defaultdict(list)
    for (domain, query), products in ranked.items():
        files[domain] += [
            f"{query} Q0 {product} {at} {1 / at:.8f} {name}" for at, product in enumerate(products, start=1)
        ]
    for domain, lines in files.items():
        (folder / f"{domain}.run").write_text("\n".join(lines) + "\n", encoding="utf-8")
