"""What each feature and each group of features is worth."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from weir_models.evaluate.significance import Interval, macro_interval
from weir_models.ranker.boosting import Shape
from weir_models.ranker.cross_validation import CrossValidation, Grown, Prepare
from weir_models.ranker.measure import Trial
from weir_models.ranker.pooled import Column, Pooled


class Worth(NamedTuple):
    """A feature's share of the gain, and by how much NDCG@k of held-out lists falls when it is shuffled."""

    feature: str
    gain: float
    drop: float


class Ablation(NamedTuple):
    """By how much NDCG@k out of fold falls when a group is left out and the rest is trained anew."""

    group: str
    features: int
    drop: Interval


def importance(trial: Trial, split: CrossValidation, grown: Grown) -> list[Worth]:
    """Every feature that a tree splits on, the largest drop first.

    A value is exchanged with that of another held-out row of its domain (Breiman, Random forests, 2001), so that what
    other features say too is not counted for this one. Each fold's ensemble sees only its own held-out lists.
    """
    pooled = trial.pooled
    gain = np.mean([ensemble.gain(grown.trees) for ensemble in grown.ensembles], axis=0)
    whole = float(np.nanmean(pooled.means(trial.judged.ndcg(grown.scores))))
    row_domain = np.repeat(pooled.domain, pooled.sizes)
    worth = []
    for column in np.flatnonzero(gain > 0):
        scores = np.zeros(len(pooled.grades))
        draw = np.random.default_rng(trial.seed)
        for fold, ensemble in zip(split.folds, grown.ensembles, strict=True):
            values = pooled.values[fold.rows].copy()
            for domain in range(len(pooled.domains)):
                here = np.flatnonzero(row_domain[fold.rows] == domain)
                values[here, column] = values[draw.permutation(here), column]
            scores[fold.rows] = ensemble.scores(values, 0, grown.trees)
        mean = float(np.nanmean(pooled.means(trial.judged.ndcg(scores))))
        worth.append(Worth(pooled.features[column], float(gain[column]), whole - mean))
    return sorted(worth, key=lambda each: -each.drop)


def ablation(
    trial: Trial,
    groups: Mapping[str, Sequence[str]],
    shape: Shape,
    trees: int,
    prepare: Callable[[list[int]], Prepare],
) -> list[Ablation]:
    """Every group, the largest drop first; with one split, the same for all."""

    def without(left_out: Sequence[str]) -> Column:
        kept = [column for column, name in enumerate(trial.pooled.features) if name not in set(left_out)]
        pooled = trial.pooled.without(left_out)
        directions = [trial.directions[column] for column in kept]
        split = CrossValidation(pooled, trial.gains, trial.judged, trial.parts, trial.seed, prepare(directions))
        return trial.judged.ndcg(split.grow(shape, trees, None).scores)

    whole = without(())
    rows = [
        Ablation(group, len(features), _drop(trial.pooled, whole - without(features), trial.seed))
        for group, features in groups.items()
        if len(features) < len(trial.pooled.features)
    ]
    return sorted(rows, key=lambda row: -row.drop.mean)


def _drop(pooled: Pooled, differences: Column, seed: int) -> Interval:
    known = ~np.isnan(differences)
    sets = [differences[known & (pooled.set == at)] for at in range(len(pooled.sets))]
    return macro_interval([values for values in sets if len(values)], seed)
