"""Pairs of sets whose texts differ in length: a passage of a contract needs more tokens than a product."""

from collections.abc import Mapping

from weir_models.data.judged_set import JudgedSet
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, MAX_TOKENS, PairTokens
from weir_models.text.wordpiece import WordPiece


class TokensBySet(PairTokens):
    """Each set with its own limits, in one batch.

    Args:
        sets: by name.
        wordpiece: the model's.
        limits: set to (tokens of a pair, tokens of its query); those of serving where it is not named.
    """

    def __init__(self, sets: dict[str, JudgedSet], wordpiece: WordPiece, limits: Mapping[str, tuple[int, int]]) -> None:
        super().__init__(sets, wordpiece, MAX_TOKENS, MAX_QUERY_TOKENS)
        self._limited = {name: PairTokens(sets, wordpiece, *limit) for name, limit in limits.items()}

    def _sequence(self, name: str, query: str, product: str) -> tuple[list[int], int]:
        if name in self._limited:
            return self._limited[name]._sequence(name, query, product)
        return super()._sequence(name, query, product)
