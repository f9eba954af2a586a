"""Products that agree with a positive on all but one of brand, colour, size and type: near, and still wrong.

Such a product is a negative only where the query asks for the value that differs: "red pump" has a blue pump for its
negative, "pump" has not.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from weir_models.data.product_text import Product
from weir_models.data.roles import Roles
from weir_models.prepare.lexical import stems

DIMENSIONS = ("brand", "colour", "size", "type")
COLOURS = re.compile(
    r"\b(black|white|red|blue|green|yellow|orange|purple|pink|brown|grey|gray|silver|gold|beige|navy|teal|ivory|"
    r"turquoise|bronze|chrome|nickel|copper|walnut|oak|cherry|clear)\b",
    re.I,
)
UNITS = (
    "inch|inches|in|ft|feet|foot|yd|mm|cm|m|ml|l|liter|litre|oz|ounce|ounces|lb|lbs|kg|g|mg|gallon|gal|gb|tb|mb|w|watt|"
    "watts|v|volt|volts|amp|amps|qt|quart|pack|count|ct|pcs|piece|pieces"
)
SIZE = re.compile(rf"(\d+(?:[./]\d+)?)\s*-?\s*({UNITS})\b|\b(xs|xl|xxl|xxxl|2xl|3xl)\b|(\d+(?:\.\d+)?)\s*(\")", re.I)
SMALL = frozenset(["a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"])
ALIKE = 0.4
"""The least Jaccard index of two titles' stems where the type is not known."""

Values = dict[str, frozenset[str]]
"""The stems of a product's value by dimension; those that it has."""


class AttributeNeighbours:
    """Finds such products in a catalogue. Colour and size are read from titles where no field has that role.

    Those that agree on all the other values come first; then those that hold all the other words of the query, whatever
    their other values are.
    """

    def __init__(self, products: Sequence[Product], roles: Roles) -> None:
        titles = [roles.first(product, "title") for product in products]
        self._titles = [frozenset(stems(title)) for title in titles]
        self._values = [_values(product, title, roles) for product, title in zip(products, titles, strict=True)]
        self._agreeing: defaultdict[tuple, list[int]] = defaultdict(list)
        self._holding: defaultdict[str, set[int]] = defaultdict(set)
        for row, values in enumerate(self._values):
            for dimension in values:
                self._agreeing[_others(values, dimension)].append(row)
            for stem in self._titles[row].union(*values.values()):
                self._holding[stem].add(row)

    def negatives(self, positive: int, query: str) -> list[tuple[int, str]]:
        """Rows that differ from the row `positive` in a value that the query asks for, with the dimension.

        Of each sort those with the titles most alike come first.
        """
        asked = frozenset(stems(query))
        values = self._values[positive]
        found: dict[int, tuple[bool, float, int, str]] = {}
        for dimension, value in values.items():
            if not value <= asked:
                continue
            agreeing = self._agreeing[_others(values, dimension)] if len(values) > 1 else []
            typed = "type" in values and dimension != "type"
            for loose, row in [
                *((False, row) for row in agreeing),
                *((True, row) for row in self._with(asked - value)),
            ]:
                other = self._values[row].get(dimension, value)
                # A blue and red one is red, too; and what the query asks for otherwise is no fault.
                if row in found or value <= other or other <= asked or value <= self._titles[row]:
                    continue
                alike = self._alike(positive, row, value | other)
                if loose or typed or alike >= ALIKE:
                    found[row] = (loose, -alike, row, dimension)
        return [(row, dimension) for _, _, row, dimension in sorted(found.values())]

    def _with(self, wanted: frozenset[str]) -> list[int]:
        """Rows that hold all of these words; none where nothing is wanted."""
        sets = sorted((self._holding.get(stem, set()) for stem in wanted - SMALL), key=len)
        return sorted(set.intersection(*sets)) if sets else []

    def _alike(self, one: int, other: int, without: frozenset[str]) -> float:
        first, second = self._titles[one] - without, self._titles[other] - without
        return len(first & second) / max(1, len(first | second))


def _values(product: Product, title: str, roles: Roles) -> Values:
    """The type is the last, the narrowest, of a path of categories."""
    found = {
        "brand": roles.first(product, "brand"),
        "colour": roles.first(product, "colour") or " ".join(COLOURS.findall(title)),
        "size": roles.first(product, "size") or next((match.group() for match in SIZE.finditer(title)), ""),
        "type": next(iter(reversed(roles.values(product, "type"))), ""),
    }
    return {dimension: frozenset(stems(found[dimension])) for dimension in DIMENSIONS if stems(found[dimension])}


def _others(values: Values, dimension: str) -> tuple:
    """All that must be equal: the other values, and which dimension differs."""
    return (dimension, *((name, value) for name, value in values.items() if name != dimension))
