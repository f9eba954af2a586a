"""Versions of models: `1.2.0`; a whole number is one too, `1` is `1.0.0`. As `libs/registry/src/version.ts`."""

import re

_PART = "(?:0|[1-9][0-9]{0,8})"

NAME_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
VERSION_PATTERN = rf"^{_PART}(?:\.{_PART}\.{_PART})?$"
MODEL_PATTERN = rf"^[a-z0-9][a-z0-9-]*@{VERSION_PATTERN[1:]}"
"""`name@version`."""


def is_version(text: str) -> bool:
    return re.fullmatch(VERSION_PATTERN, text) is not None


def bumped(version: str, part: str) -> str:
    """The next version: `part` is major, minor or patch."""
    major, minor, patch = version_key(version)
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[
        part
    ]


def version_key(version: str) -> tuple[int, int, int]:
    """Orders valid versions by their numbers; the same for `1` and `1.0.0`."""
    major, minor, patch = [*map(int, version.split(".")), 0, 0][:3]
    return major, minor, patch
