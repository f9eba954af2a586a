"""Scores of a query's products by each kind of teacher, and their weighted z-sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from weir_models.base_weights import BI_ENCODERS, hugging_face_folder
from weir_models.cross_encoder.folders import load as load_model
from weir_models.cross_encoder.scoring import scored
from weir_models.data.judged_set import JudgedSet
from weir_models.encoder.text_vectors import PASSAGE_TOKENS, QUERY_TOKENS, TextVectors
from weir_models.encoder.token_vectors import TokenEncoder, max_similarity
from weir_models.evaluate.metrics import standardised
from weir_models.failure import Failure
from weir_models.prepare.lexical import Bm25
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, Pair, PairTokens
from weir_models.text.wordpiece import WordPiece
from weir_models.training.device import Device

Scores = NDArray[np.float32]
TEACHER_HELP = (
    "A teacher and its weight, bge=1: minilm, bge, e5 (cosine), maxsim:minilm and so on (token by token), bm25, or the "
    "folder of a cross-encoder; may be given several times."
)


class Teacher(Protocol):
    """Scores of some products of a set for queries of it."""

    whole: bool
    """Whether it is cheap enough to score the whole corpus; its scores are standardised over that, then."""

    def scores(self, row: int, products: Sequence[int] | None) -> Scores:
        """Of the query of this row: over the corpus, or over these rows of it."""
        ...


@dataclass(frozen=True)
class Places:
    """Where teachers find what they need."""

    vectors: TextVectors
    jars: Path
    device: Device


class Cosine:
    """A bi-encoder."""

    whole = True

    def __init__(self, name: str, judged: JudgedSet, corpus: list[str], queries: list[str], places: Places) -> None:
        self.products = places.vectors.products(name, judged, corpus)
        self.queries = places.vectors.queries(name, f"{judged.name} queries", queries)

    def scores(self, row: int, products: Sequence[int] | None) -> Scores:
        held = self.products if products is None else self.products[products]
        return held @ self.queries[row]


class Lexical:
    """BM25 over the texts that models see."""

    whole = True

    def __init__(self, judged: JudgedSet, corpus: list[str], queries: list[str]) -> None:
        self._bm25, self._queries = Bm25([judged.text(product) for product in corpus]), queries

    def scores(self, row: int, products: Sequence[int] | None) -> Scores:
        every = self._bm25.scores(self._queries[row])
        return every if products is None else every[list(products)]


class MaxSim:
    """The mean over query tokens of the best cosine with a product token (Khattab and Zaharia, ColBERT, 2020)."""

    whole = False

    def __init__(self, name: str, judged: JudgedSet, corpus: list[str], queries: list[str], places: Places) -> None:
        self._encoder = TokenEncoder(hugging_face_folder(name, places.jars), BI_ENCODERS[name], places.device)
        self._judged, self._corpus, self._queries = judged, corpus, queries
        self._kept: dict[int, NDArray[np.float16]] = {}

    def scores(self, row: int, products: Sequence[int] | None) -> Scores:
        rows = list(range(len(self._corpus))) if products is None else list(products)
        missing = [at for at in rows if at not in self._kept]
        texts = [self._judged.text(self._corpus[at]) for at in missing]
        self._kept.update(zip(missing, self._encoder.passages(texts, PASSAGE_TOKENS), strict=True))
        query = self._encoder.queries([self._queries[row]], QUERY_TOKENS)[0]
        return np.array([max_similarity(query, self._kept[at]) for at in rows], np.float32)


class Cross:
    """A cross-encoder's logits."""

    whole = False

    def __init__(self, folder: Path, judged: JudgedSet, corpus: list[str], queries: list[str], places: Places) -> None:
        self._model = load_model(folder).to(places.device.torch).eval()
        wordpiece = WordPiece(self._model.vocabulary)
        self._tokens = PairTokens({judged.name: judged}, wordpiece, PASSAGE_TOKENS, MAX_QUERY_TOKENS)
        self._name, self._corpus, self._queries = judged.name, corpus, queries

    @torch.inference_mode()
    def scores(self, row: int, products: Sequence[int] | None) -> Scores:
        rows = range(len(self._corpus)) if products is None else products
        pairs: list[Pair] = [(self._name, self._queries[row], self._corpus[at]) for at in rows]
        return scored(self._model, self._tokens, pairs, 64).logits.cpu().numpy()


