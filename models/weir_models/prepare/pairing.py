"""Judgments, clicks and generated queries of one set, as lists of a split."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from weir_models.data.judged_set import SPLITS, JudgedSet, read_queries
from weir_models.data.qrels import Qrels, read_qrels
from weir_models.data.rows import read_rows, text_of
from weir_models.failure import Failure
from weir_models.prepare.duplicates import Dropped, distinct_products, merged_grades, same_queries
from weir_models.prepare.pair_lists import PairList
from weir_models.prepare.query_text import query_id
from weir_models.prepare.splits import split_lists

JUDGMENTS, CLICKS, GENERATED = "judgments", "clicks", "generated"


@dataclass(frozen=True)
class Judgments:
    """Queries by id and their grades by split, from one source."""

    source: str
    queries: dict[str, str]
    qrels: dict[str, Qrels]


@dataclass(frozen=True)
class GeneratedQuery:
    """A query drawn from a product, which is its positive."""

    query: str
    product: str
    weight: float


@dataclass(frozen=True)
class Pairing:
    """How queries are told apart and split."""

    dev_share: float = 0.1
    ignore_word_order: bool = False


@dataclass
class Prepared:
    """Lists by split, the products that are kept, and what was dropped."""

    lists: dict[str, list[PairList]]
    products: list[str]
    dropped: Dropped = field(default_factory=Dropped)


def prepared(
    judged: JudgedSet, sources: Iterable[Judgments], generated: Iterable[GeneratedQuery], pairing: Pairing
) -> Prepared:
    """Deduplicate products and queries, merge the lists of one query, and split query by query.

    Of one query in two sources the first source holds; a generated query that somebody judged is dropped.
    """
    dropped = Dropped()
    kept = distinct_products(judged, dropped)
    by_split: dict[str, list[PairList]] = {split: [] for split in SPLITS}
    taken: set[str] = set()
    for judgments in sources:
        fresh = {id_: text for id_, text in judgments.queries.items() if query_id(text) not in taken}
        if len(fresh) < len(judgments.queries):
            count = len(judgments.queries) - len(fresh)
            dropped.add(f"queries of {judgments.source} that were judged before", "", count)
        for split in SPLITS:
            qrels = judgments.qrels.get(split, {})
            new = {id_: grades for id_, grades in qrels.items() if id_ in fresh or id_ not in judgments.queries}
            graded = _merged_queries(fresh, new, pairing.ignore_word_order, dropped)
            for id_, grades in graded.items():
                merged = merged_grades(grades, kept, fresh[id_], dropped)
                if not merged:
                    dropped.add("queries without a product that is there", fresh[id_])
                    continue
                by_split[split].append(
                    PairList(judged.name, fresh[id_], id_, list(merged), list(merged.values()), judgments.source)
                )
        taken.update(query_id(text) for text in fresh.values())
    by_split["train"].extend(_generated(judged.name, generated, kept, taken, dropped))
    lists = split_lists(by_split, pairing.dev_share, dropped)
    return Prepared(lists, [product for product in judged.products if kept.get(product) == product], dropped)


def read_clicked(folder: Path) -> Judgments:
    """What `judge-clicks` wrote: `queries.jsonl` and `qrels/train.tsv`, `qrels/dev.tsv`."""
    paths = {split: folder / "qrels" / f"{split}.tsv" for split in SPLITS}
    if not any(path.exists() for path in paths.values()):
        raise Failure(f"{folder} has no qrels/train.tsv: give the folder that judge-clicks wrote.")
    qrels = {split: read_qrels(path) for split, path in paths.items() if path.exists()}
    return Judgments(CLICKS, read_queries(folder / "queries.jsonl"), qrels)


def read_generated(path: Path, name: str, dropped: Dropped | None = None) -> list[GeneratedQuery]:
    """The queries of set `name` in what `generate-queries` wrote that have a source product."""
    read = []
    for place, row in read_rows(path):
        if text_of(row, "set", place) != name:
            continue
        query = text_of(row, "query", place)
        if row.get("source"):
            read.append(GeneratedQuery(query, str(row["source"]), float(row.get("weight", 1.0))))
        elif dropped is not None:
            dropped.add("generated queries without a source", query)
    return read


def _merged_queries(texts: Mapping[str, str], qrels: Qrels, ignore_word_order: bool, dropped: Dropped) -> Qrels:
    """Grades by the id of the first of the queries that are the same; the higher grade holds."""
    first = same_queries((texts[id_] for id_ in qrels if id_ in texts), ignore_word_order)
    ids: dict[str, str] = {}
    merged: Qrels = defaultdict(dict)
    for id_, grades in qrels.items():
        text = texts.get(id_, "").strip()
        if id_ not in texts:
            dropped.add("queries whose text is not there", id_)
            continue
        if not text:
            dropped.add("queries without text", id_)
            continue
        one = ids.setdefault(first[texts[id_]], id_)
        if one != id_:
            dropped.add("queries that another is the same as", f"{text} as {texts[one]}")
        for product, grade in grades.items():
            merged[one][product] = max(grade, merged[one].get(product, grade))
    return dict(merged)


def _generated(
    name: str, generated: Iterable[GeneratedQuery], kept: Mapping[str, str], taken: set[str], dropped: Dropped
) -> list[PairList]:
    lists: dict[str, PairList] = {}
    for entry in generated:
        id_ = query_id(entry.query)
        if id_ in taken:
            dropped.add("generated queries that are judged", entry.query)
        elif entry.product not in kept:
            dropped.add("generated queries whose product is not there", f"{entry.query}: {entry.product}")
        elif id_ in lists:
            dropped.add("generated queries that another is the same as", entry.query)
        else:
            lists[id_] = PairList(name, entry.query, id_, [kept[entry.product]], [1.0], GENERATED, entry.weight)
    return list(lists.values())
