"""Sets of products, queries and judgments: a folder in BEIR's layout, or a bare catalogue.

A folder holds `corpus.jsonl` or `corpus.jsonl.gz` (`_id` and the fields; contracts keeps one a split, in `train/` and
`dev/`), and where there are any `queries.jsonl` (`_id`, `text`) and `qrels/train.tsv`, `qrels/dev.tsv`. `set.json` may
declare how products are read: `{"template": ["title", "brand"], "roles": {"title": "title", "brand": "maker"}}`.
A bare catalogue is a file of such products. The kept-apart `test` queries are never read.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from weir_models.data.product_text import TEMPLATES, Product, model_text
from weir_models.data.qrels import Qrels, read_qrels
from weir_models.data.rows import read_rows, text_of
from weir_models.failure import Failure
from weir_models.settings import SETTINGS

SPLITS = ("train", "dev")
DECLARATION = "set.json"


@dataclass(frozen=True)
class JudgedSet:
    """Products, and what is judged of them. Products stay in the order of the file."""

    name: str
    products: dict[str, Product]
    queries: dict[str, str]
    qrels: dict[str, Qrels]
    """By split, "train" and "dev"; a split that the set does not have is empty."""
    template: tuple[str, ...] = ()
    """Fields that a model sees of a product; those that are declared for the name where it is empty."""
    roles: dict[str, str] = field(default_factory=dict)
    """What fields mean, as `set.json` declares it; see `weir_models.data.roles`."""

    def text(self, product_id: str) -> str:
        return model_text(self.products[product_id], self.template or TEMPLATES[self.name])

    def judged(self, *splits: str) -> Qrels:
        """The judgments of these splits together."""
        together: Qrels = {}
        for split in splits:
            for query, grades in self.qrels[split].items():
                together[query] = together.get(query, {}) | grades
        return together


def load(name: str, data: Path = SETTINGS.data, template: Sequence[str] = (), identifier: str = "_id") -> JudgedSet:
    """Read the set `<data>/<name>`, else the folder or the file of products that `name` is the path of.

    Args:
        name: of a set, or a path.
        data: folder of the sets.
        template: fields that a model sees of a product, instead of those that are declared.
        identifier: the field that identifies a product.

    Raises:
        Failure: there is no such set, or a file, a line or a field of it is wrong.
    """
    place = next((path for path in (data / name, Path(name)) if path.exists()), None)
    if place is None:
        raise Failure(f"there is no set {name} in {data}, and no such folder or file: give the folder with --data.")
    corpora = _corpora(place)
    named = _named(place.resolve())
    products = {id_: product for corpus in corpora for id_, product in _products(corpus, identifier)}
    if not products:
        raise Failure(f"{place} holds no products.")
    declared = _declaration(place) if place.is_dir() else {}
    fields = tuple(template or declared.get("template") or TEMPLATES.get(named) or ())
    _check_template(fields, products, place)
    queries = place / "queries.jsonl" if place.is_dir() else None
    return JudgedSet(
        name=named,
        products=products,
        queries=read_queries(queries) if queries and queries.exists() else {},
        qrels={split: _split(place, split) for split in SPLITS},
        template=fields,
        roles=declared.get("roles", {}),
    )


def read_queries(path: Path) -> dict[str, str]:
    """Text by id of `queries.jsonl`; an empty text stays."""
    return {text_of(row, "_id", place): str(row.get("text") or "") for place, row in read_rows(path)}


def sampled(qrels: Qrels, most: int) -> Qrels:
    """At most `most` queries that have a grade above 0; the same for the same arguments."""
    graded = [query for query, grades in qrels.items() if max(grades.values()) > 0]
    picked = np.random.default_rng(0).permutation(len(graded))[:most]
    return {graded[row]: qrels[graded[row]] for row in sorted(picked)}


def _named(place: Path) -> str:
    """A folder's name; a file's without its endings, or its folder's where it is called corpus."""
    stem = place.name.removesuffix(".gz").removesuffix(".jsonl")
    return place.name if place.is_dir() else place.parent.name if stem == "corpus" else stem


def _corpora(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = sorted(place.glob("corpus.jsonl*")) or sorted(
        path for split in SPLITS for path in place.glob(f"{split}/corpus.jsonl*")
    )
    if not found:
        raise Failure(f"{place} has no corpus.jsonl or corpus.jsonl.gz.")
    return found


def _products(corpus: Path, identifier: str) -> list[tuple[str, Product]]:
    read = []
    for place, product in read_rows(corpus):
        id_ = text_of(product, identifier, place)
        read.append((id_, product | {"_id": id_}))
    return read


def _split(place: Path, split: str) -> Qrels:
    path = place / "qrels" / f"{split}.tsv"
    return read_qrels(path) if path.exists() else {}


def _declaration(folder: Path) -> dict:
    path = folder / DECLARATION
    if not path.exists():
        return {}
    try:
        declared = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Failure(f"{path} is no JSON: {error}") from error
    template, roles = (declared.get(key) for key in ("template", "roles")) if isinstance(declared, dict) else (0, 0)
    if not isinstance(template, list | None) or not isinstance(roles, dict | None):
        raise Failure(f"{path} must hold an object with a list `template` and an object `roles`.")
    return {"template": template or [], "roles": roles or {}}


def _check_template(fields: tuple[str, ...], products: dict[str, Product], place: Path) -> None:
    known = list(dict.fromkeys(name for product in products.values() for name in product))
    shown = ", ".join(name for name in known if name != "_id")[:300]
    if not fields:
        raise Failure(f"{place} does not declare what a model sees of a product: give --template. Fields: {shown}.")
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise Failure(f"{place}: no product has the field {', '.join(unknown)} of the template. Fields: {shown}.")