class Ensemble:
    """The weighted mean of the standardised scores of several teachers.

    Where a teacher is cheap its scores are standardised over the whole corpus, so that a list of candidates keeps its
    distance from the rest of the catalogue. The scores of one that is not are standardised over the list, and brought
    to the mean and spread that the cheap ones have on it; where there is none, they stay standardised.
    """

    def __init__(self, teachers: Mapping[str, tuple[Teacher, float]]) -> None:
        self._teachers = teachers

    def cheap(self, row: int) -> Scores:
        """Over the corpus, of the cheap teachers only: what candidates are mined with."""
        cheap = [(teacher, weight) for teacher, weight in self._teachers.values() if teacher.whole]
        if not cheap:
            raise Failure(
                "candidates are mined with a cheap teacher: give one of minilm, bge, e5 or bm25, if need be =0."
            )
        # Teachers of weight 0 mine as well as others where there is nothing else.
        weights = [weight for _, weight in cheap] if any(weight > 0 for _, weight in cheap) else [1.0] * len(cheap)
        scores = [standardised(teacher.scores(row, None)) for teacher, _ in cheap]
        return np.average(scores, axis=0, weights=weights).astype(np.float32)

    def lexical(self, row: int) -> Scores | None:
        """BM25 over the corpus, where it is among the teachers, whatever its weight."""
        return self._teachers["bm25"][0].scores(row, None) if "bm25" in self._teachers else None

    def of(self, row: int, products: Sequence[int]) -> Scores:
        """Of a list, by all teachers."""
        dear = [(teacher, weight) for teacher, weight in self._teachers.values() if not teacher.whole and weight > 0]
        weights = sum(weight for teacher, weight in self._teachers.values() if teacher.whole)
        held = self.cheap(row)[list(products)] if weights > 0 else None
        if not dear:
            return np.asarray(held, np.float32)
        mean, spread = (float(held.mean()), float(held.std()) or 1.0) if held is not None else (0.0, 1.0)
        total = sum(weight * (mean + spread * standardised(teacher.scores(row, products))) for teacher, weight in dear)
        cheap = weights * held if held is not None else 0.0
        return np.asarray((cheap + total) / (weights + sum(weight for _, weight in dear)), np.float32)


def parse_teachers(given: Sequence[str]) -> dict[str, float]:
    """`bge=1`, `maxsim:e5=.5`, `teachers/seed-1=2`; a weight that is left out is 1. Raises `Failure`."""
    weights: dict[str, float] = {}
    for part in given:
        name, _, weight = part.partition("=")
        try:
            weights[name] = float(weight or 1)
        except ValueError as error:
            raise Failure(f'"{part}" is no teacher; give {TEACHER_HELP}') from error
        _kind(name)
    return weights


def ensemble(
    weights: Mapping[str, float], judged: JudgedSet, corpus: list[str], queries: list[str], places: Places
) -> Ensemble:
    """Teachers of these names over one corpus and its queries."""

    def made(name: str) -> Teacher:
        kind = _kind(name)
        if kind == "bm25":
            return Lexical(judged, corpus, queries)
        if kind == "cosine":
            return Cosine(name, judged, corpus, queries, places)
        if kind == "maxsim":
            return MaxSim(name.removeprefix("maxsim:"), judged, corpus, queries, places)
        return Cross(Path(name), judged, corpus, queries, places)

    return Ensemble({name: (made(name), weight) for name, weight in weights.items()})


def _kind(name: str) -> str:
    if name == "bm25":
        return "bm25"
    if name in BI_ENCODERS:
        return "cosine"
    if name.removeprefix("maxsim:") in BI_ENCODERS:
        return "maxsim"
    if (Path(name) / "config.json").exists():
        return "cross-encoder"
    raise Failure(f'there is no teacher "{name}"; give {TEACHER_HELP}')
