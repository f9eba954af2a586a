"""Lists to learn from or to check on: a query, products, and grades or a teacher's scores.

On disk, JSONL, one list a line: `{"set", "query", "products": [ids], "scores": [...]}` where a teacher scored them
(`score-teachers`), `"grades": [...]` in place of `"scores"` where people, or clicks, judged them (`prepare-pairs`), and
`"weight"` where a list counts less than others. Other fields are passed over.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from weir_models.data.judged_set import JudgedSet, Qrels
from weir_models.failure import Failure
from weir_models.whole_file import whole_file


@dataclass(frozen=True)
class RankedList:
    """A query, products and what is known of their order."""

    set: str
    query: str
    products: list[str]
    targets: NDArray[np.float32]
    """Grades, or a teacher's scores, of the products."""
    graded: bool
    top: float = 0.0
    """The highest grade of the set; only where graded."""
    weight: float = 1.0
    """How far to trust the list, of its loss."""

    def gains(self) -> NDArray[np.float32]:
        """Of grades: (2^grade - 1) / (2^top - 1), 0 to 1."""
        return (np.exp2(self.targets) - 1) / (np.exp2(np.float32(self.top)) - 1)

    def cut(self, size: int, draw: np.random.Generator) -> "RankedList":
        """At most `size` of the products, a best and a worst one among them."""
        order = draw.permutation(len(self.products))
        targets = self.targets[order]
        ends = list(dict.fromkeys([int(order[targets.argmax()]), int(order[targets.argmin()])]))
        rows = ends + [int(row) for row in order if row not in ends][: max(0, size - len(ends))]
        products = [self.products[row] for row in rows]
        return replace(self, products=products, targets=self.targets[rows])


def read_lists(paths: Iterable[Path]) -> list[RankedList]:
    """Read such files. Raises `Failure` with the line that is wrong."""
    read: list[RankedList] = []
    for path in paths:
        if not path.exists():
            raise Failure(f"{path} is not there: write it with score-teachers, or give another file.")
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    read.append(_parsed(json.loads(line)))
                except (ValueError, KeyError, TypeError) as error:
                    raise Failure(f"{path}, line {number} is no list ({error!r}).") from error
    tops: dict[str, float] = {}
    for entry in read:
        if entry.graded:
            tops[entry.set] = max(tops.get(entry.set, 0.0), float(entry.targets.max()))
    return [replace(entry, top=tops.get(entry.set, 0.0)) for entry in read]


def write_lists(lists: Iterable[RankedList], path: Path) -> None:
    """Write such a file."""
    with whole_file(path) as scratch, scratch.open("w", encoding="utf-8") as out:
        for entry in lists:
            targets = [round(float(target), 4) for target in entry.targets]
            row = {"set": entry.set, "query": entry.query, "products": entry.products}
            row |= {"weight": entry.weight} if entry.weight != 1 else {}
            out.write(json.dumps(row | {"grades" if entry.graded else "scores": targets}, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Folds:
    """Leaves out the queries whose id falls in part `leave_out` of `count`; a count of 0 leaves none out."""

    count: int = 0
    leave_out: int = 0

    def holds_out(self, query: str) -> bool:
        """By the hexadecimal digits of the id: the same in every command."""
        return self.count > 0 and int(query, 16) % self.count == self.leave_out


def judged_lists(judged: JudgedSet, folds: Folds) -> list[RankedList]:
    """The queries to learn from: train; with folds, train and dev outside the fold. One grade all over says nothing."""
    qrels = judged.judged("train", "dev") if folds.count else judged.qrels["train"]
    top = _top(judged)
    return [
        _graded(judged, query, list(grades), grades, top)
        for query, grades in qrels.items()
        if not folds.holds_out(query) and len(set(grades.values())) > 1
    ]


def check_lists(
    judged: JudgedSet, folds: Folds, queries: int = 40, products: int = 20, seed: int = 1
) -> list[RankedList]:
    """The queries to choose by: dev; with folds, those of the fold. At most so many, and so many products of each."""
    draw = np.random.default_rng(seed)
    qrels = judged.judged("train", "dev") if folds.count else judged.qrels["dev"]
    graded = [query for query, grades in qrels.items() if max(grades.values()) > 0]
    held_out = [query for query in graded if not folds.count or folds.holds_out(query)]
    top = _top(judged)
    lists = []
    for row in draw.permutation(len(held_out))[:queries]:
        grades = qrels[held_out[row]]
        ids = list(grades)
        kept = draw.permutation(len(ids))[:products]
        lists.append(_graded(judged, held_out[row], [ids[at] for at in kept], grades, top))
    return lists


def pools(judged: JudgedSet, qrels: Qrels, most: int, seed: int = 1) -> list[RankedList]:
    """A list a query of `qrels`, of at most `most` of its judged products, drawn at random."""
    draw = np.random.default_rng(seed)
    top = _top(judged)
    return [
        _graded(judged, query, [list(grades)[at] for at in draw.permutation(len(grades))[:most]], grades, top)
        for query, grades in qrels.items()
    ]


def pairs_of(lists: Sequence[RankedList]) -> list[tuple[str, str, str]]:
    """(set, query, product) of all, list after list."""
    return [(entry.set, entry.query, product) for entry in lists for product in entry.products]


def _top(judged: JudgedSet) -> float:
    """The highest grade that the set has in train and dev."""
    return max(grade for grades in judged.judged("train", "dev").values() for grade in grades.values())


def _graded(judged: JudgedSet, query: str, products: list[str], grades: Mapping[str, float], top: float) -> RankedList:
    known = [product for product in products if product in judged.products]
    targets = np.array([grades[product] for product in known], np.float32)
    return RankedList(judged.name, judged.queries[query], known, targets, graded=True, top=top)


def _parsed(row: dict) -> RankedList:
    graded = "grades" in row
    targets = np.array(row["grades" if graded else "scores"], np.float32)
    if len(targets) != len(row["products"]) or len(targets) == 0:
        raise ValueError(f"{len(row['products'])} products, {len(targets)} targets")
    products = [str(product) for product in row["products"]]
    return RankedList(row["set"], row["query"], products, targets, graded, weight=float(row.get("weight", 1)))
