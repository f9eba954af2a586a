"""AdamW with a learning rate a layer, and the schedule of the rates."""

import math
import re
from typing import Literal

import torch
from torch import nn

from weir_models.cross_encoder.model import CrossEncoder

Decay = Literal["linear", "cosine", "none"]


def optimiser_of(
    model: CrossEncoder, rate: float, layer_decay: float, head_factor: float, weight_decay: float
) -> torch.optim.AdamW:
    """A layer's rate is the rate of the one above it times `layer_decay` (Howard and Ruder, ULMFiT, 2018).

    The topmost layer has `rate`, the head `head_factor` times it, the embeddings that of a layer below the first.
    Biases and norms do not decay.
    """
    layers = model.layers()
    body = {id(parameter) for parameter in model.body().parameters()}
    groups: dict[tuple[float, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = _depth(name)
        own = rate * layer_decay ** (layers - 1 - depth) if id(parameter) in body and depth is not None else None
        # A pooler belongs to the body in name only: it is as new as the head.
        groups.setdefault((own or rate * head_factor, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": own, "weight_decay": weight_decay if decays else 0.0}
            for (own, decays), parameters in groups.items()
        ]
    )


def schedule_of(
    optimiser: torch.optim.Optimizer, steps: int, warm_up: float, decay: Decay
) -> torch.optim.lr_scheduler.LambdaLR:
    """Rates rise over the first `warm_up` of the steps, then fall to 0 at the last, linearly or as a half cosine."""
    rising = max(1, round(warm_up * steps))

    def factor(step: int) -> float:
        if step < rising:
            return (step + 1) / (rising + 1)
        done = min(1.0, (step - rising) / max(1, steps - rising))
        return {"linear": 1 - done, "cosine": (1 + math.cos(math.pi * done)) / 2, "none": 1.0}[decay]

    return torch.optim.lr_scheduler.LambdaLR(optimiser, factor)


def _depth(name: str) -> int | None:
    """Layer of a parameter; -1 of embeddings, None of what is in no layer."""
    layer = re.search(r"\.layers?\.(\d+)\.", name)
    if layer:
        return int(layer[1])
    return -1 if "embeddings" in name else None
