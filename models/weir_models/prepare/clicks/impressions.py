"""A click log as arrays, for models to be fitted to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.prepare.clicks.log import Search
from weir_models.prepare.query_text import query_id


@dataclass(frozen=True)
class Impressions:
    """Lists that were seen, padded to one depth."""

    pair: NDArray[np.int64]
    """[lists, depth] number of the query and product shown; -1 where nothing was."""
    click: NDArray[np.bool_]
    """[lists, depth] whether it was clicked."""
    randomised: list[tuple[int, ...]]
    """For each list the positions that changed places at random."""
    pairs: list[tuple[str, str]]
    """(query id, product) by number."""
    queries: dict[str, str]
    """The most frequent spelling by query id."""

    @property
    def depth(self) -> int:
        return self.pair.shape[1]

    @property
    def position(self) -> NDArray[np.int64]:
        """[lists, depth] position, 0 is the first."""
        return np.broadcast_to(np.arange(self.depth), self.pair.shape)

    def shown(self) -> NDArray[np.int64]:
        """How often each pair was shown."""
        return np.bincount(self.pair[self.pair >= 0], minlength=len(self.pairs))

    def clicked(self) -> NDArray[np.int64]:
        """How often each pair was clicked."""
        return np.bincount(self.pair[self.click], minlength=len(self.pairs))


def impressions(searches: Iterable[Search], depth: int) -> Impressions:
    """Number the pairs of a log. Queries that differ in case, white space or punctuation are one."""
    numbers: dict[tuple[str, str], int] = {}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pair: list[NDArray[np.int64]] = []
    click: list[NDArray[np.bool_]] = []
    randomised: list[tuple[int, ...]] = []
    for search in searches:
        query = query_id(search.query)
        spellings[query][" ".join(search.query.split())] += 1
        shown = np.full(depth, -1, np.int64)
        for at, product in enumerate(search.products[:depth]):
            if product:
                shown[at] = numbers.setdefault((query, product), len(numbers))
        pair.append(shown)
        click.append(np.isin(np.arange(depth), list(search.clicked)) & (shown >= 0))
        randomised.append(search.randomised)
    return Impressions(
        pair=np.array(pair, np.int64).reshape(-1, depth),
        click=np.array(click, np.bool_).reshape(-1, depth),
        randomised=randomised,
        pairs=list(numbers),
        queries={query: counts.most_common(1)[0][0] for query, counts in spellings.items()},
    )


def summed(
    index: NDArray[np.int64], weights: NDArray[np.float64] | NDArray[np.bool_], size: int
) -> NDArray[np.float64]:
    """[size] the weights added up by the number in `index`."""
    return np.bincount(index, weights, size).astype(np.float64)
