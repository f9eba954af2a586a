"""Whether a query finds the product again that it was drawn from, and how well."""

from collections.abc import Sequence

import numpy as np
from rich.progress import track

from weir_models.data.judged_set import JudgedSet
from weir_models.encoder.text_vectors import TextVectors
from weir_models.evaluate.metrics import standardised
from weir_models.prepare.lexical import Bm25


class RoundTrip:
    """BM25 and a bi-encoder search for a query together: the sum of their standardised scores ranks the catalogue."""

    def __init__(self, judged: JudgedSet, vectors: TextVectors | None, encoder: str) -> None:
        self._name, self._vectors, self._encoder = judged.name, vectors, encoder
        corpus = list(judged.products)
        self._rows = {product: row for row, product in enumerate(corpus)}
        self._bm25 = Bm25([judged.text(product) for product in corpus])
        self._products = vectors.products(encoder, judged, corpus) if vectors else None

    def ranks(self, queries: Sequence[str], sources: Sequence[str]) -> list[int]:
        """The rank of each query's source, 1 is the first; products that score alike share the better rank."""
        encoded = None
        if self._vectors is not None:
            encoded = self._vectors.queries(self._encoder, f"{self._name} queries", list(queries))
        ranks = []
        pairs = list(zip(queries, sources, strict=True))
        for row, (query, source) in track(list(enumerate(pairs)), f"{self._name} round trip", transient=True):
            scores = standardised(self._bm25.scores(query))
            if encoded is not None and self._products is not None:
                scores = scores + standardised(self._products @ encoded[row])
            ranks.append(1 + int((scores > scores[self._rows[source]] + 1e-6).sum()))
        return ranks


def weight(rank: int) -> float:
    """How far to trust a query whose source has this rank: the discount of NDCG, 1 at the first."""
    return float(1 / np.log2(1 + rank))
