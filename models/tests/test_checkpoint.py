"""A run that was stopped goes on as if it had not been."""

from pathlib import Path

import numpy as np
import pytest
import torch

from weir_models.failure import Failure
from weir_models.training.checkpoint import Checkpoint


def trained(path: Path, stops: tuple[int, ...], fingerprint: str = "a") -> list[float]:
    """Ten steps on random rows, in as many pieces as there are stops."""
    weights: list[float] = []
    for stop in stops:
        torch.manual_seed(0)
        model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Dropout(0.5))
        optimiser = torch.optim.AdamW(model.parameters(), lr=0.1)
        draw = np.random.default_rng(0)
        checkpoint = Checkpoint(path, fingerprint, {"model": model, "optimiser": optimiser}, draw)
        for step in range(checkpoint.restore() + 1, stop + 1):
            loss = model(torch.from_numpy(draw.normal(size=(4, 3)).astype(np.float32))).square().sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            checkpoint.save(step)
        weights = model.state_dict()["0.weight"].flatten().tolist()
    return weights


def test_stopped_run_gives_the_same_weights(tmp_path: Path):
    assert trained(tmp_path / "whole.pt", (10,)) == trained(tmp_path / "pieces.pt", (3, 7, 10))


def test_checkpoint_of_another_run_is_refused(tmp_path: Path):
    trained(tmp_path / "run.pt", (1,))
    with pytest.raises(Failure, match="other options or data"):
        trained(tmp_path / "run.pt", (2,), "b")
