"""Penalties on leaving the old weights: L2-SP, and EWC with the diagonal of the Fisher information."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from weir_models.cross_encoder.fit import Step
from weir_models.cross_encoder.lists import RankedList, pairs_of
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.scoring import scored
from weir_models.text.pair_tokens import PairTokens


class Anchor:
    """strength / 2 * sum over weights of importance * (weight - old weight)^2, a term of the training loss.

    With an importance of 1 everywhere it is L2-SP (Li, Grandvalet and Davoine, Explicit inductive bias for transfer
    learning, ICML 2018, eq. 4, with all layers shared); with the Fisher information it is elastic weight consolidation
    (Kirkpatrick et al., Overcoming catastrophic forgetting in neural networks, PNAS 2017, eq. 3).

    Args:
        model: as it is before training. Weights that need no gradient are left out.
        strength: lambda.
        importance: by parameter name, of the parameter's shape; None is 1.
    """

    def __init__(self, model: CrossEncoder, strength: float, importance: Mapping[str, Tensor] | None = None) -> None:
        self._strength, self._importance = strength, importance
        self._old = {name: weight.detach().clone() for name, weight in _trained(model).items()}

    def __call__(self, step: Step) -> Tensor:
        now = _trained(step.model)
        parts = []
        for name, old in self._old.items():
            squares = (now[name] - old.to(now[name])).square()
            parts.append((squares if self._importance is None else self._importance[name].to(squares) * squares).sum())
        return self._strength / 2 * torch.stack(parts).sum()


def fisher_information(
    model: CrossEncoder, tokens: PairTokens, lists: Sequence[RankedList], micro_batch: int, draw: np.random.Generator
) -> dict[str, Tensor]:
    """The diagonal by parameter name, scaled to a mean of 1, so that strengths compare with those of L2-SP.

    The model of a list is the softmax of its scores: which product comes first (Plackett-Luce, as ListNet's top one).
    For each list one product is drawn from the model itself, not from the judgments: the expectation of its squared
    score function is the Fisher information (Kunstner, Hennig and Balles, NeurIPS 2019, on why the labels' gradient
    would not be it).
    """
    summed = {name: torch.zeros_like(weight) for name, weight in _trained(model).items()}
    training = model.training
    model.eval()
    for entry in lists:
        model.zero_grad(set_to_none=True)
        chances = scored(model, tokens, pairs_of([entry]), micro_batch).logits.log_softmax(0)
        weights = chances.detach().double().exp().cpu().numpy()
        chances[int(draw.choice(len(weights), p=weights / weights.sum()))].backward()
        for name, weight in _trained(model).items():
            if weight.grad is not None:
                summed[name] += weight.grad.square()
    model.zero_grad(set_to_none=True)
    model.train(training)
    mean = torch.cat([values.flatten() for values in summed.values()]).mean().clamp_min(1e-30)
    return {name: values / mean for name, values in summed.items()}


def _trained(model: CrossEncoder) -> dict[str, Tensor]:
    return {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
