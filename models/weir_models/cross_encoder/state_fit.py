"""The training loop of state regression: a shallow model learns to give each token the state that a deep one gives it.

A text of 35 tokens is 35 targets of the model's width, where a judged pair is one number: so a few thousand steps on
two cores suffice, and nobody has to judge anything (after Jiao et al., TinyBERT, 2020, of which this is the last layer
alone).
"""

from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from torch import Tensor
from torch.nn.functional import normalize

from weir_models.cross_encoder.fit import Best, Curves, progress
from weir_models.cross_encoder.folders import save
from weir_models.cross_encoder.lists import RankedList
from weir_models.cross_encoder.optimiser import schedule_of
from weir_models.cross_encoder.scoring import measured
from weir_models.cross_encoder.segments import Segments
from weir_models.cross_encoder.state_lessons import StateBatch, StateLessons
from weir_models.text.pair_tokens import PairTokens
from weir_models.tracking.run import Run
from weir_models.training.checkpoint import Checkpoint
from weir_models.training.device import Device

GRAM_WEIGHT = 5.0


def fit_states(
    student: Segments,
    lessons: StateLessons,
    tokens: PairTokens,
    checks: list[RankedList],
    *,
    steps: int,
    rate: float,
    warm_up: float,
    check_every: int,
    seed: int,
    out: Path,
    device: Device,
    run: Run,
    fingerprint: str,
) -> Best:
    """Train the layers and keep the last step's; word embeddings and head stay as they are.

    The checks are told and tracked, not chosen by: with a rate that falls to 0 the last step is the best.

    Args:
        student: what to train.
        lessons: texts and the teacher's states.
        tokens: of the checks.
        checks: graded lists.
        steps: in all.
        rate: the highest.
        warm_up: share of the steps in which it rises.
        check_every: steps between two checks.
        seed: of every draw.
        out: folder to write; `<out>.training.pt` beside it is what a stopped run goes on from.
        device: where to.
        run: gets the curves.
        fingerprint: of options and data: a run that was stopped goes on only under the same.
    """
    draw = np.random.default_rng(seed)
    student.to(device.torch).train()
    student.bert.embeddings.word_embeddings.requires_grad_(requires_grad=False)
    learning = [values for values in student.bert.parameters() if values.requires_grad]
    optimiser = torch.optim.AdamW(learning, rate, weight_decay=0.01)
    schedule = schedule_of(optimiser, steps, warm_up, "linear")
    best = Best()
    parts = {"model": student, "optimiser": optimiser, "schedule": schedule, "best": best}
    checkpoint = Checkpoint(out.with_name(f"{out.name}.training.pt"), fingerprint, parts, draw)
    done = checkpoint.restore()
    curves = Curves()
    with progress() as bar:
        shown = bar.add_task("training", total=steps, completed=done)
        for number in range(done + 1, steps + 1):
            with device.autocast():
                terms = state_loss(student, lessons.drawn(draw))
            torch.stack(list(terms.values())).sum().backward()
            curves.add({name: float(value.detach()) for name, value in terms.items()})
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            bar.update(shown, completed=number)
            if number % check_every == 0 or number == steps:
                values = measured(student, tokens, checks, device.micro_batch)
                best.step, best.mean = number, float(np.mean(list(values.values()))) if values else -1.0
                figures = curves.means()
                run.log(figures | {f"{name}/ndcg_at_10": value for name, value in values.items()}, number)
                told = [f"{name} {value:.4g}" for name, value in (figures | values).items()]
                Console(stderr=True).print(f"step {number}: {', '.join(told)}", highlight=False)
                checkpoint.save(number)
    save(student, out)
    checkpoint.path.unlink(missing_ok=True)
    return best


def state_loss(student: Segments, batch: StateBatch) -> dict[str, Tensor]:
    """Terms to add up.

    `tokens`: 1 - cosine of each token's state with the teacher's. `texts`: the same of their means, which the cosine of
    a pair compares. `cosines between texts`: squared differences of those, weighed by GRAM_WEIGHT; they are what ranks.
    """
    own = normalize(student.alone(batch.ids, batch.mask).float(), dim=-1)
    mask = batch.mask.to(own.dtype)
    tokens = ((1 - (own * batch.states).sum(-1)) * mask).sum() / mask.sum()
    mean, target = (normalize((states * mask[..., None]).sum(1), dim=-1) for states in (own, batch.states))
    texts = (1 - (mean * target).sum(-1)).mean()
    differences = (mean @ mean.T - target @ target.T).pow(2)
    count = max(1, len(mean) * (len(mean) - 1))
    return {
        "tokens": tokens,
        "texts": texts,
        "cosines between texts": GRAM_WEIGHT * (differences.sum() - differences.diagonal().sum()) / count,
    }
