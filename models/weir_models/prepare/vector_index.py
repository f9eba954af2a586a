"""Nearest texts by cosine through FAISS: exact where that is quick, HNSW beyond."""

import faiss
import numpy as np
from numpy.typing import NDArray

from weir_models.encoder.sentence_encoder import Vectors
from weir_models.failure import Failure

EXACT_UP_TO = 100_000
"""Vectors. An exact search of 384 dimensions reads 150 MB there, some 20 ms a query on one core."""

INDEXES = ("auto", "exact", "hnsw")


class VectorIndex:
    """`IndexFlatIP`, or `IndexHNSWFlat` (Malkov and Yashunin, 2018) with M = 32 and efConstruction = 200."""

    def __init__(self, vectors: Vectors, index: str = "auto", threads: int = 2) -> None:
        if index not in INDEXES:
            raise Failure(f"there is no index {index}; there are {', '.join(INDEXES)}.")
        self.exact = index == "exact" or (index == "auto" and len(vectors) <= EXACT_UP_TO)
        faiss.omp_set_num_threads(threads)
        self._count = len(vectors)
        width = vectors.shape[1]
        if self.exact:
            self._index = faiss.IndexFlatIP(width)
        else:
            self._index = faiss.IndexHNSWFlat(width, 32, faiss.METRIC_INNER_PRODUCT)
            self._index.hnsw.efConstruction = 200
        self._index.add(np.ascontiguousarray(vectors, np.float32))  # pyright: ignore[reportCallIssue]

    def nearest(self, queries: Vectors, depth: int) -> NDArray[np.int64]:
        """[queries, depth] rows of the vectors, the nearest first; -1 where HNSW finds fewer."""
        depth = min(depth, self._count)
        if not self.exact:
            self._index.hnsw.efSearch = max(128, 2 * depth)  # pyright: ignore[reportAttributeAccessIssue]
        _, rows = self._index.search(np.ascontiguousarray(queries, np.float32), depth)  # pyright: ignore[reportCallIssue]
        return rows
