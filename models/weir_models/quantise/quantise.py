"""Quantise a cross-encoder to int8 ONNX behind a gate: it must rank as the fp32 model does."""

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.cross_encoder.folders import load as load_model
from weir_models.cross_encoder.lesson_options import split_names
from weir_models.cross_encoder.lists import Folds, RankedList, check_lists, judged_lists, pairs_of
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.reranker import Reranker
from weir_models.data.judged_set import JudgedSet, load
from weir_models.data.product_text import TEMPLATES
from weir_models.quantise.agreement import Agreement, agreement
from weir_models.quantise.int8 import Prepared, Scheme
from weir_models.quantise.onnx_export import export_onnx
from weir_models.quantise.search import Found, search
from weir_models.registry.manifest import CrossEncoderManifest, CrossEncoderShape, Gate, InputTemplate, write_manifest
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, PairTokens
from weir_models.text.wordpiece import Batch, WordPiece
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models quantise --model student-l3 --name cross-encoder-l3 --version 2.1.0
weir-models quantise --model student-l3 --name cross-encoder-l3 --version 2.1.0 --scheme static-7
"""

SCHEMES = ("static-7", "dynamic-7")
"""What `auto` tries, the cheaper one first. What eight bits give depends on the CPU, and the gate runs on one."""
CALIBRATION_PAIRS = 200


def main(
    model: Annotated[Path, typer.Option(help="Folder that train-reranker, distil or adapt wrote.")],
    name: Annotated[str, typer.Option(help="Name of the artifact, such as cross-encoder-l3.")],
    version: Annotated[str, typer.Option(help="Its version.")] = "1.0.0",
    out: Annotated[Path, typer.Option(help="Folder for candidates; <name>/<version> in it.")] = SETTINGS.work
    / "candidates",
    scheme: Annotated[
        Literal["auto", "dynamic-8", "dynamic-7", "static-8", "static-7"],
        typer.Option(
            help="Scales of activations by run or by calibration, bits of weights; auto: static-7, or dynamic-7 where "
            "only that passes."
        ),
    ] = "auto",
    keep: Annotated[
        str, typer.Option(help="Parts of names of MatMul nodes that stay fp32, in place of a search.")
    ] = "",
    sets: Annotated[str, typer.Option(help="Judged sets that the gate looks at.")] = "esci,icecat,movies",
    queries: Annotated[int, typer.Option(help="Dev queries a set that the gate looks at.")] = 25,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a pair in serving.")] = 40,
    most_loss: Annotated[float, typer.Option(help="Most relative loss of NDCG@10 against fp32.")] = 0.005,
    least_correlation: Annotated[float, typer.Option(help="Least mean rank correlation with fp32.")] = 0.99,
    licence: Annotated[str, typer.Option(help="Of the weights.")] = "Apache-2.0",
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Export, quantise, gate; exit 1 without an artifact where int8 ranks worse than the gate allows."""
    parameters = dict(locals())
    trained = load_model(model, attention="eager")
    judged = {entry: load(entry, data) for entry in split_names(sets)}
    lists = [entry for each in judged.values() for entry in check_lists(each, Folds(), queries)]
    tokens = PairTokens(judged, WordPiece(trained.vocabulary), max_tokens, MAX_QUERY_TOKENS)
    with tracked("quantise", parameters, [model]) as run, TemporaryDirectory() as scratch:
        fp32, int8 = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        export_onnx(trained, fp32, "logits")
        trial = _Trial(Prepared(fp32, Path(scratch)), lists, tokens, fp32, int8)
        shown = Table("scheme", "fp32 parts", "their share", "NDCG@10 lost", "rank correlation", title=str(model))
        schemes = _schemes(scheme, judged, tokens)
        found, chosen = _chosen(trial, schemes, keep, lambda each: each.gate(most_loss, least_correlation), shown)
        Console(width=110).print(shown)
        gate = found.agreement.gate(most_loss, least_correlation)
        trial.measure(chosen, found.nodes)
        metrics = {check.name: check.value for check in gate.checks} | {"cpu_ms_20_pairs": trial.ms_20_pairs()}
        run.log(metrics)
        if not gate.passed:
            Console(stderr=True).print(
                f"Refused: NDCG@10 may fall by {most_loss:g} and the correlation must be {least_correlation:g}. "
                "Train longer (logits that lie closer than rounding cannot keep their order), or keep more with --keep."
            )
            raise typer.Exit(1)
        folder = out / name / version
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(int8, folder / "model.onnx")
        shutil.copyfile(trained.vocabulary, folder / "vocab.txt")
        manifest = _manifest(trained, name, version, licence, max_tokens, metrics, gate, chosen, found)
        if run.id is not None:
            manifest = manifest.model_copy(update={"run": run.id})
        write_manifest(manifest, out, ["model.onnx", "vocab.txt"])
        run.keep(folder)
        Console().print(f"{folder}: {(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB, {metrics}")


