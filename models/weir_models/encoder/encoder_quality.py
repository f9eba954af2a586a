"""What a bi-encoder in ONNX is worth: recall through FAISS, NDCG of judged pools, time of a query."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weir_models.cross_encoder.lists import Folds, RankedList, check_lists
from weir_models.data.judged_set import JudgedSet, sampled
from weir_models.encoder.bi_encoder import Usage
from weir_models.encoder.sentence_encoder import SentenceEncoder, Vectors
from weir_models.encoder.text_vectors import corpus_for
from weir_models.evaluate.metrics import ndcg, recall
from weir_models.prepare.vector_index import VectorIndex

DEPTH = 100


@dataclass
class Quality:
    """Of one encoder on one set."""

    recall: float
    """Of products with at least half of the highest grade of their query, among the 100 nearest."""
    ndcg: float
    """NDCG@10 of judged pools."""
    pools: list[RankedList] = field(default_factory=list)
    cosines: list[NDArray[np.float32]] = field(default_factory=list)
    """Of each pool's products, for comparing encoders."""


class Examination:
    """Dev queries of a set over a corpus of it; the same for every encoder."""

    def __init__(self, judged: JudgedSet, queries: int, products: int, tokens: tuple[int, int]) -> None:
        self._judged, self._tokens = judged, tokens
        self._pools = check_lists(judged, Folds(), queries, products=40)
        self._qrels = sampled(judged.qrels["dev"], queries)
        self._corpus = corpus_for(judged, judged.qrels["dev"], products)

    def of(self, encoder: SentenceEncoder, usage: Usage, dimensions: int | None = None) -> Quality:
        """Measure, on vectors that are cut to so many dimensions."""
        texts = [usage.passage_prefix + self._judged.text(product) for product in self._corpus]
        products = _cut(encoder.encode(texts, self._tokens[1], self._judged.name, 32), dimensions)
        rows = {product: row for row, product in enumerate(self._corpus)}

        def encoded(queries: Sequence[str]) -> Vectors:
            prefixed = [usage.query_prefix + query for query in queries]
            return _cut(encoder.encode(prefixed, self._tokens[0]), dimensions)

        found = VectorIndex(products, "exact").nearest(
            encoded([self._judged.queries[id_] for id_ in self._qrels]), DEPTH
        )
        recalls = []
        for nearest, grades in zip(found, self._qrels.values(), strict=True):
            known = {rows[product]: grade for product, grade in grades.items() if product in rows}
            wanted = {row for row, grade in known.items() if grade >= max(known.values()) / 2 > 0}
            recalls.append(recall(set(nearest.tolist()), wanted))
        queries = encoded([entry.query for entry in self._pools])
        cosines = [
            products[[rows[product] for product in entry.products]] @ query
            for entry, query in zip(self._pools, queries, strict=True)
        ]
        pools = [
            ndcg(entry.targets[np.argsort(-each, kind="stable")].tolist())
            for entry, each in zip(self._pools, cosines, strict=True)
        ]
        return Quality(float(np.mean(recalls)), float(np.mean(pools)), self._pools, cosines)

    def query_ms(self, encoder: SentenceEncoder, usage: Usage) -> float:
        """Median processor time of encoding one query."""
        times = []
        for query in list(self._judged.queries.values())[:100]:
            begun = time.process_time()
            encoder.encode([usage.query_prefix + query], self._tokens[0])
            times.append(1e3 * (time.process_time() - begun))
        return float(np.median(times))


def _cut(vectors: Vectors, dimensions: int | None) -> Vectors:
    if dimensions is None or dimensions >= vectors.shape[1]:
        return vectors
    cut = vectors[:, :dimensions]
    return cut / np.linalg.norm(cut, axis=1, keepdims=True)
