"""Distil a teacher, or an ensemble, into a student of few layers: it learns from the scores of score-teachers."""

from pathlib import Path
from typing import Annotated, cast

import torch
import typer
from rich import print as say
from torch import nn

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.folders import HEAD_HELP, START_HELP, start
from weir_models.cross_encoder.interaction import Interaction
from weir_models.cross_encoder.lists import Folds
from weir_models.cross_encoder.losses import JUDGED, JUDGED_HELP, TEACHER, TEACHER_HELP, parse_loss
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.optimiser import Decay
from weir_models.cross_encoder.sampler import Mix, Sampler
from weir_models.cross_encoder.segments import Segments
from weir_models.cross_encoder.teacher_vectors import TeacherVectors
from weir_models.settings import SETTINGS
from weir_models.text.trim_vocabulary import used_pieces, write_trimmed
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models distil --lists teacher.jsonl --start teacher --layers 0,3,5 --out student-l3
weir-models distil --lists teacher.jsonl --start teacher --layers 0,5 --teacher-loss kl,mse=.05 --trim --out student-l2
"""


def main(
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    lists: Annotated[list[Path], typer.Option(help="What score-teachers wrote; may be given several times.")],
    source: Annotated[str, typer.Option("--start", help=f"What the student starts from. {START_HELP}")] = "minilm",
    layers: Annotated[str, typer.Option(help="Layers of that to keep: 0,3,5, or 0,5; default: all.")] = "",
    head: Annotated[str | None, typer.Option(help=f"The head: {HEAD_HELP} Default: its own, or classifier.")] = None,
    teacher_loss: Annotated[str, typer.Option(help=TEACHER_HELP)] = "kl,margin-mse=0.05",
    teacher_scale: Annotated[float, typer.Option(help="Teacher scores are multiplied by this (z-sums: 2).")] = 2.0,
    vectors: Annotated[Path | None, typer.Option(help="NPZ of score-teachers: holds a late head's to them.")] = None,
    vector_weight: Annotated[float, typer.Option(help="Weight of that.")] = 2.0,
    judged_sets: options.JudgedSets = "",
    graded_share: options.GradedShare = 0.25,
    judged_loss: Annotated[str, typer.Option(help=JUDGED_HELP)] = "ranknet,listnet=0.5",
    check_sets: options.CheckSets = "esci,icecat,movies",
    temperature: options.Temperature = 2.0,
    weights: options.Weights = "",
    folds: options.FoldCount = 0,
    fold: options.FoldAt = 0,
    trim: Annotated[bool, typer.Option(help="Keep only the word pieces that the sets and their queries use.")] = False,
    steps: Annotated[int, typer.Option(help="Steps; the learning rate falls to 0 at the last.")] = 3000,
    lists_a_step: Annotated[int, typer.Option(help="Lists of a step.")] = 8,
    list_size: Annotated[int, typer.Option(help="Products of a list in a step.")] = 12,
    rate: Annotated[float, typer.Option(help="Highest learning rate of the topmost layer.")] = 1e-4,
    head_factor: Annotated[float, typer.Option(help="Rate of the head by that of the topmost layer.")] = 10.0,
    warm_up: Annotated[float, typer.Option(help="Share of the steps in which the rate rises.")] = 0.05,
    decay: Annotated[Decay, typer.Option(help="How the rate falls.")] = "linear",
    average: Annotated[float, typer.Option(help="Keep a running average of the weights, of this decay (.99).")] = 0.0,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a pair in training.")] = 48,
    check_every: Annotated[int, typer.Option(help="Steps between two checks.")] = 250,
    check_queries: Annotated[int, typer.Option(help="Queries of a set in a check.")] = 40,
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    threads: Annotated[int, typer.Option(help="Threads of torch on a CPU.")] = SETTINGS.threads,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Train, check NDCG@10 on the way, and keep the best. A stopped run goes on where it was."""
    given = dict(locals())
    device = best_device(threads)
    material = options.read_material(lists, judged_sets, check_sets, Folds(folds, fold), data, check_queries)
    material = material.scaled(teacher_scale)
    sampler = Sampler(material.lists, Mix(graded_share, temperature, options.parse_weights(weights), list_size))
    inputs = options.inputs(lists, judged_sets, data)
    torch.manual_seed(seed)
    model = start(source, head, [int(layer) for layer in options.split_names(layers)] or None, jars)
    model.learnt_from(*material.sources())
    terms = []
    if vectors:
        if not isinstance(model, Interaction | Segments):
            raise typer.BadParameter("a classifier has no vectors: use --head segments.")
        teachers = TeacherVectors(vectors, vector_weight)
        if head is not None:
            teachers.initialise(model)
        terms.append(("vectors", teachers.term))
    if trim:
        trim_words(model, material, out.with_name(f"{out.name}.vocab.txt"))
    say(f"{len(material.lists)} lists, {len(material.checks)} checks, {model.layers()} layers, {device}")
    training = Training(
        steps=steps,
        lists=lists_a_step,
        rate=rate,
        head_factor=head_factor,
        warm_up=warm_up,
        decay=decay,
        micro_batch=device.micro_batch,
        average=average,
        check_every=check_every,
        seed=seed,
    )
    lessons = Lessons(
        sampler,
        material.tokens(model, max_tokens),
        parse_loss(judged_loss, JUDGED),
        parse_loss(teacher_loss, TEACHER),
        material.checks,
        terms,
    )
    told = {name: value for name, value in given.items() if name not in ("out", "threads", "data")}
    with tracked("distil", given | {"device": str(device)}, inputs) as run:
        best = fit(model, lessons, training, out, device, run, f"{told} {data_fingerprint(inputs)}")
        run.keep(out / "config.json")
    say(f"{out}: step {best.step}, mean NDCG@10 {best.mean:.4f} on the checks")


def trim_words(model: CrossEncoder, material: options.Material, vocabulary: Path) -> None:
    """Cut the word embeddings to the pieces in use; the model's vocabulary becomes the file that is written here.

    Tokens and logits of the texts of these sets stay as they were: WordPiece takes the longest piece that it knows, and
    every piece that it took is still there.
    """
    texts = [judged.text(product) for judged in material.sets.values() for product in judged.products]
    queries = [query for judged in material.sets.values() for query in judged.queries.values()]
    kept = used_pieces(model.vocabulary, [*texts, *queries, *(entry.query for entry in material.lists)])
    write_trimmed(model.vocabulary, kept, vocabulary)
    body = model.body()
    old = cast("nn.Embedding", body.get_input_embeddings())
    new = nn.Embedding(len(kept), old.weight.shape[1], padding_idx=0)
    new.weight.data = old.weight.data[kept].clone()
    body.set_input_embeddings(new)
    model.config.vocab_size = len(kept)
    body.config.vocab_size = len(kept)
    model.vocabulary = vocabulary
    say(f"{len(kept)} of {len(old.weight)} word pieces are in use")
