"""Reads a click log in the form of UBI 1.3 (OpenSearch User Behavior Insights): queries and events, one JSON a line.

What is read of a query: `query_id`, `user_query`, `query_response_hit_ids` (what was shown, in order), and of
`query_attributes` how the list was randomised, if it was:

    "randomisation": {"method": "shuffle"}                          all positions were permuted at random
    "randomisation": {"method": "swap", "positions": [1, 4]}        with chance 1/2 these two changed places

`positions` may be given with either method; a list that was left as it was by the coin is marked, too.

What is read of an event: `action_name`, `query_id`, `event_attributes.object.object_id`,
`event_attributes.position.ordinal` (1 is the first). Impression events, where a query has some, say what was seen of
the list. Any action name is taken: the `oneOf` of the published schema refuses the very names that it lists, since they
match both of its branches; for the same reason a position with an ordinal and a place on the screen is taken here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.progress import track

from weir_models.data.rows import read_rows, text_of
from weir_models.failure import Failure

MOST_ACTION = 100


@dataclass(frozen=True)
class Search:
    """One list that somebody saw."""

    query: str
    products: list[str]
    """In the order shown; "" where it is not known what stood there."""
    clicked: frozenset[int]
    """Positions, 0 is the first."""
    randomised: tuple[int, ...] = ()
    """Positions that changed places at random, 0 is the first."""


@dataclass
class Reading:
    """How a log is read, and what of it could not be used."""

    clicks: Collection[str] = ("click",)
    """Actions that count as a click."""
    depth: int = 10
    """Positions that count; what is below is not read."""
    first_ordinal: int = 1
    unused: Counter[str] = field(default_factory=Counter)


@dataclass
class _Events:
    shown: dict[int, str] = field(default_factory=dict)
    clicked: list[tuple[str, int | None]] = field(default_factory=list)


def read_log(queries: Path, events: Path, reading: Reading) -> Iterator[Search]:
    """Each search of the log that showed something. Raises `Failure` with file, line and field."""
    by_query = _read_events(events, reading)
    for place, row in track(read_rows(queries), f"{queries.name}", transient=True):
        id_ = str(row.get("query_id") or "")
        text = text_of(row, "user_query", place) if row.get("user_query") else ""
        own = by_query.pop(id_, None) if id_ else None
        if not id_ or not text:
            reading.unused["queries without query_id or user_query"] += 1
            continue
        search = _search(text, _hits(row, place), own or _Events(), _randomised(row, place, reading.depth), reading)
        if search is None:
            reading.unused["queries that showed nothing"] += 1
        else:
            yield search
    reading.unused["clicks of queries that are not there"] += sum(len(own.clicked) for own in by_query.values())


def _read_events(path: Path, reading: Reading) -> dict[str, _Events]:
    by_query: defaultdict[str, _Events] = defaultdict(_Events)
    for place, row in track(read_rows(path), path.name, transient=True):
        action = text_of(row, "action_name", place)
        if len(action) > MOST_ACTION:
            raise Failure(f"{place}: field action_name has more than {MOST_ACTION} characters.")
        if action != "impression" and action not in reading.clicks:
            reading.unused[f"events of action {action}"] += 1
            continue
        attributes = _object(row, "event_attributes", place)
        object_ = _object(attributes, "object", f"{place}, event_attributes")
        product = text_of(object_, "object_id", f"{place}, event_attributes.object")
        ordinal = _ordinal(attributes, place, reading)
        own = by_query[str(row.get("query_id") or "")]
        if action == "impression":
            if ordinal is None:
                reading.unused["impressions without an ordinal"] += 1
            elif ordinal < reading.depth:
                own.shown[ordinal] = product
        else:
            own.clicked.append((product, ordinal))
    return by_query


def _search(text: str, hits: list[str], own: _Events, randomised: tuple[int, ...], reading: Reading) -> Search | None:
    products = hits[: reading.depth]
    if own.shown:
        products = [own.shown.get(at, "") for at in range(max(own.shown) + 1)]
    if not any(products):
        return None
    clicked = set()
    for product, ordinal in own.clicked:
        if product in products:
            clicked.add(products.index(product))
        elif product in hits or (ordinal is not None and ordinal >= reading.depth):
            reading.unused[f"clicks below position {reading.depth}"] += 1
        else:
            reading.unused["clicks on what was not shown"] += 1
    kept = tuple(at for at in randomised if at < len(products) and products[at])
    return Search(text, products, frozenset(clicked), kept if len(kept) > 1 else ())


def _hits(row: dict[str, Any], place: str) -> list[str]:
    hits = row.get("query_response_hit_ids", [])
    if not isinstance(hits, list) or not all(isinstance(hit, str | int) for hit in hits):
        raise Failure(f"{place}: field query_response_hit_ids must be a list of ids.")
    return [str(hit) for hit in hits]


def _randomised(row: dict[str, Any], place: str, depth: int) -> tuple[int, ...]:
    attributes = row.get("query_attributes") or {}
    said = attributes.get("randomisation") if isinstance(attributes, dict) else None
    if said is None:
        return ()
    where = f"{place}: field query_attributes.randomisation"
    if not isinstance(said, dict) or said.get("method") not in ("shuffle", "swap"):
        raise Failure(f'{where} must be an object with "method": "shuffle" or "swap".')
    positions = said.get("positions", list(range(1, depth + 1)) if said["method"] == "shuffle" else None)
    valid = isinstance(positions, list) and len(positions) > 1
    if not valid or not all(isinstance(at, int) and at >= 1 for at in positions):
        raise Failure(f"{where}.positions must be a list of two or more positions, 1 is the first.")
    return tuple(sorted({at - 1 for at in positions if at <= depth}))


def _object(row: dict[str, Any], field: str, place: str) -> dict[str, Any]:
    value = row.get(field)
    if not isinstance(value, dict):
        raise Failure(f"{place}: field {field} must be an object; it is {type(value).__name__}.")
    return value


def _ordinal(attributes: dict[str, Any], place: str, reading: Reading) -> int | None:
    position = attributes.get("position")
    ordinal = position.get("ordinal") if isinstance(position, dict) else None
    if ordinal is None:
        return None
    if not isinstance(ordinal, int) or isinstance(ordinal, bool) or ordinal < reading.first_ordinal:
        raise Failure(
            f"{place}: field event_attributes.position.ordinal must be a whole number from {reading.first_ordinal}; it "
            f"is {ordinal!r}. Where a log counts from 0, give --first-ordinal 0."
        )
    return ordinal - reading.first_ordinal
