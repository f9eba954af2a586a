"""The training loop of every cross-encoder: teachers, students, adapted ones."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from weir_models.cross_encoder.folders import save
from weir_models.cross_encoder.lists import RankedList, pairs_of
from weir_models.cross_encoder.losses import Loss
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.optimiser import Decay, optimiser_of, schedule_of
from weir_models.cross_encoder.sampler import Sampler
from weir_models.cross_encoder.scoring import Scored, measured, scored
from weir_models.text.pair_tokens import PairTokens
from weir_models.tracking.run import Run
from weir_models.training.checkpoint import Checkpoint, Stateful
from weir_models.training.device import Device


@dataclass(frozen=True)
class Training:
    """How to train."""

    steps: int
    lists: int = 8
    """Lists a step."""
    rate: float = 5e-5
    """Highest learning rate of the topmost layer."""
    layer_decay: float = 1.0
    head_factor: float = 10.0
    warm_up: float = 0.05
    decay: Decay = "linear"
    weight_decay: float = 0.01
    clip: float = 1.0
    """Largest norm of a step's gradient."""
    micro_batch: int = 16
    """Pairs of one forward pass."""
    freeze_words: bool = True
    """Leave the word embeddings as they are: what few queries show would move few of the words."""
    average: float = 0.0
    """Decay of the running average of the weights that is checked and kept (EMA), such as 0.99; 0 is none."""
    check_every: int = 200
    """Steps between two checks."""
    seed: int = 0


@dataclass(frozen=True)
class Step:
    """What a step has computed, for terms that add to its loss."""

    number: int
    model: CrossEncoder
    lists: list[RankedList]
    scored: Scored
    """Of `pairs_of(lists)`."""


Term = Callable[[Step], Tensor]
"""A scalar that is added to the loss: a penalty on weights, or on what the model makes of the step's pairs."""


@dataclass
class Best:
    """The best check so far; a part of the checkpoint."""

    step: int = 0
    mean: float = -1.0

    def state_dict(self) -> dict[str, object]:
        return {"step": self.step, "mean": self.mean}

    def load_state_dict(self, state_dict: dict[str, object]) -> None:
        self.step, self.mean = int(str(state_dict["step"])), float(str(state_dict["mean"]))


@dataclass(frozen=True)
class Lessons:
    """What to learn from, and what to choose by."""

    sampler: Sampler
    tokens: PairTokens
    judged_loss: Loss
    teacher_loss: Loss
    checks: Sequence[RankedList] = ()
    """Graded lists; the mean over sets of NDCG@10 says which step was best. None: the last is kept."""
    terms: Sequence[tuple[str, Term]] = ()
    """Named, for the curves."""


def fit(
    model: CrossEncoder,
    lessons: Lessons,
    training: Training,
    out: Path,
    device: Device,
    run: Run,
    fingerprint: str,
) -> Best:
    """Train `model`, and save what was best at a check; `model` itself ends as the last step left it.

    What a stopped run goes on from is `<out>.training.pt`; it is removed at the end.

    Args:
        model: what to train.
        lessons: lists, losses, checks.
        training: steps, rates and so on.
        out: folder for the best.
        device: where to.
        run: gets the curves.
        fingerprint: of options and data: a run that was stopped goes on only under the same.
    """
    torch.manual_seed(training.seed)
    draw = np.random.default_rng(training.seed)
    model.to(device.torch).train()
    words = model.body().get_input_embeddings()
    words.requires_grad_(not training.freeze_words)
    optimiser = optimiser_of(model, training.rate, training.layer_decay, training.head_factor, training.weight_decay)
    schedule = schedule_of(optimiser, training.steps, training.warm_up, training.decay)
    averaged = (
        AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(training.average), use_buffers=True)
        if training.average
        else None
    )
    best = Best()
    parts: dict[str, Stateful] = {"model": model, "optimiser": optimiser, "schedule": schedule, "best": best}
    if averaged:
        parts["averaged"] = averaged
    checkpoint = Checkpoint(out.with_name(f"{out.name}.training.pt"), fingerprint, parts, draw)
    done = checkpoint.restore()
    candidate = cast("CrossEncoder", averaged.module) if averaged else model
    if done == 0:
        _check(candidate, lessons, training, best, 0, out, run)
    losses = Curves()
    with progress() as bar:
        shown = bar.add_task("training", total=training.steps, completed=done)
        for number in range(done + 1, training.steps + 1):
            losses.add(_step(model, lessons, training, number, device, draw))
            torch.nn.utils.clip_grad_norm_(model.parameters(), training.clip)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            if averaged:
                averaged.update_parameters(model)
            bar.advance(shown)
            if number % training.check_every == 0 or number == training.steps:
                figures = losses.means() | {"rate": float(schedule.get_last_lr()[0])}
                run.log(figures, number)
                _check(candidate, lessons, training, best, number, out, run, figures)
                checkpoint.save(number)
    checkpoint.path.unlink(missing_ok=True)
    return best


