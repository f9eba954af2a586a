"""Hard negatives of a list, from several kinds of candidates, guarded against those that are relevant after all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from weir_models.failure import Failure
from weir_models.prepare.pair_lists import PairList

FILLED = ("attribute", "dense", "bm25", "random")
"""The kinds, in the order in which they are drawn: what one lacks the next one makes up for."""
Scores = NDArray[np.float32]


class CandidateSource(Protocol):
    """Where negatives of a query come from."""

    def ranked(self, query: int, positives: Sequence[int]) -> Sequence[int]:
        """Rows of the corpus, the hardest first, for the query in this row."""
        ...


@dataclass(frozen=True)
class Mining:
    """How many negatives of which kinds, and which candidates are no negatives.

    A candidate that scores above `skip_above` of the positives' median score is taken to be relevant, though nobody
    judged it (TopK-PercPos of NV-Retriever: Moreira and others, 2024). Judged products are never candidates.
    """

    negatives: int = 8
    shares: Mapping[str, float] = field(default_factory=lambda: {"bm25": 0.4, "dense": 0.4, "random": 0.2})
    skip_above: float = 0.95
    skip_first: int = 0
    """Candidates of each kind that are passed over: the very first are relevant most often."""

    def wanted(self, draw: np.random.Generator) -> Counter[str]:
        """How many of each kind for one list: the shares on average, whatever their number is."""
        kinds = list(self.shares)
        shares = np.array([self.shares[kind] for kind in kinds], float)
        exact = shares / shares.sum() * self.negatives
        counts = np.floor(exact + 1e-9).astype(int)
        rest = exact - counts
        missing = self.negatives - int(counts.sum())
        if missing:
            counts[draw.choice(len(kinds), missing, replace=False, p=rest / rest.sum())] += 1
        return Counter(dict(zip(kinds, counts.tolist(), strict=True)))


def parse_shares(text: str) -> dict[str, float]:
    """`bm25=0.4,dense=0.6`. Raises `Failure` where a kind or a number is wrong."""
    shares: dict[str, float] = {}
    for part in text.split(","):
        kind, _, share = part.strip().partition("=")
        try:
            shares[kind] = float(share)
        except ValueError as error:
            raise Failure(f"--shares: {part} must be KIND=SHARE, as bm25=0.4.") from error
        if kind not in FILLED:
            raise Failure(f"--shares: there is no kind {kind}; there are {', '.join(FILLED)}.")
    if min(shares.values()) < 0 or sum(shares.values()) <= 0:
        raise Failure("--shares must not be negative, and one must be above 0.")
    return {kind: share for kind, share in shares.items() if share > 0}


class Miner:
    """Adds negatives to lists, and counts what it took and what the guard kept out."""

    def __init__(
        self, corpus: Sequence[str], sources: Mapping[str, CandidateSource], mining: Mining, draw: np.random.Generator
    ) -> None:
        missing = [kind for kind in mining.shares if kind != "random" and kind not in sources]
        if missing:
            raise Failure(f"there are no candidates of kind {', '.join(missing)}: leave it out of --shares.")
        self._corpus, self._sources, self._mining, self._draw = corpus, sources, mining, draw
        self._rows = {product: row for row, product in enumerate(corpus)}
        self.taken: Counter[str] = Counter()
        self.guarded = 0
        self.short = 0
        """Lists that got fewer negatives than wanted."""

    def mined(self, number: int, entry: PairList, scores: Scores) -> PairList:
        """The list with its negatives behind what was judged, at grade 0; as it was where nothing in it is positive.

        Args:
            number: row of the query in the sources.
            entry: the list.
            scores: similarity of the query to each product of the corpus, for the guard.
        """
        positives = [self._rows[product] for product in entry.positives() if product in self._rows]
        kinds = entry.kinds or ["judged"] * len(entry.products)
        if not positives:
            return replace(entry, kinds=kinds)
        taken = {self._rows[product] for product in entry.products if product in self._rows}
        limit = self.limit(scores, positives)
        picked: list[tuple[int, str]] = []
        wanted = self._mining.wanted(self._draw)
        short = 0
        for kind in (kind for kind in FILLED if kind in self._mining.shares):
            count = wanted[kind] + short
            fresh = self._fresh(self._candidates(kind, number, positives), taken, scores, limit)
            rows = list(islice(fresh, count))
            short = count - len(rows)
            taken.update(rows)
            picked += [(row, kind) for row in rows]
        self.taken.update(kind for _, kind in picked)
        self.short += len(picked) < self._mining.negatives
        return replace(
            entry,
            products=entry.products + [self._corpus[row] for row, _ in picked],
            grades=entry.grades + [0.0] * len(picked),
            kinds=kinds + [kind for _, kind in picked],
        )

    def limit(self, scores: Scores, positives: Sequence[int]) -> float:
        """The score above which a candidate is taken to be relevant."""
        return float(np.median(scores[list(positives)])) * self._mining.skip_above

    def _candidates(self, kind: str, number: int, positives: Sequence[int]) -> Iterator[int]:
        if kind == "random":
            return (int(self._draw.integers(len(self._corpus))) for _ in range(20 * self._mining.negatives))
        return iter(self._sources[kind].ranked(number, positives)[self._mining.skip_first :])

    def _fresh(self, candidates: Iterator[int], taken: set[int], scores: Scores, limit: float) -> Iterator[int]:
        seen = set(taken)
        for row in candidates:
            if row in seen or row < 0:
                continue
            seen.add(row)
            if scores[row] > limit:
                self.guarded += 1
                continue
            yield row
