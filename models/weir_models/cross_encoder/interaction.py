"""A cross-encoder whose two segments meet late: in [CLS], in their means, and token by token."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from weir_models.cross_encoder.model import CrossEncoder

UNSEEN = -1e4
SPACES = 3


class Interaction(CrossEncoder):
    """Tokens attend within their segment and to `[CLS]`; `[CLS]` attends to all.

    The product's positions begin anew and its token type starts as the query's. So each segment is encoded as the
    bi-encoder that the layers come from would encode it alone, and the similarities of the two rank well before the
    first step of training: NDCG@10 .91 on icecat's dev queries, where attention across segments from the first layer
    gave .69 and had to be unlearnt.

    The logit is a linear read-out of `[CLS]`, of the cosine of the segments' means in each teacher's space, and of the
    mean over query tokens of the best cosine with a product token (late interaction; Khattab and Zaharia, 2020).

    Args:
        bert: the layers to use.
        vocabulary: its `vocab.txt`.
        history: what the weights have seen.
        spaces: teachers whose vectors the means are mapped to; the first is the layers' own.
    """

    def __init__(self, bert: BertModel, vocabulary: Path, history: list[str], spaces: int = SPACES) -> None:
        super().__init__(bert.config, vocabulary, history)
        self.bert = bert
        width = bert.config.hidden_size
        self.read_out = nn.Linear(width, 1)
        self.similarity = nn.Linear(spaces + 1, 1)
        self.maps = nn.ModuleList([nn.Linear(width, width, bias=False) for _ in range(spaces)])
        nn.init.zeros_(self.read_out.weight)
        nn.init.zeros_(self.read_out.bias)
        nn.init.constant_(self.similarity.weight, 4.0)
        nn.init.constant_(self.similarity.bias, -6.0)
        for mapping in self.maps:
            nn.init.eye_(mapping.get_parameter("weight"))

    def scored(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        product = (attention_mask * token_type_ids).to(torch.float32)
        query = (attention_mask * (1 - token_type_ids)).to(torch.float32)
        states = self._states(input_ids, attention_mask, token_type_ids)
        means = torch.stack([_mean(states, query), _mean(states, product)], dim=1)
        vectors = torch.stack([_unit(mapping(means)) for mapping in self.maps], dim=1)
        tokens = _unit(states)
        cosines = tokens @ tokens.transpose(1, 2) - 2 * (1 - product)[:, None, :]
        late = (cosines.amax(-1) * query).sum(1) / query.sum(1)
        similarities = torch.cat([(vectors[:, :, 0] * vectors[:, :, 1]).sum(-1), late[:, None]], dim=1)
        return (self.read_out(states[:, 0]) + self.similarity(similarities))[:, 0], vectors

    def body(self) -> BertModel:
        return self.bert

    def _states(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Last states [pairs, tokens, width]."""
        first = ((1 - types) * mask).sum(1, keepdim=True)
        positions = torch.cumsum(torch.ones_like(ids), 1) - 1 - types * (first - 1)
        states = self.bert.embeddings(input_ids=ids, token_type_ids=types, position_ids=positions)
        begins = (positions + types == 0)[..., None]
        same = (types[:, :, None] == types[:, None, :]) | begins | begins.transpose(1, 2)
        seen = same & mask[:, None, :].bool()
        bias = (1 - seen.to(torch.float32))[:, None] * UNSEEN
        for layer in self.bert.encoder.layer:
            states = layer(states, bias)
            states = states[0] if isinstance(states, tuple) else states
        return states


def _mean(states: Tensor, weights: Tensor) -> Tensor:
    return (states * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)


def _unit(vectors: Tensor) -> Tensor:
    return vectors / vectors.pow(2).sum(-1, keepdim=True).clamp_min(1e-6).sqrt()