def _step(
    model: CrossEncoder,
    lessons: Lessons,
    training: Training,
    number: int,
    device: Device,
    draw: np.random.Generator,
) -> dict[str, float]:
    """Leave the gradients in the model; the loss's parts."""
    lists = lessons.sampler.drawn(training.lists, draw)
    with device.autocast():
        step = Step(number, model, lists, scored(model, lessons.tokens, pairs_of(lists), training.micro_batch))
    groups = step.scored.logits.split([len(entry.products) for entry in lists])
    parts: dict[str, list[Tensor]] = {}
    for entry, group in zip(lists, groups, strict=True):
        targets = torch.from_numpy(entry.gains() if entry.graded else entry.targets).to(group)
        loss = lessons.judged_loss if entry.graded else lessons.teacher_loss
        parts.setdefault("judged loss" if entry.graded else "teacher loss", []).append(
            entry.weight * loss(group, targets)
        )
    total = torch.stack([value for values in parts.values() for value in values]).mean()
    extra = {name: term(step) for name, term in lessons.terms}
    torch.stack([total, *extra.values()]).sum().backward()
    return {name: float(torch.stack(values).mean().detach()) for name, values in parts.items()} | {
        name: float(value.detach()) for name, value in extra.items()
    }


def _check(
    model: CrossEncoder,
    lessons: Lessons,
    training: Training,
    best: Best,
    number: int,
    out: Path,
    run: Run,
    figures: dict[str, float] | None = None,
) -> None:
    values = measured(model, lessons.tokens, lessons.checks, training.micro_batch)
    mean = float(np.mean(list(values.values()))) if values else best.mean
    run.log({f"{name}/ndcg_at_10": value for name, value in values.items()} | {"mean/ndcg_at_10": mean}, number)
    if mean > best.mean or not values:
        best.step, best.mean = number, mean
        save(model, out)
    losses = [f"{name} {value:.4g}" for name, value in (figures or {}).items()]
    ranked = [f"NDCG@10 {name} {value:.4f}" for name, value in values.items()]
    mark = " (best)" if best.step == number else ""
    Console(stderr=True).print(f"step {number}: {', '.join([*losses, *ranked])}{mark}", highlight=False)


class Curves:
    """Means of each part of the loss since they were last asked for."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {}
        self._begun, self._steps = time.monotonic(), 0

    def add(self, parts: dict[str, float]) -> None:
        self._steps += 1
        for name, value in parts.items():
            self._values.setdefault(name, []).append(value)

    def means(self) -> dict[str, float]:
        seconds = time.monotonic() - self._begun
        figures = {name: float(np.mean(values)) for name, values in self._values.items()}
        figures["steps per s"] = self._steps / max(seconds, 1e-9)
        self._values, self._steps, self._begun = {}, 0, time.monotonic()
        return figures


def progress() -> Progress:
    """The bar of a training loop, on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)
