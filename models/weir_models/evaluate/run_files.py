"""Reads what a system ranked: a TREC run file, or JSON Lines."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from weir_models.failure import Failure

Run = dict[str, dict[str, float]]
"""Query id to product id to score; a larger score is better."""


def read_run(path: Path) -> Run:
    """Read a run, from a `.gz` too.

    A line of a TREC run is `query Q0 product rank score name`; its rank is not read, as in trec_eval. A line of JSON is
    `{"query": "q1", "product": "p1", "score": 1.5}`, or `{"query": "q1", "products": ["p1", "p2"]}`, best first.

    Raises:
        Failure: a line is neither, or names a product twice for one query.
    """
    run: Run = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            query, scores = _json(line) if line.lstrip().startswith("{") else _trec(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Failure(
                f"{path}, line {number} is not read: give `query Q0 product rank score name`, or JSON with query, "
                "product and score, or with query and products."
            ) from error
        known = run.setdefault(query, {})
        twice = next((product for product, _ in scores if product in known), None)
        if twice is not None:
            raise Failure(f"{path}, line {number}: {twice} is there twice for the query {query}.")
        known.update(scores)
    return run


def _trec(line: str) -> tuple[str, list[tuple[str, float]]]:
    query, _, product, _, score, _ = line.split()
    return query, [(product, float(score))]


def _json(line: str) -> tuple[str, list[tuple[str, float]]]:
    row = json.loads(line)
    products = row.get("products")
    if products is None:
        return str(row["query"]), [(str(row["product"]), float(row["score"]))]
    return str(row["query"]), [(str(product), 1 / (at + 1)) for at, product in enumerate(products)]


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from lines
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror or error}.") from error
