"""A shop's click log from known relevance and a known position bias, to check click models against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class KnownQuery:
    """A query whose products' true attraction is known, in the order of the ranker that serves them."""

    text: str
    products: list[str]
    attraction: Numbers
    """[products] probability of a click on what is looked at."""


@dataclass(frozen=True)
class Shoppers:
    """How they look and click.

    `pbm`: position k is looked at with probability k^-bias, whatever happened above. `dbn`: down the list; a click
    satisfies with probability `satisfaction` times the attraction relative to the best of the query.
    """

    model: str = "pbm"
    bias: float = 1.0
    going_on: float = 0.85
    satisfaction: float = 0.7
    noise: float = 0.0
    """Probability that something is clicked whatever it is, where it is looked at."""


@dataclass(frozen=True)
class Logging:
    """What the shop does while it logs."""

    depth: int = 10
    randomise: str = "swap"
    """none, shuffle or swap."""
    share: float = 0.1
    """Of the lists, that are randomised."""
    jitter: float = 1.0
    """Standard deviation of ranks that the ranker's order moves by from day to day, as new versions and prices do."""


@dataclass
class Simulated:
    """One search with its clicks, and what the eyes met."""

    query: KnownQuery
    shown: list[int]
    """Rows of the query's products, in the order shown."""
    clicked: list[int]
    """Positions, 0 is the first."""
    looked: list[bool]
    randomisation: dict[str, object] | None = field(default=None)


def examination(shoppers: Shoppers, depth: int) -> Numbers:
    """[depth] of the position-based model."""
    return np.arange(1, depth + 1, dtype=np.float64) ** np.float64(-shoppers.bias)


def simulated(
    queries: Sequence[KnownQuery], count: int, shoppers: Shoppers, logging: Logging, draw: np.random.Generator
) -> Iterator[Simulated]:
    """`count` searches; queries are searched as Zipf's law has it, in the order given."""
    popularity = 1 / np.arange(1, len(queries) + 1)
    picked = draw.choice(len(queries), count, p=popularity / popularity.sum())
    for row in picked:
        query = queries[row]
        order = np.argsort(np.arange(len(query.products)) + draw.normal(0, logging.jitter, len(query.products)))
        shown = [int(at) for at in order[: logging.depth]]
        randomisation = _randomise(shown, logging, draw)
        looked, clicked = _behave(query, shown, shoppers, draw)
        yield Simulated(query, shown, clicked, looked, randomisation)


def ubi_rows(search: Simulated, number: int, impressions: bool) -> tuple[dict, list[dict]]:
    """The search as a UBI 1.3 query and its events."""
    time = BEGINNING + timedelta(seconds=30 * number)
    products = [search.query.products[row] for row in search.shown]
    common = {"application": "simulated", "query_id": f"q{number}", "client_id": f"c{number % 5000}"}
    query: dict = common | {
        "user_query": search.query.text,
        "timestamp": _iso(time),
        "query_response_id": f"r{number}",
        "query_response_hit_ids": products,
    }
    if search.randomisation:
        query["query_attributes"] = {"randomisation": search.randomisation}
    acts = [("impression", at) for at in range(len(products))] if impressions else []
    acts += [("click", at) for at in search.clicked]
    events = [
        {"action_name": action}
        | common
        | {
            "timestamp": _iso(time + timedelta(seconds=1 + number_in_list)),
            "user_query": search.query.text,
            "event_attributes": {
                "object": {"object_id": products[at], "object_id_type": "product"},
                "position": {"ordinal": at + 1},
            },
        }
        for number_in_list, (action, at) in enumerate(acts)
    ]
    return query, events


def _randomise(shown: list[int], logging: Logging, draw: np.random.Generator) -> dict[str, object] | None:
    """Permute in place, and say how; the coin of a swap may leave the list as it was."""
    if logging.randomise == "none" or len(shown) < 2 or draw.random() >= logging.share:
        return None
    if logging.randomise == "shuffle":
        shown[:] = [shown[at] for at in draw.permutation(len(shown))]
        return {"method": "shuffle", "positions": list(range(1, len(shown) + 1))}
    other = int(draw.integers(1, len(shown)))
    if draw.random() < 0.5:
        shown[0], shown[other] = shown[other], shown[0]
    return {"method": "swap", "positions": [1, other + 1]}


def _behave(
    query: KnownQuery, shown: list[int], shoppers: Shoppers, draw: np.random.Generator
) -> tuple[list[bool], list[int]]:
    attraction = shoppers.noise + (1 - shoppers.noise) * query.attraction[shown]
    likes = draw.random(len(shown)) < attraction
    if shoppers.model == "pbm":
        looked = draw.random(len(shown)) < examination(shoppers, len(shown))
        return looked.tolist(), np.flatnonzero(looked & likes).tolist()
    satisfaction = shoppers.satisfaction * query.attraction[shown] / max(float(query.attraction.max()), 1e-9)
    looked_at, clicked = [False] * len(shown), []
    for at in range(len(shown)):
        looked_at[at] = True
        if likes[at]:
            clicked.append(at)
            if draw.random() < satisfaction[at]:
                break
        if draw.random() >= shoppers.going_on:
            break
    return looked_at, clicked


def _iso(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")
