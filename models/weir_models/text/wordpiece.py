"""BERT's uncased WordPiece, as `libs/inference` has it: special tokens are ids that are put in, never text."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAD = 0
"""The first line of every BERT vocabulary."""

Batch = dict[str, "NDArray[np.int64]"]
"""`input_ids`, `attention_mask` and `token_type_ids`, each of shape [texts, longest]."""


class WordPiece:
    """Text to token ids. A literal "[SEP]" in a text is three pieces of text, so that nobody can inject one."""

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text(encoding="utf-8").splitlines()
        self.begin, self.separator = pieces.index("[CLS]"), pieces.index("[SEP]")
        self._tokenizer = Tokenizer(models.WordPiece.from_file(str(vocabulary), unk_token="[UNK]"))
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)  # pyright: ignore[reportAttributeAccessIssue]
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()  # pyright: ignore[reportAttributeAccessIssue]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, uncut and without special tokens."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def texts(self, texts: Sequence[str], max_tokens: int) -> list[list[int]]:
        """`[CLS] text [SEP]`, cut to `max_tokens`."""
        return [[self.begin, *ids[: max_tokens - 2], self.separator] for ids in self.ids(texts)]

    def pair(
        self, query: list[int], product: list[int], max_tokens: int, max_query_tokens: int
    ) -> tuple[list[int], int]:
        """`[CLS] query [SEP] product [SEP]` of token ids, and the length of its first segment (token type 0).

        The query is cut to `max_query_tokens`, then the product to what is left of `max_tokens`.
        """
        first = [self.begin, *query[:max_query_tokens], self.separator]
        return [*first, *product[: max_tokens - len(first) - 1], self.separator], len(first)


def padded(sequences: Sequence[list[int]], first_segments: Sequence[int] | None = None) -> Batch:
    """Pad to the longest; token type 1 from the end of the first segment, where there is one."""
    longest = max(len(sequence) for sequence in sequences)
    shape = (len(sequences), longest)
    batch: Batch = {
        "input_ids": np.full(shape, PAD, np.int64),
        "attention_mask": np.zeros(shape, np.int64),
        "token_type_ids": np.zeros(shape, np.int64),
    }
    for row, sequence in enumerate(sequences):
        batch["input_ids"][row, : len(sequence)] = sequence
        batch["attention_mask"][row, : len(sequence)] = 1
        if first_segments is not None:
            batch["token_type_ids"][row, first_segments[row] : len(sequence)] = 1
    return batch
