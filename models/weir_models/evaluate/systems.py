"""What is evaluated: run files, and models that score the judged pools here, as serving does."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from weir_models.cross_encoder.reranker import Reranker
from weir_models.data.judged_set import JudgedSet
from weir_models.data.qrels import Qrels
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.evaluate.metrics import standardised
from weir_models.evaluate.run_files import Run, read_run
from weir_models.failure import Failure
from weir_models.registry.manifest import CrossEncoderManifest, EncoderManifest, read_manifest
from weir_models.text.pair_tokens import PairTokens
from weir_models.text.wordpiece import WordPiece

SET = "{set}"
TIMED_PAIRS = 20
TIMED_RUNS = 9


@dataclass(frozen=True)
class System:
    """A name, and where its rankings come from.

    `parts` are model folders, whose standardised scores are summed, or one run file; `{set}` in its path stands for the
    name of the set.
    """

    name: str
    parts: list[Path]


def system(text: str, artifacts: Path) -> System:
    """Read `NAME=SOURCE`, or SOURCE, which is then the name too.

    A source is a path, `name/version` in the registry folder, or several joined by `+`.

    Raises:
        Failure: a source is nowhere.
    """
    name, _, source = text.rpartition("=")
    parts = [_found(part.strip(), artifacts) for part in source.split("+")]
    return System(name or source, parts)


def rankings(given: System, judged: JudgedSet, qrels: Qrels, threads: int) -> tuple[Run, list[float]]:
    """Rank one set's judged pools, or read how they were ranked.

    Returns:
        The run, and for a model the ms that 20 pairs took, median over repetitions; empty for a run file. The vectors
        of products are there before a query is, so that a bi-encoder pays for the query only.
    """
    if not _is_model(given.parts[0]):
        return read_run(_run_file(given, judged)), []
    pools = {
        query: [product for product in judgments if product in judged.products] for query, judgments in qrels.items()
    }
    total: dict[str, np.ndarray] = {query: np.zeros(len(pool)) for query, pool in pools.items()}
    ms = 0.0
    for folder in given.parts:
        scorer = _scorer(folder, judged, threads)
        for query, pool in pools.items():
            total[query] += standardised(scorer.scores(judged.queries[query], pool))
        ms += scorer.ms([(judged.queries[query], product) for query, pool in pools.items() for product in pool[:3]])
    run = {query: dict(zip(pool, total[query].tolist(), strict=True)) for query, pool in pools.items()}
    return run, [ms]


def ranked_queries(given: System, judged: JudgedSet) -> set[str] | None:
    """The queries that its run file has; None for a model, which ranks every query."""
    return None if _is_model(given.parts[0]) else set(read_run(_run_file(given, judged)))


def learnt_from(given: System) -> list[str]:
    """The sets that its models have learnt from; nothing is known of a run file."""
    return [name for part in given.parts if _is_model(part) for name in read_manifest(part).trained_on]


class _CrossEncoder:
    def __init__(self, folder: Path, manifest: CrossEncoderManifest, judged: JudgedSet, threads: int) -> None:
        shape = manifest.cross_encoder
        tokens = PairTokens(
            {judged.name: judged}, WordPiece(folder / "vocab.txt"), shape.max_tokens, shape.max_query_tokens
        )
        self._reranker = Reranker(folder / "model.onnx", tokens, threads)
        self._set = judged.name

    def scores(self, query: str, products: Sequence[str]) -> np.ndarray:
        return self._reranker.scores([(self._set, query, product) for product in products])

    def ms(self, pairs: Sequence[tuple[str, str]]) -> float:
        timed = [(self._set, *pair) for pair in _spread(pairs)]
        return _median_ms(lambda: self._reranker.scores(timed))


class _BiEncoder:
    def __init__(self, folder: Path, manifest: EncoderManifest, judged: JudgedSet, threads: int) -> None:
        self._shape, self._judged = manifest.encoder, judged
        model, vocabulary = folder / "model.onnx", folder / "vocab.txt"
        self._encoder = SentenceEncoder(model, vocabulary, manifest.encoder.pooling, threads)
        self._vectors: dict[str, np.ndarray] = {}

    def scores(self, query: str, products: Sequence[str]) -> np.ndarray:
        new = [product for product in products if product not in self._vectors]
        texts = [self._shape.passage_prefix + self._judged.text(product) for product in new]
        if new:
            vectors = self._encoder.encode(texts, self._shape.max_passage_tokens, batch=1)
            self._vectors.update(zip(new, vectors, strict=True))
        return np.stack([self._vectors[product] for product in products]) @ self._query(query)

    def ms(self, pairs: Sequence[tuple[str, str]]) -> float:
        query, product = pairs[0]
        vectors = np.stack([self._vectors[product]] * TIMED_PAIRS)
        return _median_ms(lambda: vectors @ self._query(query))

    def _query(self, text: str) -> np.ndarray:
        return self._encoder.encode([self._shape.query_prefix + text], self._shape.max_query_tokens, batch=1)[0]


def _scorer(folder: Path, judged: JudgedSet, threads: int) -> _CrossEncoder | _BiEncoder:
    manifest = read_manifest(folder)
    if isinstance(manifest, CrossEncoderManifest):
        return _CrossEncoder(folder, manifest, judged, threads)
    if isinstance(manifest, EncoderManifest):
        return _BiEncoder(folder, manifest, judged, threads)
    raise Failure(
        f"{manifest.name} is a {manifest.kind}, which ranks within the cascade only: write its run with "
        "`bin/weir eval --runs-out FOLDER`, and give that."
    )


def _spread(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """20 of the pairs, evenly from all, and again where there are fewer."""
    return [pairs[at * len(pairs) // TIMED_PAIRS] for at in range(TIMED_PAIRS)]


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMED_RUNS + 1):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return float(np.median(times[1:]))


def _found(source: str, artifacts: Path) -> Path:
    if SET in source:
        return Path(source)
    for path in (Path(source), artifacts / source.replace("@", "/")):
        if path.is_file() or _is_model(path):
            return path
    raise Failure(f"{source} is neither a run file, nor a model's folder, nor name/version in {artifacts.name}.")


def _is_model(path: Path) -> bool:
    return (path / "manifest.json").exists()


def _run_file(given: System, judged: JudgedSet) -> Path:
    return Path(str(given.parts[0]).replace(SET, judged.name))
