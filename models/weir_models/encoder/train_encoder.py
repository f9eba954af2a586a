"""Train the bi-encoder of dense retrieval, and export it to int8 behind a gate; with no steps, export it as it is."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from weir_models.cross_encoder import lesson_options as options
from weir_models.cross_encoder.lists import Folds
from weir_models.data.judged_set import load
from weir_models.encoder.bi_encoder import BiEncoder, open_bi_encoder
from weir_models.encoder.encoder_fit import EncoderTraining, fit_encoder
from weir_models.encoder.encoder_int8 import Trial, lightest
from weir_models.encoder.encoder_quality import Examination, splits_to_measure_on
from weir_models.encoder.encoder_report import measured
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.quantise.int8 import Scheme
from weir_models.quantise.onnx_export import export_onnx
from weir_models.quantise.search import Found
from weir_models.registry.manifest import EncoderManifest, EncoderShape, Gate, GateCheck, write_manifest
from weir_models.settings import SETTINGS
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models train-encoder --lists mined.jsonl --steps 500 --model encoder --name encoder-minilm-l6 --version 3.0.0
weir-models train-encoder --start e5 --steps 0 --model encoder-e5 --name encoder-e5-l12
"""


def main(
    model: Annotated[Path, typer.Option(help="Folder for the trained weights.")],
    name: Annotated[str, typer.Option(help="Name of the artifact, such as encoder-minilm-l6.")],
    version: Annotated[str, typer.Option(help="Its version.")] = "1.0.0",
    out: Annotated[Path, typer.Option(help="Folder for candidates; <name>/<version> in it.")] = SETTINGS.work
    / "candidates",
    source: Annotated[str, typer.Option("--start", help="minilm, bge, e5, or a folder that this wrote.")] = "minilm",
    lists: Annotated[
        list[Path] | None, typer.Option(help="Lists: with mined negatives, or teacher-scored to distil an ensemble.")
    ] = None,
    judged_sets: options.JudgedSets = "",
    teacher_share: Annotated[float, typer.Option(help="Share of steps on teacher lists, beside judged ones.")] = 0.5,
    steps: Annotated[int, typer.Option(help="Steps; 0 exports the weights as they are.")] = 500,
    queries: Annotated[int, typer.Option(help="Queries of a step.")] = 24,
    negatives: Annotated[int, typer.Option(help="Products of its own list that a query is held against.")] = 2,
    dimensions: Annotated[str, typer.Option(help="Matryoshka dimensions.")] = "384,256,128",
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 2e-5,
    max_query_tokens: Annotated[int, typer.Option(help="Tokens of a query.")] = 32,
    max_passage_tokens: Annotated[int, typer.Option(help="Tokens of a product in serving.")] = 96,
    sets: Annotated[
        str,
        typer.Option(
            help="Judged sets to measure on: by train and dev queries where the weights learnt from none, else by dev."
        ),
    ] = "esci,icecat,movies",
    check_queries: Annotated[int, typer.Option(help="Queries of a set to measure on.")] = 100,
    check_products: Annotated[int, typer.Option(help="Products of a set to search in.")] = 2000,
    most_loss: Annotated[float, typer.Option(help="Most relative loss of NDCG@10 of int8 against fp32.")] = 0.005,
    least_correlation: Annotated[float, typer.Option(help="Least mean rank correlation of int8 with fp32.")] = 0.99,
    most_query_ms: Annotated[float, typer.Option(help="Most processor time of encoding a query.")] = 10.0,
    licence: Annotated[str, typer.Option(help="Of the weights.")] = "Apache-2.0",
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    threads: Annotated[int, typer.Option(help="Threads of torch on a CPU.")] = SETTINGS.threads,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Train, export, and tell recall@100 and NDCG@10 before and after; exit 1 where int8 does not rank as fp32."""
    given = dict(locals())
    inputs = options.inputs(lists, judged_sets, data)
    sizes = tuple(int(size) for size in options.split_names(dimensions))
    device = best_device(threads)
    encoder = open_bi_encoder(source, jars)
    tokens = (max_query_tokens, max_passage_tokens)
    with tracked("train-encoder", given, inputs) as run, TemporaryDirectory() as scratch:
        if steps:
            material = options.read_material(lists or [], judged_sets, "", Folds(), data)
            encoder.history = list(dict.fromkeys([*encoder.history, *material.sources()]))
            training = EncoderTraining(steps, queries, negatives, sizes, rate, 0.1, teacher_share, *tokens, seed=seed)
            told = {key: value for key, value in given.items() if key not in ("out", "threads", "data")}
            fingerprint = f"{told} {data_fingerprint(inputs)}"
            fit_encoder(encoder, material.lists, material.sets, training, model, device, run, fingerprint)
        else:
            encoder.save(model)
        exams = {
            each: Examination(
                load(each, data), splits_to_measure_on(encoder.history), check_queries, check_products, tokens
            )
            for each in options.split_names(sets)
        }
        fp32 = _exported(open_bi_encoder(str(model), jars, "eager"), Path(scratch) / "fp32.onnx")
        trial = Trial(encoder, Path(scratch) / "fp32.onnx", list(exams.values()), max_passage_tokens, Path(scratch))
        scheme, found = lightest(
            trial.measure,
            trial.schemes(),
            trial.prepared.matmuls,
            lambda agreed: agreed.gate(most_loss, least_correlation).passed,
        )
        whole = (encoder.dimensions,)
        cut = (*whole, *(size for size in sizes if size < encoder.dimensions))
        rows = {"fp32": (fp32, whole), f"int8 ({scheme})": (trial.opened(), cut)}
        if steps:
            before = _exported(open_bi_encoder(source, jars, "eager"), Path(scratch) / "before.onnx")
            rows = {"before, fp32": (before, whole)} | rows
        metrics = measured(exams, rows, encoder.usage)
        first = next(iter(exams.values()))
        query_ms, exact_ms = (round(first.query_ms(each, encoder.usage), 2) for each in (trial.opened(), fp32))
        gate = _with_query_ms(found.agreement.gate(most_loss, least_correlation), query_ms, most_query_ms)
        metrics |= {check.name: check.value for check in gate.checks}
        run.log(metrics)
        for check in gate.checks:
            Console().print(f"{check.name} {check.value:g}: {'passed' if check.passed else 'refused'}")
        if not gate.passed:
            raise typer.Exit(1)
        folder = out / name / version
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(trial.path, folder / "model.onnx")
        shutil.copyfile(encoder.vocabulary, folder / "vocab.txt")
        manifest = EncoderManifest(
            name=name,
            version=version,
            description=_description(source, steps, scheme, found),
            licence=licence,
            trained_on=encoder.history,
            metrics=metrics,
            gate=gate,
            encoder=EncoderShape(
                dimensions=encoder.dimensions,
                pooling="cls" if encoder.usage.pooling == "cls" else "mean",
                query_prefix=encoder.usage.query_prefix,
                passage_prefix=encoder.usage.passage_prefix,
                max_query_tokens=max_query_tokens,
                max_passage_tokens=max_passage_tokens,
            ),
        )
        write_manifest(manifest, out, ["model.onnx", "vocab.txt"])
        run.keep(folder)
        size = (folder / "model.onnx").stat().st_size / 1e6
        Console().print(f"{folder}: {size:.1f} MB, {query_ms} ms a query (fp32 {exact_ms})")


def _exported(encoder: BiEncoder, path: Path) -> SentenceEncoder:
    export_onnx(encoder, path, "embedding")
    return SentenceEncoder(path, encoder.vocabulary)


def _description(source: str, steps: int, scheme: Scheme, found: Found) -> str:
    trained = f"trained {steps} steps, " if steps else ""
    kept = f", fp32: {', '.join(found.groups)}" if found.groups else ""
    return f"{source}, {trained}int8 ({scheme}{kept}). Unit vectors."


def _with_query_ms(gate: Gate, query_ms: float, most: float) -> Gate:
    check = GateCheck(name="query_cpu_ms", value=query_ms, at_most=most, passed=query_ms <= most)
    return Gate(passed=gate.passed and check.passed, checks=[*gate.checks, check])
