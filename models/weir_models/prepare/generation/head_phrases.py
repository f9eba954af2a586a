"""Phrases that many titles share: what people type who do not have one product in mind."""

import re
from collections import Counter
from collections.abc import Iterable

from weir_models.prepare.generation.words import STOP, words

FEWEST_TITLES = 4


def head_phrases(titles: Iterable[str]) -> list[str]:
    """One to three words that stand together in four titles or more, repeated by the root of how many."""
    counts: Counter[str] = Counter()
    for title in titles:
        found = [word.lower() for word in words(title)]
        counts.update({" ".join(found[at : at + n]) for n in (1, 2, 3) for at in range(len(found) - n + 1)})
    heads: list[str] = []
    for phrase, count in sorted(counts.items()):
        ends = phrase.split()
        if count >= FEWEST_TITLES and not STOP & {ends[0], ends[-1]} and re.search(r"[a-z]{3}", phrase):
            heads.extend([phrase] * int(count**0.5 * len(ends)))
    return heads
