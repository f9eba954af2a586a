"""Distil a bi-encoder's token states into a reranker of few layers: from texts alone, nobody has to judge or score.

The student has the head `segments`: it scores a pair by the cosine of its two texts and by the best cosines of the
query's tokens, from the states that it learns here.
"""

from pathlib import Path
from typing import Annotated

import torch
import typer
from rich import print as say

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.folders import start
from weir_models.cross_encoder.lists import Folds, check_lists
from weir_models.cross_encoder.segments import Segments
from weir_models.cross_encoder.state_fit import fit_states
from weir_models.cross_encoder.state_lessons import StateLessons, product_texts, query_texts
from weir_models.data.judged_set import load
from weir_models.encoder.bi_encoder import open_bi_encoder
from weir_models.failure import Failure
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, PairTokens
from weir_models.text.wordpiece import WordPiece
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models distil-states --sets esci,icecat,movies --queries queries.jsonl --layers 0,3,5 --out student-l3
weir-models distil-states --start student-l3 --layers 0,2 --rate 3e-4 --out student-l2
"""


def main(
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    sets: Annotated[
        str, typer.Option(help="Sets whose products and train queries are read, comma-separated; they need no grades.")
    ] = "esci,icecat,movies",
    queries: Annotated[list[Path] | None, typer.Option(help="Queries of generate-queries; may be given often.")] = None,
    teacher: Annotated[str, typer.Option(help="Bi-encoder: minilm, or what train-encoder wrote.")] = "minilm",
    source: options.StudentStart = "minilm",
    layers: options.StudentLayers = "",
    check_sets: options.CheckSets = "esci,icecat,movies",
    check_queries: options.CheckQueries = 40,
    steps: options.Steps = 2000,
    batch: Annotated[int, typer.Option(help="Texts of a step.")] = 48,
    query_weight: Annotated[float, typer.Option(help="A batch of queries is drawn so often by one of products.")] = 0.5,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 2e-4,
    warm_up: options.WarmUp = 0.05,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a text in training.")] = 40,
    check_every: options.CheckEvery = 250,
    seed: options.Seed = 0,
    jars: options.Jars = SETTINGS.work / "jars",
    threads: options.Threads = SETTINGS.threads,
    data: options.Data = SETTINGS.data,
) -> None:
    """Train, check NDCG@10 on the way, keep the last step. A stopped run goes on where it was."""
    given = dict(locals())
    device = best_device(threads)
    torch.manual_seed(seed)
    taught = open_bi_encoder(teacher, jars)
    student = start(source, "segments", [int(layer) for layer in options.split_names(layers)] or None, jars, spaces=1)
    if not isinstance(student, Segments) or student.bert.config.hidden_size != taught.dimensions:
        raise Failure(f"{source} is not as wide as {teacher}: token states can only be learnt at the same width.")
    if taught.usage.pooling != "mean" or taught.usage.query_prefix or taught.usage.passage_prefix:
        raise Failure(f"{teacher} pools or prefixes texts in a way that a pair does not have; give one like minilm.")
    named = [load(name, data) for name in options.split_names(sets)]
    checked = {name: load(name, data) for name in options.split_names(check_sets)}
    checks = [entry for each in checked.values() for entry in check_lists(each, Folds(), check_queries)]
    tokens = PairTokens(checked, WordPiece(student.vocabulary), max_tokens, MAX_QUERY_TOKENS)
    texts, asked = product_texts(named), query_texts(named, queries or [])
    lessons = StateLessons(taught, texts, asked, max_tokens, batch, query_weight, device, seed)
    student.learnt_from(*(f"texts of {judged.name}" for judged in named))
    say(f"{lessons.texts} texts, {len(checks)} checks, {student.layers()} layers, {device}")
    inputs = [*(queries or []), *(data / judged.name for judged in named)]
    told = {name: value for name, value in given.items() if name not in ("out", "threads", "data", "jars")}
    with tracked("distil-states", given | {"device": str(device)}, inputs) as run:
        best = fit_states(
            student,
            lessons,
            tokens,
            checks,
            steps=steps,
            rate=rate,
            warm_up=warm_up,
            check_every=check_every,
            seed=seed,
            out=out,
            device=device,
            run=run,
            fingerprint=f"{told} {data_fingerprint(inputs)}",
        )
        run.keep(out / "config.json")
    reached = f"mean NDCG@10 {best.mean:.4f} on the checks" if best.step else "nothing was trained"
    say(f"{out}: step {best.step}, {reached}")
