"""From exports to a ranker that was chosen, measured and explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.progress import Progress

from weir_models.evaluate.gains import parse_gains
from weir_models.failure import Failure
from weir_models.ranker.boosting import Algorithm, Ensemble, Shape
from weir_models.ranker.cross_validation import CrossValidation, Grown, Told, preparing
from weir_models.ranker.declarations import declarations, directions, grouped, matching
from weir_models.ranker.export import Export
from weir_models.ranker.findings import Findings
from weir_models.ranker.importance import ablation, importance
from weir_models.ranker.lightgbm_ranker import LightGbmLearner
from weir_models.ranker.measure import Line, Trial, measured_on, out_of_fold
from weir_models.ranker.pooled import Column, Weighting, pool
from weir_models.ranker.search import search
from weir_models.ranker.xgboost_ranker import XgboostLearner

ALGORITHMS: dict[str, tuple[Algorithm, str]] = {
    "lightgbm": (LightGbmLearner, "LambdaRANK (LightGBM)"),
    "xgboost": (XgboostLearner, "rank:ndcg (XGBoost)"),
}


@dataclass(frozen=True)
class Recipe:
    """Everything that is chosen before the data are seen."""

    algorithm: str
    gains: str
    k: int
    weights: Weighting
    leave_out: list[str]
    monotone: bool
    increasing: list[str]
    decreasing: list[str]
    folds: int
    repeats: int
    trees: int
    patience: int
    shape: Shape
    explain: bool
    seed: int
    threads: int


@dataclass(frozen=True)
class Budget:
    """How long to search, and where the study is kept."""

    seconds: float
    trials: int
    storage: Path
    fingerprint: str


def learn(
    recipe: Recipe,
    train: Sequence[Export],
    dev: Sequence[Export],
    shown: Mapping[tuple[str, str], tuple[int, float]] | None,
    budget: Budget,
    progress: Progress,
) -> tuple[Findings, Ensemble, Column]:
    """Search the shape, measure it out of fold, grow the ranker on everything, measure it on dev, explain it.

    Returns:
        What was found, the ranker, and a score out of fold for each row of `train`, end to end.
    """
    features = usable(train, recipe.leave_out)
    exports, held = ([export.with_features(features) for export in several] for several in (train, dev))
    pooled = pool(exports, recipe.weights, shown)
    declared = declarations()
    constraints = directions(features, declared if recipe.monotone else {}, recipe.increasing, recipe.decreasing)
    algorithm, label = ALGORITHMS[recipe.algorithm]
    prepare = preparing(algorithm, constraints, recipe.threads)
    gain = parse_gains(recipe.gains)
    worth = gain(pooled.grades)
    trial = Trial(pooled, worth, pooled.judged(worth, recipe.k), constraints, recipe.folds, recipe.seed)
    shape, trees, searched = _chosen(
        recipe, CrossValidation(pooled, worth, trial.judged, recipe.folds, recipe.seed, prepare), budget, progress
    )
    task = progress.add_task("measuring", total=None)
    measured, split, grown = out_of_fold(trial, shape, trees, prepare, recipe.repeats)
    final = prepare(pooled, worth).start(shape, recipe.seed)
    for _ in range(trees):
        final.grow()
    held_out: list[Line] = []
    if held:
        tested = pool(held, recipe.weights)
        gains = gain(tested.grades)
        there = Trial(tested, gains, tested.judged(gains, recipe.k), constraints, recipe.folds, recipe.seed)
        held_out = measured_on(there, trial, final.scores(tested.values, 0, trees)).lines(tested, recipe.seed)
    found = Findings(
        algorithm=label,
        gains=recipe.gains,
        k=recipe.k,
        domains=[export.name for export in exports],
        queries=[len(set(export.queries)) for export in exports],
        features=features,
        shape=shape,
        trees=trees,
        search=searched,
        folds=recipe.folds,
        repeats=recipe.repeats,
        lines=measured.lines(pooled, recipe.seed),
        held_out=held_out,
    )
    progress.update(task, description="explaining")
    if recipe.explain:
        groups = grouped(features, declared)
        found = replace(
            found,
            importance=importance(trial, split, grown),
            ablation=ablation(trial, groups, shape, trees, lambda kept: preparing(algorithm, kept, recipe.threads)),
        )
    return found, final, grown.scores


def usable(exports: Sequence[Export], leave_out: Sequence[str]) -> list[str]:
    """The features that have more than one value (missing is one), less those that are left out.

    Raises:
        Failure: a pattern matches no feature, or nothing is left.
    """
    left_out = set(matching(leave_out, exports[0].features))
    values = np.vstack([export.values for export in exports])
    varies = np.any((values != values[0]) & ~(np.isnan(values) & np.isnan(values[0])), axis=0)
    kept = [name for name, varied in zip(exports[0].features, varies, strict=True) if varied and name not in left_out]
    if not kept:
        raise Failure("no feature is left that has more than one value: leave out fewer, or export more queries.")
    return kept


def _chosen(recipe: Recipe, split: CrossValidation, budget: Budget, progress: Progress) -> tuple[Shape, int, str]:
    """The shape, its trees, and how they were found."""
    task = progress.add_task("growing", total=recipe.trees)

    def told(trees: int, mean: float) -> None:
        progress.update(task, completed=trees, description=f"growing, NDCG@{recipe.k} {mean:.4f}")

    if budget.seconds == 0:
        grown = split.grow(recipe.shape, recipe.trees, recipe.patience, told)
        return recipe.shape, _some(grown), f"not searched; the number of trees by {recipe.folds} folds."

    def evaluate(shape: Shape, each: Told) -> Grown:
        def both(trees: int, mean: float) -> None:
            told(trees, mean)
            each(trees, mean)

        return split.grow(shape, recipe.trees, recipe.patience, both)

    shape, trees, made = search(
        evaluate, recipe.shape, budget.storage, budget.fingerprint, (budget.seconds, budget.trials), recipe.seed
    )
    return shape, trees, f"best of {made} that Optuna tried on {recipe.folds} folds."


def _some(grown: Grown) -> int:
    if grown.trees == 0:
        raise Failure("no tree ranks better than chance: are the grades of the export right?")
    return grown.trees
