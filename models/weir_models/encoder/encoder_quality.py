"""What a bi-encoder in ONNX is worth: recall through FAISS, NDCG of judged pools, time of a query."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.cross_encoder.lists import pools
from weir_models.data.judged_set import SPLITS, JudgedSet, sampled
from weir_models.encoder.bi_encoder import Usage
from weir_models.encoder.sentence_encoder import SentenceEncoder, Vectors
from weir_models.encoder.text_vectors import corpus_for
from weir_models.evaluate.metrics import ndcg, recall
from weir_models.prepare.vector_index import VectorIndex

DEPTH = 100
POOL = 40
"""Products of a query that are ranked."""


def splits_to_measure_on(learnt_from: Sequence[str]) -> tuple[str, ...]:
    """Train and dev queries where an encoder has learnt from none of them, dev alone where it has learnt from any."""
    return ("dev",) if learnt_from else SPLITS


@dataclass(frozen=True)
class Encoded:
    """The texts of an examination by one encoder."""

    queries: Vectors
    products: Vectors

    def cut(self, dimensions: int) -> "Encoded":
        """To the first so many, at length 1 again."""
        return Encoded(*(_unit(vectors[:, :dimensions]) for vectors in (self.queries, self.products)))


@dataclass(frozen=True)
class Quality:
    """Of one encoder on one set."""

    recall: float
    """Of products with at least half of the highest grade of their query, among the 100 nearest."""
    ndcg: float
    """NDCG@10 of judged pools."""


class Examination:
    """Judged queries of a set over a corpus of it; the same for every encoder.

    Args:
        judged: the set.
        splits: whose queries.
        queries: at most so many.
        products: of the corpus: all judged ones of the queries, then random ones up to this.
        tokens: of a query and of a product.
    """

    def __init__(
        self, judged: JudgedSet, splits: Sequence[str], queries: int, products: int, tokens: tuple[int, int]
    ) -> None:
        self._judged, self._tokens = judged, tokens
        self._qrels = sampled(judged.judged(*splits), queries)
        self._corpus = corpus_for(judged, self._qrels, products)
        self.pools = pools(judged, self._qrels, POOL)
        """A list a query."""

    def encoded(self, encoder: SentenceEncoder, usage: Usage) -> Encoded:
        """Vectors of the queries and of the whole corpus."""
        return Encoded(self._queries(encoder, usage), self._products(encoder, usage, self._corpus))

    def quality(self, encoded: Encoded) -> Quality:
        """Measure."""
        rows = {product: row for row, product in enumerate(self._corpus)}
        found = VectorIndex(encoded.products, "exact").nearest(encoded.queries, DEPTH)
        recalls = []
        for nearest, grades in zip(found, self._qrels.values(), strict=True):
            known = {rows[product]: grade for product, grade in grades.items() if product in rows}
            wanted = {row for row, grade in known.items() if grade >= max(known.values()) / 2 > 0}
            recalls.append(recall(set(nearest.tolist()), wanted))
        ranked = [
            ndcg(entry.targets[np.argsort(-each, kind="stable")].tolist())
            for entry, each in zip(self.pools, self._cosines(encoded.queries, encoded.products, rows), strict=True)
        ]
        return Quality(float(np.mean(recalls)), float(np.mean(ranked)))

    def cosines(self, encoder: SentenceEncoder, usage: Usage) -> list[NDArray[np.float32]]:
        """An array [products] a pool: all that the comparison of two forms of an encoder needs."""
        named = list(dict.fromkeys(product for entry in self.pools for product in entry.products))
        rows = {product: row for row, product in enumerate(named)}
        return self._cosines(self._queries(encoder, usage), self._products(encoder, usage, named), rows)

    def other_texts(self, most: int, usage: Usage) -> list[str]:
        """Texts of random products that are in no pool; of any where there are no others."""
        ranked = {product for entry in self.pools for product in entry.products}
        others = [product for product in self._judged.products if product not in ranked] or list(ranked)
        chosen = np.random.default_rng(0).permutation(len(others))[:most]
        return [usage.passage_prefix + self._judged.text(others[row]) for row in chosen]

    def query_ms(self, encoder: SentenceEncoder, usage: Usage) -> float:
        """Median processor time of encoding one query."""
        times = []
        for query in list(self._judged.queries.values())[:100]:
            begun = time.process_time()
            encoder.encode([usage.query_prefix + query], self._tokens[0])
            times.append(1e3 * (time.process_time() - begun))
        return float(np.median(times))

    def _queries(self, encoder: SentenceEncoder, usage: Usage) -> Vectors:
        return encoder.encode([usage.query_prefix + entry.query for entry in self.pools], self._tokens[0])

    def _products(self, encoder: SentenceEncoder, usage: Usage, products: Sequence[str]) -> Vectors:
        texts = [usage.passage_prefix + self._judged.text(product) for product in products]
        return encoder.encode(texts, self._tokens[1], self._judged.name)

    def _cosines(self, queries: Vectors, products: Vectors, rows: dict[str, int]) -> list[NDArray[np.float32]]:
        return [
            products[[rows[product] for product in entry.products]] @ query
            for entry, query in zip(self.pools, queries, strict=True)
        ]


def _unit(vectors: Vectors) -> Vectors:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
