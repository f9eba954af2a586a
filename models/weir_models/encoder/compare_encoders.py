"""Recall@100 and judged-pool NDCG@10 of the candidate bi-encoders, by exact cosine over whole corpora."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.data.judged_set import load, sampled
from weir_models.encoder.sentence_encoder import Vectors
from weir_models.encoder.text_vectors import TextVectors, corpus_for
from weir_models.evaluate.metrics import ndcg, recall
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models compare-encoders --jars jars --cache vectors
"""


def main(
    jars: Annotated[Path, typer.Option(help="Folder of the two jars (see models/README.md).")],
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")],
    sets: Annotated[
        str, typer.Option(help="Judged sets, comma-separated.")
    ] = "esci,icecat,movies,crowdflower,homedepot",
    encoders: Annotated[str, typer.Option(help="Which bi-encoders, comma-separated.")] = "minilm,bge,e5",
    queries: Annotated[int, typer.Option(help="At most so many train+dev queries a set.")] = 300,
    products: Annotated[
        int, typer.Option(help="Products a set: all judged ones, then random ones up to this.")
    ] = 20000,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Print one row a set and encoder (all int8)."""
    vectors = TextVectors(cache, jars, artifacts)
    table = Table("set", "queries", "products", "encoder", "recall@100", "NDCG@10 pool")
    for name in sets.split(","):
        judged = load(name, data)
        qrels = sampled(judged.judged("train", "dev"), queries)
        corpus = corpus_for(judged, qrels, products)
        texts = [judged.queries[query] for query in qrels]
        for encoder in encoders.split(","):
            scores = vectors.queries(encoder, f"{name} queries", texts) @ vectors.products(encoder, judged, corpus).T
            found, pool = _measured(scores, corpus, list(qrels.values()))
            table.add_row(name, str(len(texts)), str(len(corpus)), encoder, f"{found:.3f}", f"{pool:.3f}")
    Console(width=100).print(table)


def _measured(scores: Vectors, corpus: list[str], judgments: list[dict[str, float]]) -> tuple[float, float]:
    """Mean recall@100 of relevant products over the corpus, and mean NDCG@10 of the judged ones."""
    rows = {product: row for row, product in enumerate(corpus)}
    found, pool = [], []
    for line, judged in zip(scores, judgments, strict=True):
        grades = {rows[product]: grade for product, grade in judged.items() if product in rows}
        top = set(np.argpartition(-line, 100)[:100].tolist())
        found.append(recall(top, {row for row, grade in grades.items() if grade >= max(grades.values()) / 2 > 0}))
        pool.append(ndcg([grades[row] for row in sorted(grades, key=lambda row: -line[row])]))
    return float(np.mean(found)), float(np.mean(pool))
