"""Mine candidates for generated queries and score them with a blend of bi-encoders, for a student to learn from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich import print as say
from rich.progress import track

from weir_models.data.judged_set import JudgedSet, load, sampled
from weir_models.encoder.sentence_encoder import Vectors
from weir_models.encoder.text_vectors import TextVectors, corpus_for
from weir_models.evaluate.metrics import ndcg, standardised
from weir_models.prepare.lexical import Bm25
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models score-teachers --queries queries.jsonl --out teacher.jsonl --vectors-out vectors.npz --jars jars
"""

JUDGED_QUERIES = 300
ENCODERS = ("minilm", "bge", "e5")
Scores = NDArray[np.float32]


class Teacher:
    """Sum of the standardised scores of several bi-encoders and, with a weight, of BM25.

    A score is standardised over the whole corpus for its query, so that one teacher's narrow range of cosines counts as
    much as another's wide one, and a list of candidates keeps its distance from the rest of the catalogue.
    """

    def __init__(self, judged: JudgedSet, corpus: list[str], vectors: TextVectors, bm25_weight: float) -> None:
        self._name, self._vectors, self._weight = judged.name, vectors, bm25_weight
        self._products = [vectors.products(encoder, judged, corpus).T for encoder in ENCODERS]
        self._bm25 = Bm25([judged.text(product) for product in corpus])

    def query_vectors(self, queries: list[str]) -> list[Vectors]:
        """Each encoder's vectors of the queries."""
        return [self._vectors.queries(encoder, f"{self._name} queries", queries) for encoder in ENCODERS]

    def product_vectors(self) -> list[Vectors]:
        """Each encoder's vectors of the corpus."""
        return [products.T for products in self._products]

    def scores(self, queries: list[str]) -> Iterator[tuple[Scores, Scores]]:
        """For each query the blend and BM25's standardised scores, one number a product of the corpus."""
        encoded = self.query_vectors(queries)
        for row, query in enumerate(queries):
            dense = [
                standardised(vectors[row] @ products) for vectors, products in zip(encoded, self._products, strict=True)
            ]
            lexical = standardised(self._bm25.scores(query))
            blend = (np.sum(dense, axis=0) + self._weight * lexical) / (len(dense) + self._weight)
            yield blend.astype(np.float32), lexical.astype(np.float32)


def main(
    queries: Annotated[Path, typer.Option(help="What generate_queries wrote.")],
    out: Annotated[Path, typer.Option(help="JSONL to write: one {set, query, products, scores} a line.")],
    vectors_out: Annotated[Path, typer.Option(help="NPZ to write: each encoder's vectors, as float16.")],
    jars: Annotated[Path, typer.Option(help="Folder of the two jars (see models/README.md).")],
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")],
    limits: Annotated[
        str, typer.Option(help="Products a set to draw candidates from.")
    ] = "esci=6764,icecat=7000,movies=6000",
    candidates: Annotated[int, typer.Option(help="Products a query.")] = 12,
    bm25_weight: Annotated[float, typer.Option(help="BM25's weight beside one bi-encoder's.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of the draws of candidates.")] = 0,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write teacher scores, and print how well the teacher ranks what people judged in train."""
    vectors = TextVectors(cache, jars, artifacts)
    generated = [json.loads(line) for line in queries.open(encoding="utf-8")]
    draw = np.random.default_rng(seed)
    kept: dict[str, NDArray[np.generic]] = {}
    with out.open("w", encoding="utf-8") as lines:
        for limit in limits.split(","):
            name, most = limit.split("=")
            judged = load(name, data)
            corpus = corpus_for(judged, sampled(judged.judged("train", "dev"), JUDGED_QUERIES), int(most))
            teacher = Teacher(judged, corpus, vectors, bm25_weight)
            say(f"{name}: NDCG@10 of the teacher on judged pools of train {_judged_ndcg(judged, corpus, teacher):.3f}")
            texts = [row["query"] for row in generated if row["set"] == name]
            kept |= {
                f"{name}/products": np.array(corpus),
                f"{name}/product_vectors": np.stack(teacher.product_vectors()).astype(np.float16),
                f"{name}/queries": np.array(texts),
                f"{name}/query_vectors": np.stack(teacher.query_vectors(texts)).astype(np.float16),
            }
            for query, (blend, lexical) in track(zip(texts, teacher.scores(texts), strict=True), name, len(texts)):
                picked = mined(blend, lexical, candidates, draw)
                row = {
                    "set": name,
                    "query": query,
                    "products": [corpus[at] for at in picked],
                    "scores": [round(float(blend[at]), 4) for at in picked],
                }
                lines.write(json.dumps(row) + "\n")
    np.savez(vectors_out, allow_pickle=False, **kept)


def mined(blend: Scores, lexical: Scores, count: int, draw: np.random.Generator) -> list[int]:
    """Rows of `count` products: a third of the teacher's best, then lexical ones, near misses and random ones."""
    order = np.argsort(-blend)
    words = np.argsort(-lexical)[:50]
    shares = (
        (order[:10], count // 3),
        (words, count // 4),
        (order[10:100], count // 4),
        (order[100:1000], count // 12),
    )
    picked: dict[int, None] = {}
    for pool, share in shares:
        fresh = [int(row) for row in draw.permutation(pool) if int(row) not in picked]
        picked.update(dict.fromkeys(fresh[:share]))
    while len(picked) < min(count, len(blend)):
        picked[int(draw.integers(len(blend)))] = None
    return list(picked)


def _judged_ndcg(judged: JudgedSet, corpus: list[str], teacher: Teacher) -> float:
    rows = {product: row for row, product in enumerate(corpus)}
    qrels = sampled(judged.qrels["train"], JUDGED_QUERIES)
    values = []
    for grades, (blend, _) in zip(
        qrels.values(), teacher.scores([judged.queries[query] for query in qrels]), strict=True
    ):
        known = {rows[product]: grade for product, grade in grades.items() if product in rows}
        values.append(ndcg([known[row] for row in sorted(known, key=lambda row: -blend[row])]))
    return float(np.mean(values))
