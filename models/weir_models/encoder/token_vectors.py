"""Vectors of each token of a text, for late interaction."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertModel

from weir_models.base_weights import BiEncoder
from weir_models.text.wordpiece import WordPiece, padded
from weir_models.training.device import Device

if TYPE_CHECKING:
    from torch import nn

TokenVectors = NDArray[np.float16]
"""[tokens, width], each row of length 1; without the special tokens."""


class TokenEncoder:
    """A bi-encoder whose tokens are not pooled."""

    def __init__(self, folder: Path, encoder: BiEncoder, device: Device) -> None:
        bert = cast("nn.Module", BertModel.from_pretrained(folder, add_pooling_layer=False))
        self._bert = bert.to(device.torch).eval()
        self._wordpiece = WordPiece(folder / "vocab.txt")
        self._encoder, self._device = encoder, device

    def queries(self, texts: Sequence[str], max_tokens: int) -> list[TokenVectors]:
        """With the prefix that its authors give a query."""
        return self._encoded([self._encoder.query_prefix + text for text in texts], max_tokens)

    def passages(self, texts: Sequence[str], max_tokens: int) -> list[TokenVectors]:
        """With the prefix that its authors give a passage."""
        return self._encoded([self._encoder.passage_prefix + text for text in texts], max_tokens)

    @torch.inference_mode()
    def _encoded(self, texts: Sequence[str], max_tokens: int, batch: int = 32) -> list[TokenVectors]:
        sequences = self._wordpiece.texts(texts, max_tokens)
        order = sorted(range(len(sequences)), key=lambda row: len(sequences[row]))
        vectors: list[TokenVectors] = [np.empty((0, 0), np.float16)] * len(sequences)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            feed = {name: torch.from_numpy(values) for name, values in padded([sequences[row] for row in rows]).items()}
            states = self._bert(**{name: values.to(self._device.torch) for name, values in feed.items()})[0]
            unit = torch.nn.functional.normalize(states, dim=-1).half().cpu().numpy()
            for row, each in zip(rows, unit, strict=True):
                inner = each[1 : len(sequences[row]) - 1]
                # A text without a known character has nothing between the special tokens.
                vectors[row] = inner if len(inner) else each[:1]
        return vectors


def max_similarity(query: TokenVectors, passage: TokenVectors) -> float:
    """The mean over query tokens of the best cosine with a token of the passage."""
    return float((query.astype(np.float32) @ passage.astype(np.float32).T).max(axis=1).mean())
