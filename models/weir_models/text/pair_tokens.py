"""Token ids of queries and products, computed once, and the padded batches of pairs that a cross-encoder takes."""

from collections.abc import Iterator, Sequence

from weir_models.data.judged_set import JudgedSet
from weir_models.text.wordpiece import Batch, WordPiece, padded

MAX_TOKENS, MAX_QUERY_TOKENS = 64, 24
"""Tokens of a pair and of its query in serving; what the manifests declare."""

Pair = tuple[str, str, str]
"""Set, query text, product id."""


class PairTokens:
    """Builds batches for (set, query, product)."""

    def __init__(
        self, sets: dict[str, JudgedSet], wordpiece: WordPiece, max_tokens: int, max_query_tokens: int
    ) -> None:
        self._sets, self._wordpiece = sets, wordpiece
        self._max_tokens, self._max_query_tokens = max_tokens, max_query_tokens
        self._products: dict[tuple[str, str], list[int]] = {}
        self._queries: dict[str, list[int]] = {}

    def batches(self, pairs: Sequence[Pair], size: int) -> Iterator[tuple[list[int], Batch]]:
        """Rows of `pairs` and their batch of at most `size`, sorted by length so that little is padded."""
        sequences = [self._sequence(*entry) for entry in pairs]
        order = sorted(range(len(pairs)), key=lambda row: len(sequences[row][0]))
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            yield rows, padded([sequences[row][0] for row in rows], [sequences[row][1] for row in rows])

    def _sequence(self, name: str, query: str, product: str) -> tuple[list[int], int]:
        if query not in self._queries:
            self._queries[query] = self._wordpiece.ids([query])[0]
        key = (name, product)
        if key not in self._products:
            self._products[key] = self._wordpiece.ids([self._sets[name].text(product)])[0][: self._max_tokens]
        return self._wordpiece.pair(self._queries[query], self._products[key], self._max_tokens, self._max_query_tokens)
