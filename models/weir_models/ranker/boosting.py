"""What LightGBM and XGBoost have in common here: prepared rows, and an ensemble that grows tree by tree."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from weir_models.ranker.pooled import Column, Matrix, Pooled

RankerFormat = Literal["lightgbm", "xgboost-json", "xgboost-ubj"]


@dataclass(frozen=True)
class Shape:
    """Hyperparameters by what they do. The defaults suit a few hundred queries: few leaves, strong regularisation."""

    rate: float = 0.05
    leaves: int = 8
    leaf_share: float = 0.01
    """Fewest rows in a leaf, as a share of the rows."""
    l2: float = 10.0
    columns: float = 0.7
    """Share of the features that a tree sees."""
    queries: float = 0.8
    """Share of the lists that a tree sees."""
    truncation: int = 20
    """Pairs are formed with the rows that are ranked so high."""


class Ensemble(Protocol):
    """Trees, grown one after the other."""

    def grow(self) -> None:
        """Add a tree."""
        ...

    def scores(self, values: Matrix, first: int, count: int) -> Column:
        """[rows]: what `count` trees from number `first` on add, up to a constant."""
        ...

    def gain(self, trees: int) -> NDArray[np.float64]:
        """[features]: share of the total gain of the first `trees`; sums to 1."""
        ...

    def save(self, folder: Path, trees: int) -> tuple[str, RankerFormat]:
        """Write the first `trees`; gives the file's name."""
        ...


class Learner(Protocol):
    """Rows that were prepared once, from which ensembles of any shape are grown."""

    def start(self, shape: Shape, seed: int) -> Ensemble:
        """An ensemble without a tree. It is the same for the same seed."""
        ...


class Algorithm(Protocol):
    """Makes learners."""

    def __call__(self, pooled: Pooled, gains: Column, directions: list[int], threads: int) -> Learner:
        """Prepare these rows, whose gains are `gains`; `directions` constrain the features."""
        ...
