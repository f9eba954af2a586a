"""What `libs/features` declares of its features: their group, and in which direction a value can only be better."""

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from weir_models.failure import Failure
from weir_models.settings import PROJECT

PAGE = PROJECT / "docs" / "features.md"
"""Made from the declarations by `bin/weir features --document`; a test of the project proves it current."""

UNDECLARED = "other"


class Declaration(NamedTuple):
    group: str
    direction: int
    """1 where a larger value can only make a product better, -1 where only worse, else 0."""


def declarations(page: Path = PAGE) -> dict[str, Declaration]:
    """By feature; empty where there is no such page."""
    declared: dict[str, Declaration] = {}
    group = UNDECLARED
    for line in page.read_text(encoding="utf-8").splitlines() if page.exists() else ():
        if line.startswith("## "):
            group = line.removeprefix("## ").lower()
        elif row := re.match(r"\| `(\w+)` \|.*\| *(up|down)? *\|$", line):
            declared[row[1]] = Declaration(group, {"up": 1, "down": -1}.get(row[2], 0))
    return declared


def grouped(features: Sequence[str], declared: Mapping[str, Declaration]) -> dict[str, list[str]]:
    """Features by group, in the order of their first."""
    groups: dict[str, list[str]] = {}
    for feature in features:
        groups.setdefault(declared[feature].group if feature in declared else UNDECLARED, []).append(feature)
    return groups


def directions(
    features: Sequence[str],
    declared: Mapping[str, Declaration],
    increasing: Sequence[str],
    decreasing: Sequence[str],
) -> list[int]:
    """1, -1 or 0 a feature: as declared, where `increasing` and `decreasing` do not say otherwise.

    Raises:
        Failure: a pattern of either names no feature.
    """
    up, down = (set(matching(patterns, features)) for patterns in (increasing, decreasing))
    return [
        (name in up) - (name in down) if name in up | down else declared[name].direction if name in declared else 0
        for name in features
    ]


def matching(patterns: Sequence[str], features: Sequence[str]) -> list[str]:
    """The features that a pattern such as `price_*` matches.

    Raises:
        Failure: a pattern matches none.
    """
    lost = [pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in features)]
    if lost:
        raise Failure(f"no feature is called {', '.join(lost)}: the export has {', '.join(features)}.")
    return [name for name in features if any(fnmatchcase(name, pattern) for pattern in patterns)]


def names(text: str) -> list[str]:
    """What a comma-separated option names."""
    return [name.strip() for name in text.split(",") if name.strip()]
