"""A bi-encoder with late interaction, as one pass over a pair: it starts where its base weights rank already."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from weir_models.cross_encoder.model import CrossEncoder

UNSEEN = -1e4
SPACES = 3
LIMIT = 6.0


class Segments(CrossEncoder):
    """Query and product are each encoded as `[CLS] text [SEP]`; what they have in common is read off their tokens.

    The product gets a `[CLS]` of its own in a column behind the pair: without one, states of a bi-encoder are not what
    they were trained to be (NDCG@10 on movies falls by .12). The logit is a read-out of the cosines of the segments'
    weighted means in each teacher's space, and of the best cosines that query tokens have with product tokens (Khattab
    and Zaharia, ColBERT, 2020): their mean, their weighted mean, that of the bare word embeddings, and the lowest. It
    starts as 10 times the cosine plus 7.5 times the mean of the best cosines.

    `gate` [layers, 2] is the bias of attention to the other segment, of tokens and of `[CLS]`; it starts closed, and
    stays so unless it is made to learn.

    Args:
        bert: the layers to use.
        vocabulary: its `vocab.txt`.
        history: what the weights have seen.
        spaces: teachers whose vectors the means are mapped to; the first is the layers' own.
    """

    def __init__(self, bert: BertModel, vocabulary: Path, history: list[str], spaces: int = SPACES) -> None:
        super().__init__(bert.config, vocabulary, history)
        self.bert = bert
        width, count = bert.config.hidden_size, spaces + 4
        self.maps = nn.ModuleList([nn.Linear(width, width, bias=False) for _ in range(spaces)])
        self.importance = nn.Linear(width, 2)
        self.gate = nn.Parameter(torch.full((bert.config.num_hidden_layers, 2), UNSEEN), requires_grad=False)
        self.linear = nn.Linear(count, 1)
        self.mlp1, self.mlp2 = nn.Linear(count, 16), nn.Linear(16, 1)
        self.cls = nn.Linear(width, 1)
        for mapping in self.maps:
            nn.init.eye_(mapping.get_parameter("weight"))
        for layer in (self.importance, self.mlp2, self.cls, self.linear):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        with torch.no_grad():
            self.linear.weight[0, 0], self.linear.weight[0, spaces] = 10.0, 7.5
            self.linear.bias.fill_(-10.0)

    def scored(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        first = ((1 - token_type_ids) * attention_mask).sum(1, keepdim=True)
        one = torch.ones_like(first)
        ids = torch.cat([input_ids, input_ids[:, :1]], 1)
        mask = torch.cat([attention_mask, one], 1)
        types = torch.cat([token_type_ids, one], 1)
        column = torch.cumsum(torch.ones_like(ids), 1)
        last = (column == column[:, -1:]).long()
        positions = (column - 1 - types * (first - 1)) * (1 - last)
        product = (mask * types).to(torch.float32)
        query = (mask * (1 - types)).to(torch.float32)
        states = self._states(ids, mask, types, positions)
        vectors = torch.stack([self._pooled(states, query), self._pooled(states, product)], dim=2)
        words = self.bert.embeddings.word_embeddings(ids)
        blocked = 2 * (1 - product)[:, None, :]
        best, bare = (
            (unit @ unit.transpose(1, 2) - blocked).amax(-1).clamp_min(-1) for unit in (_unit(states), _unit(words))
        )
        # Query tokens without the special ones, unless there are no others.
        inner = query * (column > 1) * (column < first)
        inner = inner + (inner.sum(1, keepdim=True) == 0) * query
        weights = self._importance(states, 1) * inner
        weights = weights / weights.sum(1, keepdim=True)
        cosines = (vectors[:, :, 0] * vectors[:, :, 1]).sum(-1)
        late = [
            (best * inner).sum(1) / inner.sum(1),
            (best * weights).sum(1),
            (bare * weights).sum(1),
            (best + (1 - inner) * 9).amin(1),
        ]
        read = torch.cat([cosines, torch.stack(late, dim=1)], dim=1)
        logits = self.linear(read) + self.mlp2(functional.gelu(self.mlp1(read))) + self.cls(states[:, 0])
        return logits[:, 0], vectors

    def alone(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Last states [texts, tokens, width] of texts `[CLS] text [SEP]`, as a pair has them while the gate is closed.

        Args:
            ids: int64 [texts, tokens].
            mask: 1 where there is a token, int64 [texts, tokens].
        """
        positions = torch.arange(ids.shape[1], device=ids.device).expand_as(ids)
        return self._states(ids, mask, torch.zeros_like(ids), positions)

    def body(self) -> BertModel:
        return self.bert

    def _states(self, ids: Tensor, mask: Tensor, types: Tensor, positions: Tensor) -> Tensor:
        """Last states [pairs, tokens, width]."""
        kinds = types.to(torch.float32)
        other = (kinds[:, :, None] - kinds[:, None, :]).abs()
        begins = (positions == 0).to(torch.float32)[:, :, None]
        padding = (1 - mask.to(torch.float32))[:, None, :] * UNSEEN
        states = self.bert.embeddings(input_ids=ids, token_type_ids=torch.zeros_like(types), position_ids=positions)
        for layer, gate in zip(self.bert.encoder.layer, self.gate, strict=True):
            bias = padding + other * (gate[0] * (1 - begins) + gate[1] * begins)
            states = layer(states, bias[:, None])
            states = states[0] if isinstance(states, tuple) else states
        return states

    def _pooled(self, states: Tensor, segment: Tensor) -> Tensor:
        """Unit vectors [pairs, spaces, width] of a segment's weighted mean."""
        weights = self._importance(states, 0) * segment
        mean = (states * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)
        return torch.stack([_unit(mapping(mean)) for mapping in self.maps], dim=1)

    def _importance(self, states: Tensor, of: int) -> Tensor:
        return self.importance(states)[..., of].clamp(-LIMIT, LIMIT).exp()


def _unit(vectors: Tensor) -> Tensor:
    return vectors / vectors.pow(2).sum(-1, keepdim=True).clamp_min(1e-6).sqrt()
