"""A cross-encoder of two weights and two tasks that pull at them, so that forgetting can be worked out by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig

from tests.reranker_data import SPECIAL
from weir_models.cross_encoder.lists import RankedList
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.data.judged_set import JudgedSet
from weir_models.text.pair_tokens import PairTokens
from weir_models.text.wordpiece import WordPiece

VOCABULARY = [*SPECIAL, "lamp", "chair", "clause"]
MATCH, MARKER = VOCABULARY.index("lamp"), VOCABULARY.index("clause")


class TwoWeights(CrossEncoder):
    """logit = weights[0] * matches + weights[1] * matches * (the query says "clause").

    It starts at (1, 0): products that match rank first. `other` is in no logit.
    """

    def __init__(self, vocabulary: Path) -> None:
        vocabulary.write_text("\n".join(VOCABULARY) + "\n")
        super().__init__(BertConfig(num_hidden_layers=1), vocabulary, [])
        self.weights = nn.Parameter(torch.tensor([1.0, 0.0]))
        self.other = nn.Parameter(torch.zeros(1), requires_grad=False)
        self.words = nn.Embedding(1, 1)
        self.words.requires_grad_(False)

    def scored(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, None]:  # noqa: ARG002
        matches = ((input_ids == MATCH) & (token_type_ids == 1)).sum(1).float()
        marked = ((input_ids == MARKER) & (token_type_ids == 0)).any(1).float()
        return self.weights[0] * matches + self.weights[1] * matches * marked, None

    def body(self) -> Any:
        return self

    def get_input_embeddings(self) -> nn.Embedding:
        return self.words


def match_sets() -> dict[str, JudgedSet]:
    products = {"yes": {"_id": "yes", "title": "lamp"}, "no": {"_id": "no", "title": "chair"}}
    return {name: JudgedSet(name, products, {}, {}, ("title",)) for name in ("general", "domain")}


def match_tokens(model: TwoWeights) -> PairTokens:
    return PairTokens(match_sets(), WordPiece(model.vocabulary), 8, 4)


def match_lists(name: str, count: int, size: int = 2) -> list[RankedList]:
    """In general the product that matches is relevant, in the domain ("clause lamp") the one that does not."""
    query = "clause lamp" if name == "domain" else "lamp"
    grades = np.array([1, 0] if name == "general" else [0, 1], np.float32)
    return [RankedList(name, query, ["yes", "no"][:size], grades[:size], graded=True, top=1.0) for _ in range(count)]
