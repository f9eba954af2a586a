"""How well a shape ranks what it has not seen, beside what it has to beat."""

from dataclasses import dataclass

import numpy as np

from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.evaluate.significance import Interval, macro_interval
from weir_models.ranker.baselines import LinearBlend, feature_ndcg
from weir_models.ranker.boosting import Shape
from weir_models.ranker.cross_validation import CrossValidation, Grown, Prepare, fold_of_lists
from weir_models.ranker.pooled import Column, Matrix, Pooled

EVERY_SET = "mean of sets"


@dataclass(frozen=True)
class Line:
    """A line of the table: a set, or the mean of them all. NDCG@k, with 95 % intervals over queries."""

    set: str
    lists: int
    random: float
    feature: str
    """The best one of this set; for the mean, the one with the best mean."""
    by_feature: float
    by_linear: float
    ranker: Interval
    over_feature: Interval
    """The ranker's NDCG less that of the feature."""
    over_linear: Interval


@dataclass(frozen=True)
class Measured:
    """What each list reached."""

    random: Column
    features: Matrix
    """[features, lists], each feature alone."""
    linear: Column
    ranker: Column

    def lines(self, pooled: Pooled, seed: int) -> list[Line]:
        """One a set, then their mean."""
        sets = [np.flatnonzero((pooled.set == at) & ~np.isnan(self.random)) for at in range(len(pooled.sets))]
        named = [(name, [lists]) for name, lists in zip(pooled.sets, sets, strict=True) if len(lists)]
        every = [(EVERY_SET, [lists for lists in sets if len(lists)])] if len(named) > 1 else []
        return [self._line(name, lists, pooled, seed) for name, lists in [*named, *every]]

    def _line(self, name: str, sets: list[np.ndarray], pooled: Pooled, seed: int) -> Line:
        def mean(values: Column) -> float:
            return float(np.mean([values[lists].mean() for lists in sets]))

        best = int(np.argmax([mean(values) for values in self.features]))
        feature = self.features[best]
        return Line(
            set=name,
            lists=sum(len(lists) for lists in sets),
            random=mean(self.random),
            feature=pooled.features[best],
            by_feature=mean(feature),
            by_linear=mean(self.linear),
            ranker=macro_interval([self.ranker[lists] for lists in sets], seed),
            over_feature=macro_interval([(self.ranker - feature)[lists] for lists in sets], seed),
            over_linear=macro_interval([(self.ranker - self.linear)[lists] for lists in sets], seed),
        )


@dataclass(frozen=True)
class Trial:
    """What is cross-validated: the lists, their gains, and how they are split."""

    pooled: Pooled
    gains: Column
    judged: JudgedLists
    directions: list[int]
    parts: int
    seed: int


def out_of_fold(
    trial: Trial, shape: Shape, trees: int, prepare: Prepare, repeats: int
) -> tuple[Measured, CrossValidation, Grown]:
    """Measure on folds that the shape and the number of trees were not chosen on (of the same queries).

    Args:
        trial: what is measured.
        shape: of the trees.
        trees: of every ensemble.
        prepare: the algorithm.
        repeats: splits; a list's NDCG is the mean over them.

    Returns:
        What each list reached, and the first split with its ensembles.
    """

    def at(seed: int) -> tuple[CrossValidation, Grown]:
        split = CrossValidation(trial.pooled, trial.gains, trial.judged, trial.parts, seed, prepare)
        return split, split.grow(shape, trees, None)

    seeds = [trial.seed + 1000 + repeat for repeat in range(repeats)]
    first = at(seeds[0])
    scores = [first[1].scores, *(at(seed)[1].scores for seed in seeds[1:])]
    ranker = np.mean([trial.judged.ndcg(each) for each in scores], axis=0)
    linear = np.mean([trial.judged.ndcg(linear_out_of_fold(trial, seed)) for seed in seeds], axis=0)
    return _measured(trial, linear, ranker), *first


def measured_on(held: Trial, fitted: Trial, scores: Column) -> Measured:
    """Measure scores [rows] of lists that nothing was fitted on; `fitted` is what the linear blend learns from."""
    linear = LinearBlend(fitted.pooled, fitted.gains, fitted.directions, fitted.seed).scores(held.pooled.values)
    return _measured(held, held.judged.ndcg(linear), held.judged.ndcg(scores))


def _measured(trial: Trial, linear: Column, ranker: Column) -> Measured:
    features = feature_ndcg(trial.pooled, trial.judged, trial.directions)
    return Measured(trial.judged.random(), features, linear, ranker)


def linear_out_of_fold(trial: Trial, seed: int) -> Column:
    """[rows]: scores of the linear blend that was fitted without the row's fold."""
    fold = fold_of_lists(trial.pooled, trial.parts, seed)
    scores = np.zeros(len(trial.pooled.grades))
    for part in range(trial.parts):
        held, kept = np.flatnonzero(fold == part), np.flatnonzero(fold != part)
        if len(held) and len(kept):
            fitted = trial.pooled.take(kept)
            blend = LinearBlend(fitted, trial.gains[trial.pooled.rows(kept)], trial.directions, seed)
            rows = trial.pooled.rows(held)
            scores[rows] = blend.scores(trial.pooled.values[rows])
    return scores
