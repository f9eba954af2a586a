"""Train a cross-encoder on judged and teacher-scored lists: the teacher, or several of them by seed."""

from pathlib import Path
from typing import Annotated

import torch
import typer
from rich import print as say

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.folders import HEAD_HELP, START_HELP, start
from weir_models.cross_encoder.lists import Folds
from weir_models.cross_encoder.losses import JUDGED, JUDGED_HELP, TEACHER, TEACHER_HELP, parse_loss
from weir_models.cross_encoder.optimiser import Decay
from weir_models.cross_encoder.sampler import Mix, Sampler
from weir_models.settings import SETTINGS
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models train-reranker --out teacher --start e5 --judged-sets esci,icecat,movies --steps 2000
weir-models train-reranker --out teachers --seeds 1,2,3 --lists teacher.jsonl --judged-loss lambdaloss
"""


def main(
    out: Annotated[Path, typer.Option(help="Folder to write; with several seeds, one folder a seed in it.")],
    source: Annotated[str, typer.Option("--start", help=START_HELP)] = "minilm",
    head: Annotated[str | None, typer.Option(help=f"The head: {HEAD_HELP} Default: its own, or classifier.")] = None,
    layers: Annotated[str, typer.Option(help="Keep only these layers, 0,3,5; default: all.")] = "",
    lists: options.Lists = None,
    judged_sets: options.JudgedSets = "esci,icecat,movies",
    check_sets: options.CheckSets = "esci,icecat,movies",
    graded_share: options.GradedShare = 0.5,
    temperature: options.Temperature = 2.0,
    weights: options.Weights = "",
    folds: options.FoldCount = 0,
    fold: options.FoldAt = 0,
    judged_loss: Annotated[str, typer.Option(help=JUDGED_HELP)] = "ranknet,listnet=0.5",
    teacher_loss: Annotated[str, typer.Option(help=TEACHER_HELP)] = "kl,margin-mse=0.3",
    steps: Annotated[int, typer.Option(help="Steps; the learning rate falls to 0 at the last.")] = 2000,
    lists_a_step: Annotated[int, typer.Option(help="Lists of a step.")] = 8,
    list_size: Annotated[int, typer.Option(help="Products of a list in a step.")] = 12,
    rate: Annotated[float, typer.Option(help="Highest learning rate of the topmost layer.")] = 5e-5,
    layer_decay: Annotated[float, typer.Option(help="Rate of a layer by that of the one above it.")] = 1.0,
    head_factor: Annotated[float, typer.Option(help="Rate of the head by that of the topmost layer.")] = 10.0,
    warm_up: Annotated[float, typer.Option(help="Share of the steps in which the rate rises.")] = 0.05,
    decay: Annotated[Decay, typer.Option(help="How the rate falls.")] = "linear",
    average: Annotated[float, typer.Option(help="Keep a running average of the weights, of this decay (.99).")] = 0.0,
    freeze_words: Annotated[bool, typer.Option(help="Leave the word embeddings as they are.")] = True,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a pair in training.")] = 64,
    check_every: Annotated[int, typer.Option(help="Steps between two checks.")] = 200,
    check_queries: Annotated[int, typer.Option(help="Queries of a set in a check.")] = 40,
    seeds: Annotated[str, typer.Option(help="One model a seed, comma-separated.")] = "0",
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    threads: Annotated[int, typer.Option(help="Threads of torch on a CPU.")] = SETTINGS.threads,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Train, check NDCG@10 on the way, and keep the best. A stopped run goes on where it was."""
    given = dict(locals())
    device = best_device(threads)
    material = options.read_material(lists or [], judged_sets, check_sets, Folds(folds, fold), data, check_queries)
    mix = Mix(graded_share, temperature, options.parse_weights(weights), list_size)
    sampler = Sampler(material.lists, mix)
    say(f"{len(material.lists)} lists, {len(material.checks)} checks, {device}")
    say({name: round(chance, 3) for name, chance in sampler.chances().items()})
    inputs = options.inputs(lists, judged_sets, data)
    chosen = [int(seed) for seed in options.split_names(seeds)]
    for seed in chosen:
        folder = out if len(chosen) == 1 else out / f"seed-{seed}"
        training = Training(
            steps=steps,
            lists=lists_a_step,
            rate=rate,
            layer_decay=layer_decay,
            head_factor=head_factor,
            warm_up=warm_up,
            decay=decay,
            micro_batch=device.micro_batch,
            freeze_words=freeze_words,
            average=average,
            check_every=check_every,
            seed=seed,
        )
        with tracked("train-reranker", given | {"seed": seed, "device": str(device)}, inputs) as run:
            torch.manual_seed(seed)
            model = start(source, head, [int(layer) for layer in options.split_names(layers)] or None, jars)
            model.learnt_from(*material.sources())
            lessons = Lessons(
                sampler,
                material.tokens(model, max_tokens),
                parse_loss(judged_loss, JUDGED),
                parse_loss(teacher_loss, TEACHER),
                material.checks,
            )
            told = {name: value for name, value in given.items() if name not in ("out", "threads", "seeds", "data")}
            fingerprint = f"{seed} {told} {data_fingerprint(inputs)}"
            best = fit(model, lessons, training, folder, device, run, fingerprint)
            run.keep(folder / "config.json")
            say(f"{folder}: step {best.step}, mean NDCG@10 {best.mean:.4f} on the checks")
