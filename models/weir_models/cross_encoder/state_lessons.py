"""Texts of catalogues and queries in batches of like length, with the token states that a bi-encoder gives them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from weir_models.data.judged_set import JudgedSet
from weir_models.data.rows import read_rows, text_of
from weir_models.encoder.bi_encoder import BiEncoder
from weir_models.text.wordpiece import WordPiece, padded
from weir_models.training.device import Device

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class StateBatch:
    """Texts of one kind, padded."""

    ids: Tensor
    """int64 [texts, tokens]"""
    mask: Tensor
    """int64 [texts, tokens]"""
    states: Tensor
    """float32 [texts, tokens, width], each a unit vector; those of padding have no meaning."""


class StateLessons:
    """Batches are fixed, and the teacher runs once over each: its states are kept in memory in half precision.

    Args:
        teacher: whose last states are learnt. Its prefixes are not put in: a pair has none.
        products: texts of products.
        queries: texts of queries; a batch of them is drawn `query_weight` times as often as one of products.
        max_tokens: a text's, special tokens included.
        size: texts of a batch.
        query_weight: see `queries`.
        device: where to compute.
        seed: of the order of texts of the same length.
    """

    def __init__(
        self,
        teacher: BiEncoder,
        products: Iterable[str],
        queries: Iterable[str],
        max_tokens: int,
        size: int,
        query_weight: float,
        device: Device,
        seed: int,
    ) -> None:
        self._teacher = teacher.to(device.torch).eval()
        self._device = device
        self._known: dict[int, NDArray[np.float16]] = {}
        wordpiece = WordPiece(teacher.vocabulary)
        draw = np.random.default_rng(seed)
        self._batches: list[list[list[int]]] = []
        chances: list[float] = []
        for texts, weight in ((products, 1.0), (queries, query_weight)):
            # Two special tokens alone say nothing.
            sequences = [ids for ids in wordpiece.texts(list(dict.fromkeys(texts)), max_tokens) if len(ids) > 2]
            order = np.lexsort((draw.permutation(len(sequences)), np.array([len(ids) for ids in sequences])))
            cut = [[sequences[row] for row in order[at : at + size]] for at in range(0, len(order), size)]
            self._batches.extend(cut)
            chances.extend([weight] * len(cut))
        self._chances = np.array(chances) / np.sum(chances)

    @property
    def texts(self) -> int:
        return sum(len(batch) for batch in self._batches)

    def drawn(self, draw: np.random.Generator) -> StateBatch:
        """A batch at random."""
        at = int(draw.choice(len(self._batches), p=self._chances))
        given = {
            name: torch.from_numpy(values).to(self._device.torch) for name, values in padded(self._batches[at]).items()
        }
        if at not in self._known:
            with torch.inference_mode():
                states = self._teacher.bert(**given).last_hidden_state
            self._known[at] = torch.nn.functional.normalize(states, dim=-1).half().cpu().numpy()
        states = torch.from_numpy(self._known[at]).to(self._device.torch).float()
        return StateBatch(given["input_ids"], given["attention_mask"], states)


def product_texts(sets: Sequence[JudgedSet]) -> list[str]:
    """What a model sees of every product."""
    return [judged.text(product) for judged in sets for product in judged.products]


def query_texts(sets: Sequence[JudgedSet], generated: Sequence[Path]) -> list[str]:
    """The judged train queries, and those of files that generate-queries wrote; no text of the kept-apart splits."""
    judged = [each.queries[query] for each in sets for query in each.qrels["train"]]
    return [*judged, *(text_of(row, "query", place) for path in generated for place, row in read_rows(path))]
