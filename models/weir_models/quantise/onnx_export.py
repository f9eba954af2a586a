"""Writes a torch model as ONNX with dynamic batch and length."""

import warnings
from pathlib import Path

import torch
from torch import nn

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OPSET = 17


def export_onnx(model: nn.Module, target: Path, output: str) -> None:
    """Export `model(input_ids, attention_mask, token_type_ids)`; `output` names what it gives, shape [batch, n]."""
    ids = torch.randint(1, 10, (3, 24))
    types = (torch.arange(24) >= 6).long().expand(3, 24).contiguous()
    dynamic = {name: {0: "batch", 1: "tokens"} for name in INPUTS} | {output: {0: "batch"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(),
            (ids, torch.ones_like(ids), types),
            str(target),
            input_names=INPUTS,
            output_names=[output],
            dynamic_axes=dynamic,
            opset_version=OPSET,
            dynamo=False,
        )
