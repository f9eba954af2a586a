"""Distil a teacher, or an ensemble, into a student of few layers: it learns from the scores of score-teachers."""

from pathlib import Path
from typing import Annotated, cast

import torch
import typer
from rich import print as say
from torch import nn

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.folders import start
from weir_models.cross_encoder.interaction import Interaction
from weir_models.cross_encoder.lists import Folds
from weir_models.cross_encoder.losses import JUDGED, TEACHER, parse_loss
from weir_models.cross_encoder.model import CrossEncoder
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
    source: options.StudentStart = "minilm",
    layers: options.StudentLayers = "",
    head: options.Head = None,
    teacher_loss: options.TeacherLoss = "kl,margin-mse=0.05",
    teacher_scale: Annotated[float, typer.Option(help="Teacher scores are multiplied by this (z-sums: 2).")] = 2.0,
    vectors: Annotated[Path | None, typer.Option(help="NPZ of score-teachers: holds a late head's to them.")] = None,
    vector_weight: Annotated[float, typer.Option(help="Weight of that.")] = 2.0,
    judged_sets: options.JudgedSets = "",
    graded_share: options.GradedShare = 0.25,
    judged_loss: options.JudgedLoss = "ranknet,listnet=0.5",
    check_sets: options.CheckSets = "esci,icecat,movies",
    temperature: options.Temperature = 2.0,
    weights: options.Weights = "",
    folds: options.FoldCount = 0,
    fold: options.FoldAt = 0,
    trim: Annotated[bool, typer.Option(help="Keep only the word pieces that the sets and their queries use.")] = False,
    steps: options.Steps = 3000,
    lists_a_step: options.ListsAStep = 8,
    list_size: options.ListSize = 12,
    rate: options.Rate = 1e-4,
    head_factor: options.HeadFactor = 10.0,
    warm_up: options.WarmUp = 0.05,
    decay: options.DecayTo = "linear",
    average: options.Average = 0.0,
    max_tokens: options.MaxTokens = 48,
    check_every: options.CheckEvery = 250,
    check_queries: options.CheckQueries = 40,
    seed: options.Seed = 0,
    jars: options.Jars = SETTINGS.work / "jars",
    threads: options.Threads = SETTINGS.threads,
    data: options.Data = SETTINGS.data,
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
