"""WiSE-FT: between the old weights and the new (Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022)."""

import copy
from typing import TypeVar

import torch

from weir_models.cross_encoder.model import CrossEncoder

Model = TypeVar("Model", bound=CrossEncoder)


@torch.no_grad()
def interpolated(old: Model, new: Model, alpha: float) -> Model:
    """A model with the weights (1 - alpha) * old + alpha * new: 0 gives the old one, 1 the new one.

    Both must be of one architecture, and the new one fine-tuned from the old one: weights of two models that were
    trained apart have no meaning between them.
    """
    model = copy.deepcopy(new)
    before = old.state_dict()
    mixed = {
        name: torch.lerp(before[name].to(after), after, alpha) if after.is_floating_point() else after
        for name, after in new.state_dict().items()
    }
    model.load_state_dict(mixed)
    return model
