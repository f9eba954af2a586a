"""Queries for films, books and music: titles with tails, people, years, genres, what it is about."""

import re
from collections.abc import Callable

from weir_models.prepare.generation.facets import Draw, Facets
from weir_models.prepare.generation.words import content

FILM_TAILS = (
    "movie",
    "full movie",
    "cast",
    "film",
    "trailer",
    "characters",
    "sequel",
    "1",
    "2",
    "story",
    "ending",
    "part 2",
)


def _title(facets: Facets, draw: Draw) -> str:
    return facets.title if draw.random() < 0.5 else facets.title_span(draw)


def _title_tail(facets: Facets, draw: Draw) -> str:
    return f"{_title(facets, draw)} {FILM_TAILS[int(draw.integers(len(FILM_TAILS)))]}"


def _title_year(facets: Facets, draw: Draw) -> str:
    return f"{_title(facets, draw)} {facets.year}"


def _title_person(facets: Facets, draw: Draw) -> str:
    person = re.sub(r"\(.*?\)", "", facets.picked("people", draw))
    return f"{person} {_title(facets, draw)}" if draw.random() < 0.5 else f"{_title(facets, draw)} {person}"


def _person(facets: Facets, draw: Draw) -> str:
    tails = ("movies", "", "film", facets.picked("genre", draw), facets.year)
    return f"{facets.picked('people', draw)} {tails[int(draw.integers(len(tails)))]}"


def _plot(facets: Facets, draw: Draw) -> str:
    found = content(facets.roles.first(facets.product, "details"))
    if not found:
        return ""
    count = min(len(found), int(draw.integers(2, 5)))
    at = int(draw.integers(len(found) - count + 1))
    return f"{'movie about ' if draw.random() < 0.3 else ''}{' '.join(found[at : at + count])}"


def _genre(facets: Facets, draw: Draw) -> str:
    return f"{facets.picked('topic', draw) or facets.year} {facets.picked('genre', draw)} movies"


WORKS: list[tuple[str, float, Callable[[Facets, Draw], str]]] = [
    ("title", 2, _title),
    ("title and tail", 3, _title_tail),
    ("title and year", 1, _title_year),
    ("title and person", 2, _title_person),
    ("person", 1.5, _person),
    ("plot", 1, _plot),
    ("genre", 0.5, _genre),
    ("shuffled span", 0.5, Facets.shuffled_span),
    ("head", 0.5, Facets.title_words),
]
"""Kind, how often it is drawn, and how it is made."""
