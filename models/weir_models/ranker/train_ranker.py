"""Train a tree ranker on what `bin/weir features` exported: searched, cross-validated and explained."""

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from weir_models.evaluate.gains import GAINS_HELP
from weir_models.failure import Failure
from weir_models.ranker.boosting import Ensemble, Shape
from weir_models.ranker.card import show, write_card
from weir_models.ranker.declarations import names
from weir_models.ranker.export import read_domains, read_shown
from weir_models.ranker.findings import LEAST_GAIN, Findings
from weir_models.ranker.fold_scores import write_fold_scores
from weir_models.ranker.learn import Budget, Recipe, learn
from weir_models.ranker.search import seconds
from weir_models.registry.manifest import Gate, GateCheck, RankerManifest, RankerShape, write_manifest
from weir_models.settings import SETTINGS
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import Run, tracked

EXAMPLES = """
weir-models train-ranker --train features/train/esci --train features/dev/esci --gains linear --version 2

weir-models train-ranker --train features/train/esci --train features/train/movies --dev features/dev/esci --budget 10m

weir-models train-ranker --train features/clicks --shown shown.tsv --gains linear --leave-out 'price_*,rating_*'
"""


class Boosting(StrEnum):
    lightgbm = "lightgbm"
    xgboost = "xgboost"


class Weigh(StrEnum):
    equal = "equal"
    root = "root"
    none = "none"


def main(
    train: Annotated[list[Path], typer.Option(help="Export folder; one a domain, or several of one name, joined.")],
    dev: Annotated[list[Path] | None, typer.Option(help="Export folder to measure on when all is chosen.")] = None,
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    name: Annotated[str, typer.Option(help="Artifact name.")] = "ranker-shop",
    algorithm: Annotated[Boosting, typer.Option(help="LambdaRANK or rank:ndcg.")] = Boosting.lightgbm,
    gains: Annotated[str, typer.Option(help=GAINS_HELP)] = "exponential",
    k: Annotated[int, typer.Option(help="Cut-off of NDCG.")] = 10,
    weights: Annotated[
        Weigh, typer.Option(help="Domains weigh the same, by the root of their queries, or by their queries.")
    ] = Weigh.root,
    shown: Annotated[
        Path | None,
        typer.Option(help="Where grades are clicks: TSV of query-id, product-id, position and/or propensity."),
    ] = None,
    leave_out: Annotated[str, typer.Option(help="Features not to use: names or patterns, comma-separated.")] = "",
    monotone: Annotated[bool, typer.Option(help="Constrain features to the direction that they declare.")] = True,
    increasing: Annotated[str, typer.Option(help="Features that may only raise the score, comma-separated.")] = "",
    decreasing: Annotated[str, typer.Option(help="Features that may only lower the score, comma-separated.")] = "",
    folds: Annotated[int, typer.Option(help="Folds of the cross-validation; a query is in one.", min=2)] = 5,
    repeats: Annotated[int, typer.Option(help="Splits of the measurement out of fold.", min=1)] = 1,
    trees: Annotated[int, typer.Option(help="Most trees.", min=1)] = 300,
    patience: Annotated[int, typer.Option(help="Trees without a better mean before growing stops.")] = 60,
    budget: Annotated[str, typer.Option(help="Time to search for the trees' shape: 90s, 10m, 1h; 0s: none.")] = "0s",
    trials: Annotated[int, typer.Option(help="Most shapes to try within the budget.")] = 1000,
    rate: Annotated[float, typer.Option(help="Learning rate. A search starts at these.")] = Shape.rate,
    leaves: Annotated[int, typer.Option(help="Leaves a tree; 32 fill a block of the SIMD kernel.")] = Shape.leaves,
    leaf_share: Annotated[float, typer.Option(help="Fewest rows in a leaf, as a share of all.")] = Shape.leaf_share,
    l2: Annotated[float, typer.Option(help="L2 penalty of leaves.")] = Shape.l2,
    columns: Annotated[float, typer.Option(help="Share of the features that a tree sees.")] = Shape.columns,
    queries: Annotated[float, typer.Option(help="Share of the queries that a tree sees.")] = Shape.queries,
    truncation: Annotated[int, typer.Option(help="Rank down to which pairs are formed.")] = Shape.truncation,
    explain: Annotated[bool, typer.Option(help="Measure what each feature and group of features adds.")] = True,
    fold_scores: Annotated[
        Path | None, typer.Option(help="TSV to write with a score out of fold for every row, for fit-blend.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Write a ranker that does not beat its best feature, too.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of folds, search and trees.")] = 0,
    threads: Annotated[int, typer.Option(help="Threads.")] = SETTINGS.threads,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    work: Annotated[Path, typer.Option(help="Folder that keeps the search, so that it can go on.")] = SETTINGS.work,
) -> None:
    """Pool the domains, search, measure out of fold, and write the artifact with its card.

    A ranker that does not beat its best single feature is not written. The work folder keeps the search: the same
    command goes on with it, and a larger budget searches on.
    """
    recipe = Recipe(
        algorithm=algorithm.value,
        gains=gains,
        k=k,
        weights=weights.value,
        leave_out=names(leave_out),
        monotone=monotone,
        increasing=names(increasing),
        decreasing=names(decreasing),
        folds=folds,
        repeats=repeats,
        trees=trees,
        patience=patience,
        shape=Shape(rate, leaves, leaf_share, l2, columns, queries, truncation),
        explain=explain,
        seed=seed,
        threads=threads,
    )
    inputs = [*train, *([shown] if shown else [])]
    parameters = {**vars(recipe), **vars(recipe.shape), "budget": budget, "train": train, "dev": dev or []}
    study = work / "rankers" / f"{name}-{version}.db"
    limits = Budget(seconds(budget), trials, study, _fingerprint(recipe, inputs))
    with tracked("train-ranker", parameters, [*inputs, *(dev or [])]) as run:
        with Progress(transient=True) as progress:
            clicks = read_shown(shown) if shown else None
            domains = read_domains(train)
            found, ranker, of_folds = learn(recipe, domains, read_domains(dev or []), clicks, limits, progress)
        run.log({f"{line.set} ndcg_at_{k}": line.ranker.mean for line in found.lines})
        run.log({f"dev {line.set} ndcg_at_{k}": line.ranker.mean for line in found.held_out})
        show(found)
        if not found.beats_best_feature and not force:
            raise Failure("the ranker is not written: it does not beat its best feature (above). --force writes it.")
        if fold_scores:
            write_fold_scores(fold_scores, domains, of_folds)
        run.keep(_write(found, ranker, artifacts / name / version, run))


