"""Windows by domain and kind of list, and their splits by query."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from weir_models.failure import Failure
from weir_models.ranker.fold_scores import RowKey
from weir_models.ranker.windows import Window, read_windows

SetKey = tuple[str, str]
"""Domain and kind of list."""

Sets = dict[SetKey, list[Window]]


def read_sets(
    paths: Sequence[Path],
    features: Sequence[str],
    fold_scores: Mapping[RowKey, float] | None = None,
    size: int | None = None,
) -> Sets:
    """Read files of windows; those of one name are one domain. See `read_windows`.

    Raises:
        Failure: there is no window with a grade above 0.
    """
    sets: Sets = {}
    for path in paths:
        for window in read_windows(path, features, fold_scores, size):
            sets.setdefault((path.stem, window.kind), []).append(window)
    if not sets:
        raise Failure("no window has a product with a grade above 0: are the grades of the export right?")
    return sets


def splits(sets: Sets, folds: int, seed: int) -> Iterator[tuple[Sets, Sets]]:
    """Windows to fit on and windows to measure on, a pair a fold; all windows of a query are on one side."""
    draw = np.random.default_rng(seed)
    queries = list(dict.fromkeys((key[0], window.query) for key, windows in sets.items() for window in windows))
    fold = dict(zip(queries, (draw.permutation(len(queries)) % folds).tolist(), strict=True))
    for part in range(folds):
        sides: tuple[Sets, Sets] = ({}, {})
        for key, windows in sets.items():
            for window in windows:
                sides[fold[key[0], window.query] == part].setdefault(key, []).append(window)
        yield sides
