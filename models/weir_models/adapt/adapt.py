"""Fine-tune a cross-encoder on a domain by several methods, and keep the best one that does not forget the rest.

Writes to `--out`: `frontier.json`, `frontier.md`, `frontier.svg` and `.png`; `runs/`, a model a method; `chosen/`, the
model that passes the gate and gains most, and `chosen.gate.json`, what the gate found of it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich import print as say

from weir_models.adapt.adaptation import Adaptation, Course
from weir_models.adapt.comparison import compared, figures, plan, sizes, written
from weir_models.adapt.evaluation import Lists
from weir_models.adapt.frontier import Frontier
from weir_models.adapt.gate import Gate
from weir_models.adapt.lessons import memory_of
from weir_models.adapt.methods import DEFAULT_STRENGTH, parse_methods
from weir_models.adapt.tokens import TokensBySet
from weir_models.cross_encoder.fit import Training
from weir_models.cross_encoder.folders import START_HELP, start
from weir_models.cross_encoder.lesson_options import split_names
from weir_models.cross_encoder.lists import Folds, RankedList, check_lists, read_lists
from weir_models.cross_encoder.losses import JUDGED, JUDGED_HELP, TEACHER, TEACHER_HELP, parse_loss
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.data.judged_set import load
from weir_models.failure import Failure
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS
from weir_models.text.wordpiece import WordPiece
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models adapt --start general --train lists/train.jsonl --dev lists/dev.jsonl --out adapted
weir-models adapt --start general --train t.jsonl --dev d.jsonl --out adapted --methods naive,replay=0.3+l2-sp=1
"""

METHODS = "naive,low-rate=0.2,replay=0.5,lwf=0.5,l2-sp=1,ewc=1"
MEASURED_ONLY = ("crowdflower", "homedepot")


