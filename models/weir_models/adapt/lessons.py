"""What a method changes of the shared training loop: the lists of a step, the rates, terms of the loss."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from torch import Tensor

from weir_models.adapt.anchor import Anchor
from weir_models.adapt.methods import Method
from weir_models.cross_encoder.fit import Term, Training
from weir_models.cross_encoder.lists import Folds, RankedList, judged_lists
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.sampler import Mix, Sampler
from weir_models.cross_encoder.scoring import list_scores
from weir_models.data.judged_set import JudgedSet
from weir_models.text.pair_tokens import PairTokens


@dataclass(frozen=True)
class Material:
    """Lists to learn from."""

    domain: Sequence[RankedList]
    memory: Sequence[RankedList]
    """General lists that people judged: what must not be forgotten."""
    remembered: Sequence[RankedList]
    """The same with the old model's scores as targets; needed for `lwf` only."""


def memory_of(sets: Sequence[JudgedSet], count: int, size: int, seed: int) -> list[RankedList]:
    """At most `count` lists of the train queries of each set, of at most `size` products."""
    draw = np.random.default_rng(seed)
    kept: list[RankedList] = []
    for judged in sets:
        lists = judged_lists(judged, Folds())
        kept += [lists[row].cut(size, draw) for row in draw.permutation(len(lists))[:count]]
    return kept


def remembered_by(
    model: CrossEncoder, tokens: PairTokens, memory: Sequence[RankedList], micro_batch: int
) -> list[RankedList]:
    """`memory` as the model scores it now (learning without forgetting; Li and Hoiem, ECCV 2016)."""
    scores = list_scores(model, tokens, memory, micro_batch)
    return [
        RankedList(entry.set, entry.query, entry.products, logits, graded=False)
        for entry, logits in zip(memory, scores, strict=True)
    ]


def sampler_of(method: Method, material: Material, list_size: int) -> Sampler:
    """Draws the domain's lists, and general ones in the shares of the method, each set as often as another."""
    replay, lwf = method.strength("replay"), method.strength("lwf")
    sets = list(dict.fromkeys(entry.set for entry in material.memory))
    # Weights hold within each kind of list: those of general sets mean nothing to judged lists without replay.
    weights = {entry.set: method.domain_share for entry in material.domain[:1]}
    weights |= {name: (replay or 1.0) / len(sets) for name in sets}
    lists = [*material.domain, *(material.memory if replay else ()), *(material.remembered if lwf else ())]
    return Sampler(lists, Mix(graded_share=1 - lwf, weights=weights, list_size=list_size))


def training_of(method: Method, training: Training, layer_decay: float) -> Training:
    """With the rates of `low-rate`."""
    factor = method.strength("low-rate")
    return replace(training, rate=training.rate * factor, layer_decay=layer_decay) if factor else training


def terms_of(method: Method, model: CrossEncoder, fisher: Callable[[], Mapping[str, Tensor]]) -> list[tuple[str, Term]]:
    """The penalties of `l2-sp` and `ewc`; `model` is the old one still. `fisher` is called where it is needed."""
    terms: list[tuple[str, Term]] = []
    if method.strength("l2-sp"):
        terms.append(("l2-sp", Anchor(model, method.strength("l2-sp"))))
    if method.strength("ewc"):
        terms.append(("ewc", Anchor(model, method.strength("ewc"), fisher())))
    return terms
