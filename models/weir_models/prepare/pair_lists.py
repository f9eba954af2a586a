"""The training lists that preparing writes, one JSON object a line.

`{"set", "query", "query_id", "products": [ids], "grades": [numbers], "kinds": [words], "source", "weight"}`:

- `set`: name of the set that the products are of; `load` finds it in the folder of the sets.
- `products`, `grades`: as long as each other, grades higher where better, 0 for mined negatives.
- `kinds`: only where negatives were mined: `judged`, `bm25`, `dense`, `attribute` or `random` for each product.
- `source`: `judgments`, `clicks` or `generated`.
- `weight`: how far to trust the list, 0 to 1; 1 where it is not there.

`read_lists` of the cross-encoder reads the same file; the names are the ones it knows.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from weir_models.data.rows import read_rows, text_of
from weir_models.failure import Failure


@dataclass(frozen=True)
class PairList:
    """A query and products with grades."""

    set: str
    query: str
    query_id: str
    products: list[str]
    grades: list[float]
    source: str
    weight: float = 1.0
    kinds: list[str] | None = None

    def row(self) -> dict[str, object]:
        """As it is written."""
        plain = asdict(self) | {"grades": [int(grade) if grade == int(grade) else grade for grade in self.grades]}
        return {key: value for key, value in plain.items() if value is not None}

    def positives(self) -> list[str]:
        """The products of the highest grade, if that is above 0."""
        top = max(self.grades, default=0.0)
        return [product for product, grade in zip(self.products, self.grades, strict=True) if grade == top > 0]


def read_pair_lists(path: Path) -> Iterator[PairList]:
    """Read such a file. Raises `Failure` with file, line and field."""
    for place, row in read_rows(path):
        products = _list(row, "products", place)
        grades = _list(row, "grades", place)
        if not products or len(products) != len(grades):
            raise Failure(f"{place}: {len(products)} products, {len(grades)} grades; one grade a product is wanted.")
        try:
            numbers = [float(grade) for grade in grades]
        except (TypeError, ValueError) as error:
            raise Failure(f"{place}: field grades must hold numbers: {error}") from error
        yield PairList(
            set=text_of(row, "set", place),
            query=text_of(row, "query", place),
            query_id=str(row.get("query_id", "")),
            products=[str(product) for product in products],
            grades=numbers,
            source=str(row.get("source", "")),
            weight=float(row.get("weight", 1.0)),
            kinds=row.get("kinds"),
        )


def _list(row: dict, field: str, place: str) -> list:
    value = row.get(field)
    if not isinstance(value, list):
        raise Failure(f"{place}: field {field} must be a list.")
    return value
