"""What a search would find before any reranking: BM25 and a bi-encoder, fused."""

import numpy as np

from weir_models.data.judged_set import JudgedSet
from weir_models.encoder.text_vectors import TextVectors
from weir_models.prepare.lexical import Bm25

FUSION_K = 60


class FirstStage:
    """Ranks passages by reciprocal rank fusion, k = 60, of BM25 and cosine (Cormack, Clarke and Büttcher, 2009).

    Args:
        judged: the set.
        passages: ids of those that will be ranked; BM25's statistics are theirs.
        queries: texts that will be asked.
        vectors: bi-encoders.
        encoder: which of them; none leaves BM25 alone.
    """

    def __init__(
        self, judged: JudgedSet, passages: list[str], queries: list[str], vectors: TextVectors, encoder: str
    ) -> None:
        self._rows = {passage: row for row, passage in enumerate(passages)}
        self._bm25 = Bm25([judged.text(passage) for passage in passages])
        asked = list(dict.fromkeys(queries))
        self._signals = {query: [self._bm25.scores(query)] for query in asked}
        if encoder:
            held = vectors.products(encoder, judged, passages)
            encoded = vectors.queries(encoder, f"{judged.name} queries", asked)
            for query, vector in zip(asked, encoded, strict=True):
                self._signals[query].append(held @ vector)

    def ranked(self, query: str, passages: list[str]) -> list[str]:
        """`passages`, best first."""
        rows = np.array([self._rows[passage] for passage in passages])
        scores = np.zeros(len(rows))
        for signal in self._signals[query]:
            places = np.empty(len(rows))
            places[np.argsort(-signal[rows], kind="stable")] = np.arange(1, len(rows) + 1)
            scores += 1 / (FUSION_K + places)
        return [passages[int(row)] for row in np.argsort(-scores, kind="stable")]
