"""The options that every command that trains a cross-encoder has, and what is read by them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from weir_models.cross_encoder.folders import HEAD_HELP, START_HELP
from weir_models.cross_encoder.lists import Folds, RankedList, check_lists, judged_lists, read_lists
from weir_models.cross_encoder.losses import JUDGED_HELP, TEACHER_HELP
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.optimiser import Decay
from weir_models.data.judged_set import JudgedSet, load
from weir_models.failure import Failure
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, PairTokens
from weir_models.text.wordpiece import WordPiece

Lists = Annotated[list[Path] | None, typer.Option(help="JSONL of lists (score-teachers); may be given several times.")]
JudgedSets = Annotated[str, typer.Option(help="Judged sets to learn from, comma-separated; none is allowed.")]
CheckSets = Annotated[str, typer.Option(help="Judged sets to choose the best step by, on their dev queries.")]
Weights = Annotated[str, typer.Option(help="How often each set is drawn, esci=.4,icecat=.6; else by temperature.")]
Temperature = Annotated[float, typer.Option(help="1 draws sets in proportion to their lists, a high one evenly.")]
GradedShare = Annotated[float, typer.Option(help="Share of judged lists in a step, beside teacher lists.")]
FoldCount = Annotated[int, typer.Option(help="Leave this part of the train and dev queries out, and check on it.")]
FoldAt = Annotated[int, typer.Option(help="Which part is left out, 0 to folds - 1.")]
Data = Annotated[Path, typer.Option(help="Folder of the judged sets.")]
Seed = Annotated[int, typer.Option(help="Seed of every draw.")]
Jars = Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")]
Threads = Annotated[int, typer.Option(help="Threads of torch on a CPU.")]
JudgedLoss = Annotated[str, typer.Option(help=JUDGED_HELP)]
TeacherLoss = Annotated[str, typer.Option(help=TEACHER_HELP)]
Steps = Annotated[int, typer.Option(help="Steps; the learning rate falls to 0 at the last.")]
ListsAStep = Annotated[int, typer.Option(help="Lists of a step.")]
ListSize = Annotated[int, typer.Option(help="Products of a list in a step.")]
Rate = Annotated[float, typer.Option(help="Highest learning rate of the topmost layer.")]
HeadFactor = Annotated[float, typer.Option(help="Rate of the head by that of the topmost layer.")]
WarmUp = Annotated[float, typer.Option(help="Share of the steps in which the rate rises.")]
DecayTo = Annotated[Decay, typer.Option(help="How the rate falls.")]
Average = Annotated[float, typer.Option(help="Keep a running average of the weights, of this decay (.99).")]
FreezeWords = Annotated[bool, typer.Option(help="Leave the word embeddings as they are.")]
MaxTokens = Annotated[int, typer.Option(help="Tokens of a pair in training.")]
CheckEvery = Annotated[int, typer.Option(help="Steps between two checks.")]
CheckQueries = Annotated[int, typer.Option(help="Queries of a set in a check.")]
StudentStart = Annotated[str, typer.Option("--start", help=f"What the student starts from. {START_HELP}")]
StudentLayers = Annotated[str, typer.Option(help="Layers of that to keep: 0,3,5, or 0,5; default: all.")]
Head = Annotated[str | None, typer.Option(help=f"The head: {HEAD_HELP} Default: its own, or classifier.")]


@dataclass(frozen=True)
class Material:
    """Lists to learn from and to check on, and the sets whose products they name."""

    sets: dict[str, JudgedSet]
    lists: list[RankedList]
    checks: list[RankedList]

    def tokens(self, model: CrossEncoder, max_tokens: int) -> PairTokens:
        """Batches of pairs for this model."""
        return PairTokens(self.sets, WordPiece(model.vocabulary), max_tokens, MAX_QUERY_TOKENS)

    def scaled(self, factor: float) -> "Material":
        """With teacher scores times a factor, which sharpens their softmax."""
        lists = [
            entry if entry.graded else replace(entry, targets=(entry.targets * factor).astype(np.float32))
            for entry in self.lists
        ]
        return replace(self, lists=lists)

    def sources(self) -> list[str]:
        """What a model that learns from these has seen, for its card."""
        named = {(entry.set, entry.graded) for entry in self.lists}
        return [name if graded else f"queries over {name} scored by teachers" for name, graded in sorted(named)]


def read_material(
    lists: Sequence[Path], judged_sets: str, check_sets: str, folds: Folds, data: Path, check_queries: int = 40
) -> Material:
    """Read what the options name. Raises `Failure` where something is not there."""
    read = read_lists(lists)
    named = split_names(judged_sets)
    checked = split_names(check_sets)
    sets = {name: load(name, data) for name in sorted({*named, *checked, *(entry.set for entry in read)})}
    judged = [entry for name in named for entry in judged_lists(sets[name], folds)]
    checks = [entry for name in checked for entry in check_lists(sets[name], folds, check_queries)]
    return Material(sets, [*read, *judged], checks)


def inputs(lists: Sequence[Path] | None, judged_sets: str, data: Path) -> list[Path]:
    """What a run learns from: its fingerprint."""
    return [*(lists or []), *(data / name / "qrels" for name in split_names(judged_sets))]


def split_names(text: str) -> list[str]:
    """Names between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def parse_weights(text: str) -> dict[str, float]:
    """`esci=.4,icecat=.6`. Raises `Failure`."""
    try:
        return {name.strip(): float(weight) for name, weight in (part.split("=") for part in split_names(text))}
    except ValueError as error:
        raise Failure(f'"{text}": give set=weight pairs such as esci=.4,icecat=.6.') from error
