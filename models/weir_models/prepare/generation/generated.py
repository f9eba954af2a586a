"""Draws queries from the products of a catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from weir_models.data.judged_set import JudgedSet
from weir_models.data.roles import Roles
from weir_models.prepare.generation.facets import Facets
from weir_models.prepare.generation.goods import GOODS
from weir_models.prepare.generation.head_phrases import head_phrases
from weir_models.prepare.generation.misspelling import misspelt
from weir_models.prepare.generation.style import LONGEST, Style, target, thinned
from weir_models.prepare.generation.works import WORKS
from weir_models.prepare.query_text import same_query_key

MOST_WORDS = 6
DANGLING = frozenset(["a", "an", "and", "for", "in", "of", "or", "the", "to", "with", "without"])
OVERDRAWN = 4
"""So many times the queries that are wanted are drawn, to choose those that look like real ones."""


@dataclass(frozen=True)
class Query:
    """A generated query."""

    query: str
    kind: str
    source: str
    """The product that it was drawn from; "" for a phrase that many titles share."""

    def row(self, set_name: str) -> dict[str, str]:
        """As it is written."""
        return {"set": set_name, **asdict(self)}


def generated(
    judged: JudgedSet,
    roles: Roles,
    count: int,
    misspelt_share: float,
    draw: np.random.Generator,
    longest: int = MOST_WORDS,
) -> Iterator[Query]:
    """Up to `count` distinct queries of at most `longest` words, none of which the set has judged."""
    products = list(judged.products.values())
    makers = WORKS if roles.people else GOODS
    weights = np.array([weight for _, weight, _ in makers])
    heads = head_phrases(" ".join(roles.values(product, "title")) for product in products)
    seen = {same_query_key(query) for query in judged.queries.values()}
    missed = 0
    while count > 0 and missed < 20 * len(products):
        product = products[draw.integers(len(products))]
        kind, _, make = makers[draw.choice(len(makers), p=weights / weights.sum())]
        source = str(product["_id"])
        query = make(Facets(product, roles, longest), draw)
        if kind == "head" and heads:
            query, source = heads[int(draw.integers(len(heads)))], ""
        query = _whole(query.lower().split()[:longest])
        if draw.random() < misspelt_share:
            query = misspelt(query, draw)
        key = same_query_key(query)
        if len(key) < 2 or key in seen:
            missed += 1
            continue
        seen.add(key)
        count -= 1
        yield Query(query, kind, source)


def generated_like(
    judged: JudgedSet, roles: Roles, real: Sequence[str], count: int, misspelt_share: float, draw: np.random.Generator
) -> list[Query]:
    """Up to `count` queries with as many words, brands and numbers as the real ones have.

    Four times as many are drawn, and thinned by the traits of `Style`.
    """
    style = style_of(judged, roles)
    traits = [style.traits(query) for query in real]
    longest = min(LONGEST, max(entry.words for entry in traits))
    pool = list(generated(judged, roles, OVERDRAWN * count, misspelt_share, draw, longest))
    rows = thinned([style.traits(entry.query) for entry in pool], target(traits), count, draw)
    return [pool[row] for row in rows]


def _whole(found: list[str]) -> str:
    """Without small words that end it, as where "for" has nothing behind it."""
    while found and found[-1] in DANGLING:
        found = found[:-1]
    return " ".join(found)


def style_of(judged: JudgedSet, roles: Roles) -> Style:
    """With the brands of the catalogue."""
    return Style({brand for product in judged.products.values() for brand in roles.values(product, "brand")})
