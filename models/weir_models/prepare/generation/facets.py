"""One product as the makers of queries see it: through the roles of its catalogue."""

import re
from dataclasses import dataclass

import numpy as np

from weir_models.data.product_text import Product
from weir_models.data.roles import Roles
from weir_models.prepare.generation.words import STOP, content, words

Draw = np.random.Generator
UNASKED = re.compile(r"temperature|humidity|weight|package|dimension")
"""Attributes that nobody searches by."""


@dataclass(frozen=True)
class Facets:
    """A product and what its fields mean."""

    product: Product
    roles: Roles
    most_words: int = 6
    """The longest query that is wanted."""

    @property
    def title(self) -> str:
        return " ".join(self.roles.values(self.product, "title"))

    @property
    def brand(self) -> str:
        return self.roles.first(self.product, "brand")

    @property
    def year(self) -> str:
        return self.roles.first(self.product, "year")

    def picked(self, role: str, draw: Draw) -> str:
        """One of the values of a role, or ""."""
        values = self.roles.values(self.product, role)
        return values[int(draw.integers(len(values)))] if values else ""

    def type(self, draw: Draw) -> str:
        """What it is: one of its last two categories, its declared type, or plain words of the title."""
        types = self.roles.values(self.product, "type")
        # A path of categories ends in the narrowest; a type beside the title is often only a variant ("original").
        if len(types) > 1 or (types and draw.random() < 0.3):
            return re.split(r"[,&]", types[-1 - int(draw.integers(min(2, len(types))))])[0]
        plain = [word for word in words(self.title) if word.isalpha() and word.islower() and word not in STOP]
        return " ".join(plain[:2]) if plain else " ".join(content(self.title)[-2:])

    def attribute(self, draw: Draw) -> str:
        """A colour, a size or another value; a bare number goes with the name of its field."""
        choices = [
            (role, name)
            for role in ("colour", "size", "attributes")
            for name in self.roles.names(self.product, role)
            if not UNASKED.search(name)
        ]
        if not choices:
            return " ".join(content(self.roles.first(self.product, "details"))[:2])
        role, name = choices[int(draw.integers(len(choices)))]
        value = str(self.product[name] or "").split(",")[0].removesuffix(".0")
        if role == "colour" or not re.fullmatch(r"[\d.]+", value):
            return value
        plain = re.sub(r"^attr_([a-z]_)?", "", name).replace("_", " ")
        return f"{plain} {value}"

    def title_words(self, draw: Draw) -> str:
        """Some content words of the title's beginning, in order."""
        found = content(self.title)[: 2 * self.most_words + 2]
        count = min(len(found), int(draw.integers(1, max(5, self.most_words))))
        return " ".join(found[at] for at in sorted(draw.choice(len(found), count, replace=False))) if found else ""

    def title_span(self, draw: Draw) -> str:
        """Neighbouring words of the title, without the small words at both ends."""
        found = words(self.title)
        count = int(draw.integers(2, max(6, self.most_words + 1)))
        at = int(draw.integers(0, max(1, min(8, len(found) - count + 1))))
        span = found[at : at + count]
        while span and span[0].lower() in STOP:
            span = span[1:]
        while span and span[-1].lower() in STOP:
            span = span[:-1]
        return " ".join(span)

    def shuffled_span(self, draw: Draw) -> str:
        """The same in another order."""
        span = self.title_span(draw).split()
        return " ".join(span[at] for at in draw.permutation(len(span)))
