"""Export a trained cross-encoder to int8 ONNX, behind a gate: it must rank as the fp32 model does."""

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer
from rich import print as say
from scipy.stats import rankdata

from weir_models.cross_encoder.folders import load as load_model
from weir_models.cross_encoder.reranker import Reranker
from weir_models.data.judged_set import JudgedSet, load, sampled
from weir_models.evaluate.metrics import ndcg
from weir_models.quantise.int8 import quantise
from weir_models.quantise.onnx_export import export_onnx
from weir_models.registry.manifest import CrossEncoderManifest, CrossEncoderShape, write_manifest
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, MAX_TOKENS, PairTokens
from weir_models.text.wordpiece import WordPiece

EXAMPLES = """
weir-models export-cross-encoder --checkpoint student --trained-on esci,icecat --version 2
"""

GATE_SETS = {"esci": 25, "icecat": 25, "movies": 25}
"""Train and dev queries that the gate looks at, a set."""


def main(
    checkpoint: Annotated[Path, typer.Option(help="Folder that train-reranker wrote.")],
    trained_on: Annotated[str, typer.Option(help="Sets the weights have learnt from, comma-separated.")],
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    keep: Annotated[str, typer.Option(help="Parts of names of MatMul nodes that stay fp32, comma-separated.")] = "",
    most_loss: Annotated[float, typer.Option(help="Most relative loss of NDCG@10 against fp32.")] = 0.005,
    least_correlation: Annotated[float, typer.Option(help="Least mean rank correlation with fp32.")] = 0.99,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Export, quantise, gate; exit 1 without an artifact where int8 ranks worse than the gate allows."""
    model = load_model(checkpoint, attention="eager")
    layers = model.layers()
    vocabulary = model.vocabulary
    sets = [load(name, data) for name in GATE_SETS]
    tokens = PairTokens({entry.name: entry for entry in sets}, WordPiece(vocabulary), MAX_TOKENS, MAX_QUERY_TOKENS)
    with TemporaryDirectory() as scratch:
        fp32, int8 = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        export_onnx(model, fp32, "logits")
        quantise(fp32, int8, tuple(part for part in keep.split(",") if part))
        metrics = gate(sets, Reranker(fp32, tokens), Reranker(int8, tokens))
        say(metrics, f"{int8.stat().st_size / 1e6:.1f} MB")
        if metrics["int8_ndcg_loss"] > most_loss or metrics["int8_rank_correlation"] < least_correlation:
            say(f"Refused: the loss may be {most_loss} and the correlation must be {least_correlation}. Try --keep.")
            raise typer.Exit(1)
        name = f"cross-encoder-l{layers}"
        folder = artifacts / name / version
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(int8, folder / "model.onnx")
    shutil.copyfile(vocabulary, folder / "vocab.txt")
    manifest = CrossEncoderManifest(
        name=name,
        version=version,
        description=f"{layers} layers, int8. Output `logits` [pairs].",
        licence="Apache-2.0",
        trained_on=[entry for entry in trained_on.split(",") if entry],
        metrics=metrics,
        cross_encoder=CrossEncoderShape(layers=layers, max_tokens=MAX_TOKENS, max_query_tokens=MAX_QUERY_TOKENS),
    )
    write_manifest(manifest, artifacts, ["model.onnx", "vocab.txt"])


def gate(sets: list[JudgedSet], fp32: Reranker, int8: Reranker) -> dict[str, float]:
    """Relative loss of mean NDCG@10, the mean over queries of Spearman's rank correlation, and ms for 20 pairs."""
    exact, rounded, correlations, per_pair = [], [], [], []
    for judged in sets:
        for query, grades in sampled(judged.judged("train", "dev"), GATE_SETS[judged.name]).items():
            products = [product for product in grades if product in judged.products][:20]
            pairs = [(judged.name, judged.queries[query], product) for product in products]
            before = fp32.scores(pairs)
            begun = time.process_time()
            after = int8.scores(pairs)
            per_pair.append((time.process_time() - begun) / len(pairs))
            known = np.array([grades[product] for product in products])
            exact.append(ndcg(known[np.argsort(-before, kind="stable")].tolist()))
            rounded.append(ndcg(known[np.argsort(-after, kind="stable")].tolist()))
            if len(pairs) > 2:
                correlations.append(float(np.corrcoef(rankdata(before), rankdata(after))[0, 1]))
    return {
        "int8_ndcg_loss": round(1 - float(np.mean(rounded)) / float(np.mean(exact)), 4),
        "int8_rank_correlation": round(float(np.mean(correlations)), 4),
        "cpu_ms_20_pairs": round(20e3 * float(np.median(per_pair)), 1),
    }
