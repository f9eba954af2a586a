"""Train a cross-encoder on judged and teacher-scored lists: the teacher, or several of them by seed."""

from pathlib import Path
from typing import Annotated

import torch
import typer
from rich import print as say

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.folders import START_HELP, start
from weir_models.cross_encoder.lists import Folds
from weir_models.cross_encoder.losses import JUDGED, TEACHER, parse_loss
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
    head: options.Head = None,
    layers: Annotated[str, typer.Option(help="Keep only these layers, 0,3,5; default: all.")] = "",
    lists: options.Lists = None,
    judged_sets: options.JudgedSets = "esci,icecat,movies",
    check_sets: options.CheckSets = "esci,icecat,movies",
    graded_share: options.GradedShare = 0.5,
    temperature: options.Temperature = 2.0,
    weights: options.Weights = "",
    folds: options.FoldCount = 0,
    fold: options.FoldAt = 0,
    judged_loss: options.JudgedLoss = "ranknet,listnet=0.5",
    teacher_loss: options.TeacherLoss = "kl,margin-mse=0.3",
    steps: options.Steps = 2000,
    lists_a_step: options.ListsAStep = 8,
    list_size: options.ListSize = 12,
    rate: options.Rate = 5e-5,
    layer_decay: Annotated[float, typer.Option(help="Rate of a layer by that of the one above it.")] = 1.0,
    head_factor: options.HeadFactor = 10.0,
    warm_up: options.WarmUp = 0.05,
    decay: options.DecayTo = "linear",
    average: options.Average = 0.0,
    freeze_words: options.FreezeWords = True,
    max_tokens: options.MaxTokens = 64,
    check_every: options.CheckEvery = 200,
    check_queries: options.CheckQueries = 40,
    seeds: Annotated[str, typer.Option(help="One model a seed, comma-separated.")] = "0",
    jars: options.Jars = SETTINGS.work / "jars",
    threads: options.Threads = SETTINGS.threads,
    data: options.Data = SETTINGS.data,
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
