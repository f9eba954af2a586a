"""Trains a bi-encoder on lists, with the losses of sentence-transformers under Matryoshka dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import (
    DistillKLDivLoss,
    MatryoshkaLoss,
    MultipleNegativesRankingLoss,
)
from torch import Tensor, nn

from weir_models.cross_encoder.lists import RankedList
from weir_models.data.judged_set import JudgedSet
from weir_models.encoder.bi_encoder import BiEncoder
from weir_models.failure import Failure
from weir_models.text.wordpiece import WordPiece, padded
from weir_models.tracking.run import Run
from weir_models.training.checkpoint import Checkpoint
from weir_models.training.device import Device

TEMPERATURE = 0.05
"""Of the softmax over cosines."""


@dataclass(frozen=True)
class EncoderTraining:
    """How to train."""

    steps: int
    queries: int = 24
    """Of a step; the positives of the others are negatives of each."""
    negatives: int = 2
    """Of its own list, for each query."""
    dimensions: tuple[int, ...] = (384, 256, 128)
    """Of the vectors that are cut off there; each is trained (Matryoshka; Kusupati et al., 2022)."""
    rate: float = 2e-5
    warm_up: float = 0.1
    teacher_share: float = 0.5
    """Of the steps, where there are teacher lists beside judged ones."""
    max_query_tokens: int = 32
    max_passage_tokens: int = 64
    save_every: int = 100
    seed: int = 0


def fit_encoder(
    model: BiEncoder,
    lists: Sequence[RankedList],
    sets: dict[str, JudgedSet],
    training: EncoderTraining,
    out: Path,
    device: Device,
    run: Run,
    fingerprint: str,
) -> None:
    """Train in place, and save to `out`; what a stopped run goes on from is `<out>.training.pt`.

    Judged lists are learnt by MultipleNegativesRanking (Henderson et al., 2017): one of the best products against
    worse ones of its list and the products of the other queries. Teacher lists by the KL divergence of the softmax
    over the list's cosines from the teacher's.

    Raises:
        Failure: no list has a product that is better than another.
    """
    torch.manual_seed(training.seed)
    draw = np.random.default_rng(training.seed)
    pools = {
        graded: [entry for entry in lists if entry.graded is graded and np.ptp(entry.targets) > 0]
        for graded in (True, False)
    }
    if not pools[True] and not pools[False]:
        raise Failure("there is nothing to learn from: give lists with products of more than one grade or score.")
    shares = training.teacher_share if pools[True] else 1.0
    model.to(device.torch).train()
    wrapped = SentenceTransformer(modules=[_Embedding(model)], device=str(device.torch))
    sizes = [size for size in training.dimensions if size <= model.dimensions]
    losses = {
        True: MatryoshkaLoss(wrapped, MultipleNegativesRankingLoss(wrapped), sizes),
        False: MatryoshkaLoss(wrapped, DistillKLDivLoss(wrapped, temperature=TEMPERATURE), sizes),
    }
    columns = _Columns(model, sets, training, device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=training.rate, weight_decay=0.01)
    rising = max(1, round(training.warm_up * training.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (rising + 1), max(0.0, 1 - step / max(1, training.steps)))
    )
    parts = {"model": model, "optimiser": optimiser, "schedule": schedule}
    checkpoint = Checkpoint(out.with_name(f"{out.name}.training.pt"), fingerprint, parts, draw)
    begun = checkpoint.restore() + 1
    seen: dict[bool, list[float]] = {True: [], False: []}
    steps = range(begun, training.steps + 1)
    for step in track(steps, "Training", console=Console(stderr=True), transient=True):
        graded = bool(pools[True]) and not (pools[False] and draw.random() < shares)
        with device.autocast():
            features, labels = columns.drawn(pools[graded], draw)
            # The distillation loss comes times the square of its temperature; both kinds of step should weigh the same.
            loss = losses[graded](features, labels) / (1 if graded else TEMPERATURE**2)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        seen[graded].append(float(loss.detach()))
        if step % training.save_every == 0 or step == training.steps:
            names = {True: "judged loss", False: "teacher loss"}
            figures = {names[kind]: float(np.mean(values)) for kind, values in seen.items() if values}
            Console(stderr=True).print(f"step {step}: {figures}", highlight=False)
            run.log(figures, step)
            seen = {True: [], False: []}
            checkpoint.save(step)
    model.eval()
    model.save(out)
    checkpoint.path.unlink(missing_ok=True)


class _Embedding(nn.Module):
    """A bi-encoder as a module of sentence-transformers has it."""

    def __init__(self, model: BiEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        return features | {"sentence_embedding": self.model(**features)}

    def get_embedding_dimension(self) -> int:
        return self.model.dimensions


class _Columns:
    """Queries, and as many columns of products as a list gives."""

    def __init__(self, model: BiEncoder, sets: dict[str, JudgedSet], training: EncoderTraining, device: Device) -> None:
        self._wordpiece, self._usage = WordPiece(model.vocabulary), model.usage
        self._sets, self._training, self._device = sets, training, device

    def drawn(self, pool: list[RankedList], draw: np.random.Generator) -> tuple[list[dict[str, Tensor]], Tensor]:
        """Features of the queries and of each column, and the teacher's scores [queries, columns]."""
        width = 1 + self._training.negatives
        chosen = [pool[int(row)] for row in draw.permutation(len(pool))[: self._training.queries]]
        rows = [self._rows(entry, width, draw) for entry in chosen]
        queries = [self._usage.query_prefix + entry.query for entry in chosen]
        features = [self._features(queries, self._training.max_query_tokens)]
        for column in range(width):
            texts = [
                self._usage.passage_prefix + self._sets[entry.set].text(entry.products[at[column]])
                for entry, at in zip(chosen, rows, strict=True)
            ]
            features.append(self._features(texts, self._training.max_passage_tokens))
        labels = np.stack([entry.targets[at] for entry, at in zip(chosen, rows, strict=True)])
        # The loss divides both by the temperature, and the teacher's scores are logits already.
        return features, torch.from_numpy(np.float32(TEMPERATURE) * labels).to(self._device.torch)

    def _rows(self, entry: RankedList, width: int, draw: np.random.Generator) -> list[int]:
        """A best product, then others; of judged lists only worse ones. Drawn again where there are too few."""
        order = draw.permutation(len(entry.products)).tolist()
        best = max(order, key=lambda at: entry.targets[at])
        others = [at for at in order if entry.targets[at] < entry.targets[best] or (not entry.graded and at != best)]
        return [best, *(others[at % len(others)] for at in range(width - 1))]

    def _features(self, texts: list[str], most: int) -> dict[str, Tensor]:
        batch = padded(self._wordpiece.texts(texts, most))
        return {name: torch.from_numpy(values).to(self._device.torch) for name, values in batch.items()}
