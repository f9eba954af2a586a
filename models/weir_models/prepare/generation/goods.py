"""Queries for goods: what it is, brand, attributes, model numbers, what it is for."""

import re
from collections.abc import Callable

from weir_models.prepare.generation.facets import Draw, Facets
from weir_models.prepare.generation.words import words

TAILS = ("for women", "for men", "for kids", "without cord", "for home", "for travel", "small", "best", "cheap")


def _brand_type(facets: Facets, draw: Draw) -> str:
    return f"{facets.brand} {facets.type(draw)}"


def _brand_attribute_type(facets: Facets, draw: Draw) -> str:
    return f"{facets.brand} {facets.attribute(draw)} {facets.type(draw)}"


def _attribute_type(facets: Facets, draw: Draw) -> str:
    return f"{facets.attribute(draw)} {facets.type(draw)}"


def _type_use(facets: Facets, draw: Draw) -> str:
    tail = TAILS[int(draw.integers(len(TAILS)))]
    if draw.random() < 0.4:
        tail = ("for " if draw.random() < 0.6 else "without ") + facets.attribute(draw)
    return f"{facets.type(draw)} {tail}"


def _model_number(facets: Facets, draw: Draw) -> str:
    codes = [word for word in words(facets.title) if re.search(r"\d", word) and len(word) > 2]
    return codes[int(draw.integers(len(codes)))] if codes else facets.title_words(draw)


def _brand(facets: Facets, draw: Draw) -> str:
    return facets.brand if draw.random() < 0.3 else f"{facets.brand} {facets.title_words(draw)}"


GOODS: list[tuple[str, float, Callable[[Facets, Draw], str]]] = [
    ("head", 2.5, Facets.title_words),
    ("title words", 2, Facets.title_words),
    ("title span", 2, Facets.title_span),
    ("shuffled span", 0.5, Facets.shuffled_span),
    ("type", 1, lambda facets, draw: facets.type(draw)),
    ("brand and type", 1.5, _brand_type),
    ("brand, attribute and type", 0.7, _brand_attribute_type),
    ("brand", 0.7, _brand),
    ("attribute and type", 2, _attribute_type),
    ("type and use", 1.5, _type_use),
    ("model number", 0.5, _model_number),
]
"""Kind, how often it is drawn, and how it is made."""