class _Trial:
    """Quantises in a way and scores the gate's lists."""

    def __init__(
        self, prepared: Prepared, lists: Sequence[RankedList], tokens: PairTokens, fp32: Path, int8: Path
    ) -> None:
        self.prepared, self._lists, self._tokens, self._int8 = prepared, lists, tokens, int8
        self._exact = self._scores(fp32)

    def measure(self, scheme: Scheme, kept: frozenset[str]) -> Agreement:
        """Leaves the model at `int8`."""
        self.prepared.quantise(self._int8, Scheme(scheme.calibration, scheme.seven_bits, kept))
        return agreement(self._lists, self._exact, self._scores(self._int8))

    def ms_20_pairs(self) -> float:
        """Median processor time of 20 pairs, one thread."""
        reranker = Reranker(self._int8, self._tokens)
        times = []
        for entry in self._lists:
            begun = time.process_time()
            reranker.scores(pairs_of([entry]))
            times.append((time.process_time() - begun) / len(entry.products))
        return round(20e3 * float(np.median(times)), 1)

    def _scores(self, path: Path) -> list:
        reranker = Reranker(path, self._tokens)
        return [reranker.scores(pairs_of([entry])) for entry in self._lists]


def _schemes(wanted: str, judged: dict[str, JudgedSet], tokens: PairTokens) -> dict[str, Scheme]:
    names = SCHEMES if wanted == "auto" else (wanted,)
    calibration = _calibration(judged, tokens) if any(name.startswith("static") for name in names) else None
    return {
        name: Scheme(calibration if name.startswith("static") else None, seven_bits=name.endswith("7"))
        for name in names
    }


def _calibration(judged: dict[str, JudgedSet], tokens: PairTokens) -> list[Batch]:
    """Pairs of train queries, which the gate does not look at, one a batch."""
    draw = np.random.default_rng(0)
    pairs = [
        pair for each in judged.values() for entry in judged_lists(each, Folds())[:50] for pair in pairs_of([entry])
    ]
    chosen = [pairs[row] for row in draw.permutation(len(pairs))[:CALIBRATION_PAIRS]]
    return [batch for _, batch in tokens.batches(chosen, 1)]


def _chosen(
    trial: _Trial, schemes: dict[str, Scheme], keep: str, gated: Callable[[Agreement], Gate], shown: Table
) -> tuple[Found, Scheme]:
    """The first scheme that passes with all in int8; else the one that agrees best, and the parts it needs in fp32."""
    matmuls = trial.prepared.matmuls

    def tell(name: str, found: Found) -> None:
        parts = ", ".join(found.groups) or ("none" if not found.nodes else f"{len(found.nodes)} nodes")
        each = found.agreement
        row = (name, parts, f"{found.share:.0%}", f"{each.ndcg_loss:.2%}", f"{each.correlation:.4f}")
        shown.add_row(*row)
        Console(stderr=True).print(
            f"{name}, fp32: {parts}: NDCG@10 lost {row[3]}, correlation {row[4]}", highlight=False
        )

    parts = split_names(keep)
    kept = frozenset(node for node in matmuls if any(part in node for part in parts))
    share = sum(matmuls[node] for node in kept) / sum(matmuls.values())
    whole: dict[str, Found] = {}
    for name, scheme in schemes.items():
        whole[name] = Found((), kept, trial.measure(scheme, kept), share)
        tell(name, whole[name])
    passing = [name for name in whole if gated(whole[name].agreement).passed]
    best = passing[0] if passing else max(whole, key=lambda name: whole[name].agreement.correlation)
    if keep or passing:
        return whole[best], schemes[best]
    found = search(
        matmuls,
        lambda nodes: whole[best].agreement if not nodes else trial.measure(schemes[best], nodes),
        lambda each: gated(each).passed,
        lambda each: tell(best, each) if each.nodes else None,
    )
    return found, schemes[best]


def _manifest(
    model: CrossEncoder,
    name: str,
    version: str,
    licence: str,
    max_tokens: int,
    metrics: dict[str, float],
    gate: Gate,
    scheme: Scheme,
    found: Found,
) -> CrossEncoderManifest:
    kept = f", fp32: {', '.join(found.groups)}" if found.groups else ""
    seen = [entry.removeprefix("queries over ").removeprefix("texts of ").split()[0] for entry in model.history]
    return CrossEncoderManifest(
        name=name,
        version=version,
        description=f"{model.layers()} layers, int8 ({scheme}{kept}). Output `logits` [pairs].",
        licence=licence,
        trained_on=model.history,
        metrics=metrics,
        input_template=InputTemplate(
            separator=" ", fields={entry: list(TEMPLATES[entry]) for entry in dict.fromkeys(seen) if entry in TEMPLATES}
        ),
        gate=gate,
        cross_encoder=CrossEncoderShape(
            layers=model.layers(), max_tokens=max_tokens, max_query_tokens=MAX_QUERY_TOKENS
        ),
    )
