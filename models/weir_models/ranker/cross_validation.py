"""Grouped K-fold cross-validation: all lists of a query are in one fold, and each domain is spread over all folds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.ranker.boosting import Algorithm, Ensemble, Learner, Shape
from weir_models.ranker.pooled import Column, Indices, Pooled

EVERY = 5
"""Trees between two looks at the held-out lists."""


@dataclass(frozen=True)
class Fold:
    """The lists that are held out, their rows, and the others prepared for training."""

    lists: Indices
    rows: Indices
    learner: Learner


@dataclass(frozen=True)
class Grown:
    """One ensemble a fold, grown in step, each scoring the lists it has not seen."""

    ensembles: list[Ensemble]
    trees: int
    """Where the mean over the sets is highest."""
    scores: Column
    """[rows] out of fold, with so many trees."""
    means: Column
    """[sets]: NDCG@k out of fold."""

    @property
    def mean(self) -> float:
        return float(np.nanmean(self.means))


class CrossValidation:
    """Splits and prepares once; grows any number of shapes on the same folds."""

    def __init__(
        self, pooled: Pooled, gains: Column, judged: JudgedLists, parts: int, seed: int, prepare: "Prepare"
    ) -> None:
        self._pooled, self._judged, self._seed = pooled, judged, seed
        fold = fold_of_lists(pooled, parts, seed)
        self.folds: list[Fold] = []
        for part in range(parts):
            held, kept = np.flatnonzero(fold == part), np.flatnonzero(fold != part)
            if len(held) and len(kept):
                learner = prepare(pooled.take(kept), gains[pooled.rows(kept)])
                self.folds.append(Fold(held, pooled.rows(held), learner))

    def grow(self, shape: Shape, trees: int, patience: int | None, each: "Told | None" = None) -> Grown:
        """Grow all folds together.

        Args:
            shape: of the trees.
            trees: at most.
            patience: stop when the mean has not risen for so many trees; None: grow all `trees`, choose nothing.
            each: told the trees and the mean at each look; what it raises ends the growing.
        """
        ensembles = [fold.learner.start(shape, self._seed) for fold in self.folds]
        scores = np.zeros(len(self._pooled.grades))
        best = Grown(ensembles, 0, scores.copy(), self._pooled.means(self._judged.random()))
        for grown in range(0, trees, EVERY):
            count = min(EVERY, trees - grown)
            for fold, ensemble in zip(self.folds, ensembles, strict=True):
                for _ in range(count):
                    ensemble.grow()
                scores[fold.rows] += ensemble.scores(self._pooled.values[fold.rows], grown, count)
            now = Grown(ensembles, grown + count, scores.copy(), self._pooled.means(self._judged.ndcg(scores)))
            if patience is None or now.mean > best.mean:
                best = now
            if each is not None:
                each(now.trees, now.mean)
            if patience is not None and now.trees - best.trees >= patience:
                break
        return best


Told = Callable[[int, float], None]

Prepare = Callable[[Pooled, Column], Learner]
"""Makes a learner of some lists and their gains."""


def preparing(algorithm: Algorithm, directions: list[int], threads: int) -> Prepare:
    return lambda pooled, gains: algorithm(pooled, gains, directions, threads)


def fold_of_lists(pooled: Pooled, parts: int, seed: int) -> NDArray[np.int64]:
    """[lists]: the fold that each is held out in."""
    draw = np.random.default_rng(seed)
    fold = np.zeros(len(pooled.sizes), np.int64)
    for domain in range(len(pooled.domains)):
        lists = np.flatnonzero(pooled.domain == domain)
        queries, inverse = np.unique(pooled.query[lists], return_inverse=True)
        fold[lists] = (draw.permutation(len(queries)) % parts)[inverse]
    return fold
