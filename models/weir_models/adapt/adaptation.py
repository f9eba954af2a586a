"""Trains and measures one method after another, each once: what is done is found again by a later run.

In the folder of an adaptation, `runs/<method>/` is the model that a method gave, and `runs/<method>.json` its record:
`{"fingerprint", "seconds", "evaluation"}`, the last null until it is measured. `runs/general.json` is the old model's.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from weir_models.adapt.anchor import fisher_information
from weir_models.adapt.evaluation import Evaluation, Lists, evaluated
from weir_models.adapt.interpolation import interpolated
from weir_models.adapt.lessons import Material, remembered_by, sampler_of, terms_of, training_of
from weir_models.adapt.methods import Method
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.folders import load, save
from weir_models.cross_encoder.lists import RankedList
from weir_models.cross_encoder.losses import Loss
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.failure import Failure
from weir_models.text.pair_tokens import PairTokens
from weir_models.tracking.run import Run
from weir_models.training.device import Device


@dataclass(frozen=True)
class Course:
    """What all methods share."""

    domain: list[RankedList]
    memory: list[RankedList]
    lists: Lists
    """What every model is measured on; nothing is learnt or chosen within a method by them."""
    training: Training
    judged_loss: Loss
    teacher_loss: Loss
    layer_decay: float
    list_size: int
    fisher_lists: int
    learnt: list[str]
    """For the history of the adapted models."""


@dataclass(frozen=True)
class Adapted:
    """A model and how it did."""

    evaluation: Evaluation
    seconds: float
    model: Callable[[], CrossEncoder]
    """Loads or makes it."""


class Adaptation:
    """All methods start from the same old model.

    Args:
        start: makes the old model.
        tokens: of pairs of all sets.
        course: data, rates, losses.
        out: its folder.
        device: where to.
        fingerprint: of everything that decides what comes out, but for the method.
    """

    def __init__(
        self,
        start: Callable[[], CrossEncoder],
        tokens: PairTokens,
        course: Course,
        out: Path,
        device: Device,
        fingerprint: str,
    ) -> None:
        self._start, self._tokens, self._course = start, tokens, course
        self._runs, self._device, self._fingerprint = out / "runs", device, fingerprint

    @cached_property
    def before(self) -> Evaluation:
        """The old model's."""
        return self._measured("general", self._old, 0.0)

    def trained(self, method: Method, run: Run) -> Adapted:
        """Train by a method and measure what comes out, or find both again.

        Raises:
            Failure: what is found is of other options or data.
        """
        seconds = self._trained(method, run)

        def model() -> CrossEncoder:
            return load(self._runs / method.slug).to(self._device.torch)

        return Adapted(self._measured(method.slug, model, seconds), seconds, model)

    def between(self, method: Method, alpha: float, run: Run) -> Adapted:
        """WiSE-FT between the old model and what a method gives, which is trained where it is not found."""
        name = f"wise-ft-{alpha:g}-of-{method.slug}"
        self._trained(method, run)

        def model() -> CrossEncoder:
            new = load(self._runs / method.slug).to(self._device.torch)
            return interpolated(self._old(), new, alpha)

        return Adapted(self._measured(name, model, 0.0), 0.0, model)

    def _trained(self, method: Method, run: Run) -> float:
        """Train where no record says that it is done; the seconds that it took."""
        record = self._record(method.slug)
        if record is None:
            begun = time.monotonic()
            self._train(method, self._runs / method.slug, run)
            record = self._write(method.slug, time.monotonic() - begun, None)
        return record["seconds"]

    def _train(self, method: Method, folder: Path, run: Run) -> None:
        model = self._old()
        course = self._course
        training = training_of(method, course.training, course.layer_decay)
        model.body().get_input_embeddings().requires_grad_(not training.freeze_words)
        remembered = self._remembered if method.strength("lwf") else []
        lessons = Lessons(
            sampler_of(method, Material(course.domain, course.memory, remembered), course.list_size),
            self._tokens,
            course.judged_loss,
            course.teacher_loss,
            terms=terms_of(method, model, lambda: self._fisher(model)),
        )
        model.learnt_from(*course.learnt)
        fit(model, lessons, training, folder, self._device, run, f"{method.name} {self._fingerprint}")
        save(model, folder)

    def _old(self) -> CrossEncoder:
        return self._start().to(self._device.torch)

    @cached_property
    def _remembered(self) -> list[RankedList]:
        return remembered_by(self._old(), self._tokens, self._course.memory, self._course.training.micro_batch)

    def _fisher(self, model: CrossEncoder) -> dict[str, Tensor]:
        draw = np.random.default_rng(self._course.training.seed)
        picked = draw.permutation(len(self._course.memory))[: self._course.fisher_lists]
        lists = [self._course.memory[row] for row in picked]
        return fisher_information(model, self._tokens, lists, self._course.training.micro_batch, draw)

    def _measured(self, name: str, model: Callable[[], CrossEncoder], seconds: float) -> Evaluation:
        record = self._record(name)
        if record is None or record["evaluation"] is None:
            found = evaluated(model(), self._tokens, self._course.lists, self._course.training.micro_batch)
            record = self._write(name, seconds, found)
        return Evaluation.of_state(record["evaluation"])

    def _record(self, name: str) -> dict[str, Any] | None:
        path = self._runs / f"{name}.json"
        if not path.exists():
            return None
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["fingerprint"] != self._fingerprint:
            raise Failure(f"{path} is of a run with other options or data: remove {self._runs}, or give another --out.")
        return record

    def _write(self, name: str, seconds: float, evaluation: Evaluation | None) -> dict[str, Any]:
        record = {
            "fingerprint": self._fingerprint,
            "seconds": round(seconds, 1),
            "evaluation": evaluation.state() if evaluation else None,
        }
        self._runs.mkdir(parents=True, exist_ok=True)
        scratch = self._runs / f"{name}.partial"
        scratch.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(scratch, self._runs / f"{name}.json")
        return record
