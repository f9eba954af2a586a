"""Words of titles and queries."""

import re

STOP = frozenset(
    "a an and as at by for from in into is it its of on or the to with your x w pack set inch".split()  # noqa: SIM905
)


def words(text: str) -> list[str]:
    """Words with the signs inside of them: "USB-C", "1/2", "3.5"."""
    return re.findall(r"[\w][\w.'/+-]*[\w+]|\w", text)


def content(text: str) -> list[str]:
    """Those that say something."""
    return [word for word in words(text) if word.lower() not in STOP]