def main(
    source: Annotated[str, typer.Option("--start", help=f"The general model. {START_HELP}")],
    train: Annotated[list[Path], typer.Option(help="Lists of the domain to learn from (domain-lists).")],
    dev: Annotated[list[Path], typer.Option(help="Lists of the domain to measure on.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    methods: Annotated[
        str, typer.Option(help=f"Of {', '.join(DEFAULT_STRENGTH)}, with strengths, joined by +; none only measures.")
    ] = METHODS,
    alphas: Annotated[
        str, typer.Option(help="Weights of the new model in WiSE-FT; none leaves it out.")
    ] = ".2,.4,.6,.8",
    wise_of: Annotated[str, typer.Option(help="Methods that WiSE-FT interpolates.")] = "naive",
    general: Annotated[str, typer.Option(help="Judged sets that must not be forgotten.")] = "esci,icecat,movies",
    memory: Annotated[int, typer.Option(help="General train lists a set for replay, lwf and ewc.")] = 100,
    general_queries: Annotated[int, typer.Option(help="General dev queries a set to measure on.")] = 60,
    fisher_lists: Annotated[int, typer.Option(help="General lists of ewc's Fisher information.")] = 100,
    most_general_loss: Annotated[float, typer.Option(help="Gate: largest relative fall of the general mean.")] = 0.01,
    level: Annotated[float, typer.Option(help="Gate: level of the t-test of the domain's gain.")] = 0.05,
    steps: Annotated[int, typer.Option(help="Steps of each method.")] = 300,
    lists_a_step: Annotated[int, typer.Option(help="Lists of a step.")] = 8,
    list_size: Annotated[int, typer.Option(help="Passages of a list in a step.")] = 8,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 5e-5,
    layer_decay: Annotated[float, typer.Option(help="low-rate: rate of a layer by that of the one above.")] = 0.8,
    head_factor: Annotated[float, typer.Option(help="Rate of the head by that of the topmost layer.")] = 1.0,
    judged_loss: Annotated[str, typer.Option(help=JUDGED_HELP)] = "ranknet,listnet=0.5",
    lwf_loss: Annotated[str, typer.Option(help=f"lwf: {TEACHER_HELP}")] = "margin-mse",
    freeze_words: Annotated[bool, typer.Option(help="Leave the word embeddings as they are.")] = True,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a pair of the domain; general ones have 64.")] = 128,
    query_tokens: Annotated[int, typer.Option(help="Tokens of the domain's query.")] = MAX_QUERY_TOKENS,
    check_every: Annotated[int, typer.Option(help="Steps after which a stopped run can go on.")] = 50,
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    threads: Annotated[int, typer.Option(help="Threads of torch on a CPU.")] = SETTINGS.threads,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Train each method from the same model and measure it, then write the frontier and the chosen model.

    Exits with 1 where no model passes the gate. A stopped run goes on where it was.
    """
    given = dict(locals())
    device = best_device(threads)
    gate = Gate(most_general_loss, level, seed)
    tried, mixed = parse_methods(methods), parse_methods(wise_of)
    weights = [float(alpha) for alpha in split_names(alphas)]
    domain, checks = read_lists(train), read_lists(dev)
    names = split_names(general)
    _refuse(domain, checks, names)
    kept = [load(name, data) for name in names]
    sets = {judged.name: judged for judged in [*kept, load(domain[0].set, data)]}
    course = Course(
        domain=domain,
        memory=memory_of(kept, memory, list_size, seed),
        lists=Lists(checks, [entry for judged in kept for entry in check_lists(judged, Folds(), general_queries)]),
        training=Training(
            steps=steps,
            lists=lists_a_step,
            rate=rate,
            head_factor=head_factor,
            micro_batch=device.micro_batch,
            freeze_words=freeze_words,
            check_every=check_every,
            seed=seed,
        ),
        judged_loss=parse_loss(judged_loss, JUDGED),
        teacher_loss=parse_loss(lwf_loss, TEACHER),
        layer_decay=layer_decay,
        list_size=list_size,
        fisher_lists=fisher_lists,
        learnt=sorted({entry.set for entry in domain}),
    )
    vocabulary = start(source, jars=jars).vocabulary
    limits = {domain[0].set: (max_tokens, query_tokens)}
    tokens = TokensBySet(sets, WordPiece(vocabulary), limits)
    inputs = [*train, *dev, *(data / name / "qrels" for name in names)]
    fingerprint = _fingerprint(given, [*inputs, vocabulary.parent])

    def old() -> CrossEncoder:
        torch.manual_seed(seed)
        return start(source, jars=jars)

    with tracked("adapt", given | {"device": str(device)}, inputs) as run:
        adaptation = Adaptation(old, tokens, course, out, device, fingerprint)
        say(f"{sizes(course.lists)}; {len(domain)} lists to learn from, {len(course.memory)} to remember; {device}")
        rows, models = compared(adaptation, plan(adaptation, tried, mixed, weights), gate, inputs)
        frontier = Frontier(adaptation.before, gate, rows, sizes(course.lists))
        chosen = frontier.chosen()
        for path in written(frontier, models, out):
            run.keep(path)
        if chosen:
            run.log(figures(chosen))
    print(frontier.report())
    if chosen:
        say(f"{out / 'chosen'}: {chosen.name}")
    elif rows:
        raise Failure("no model passes the forgetting gate: nothing is kept. Try more replay, or another strength.")


def _refuse(domain: Sequence[RankedList], checks: Sequence[RankedList], general: Sequence[str]) -> None:
    learnt = {entry.set for entry in domain}
    if len(learnt) != 1 or learnt != {entry.set for entry in checks}:
        raise Failure("--train and --dev must hold lists of one set, the domain.")
    if learnt & set(general):
        raise Failure(f"{', '.join(learnt)} is the domain: leave it out of --general.")
    refused = (learnt | set(general)) & set(MEASURED_ONLY)
    if refused:
        raise Failure(f"{', '.join(sorted(refused))} may not be learnt from (its licence): leave it out.")
    if not all(entry.graded for entry in (*domain, *checks)):
        raise Failure("lists of the domain must have grades, not a teacher's scores.")
    if not general:
        raise Failure("--general must name a set: without one nothing says what is forgotten.")


def _fingerprint(given: Mapping[str, object], inputs: Sequence[Path]) -> str:
    """Of what decides what a method gives; which methods run, and the gate, do not."""
    apart = ("out", "threads", "data", "jars", "methods", "alphas", "wise_of", "level", "most_general_loss")
    told = {name: value for name, value in given.items() if name not in (*apart, "source", "train", "dev")}
    return hashlib.sha256(f"{told} {data_fingerprint(inputs)}".encode()).hexdigest()
