"""The state of a training run on disk, so that a stopped one goes on where it was."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from weir_models.failure import Failure
from weir_models.whole_file import whole_file


class Stateful(Protocol):
    """What torch's modules, optimisers and schedules have in common."""

    def state_dict(self) -> dict[str, object]: ...

    def load_state_dict(self, state_dict: dict[str, object], /) -> object: ...


@dataclass
class Checkpoint:
    """One file that holds everything a run needs to go on: parts by name, random draws, the step.

    Two runs with one seed agree, also where one of them was stopped and went on.
    """

    path: Path
    fingerprint: str
    """Of what must be the same to go on: options and data."""
    parts: dict[str, Stateful]
    draw: np.random.Generator

    def save(self, step: int) -> None:
        """Write the state after `step`; a crash leaves the previous one."""
        state = {
            "fingerprint": self.fingerprint,
            "step": step,
            "parts": {name: part.state_dict() for name, part in self.parts.items()},
            "numpy": self.draw.bit_generator.state,
            "torch": torch.get_rng_state(),
        }
        with whole_file(self.path) as scratch:
            torch.save(state, scratch)

    def restore(self) -> int:
        """Load the state, and return the step that it was saved after; 0 where there is none.

        Raises:
            Failure: it is of another run.
        """
        if not self.path.exists():
            return 0
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        if state["fingerprint"] != self.fingerprint:
            raise Failure(f"{self.path} is of a run with other options or data: remove it, or give another place.")
        for name, part in self.parts.items():
            part.load_state_dict(state["parts"][name])
        self.draw.bit_generator.state = state["numpy"]
        torch.set_rng_state(state["torch"])
        return state["step"]
