"""How real queries look, so that generated ones can be drawn to look like them: words, brands, numbers.

A sample of real queries gives the distribution over (words, names a brand, has a number). A pool of generated queries
is thinned so that it has the same. A small sample does not fill every cell: its joint distribution is mixed with the
product of its marginals, as if that had been seen `BACK_OFF` queries long.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from weir_models.prepare.generation.facets import Draw
from weir_models.prepare.query_text import same_query_key

Cell = TypeVar("Cell", bound=Hashable)
BACK_OFF = 30.0
LONGEST = 9
"""Words; longer queries count as these."""


@dataclass(frozen=True)
class Traits:
    """What is compared of a query."""

    words: int
    brand: bool
    number: bool


class Style:
    """Tells the traits of queries in a catalogue with these brands."""

    def __init__(self, brands: Iterable[str]) -> None:
        self._brands = {key for brand in brands if (key := same_query_key(brand))}
        self._longest = max((key.count(" ") + 1 for key in self._brands), default=0)

    def traits(self, query: str) -> Traits:
        """A brand counts where its words stand together in the query."""
        found = same_query_key(query).split()
        spans = (
            " ".join(found[at : at + count])
            for count in range(1, min(self._longest, len(found)) + 1)
            for at in range(len(found) - count + 1)
        )
        brand = any(span in self._brands for span in spans)
        return Traits(min(LONGEST, max(1, len(found))), brand, any(char.isdigit() for char in query))

    def shares(self, queries: Sequence[str]) -> dict[str, float]:
        """Mean words, and the shares that name a brand and that have a number."""
        traits = [self.traits(query) for query in queries]
        count = max(1, len(traits))
        return {
            "words": sum(entry.words for entry in traits) / count,
            "brand": sum(entry.brand for entry in traits) / count,
            "number": sum(entry.number for entry in traits) / count,
        }


def target(traits: Sequence[Traits]) -> dict[Traits, float]:
    """The distribution that a sample stands for; sums to 1."""
    joint = Counter(traits)
    words = Counter(entry.words for entry in traits)
    brand = Counter(entry.brand for entry in traits)
    number = Counter(entry.number for entry in traits)
    total = len(traits)
    shares: dict[Traits, float] = {}
    for cell in (Traits(w, b, n) for w in words for b in brand for n in number):
        independent = words[cell.words] * brand[cell.brand] * number[cell.number] / total**3
        shares[cell] = (joint[cell] + BACK_OFF * independent) / (total + BACK_OFF)
    return shares


def thinned(cells: Sequence[Cell], shares: Mapping[Cell, float], count: int, draw: Draw) -> list[int]:
    """Rows of at most `count` queries whose cells are spread as `shares` says, in their order.

    A cell with too few queries gives all of them, and the others fill up in proportion; what has no share is left out.
    """
    rows: defaultdict[Cell, list[int]] = defaultdict(list)
    for row, cell in enumerate(cells):
        if shares.get(cell, 0) > 0:
            rows[cell].append(row)
    quota: dict[Cell, float] = dict.fromkeys(rows, 0.0)
    open_, left = set(rows), float(min(count, sum(map(len, rows.values()))))
    while open_ and left > 1e-9:
        total = sum(shares[cell] for cell in open_)
        given = {cell: min(left * shares[cell] / total, len(rows[cell]) - quota[cell]) for cell in open_}
        for cell, more in given.items():
            quota[cell] += more
        left -= sum(given.values())
        open_ = {cell for cell in open_ if len(rows[cell]) - quota[cell] > 1e-9}
    picked: list[int] = []
    owed = 0.0
    for cell, own in rows.items():
        owed += quota[cell]
        take = min(len(own), round(owed))
        owed -= take
        picked += [own[at] for at in draw.permutation(len(own))[:take]]
    return sorted(picked)