def _write(found: Findings, ranker: Ensemble, folder: Path, run: Run) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file, form = ranker.save(folder, found.trees)
    check = GateCheck(
        name=f"ndcg_at_{found.k}_over_best_feature",
        value=found.lines[-1].over_feature.mean,
        at_least=LEAST_GAIN,
        passed=found.beats_best_feature,
    )
    write_card(found, f"{folder.parent.name}, version {folder.name}", folder)
    manifest = RankerManifest(
        name=folder.parent.name,
        version=folder.name,
        description=f"{found.algorithm}, {found.trees} trees over {len(found.features)} features of libs/features.",
        licence="Apache-2.0",
        trained_on=found.domains,
        metrics={
            f"{prefix}{line.set.replace(' ', '_')}_ndcg_at_{found.k}": round(line.ranker.mean, 4)
            for prefix, lines in (("", found.lines), ("dev_", found.held_out))
            for line in lines
        },
        format=form,
        gate=Gate(passed=check.passed, checks=[check]),
        ranker=RankerShape(features=found.features),
    )
    write_manifest(manifest.model_copy(update={"run": run.id}) if run.id else manifest, folder.parents[1], [file])
    Console().print(f"written: {folder.parent.name}/{folder.name}", highlight=False)
    return folder


def _fingerprint(recipe: Recipe, inputs: Sequence[Path]) -> str:
    """Of what a study's trials depend on."""
    chosen = {name: str(value) for name, value in vars(recipe).items() if name not in ("explain", "threads", "repeats")}
    return hashlib.sha256(f"{json.dumps(chosen)}{data_fingerprint(inputs)}".encode()).hexdigest()
