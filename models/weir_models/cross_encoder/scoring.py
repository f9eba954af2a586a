"""Runs a cross-encoder in torch over lists, and measures how it ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from weir_models.cross_encoder.lists import RankedList, pairs_of
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.evaluate.metrics import ndcg
from weir_models.text.pair_tokens import Pair, PairTokens


@dataclass(frozen=True)
class Scored:
    """What a model makes of pairs, in their order."""

    logits: Tensor
    """[pairs]"""
    vectors: Tensor | None
    """[pairs, spaces, 2, width], where the head has them."""


def scored(model: CrossEncoder, tokens: PairTokens, pairs: Sequence[Pair], micro_batch: int) -> Scored:
    """Score pairs in small batches of like length, which waste fewer padded tokens than one big one."""
    device = next(model.parameters()).device
    rows: list[int] = []
    logits: list[Tensor] = []
    vectors: list[Tensor] = []
    for picked, batch in tokens.batches(pairs, micro_batch):
        rows.extend(picked)
        given = {name: torch.from_numpy(values).to(device) for name, values in batch.items()}
        each, aside = model.scored(**given)
        logits.append(each.float())
        if aside is not None:
            vectors.append(aside.float())
    order = torch.from_numpy(np.argsort(rows)).to(device)
    return Scored(torch.cat(logits)[order], torch.cat(vectors)[order] if vectors else None)


@torch.inference_mode()
def list_scores(model: CrossEncoder, tokens: PairTokens, lists: Sequence[RankedList], micro_batch: int) -> list:
    """An array [products] of logits a list; without dropout, in fp32."""
    training = model.training
    model.eval()
    logits = scored(model, tokens, pairs_of(lists), micro_batch).logits.cpu().numpy() if lists else np.empty(0)
    model.train(training)
    return np.split(logits, np.cumsum([len(entry.products) for entry in lists])[:-1])


def measured(model: CrossEncoder, tokens: PairTokens, lists: Sequence[RankedList], micro_batch: int) -> dict:
    """Mean NDCG@10 by set over graded lists, to four digits."""
    values: dict[str, list[float]] = {}
    for entry, scores in zip(lists, list_scores(model, tokens, lists, micro_batch), strict=False):
        order = np.argsort(-scores, kind="stable")
        values.setdefault(entry.set, []).append(ndcg(entry.targets[order].tolist()))
    return {name: round(float(np.mean(value)), 4) for name, value in values.items()}
