"""Judged sets in BEIR's layout, and the text of a product that the models see."""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from weir_models.settings import SETTINGS

TEMPLATES: dict[str, tuple[str, ...]] = {
    "esci": ("title", "brand", "color"),
    "icecat": ("title", "short_description"),
    "movies": ("title", "year", "genres", "director", "actors", "overview"),
    "crowdflower": ("title",),
    "homedepot": ("title",),
    "contracts": ("text",),
}
"""Fields whose text, joined by spaces in this order, is what a model sees of a product; cut by tokens, not here."""

Product = dict[str, Any]
Qrels = dict[str, dict[str, float]]
"""Query id to product id to grade."""


@dataclass(frozen=True)
class JudgedSet:
    """One folder of judged queries. Products stay in the order of the file."""

    name: str
    products: dict[str, Product]
    queries: dict[str, str]
    qrels: dict[str, Qrels]
    """By split, "train" and "dev"."""

    def text(self, product_id: str) -> str:
        return model_text(self.products[product_id], TEMPLATES[self.name])

    def judged(self, *splits: str) -> Qrels:
        """The judgments of these splits together; a query is in one split only."""
        return {query: grades for split in splits for query, grades in self.qrels[split].items()}


def load(name: str, data: Path = SETTINGS.data) -> JudgedSet:
    """Read `<data>/<name>`; contracts keeps a corpus a split, the others one."""
    folder = data / name
    corpora = sorted(folder.glob("corpus.jsonl.gz")) or sorted(folder.glob("*/corpus.jsonl.gz"))
    if not corpora:
        raise FileNotFoundError(f"No corpus.jsonl.gz in {folder}: give the folder of the judged sets with --data.")
    return JudgedSet(
        name=name,
        products={product["_id"]: product for corpus in corpora for product in _lines(corpus)},
        queries={query["_id"]: query["text"] for query in _lines(folder / "queries.jsonl")},
        qrels={split: _qrels(folder / "qrels" / f"{split}.tsv") for split in ("train", "dev")},
    )


def model_text(product: Product, fields: tuple[str, ...]) -> str:
    """The values of `fields` that the product has, joined by spaces; a list gives its items in order."""
    return " ".join(part for field in fields for part in _parts(product.get(field)))


def sampled(qrels: Qrels, most: int) -> Qrels:
    """At most `most` queries that have a grade above 0; the same for the same arguments."""
    graded = [query for query, grades in qrels.items() if max(grades.values()) > 0]
    picked = np.random.default_rng(0).permutation(len(graded))[:most]
    return {graded[row]: qrels[graded[row]] for row in sorted(picked)}


def _parts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    texts = (" ".join(str(item).split()) for item in values if item is not None)
    return [text for text in texts if text]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _qrels(path: Path) -> Qrels:
    qrels: Qrels = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            qrels[row["query-id"]][row["corpus-id"]] = float(row["score"])
    return dict(qrels)
