"""Candidates for negatives: by shared words, by nearness of vectors, by one attribute that differs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from weir_models.encoder.sentence_encoder import Vectors
from weir_models.prepare.attribute_negatives import AttributeNeighbours
from weir_models.prepare.lexical import Bm25
from weir_models.prepare.vector_index import VectorIndex


class Lexical:
    """The texts that share most with a query, by BM25; in random order, so that hardness varies."""

    def __init__(self, bm25: Bm25, queries: Sequence[str], depth: int, draw: np.random.Generator) -> None:
        self._bm25, self._queries, self._depth, self._draw = bm25, queries, depth, draw

    def ranked(self, query: int, positives: Sequence[int]) -> Sequence[int]:  # noqa: ARG002 -- as the port has it
        scores = self._bm25.scores(self._queries[query])
        found = top(scores, self._depth)
        return self._draw.permutation(found[scores[found] > 0]).tolist()


class Dense:
    """The texts whose vectors are nearest to the query's, in random order."""

    def __init__(self, index: VectorIndex, queries: Vectors, depth: int, draw: np.random.Generator) -> None:
        self._nearest = index.nearest(queries, depth)
        self._draw = draw

    def ranked(self, query: int, positives: Sequence[int]) -> Sequence[int]:  # noqa: ARG002 -- as the port has it
        return self._draw.permutation(self._nearest[query]).tolist()


class OneAttributeOff:
    """Products that differ from a positive in one value that the query asks for, those most alike first."""

    def __init__(self, neighbours: AttributeNeighbours, queries: Sequence[str]) -> None:
        self._neighbours, self._queries = neighbours, queries

    def ranked(self, query: int, positives: Sequence[int]) -> Sequence[int]:
        found = [self._neighbours.negatives(positive, self._queries[query]) for positive in positives]
        deepest = max((len(near) for near in found), default=0)
        return [near[at][0] for at in range(deepest) for near in found if at < len(near)]


def top(scores: NDArray[np.float32], depth: int) -> NDArray[np.intp]:
    """Rows of the `depth` highest scores, the highest first; the lower row goes first where scores are equal."""
    depth = min(depth, len(scores))
    found = np.argpartition(-scores, depth - 1)[:depth]
    return found[np.lexsort((found, -scores[found]))]
