"""Score candidates of queries by an ensemble of teachers: bi-encoders, cross-encoders, token by token, BM25.

Candidates are mined for the queries that generate-queries wrote; the products of lists that prepare-pairs or
score-teachers wrote are scored as they are. Writes lists with `scores` (`lists.py`), and for a student whose vectors
are held to those of the bi-encoders an NPZ of them (`teacher_vectors.py`).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from weir_models.base_weights import BI_ENCODERS
from weir_models.cross_encoder.lists import Folds, RankedList, check_lists, read_lists, write_lists
from weir_models.cross_encoder.teacher_scores import (
    TEACHER_HELP,
    Ensemble,
    Places,
    ensemble,
    parse_teachers,
)
from weir_models.data.judged_set import JudgedSet, load
from weir_models.encoder.text_vectors import TextVectors, corpus_for
from weir_models.evaluate.metrics import ndcg
from weir_models.failure import Failure
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked
from weir_models.training.device import best_device

EXAMPLES = """
weir-models score-teachers --queries queries.jsonl --teacher bge --teacher e5 --out teacher.jsonl
weir-models score-teachers --queries q.jsonl --teacher bge --teacher teachers/seed-1=2 --teacher maxsim:e5 --out t.jsonl
weir-models score-teachers --lists judged.jsonl --teacher bge=.5 --teacher teacher --out t.jsonl
"""

Scores = NDArray[np.float32]


def main(
    out: Annotated[Path, typer.Option(help="JSONL of lists to write.")],
    teacher: Annotated[list[str], typer.Option(help=TEACHER_HELP)],
    queries: Annotated[Path | None, typer.Option(help="What generate-queries wrote: candidates are mined.")] = None,
    lists: Annotated[list[Path] | None, typer.Option(help="Lists whose products are scored as they are.")] = None,
    vectors_out: Annotated[Path | None, typer.Option(help="NPZ of the bi-encoders' vectors to write.")] = None,
    products: Annotated[
        int, typer.Option(help="Products a set to draw candidates from; the judged ones first.")
    ] = 7000,
    candidates: Annotated[int, typer.Option(help="Candidates a query.")] = 12,
    check_queries: Annotated[int, typer.Option(help="Judged train queries a set to measure the teachers on.")] = 40,
    seed: Annotated[int, typer.Option(help="Seed of the draws of candidates.")] = 0,
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")] = SETTINGS.work / "vectors",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    threads: Annotated[int, typer.Option(help="Threads of torch on a CPU.")] = SETTINGS.threads,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write teacher lists, and tell how well the teachers rank what people judged in train."""
    if (queries is None) == (not lists):
        raise Failure("give either --queries, to mine candidates for, or --lists, to score as they are.")
    parameters = dict(locals())
    weights = parse_teachers(teacher)
    places = Places(TextVectors(cache, jars, artifacts), jars, best_device(threads))
    given = read_lists(lists) if lists else _bare(queries)
    draw = np.random.default_rng(seed)
    shown = Table("set", "queries", "products", "NDCG@10 of the teachers on judged train queries")
    kept: dict[str, NDArray[np.generic]] = {}
    written: list[RankedList] = []
    with tracked("score-teachers", parameters, [*(lists or []), *([queries] if queries else [])]) as run:
        for name in dict.fromkeys(entry.set for entry in given):
            judged = load(name, data)
            own = [entry for entry in given if entry.set == name]
            corpus = _corpus(judged, own, products)
            rows = {product: row for row, product in enumerate(corpus)}
            texts = [entry.query for entry in own]
            ranked = _measured(weights, judged, check_queries, places)
            shown.add_row(name, str(len(own)), str(len(corpus)), "none judged" if ranked is None else f"{ranked:.4f}")
            run.log({f"{name}/teacher_ndcg_at_10": ranked} if ranked is not None else {})
            teachers = ensemble(weights, judged, corpus, texts, places)
            written.extend(_scored(teachers, own, rows, corpus, candidates, draw))
            if vectors_out:
                kept |= _vectors(weights, judged, corpus, texts, places)
        write_lists(written, out)
        if vectors_out:
            np.savez(vectors_out, allow_pickle=False, **kept)
    Console().print(shown)


def mined(blend: Scores, lexical: Scores | None, count: int, draw: np.random.Generator) -> list[int]:
    """Rows of `count` products: a third of the teacher's best, then lexical ones, near misses and random ones."""
    order = np.argsort(-blend)
    words = order[:50] if lexical is None else np.argsort(-lexical)[:50]
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


def _bare(queries: Path | None) -> list[RankedList]:
    """Queries without products."""
    if queries is None or not queries.exists():
        raise Failure(f"{queries} is not there: write it with generate-queries.")
    rows = [json.loads(line) for line in queries.open(encoding="utf-8")]
    return [RankedList(row["set"], row["query"], [], np.empty(0, np.float32), graded=False) for row in rows]


def _corpus(judged: JudgedSet, lists: list[RankedList], most: int) -> list[str]:
    """The products that the lists name, or judged ones; then others at random."""
    named = {product: 1.0 for entry in lists for product in entry.products}
    return corpus_for(
        judged, {"": named} if named else judged.judged("train", "dev"), most if not named else len(named)
    )


def _scored(
    teachers: Ensemble,
    lists: list[RankedList],
    rows: dict[str, int],
    corpus: list[str],
    candidates: int,
    draw: np.random.Generator,
) -> Iterator[RankedList]:
    for row, entry in enumerate(track(lists, "Scoring", console=Console(stderr=True))):
        if entry.products:
            picked = [rows[product] for product in entry.products if product in rows]
        else:
            picked = mined(teachers.cheap(row), teachers.lexical(row), candidates, draw)
        if picked:
            names = [corpus[at] for at in picked]
            yield RankedList(entry.set, entry.query, names, teachers.of(row, picked), graded=False)


def _measured(weights: dict[str, float], judged: JudgedSet, queries: int, places: Places) -> float | None:
    """Mean NDCG@10 on judged pools of train; None where nothing is judged."""
    swapped = JudgedSet(judged.name, judged.products, judged.queries, judged.qrels | {"dev": judged.qrels["train"]})
    pools = check_lists(swapped, Folds(), queries) if judged.qrels["train"] else []
    if not pools:
        return None
    corpus = list(dict.fromkeys(product for entry in pools for product in entry.products))
    rows = {product: row for row, product in enumerate(corpus)}
    teachers = ensemble(weights, judged, corpus, [entry.query for entry in pools], places)
    values = []
    for row, entry in enumerate(pools):
        order = np.argsort(-teachers.of(row, [rows[product] for product in entry.products]), kind="stable")
        values.append(ndcg(entry.targets[order].tolist()))
    return float(np.mean(values))


def _vectors(
    weights: dict[str, float], judged: JudgedSet, corpus: list[str], queries: list[str], places: Places
) -> dict[str, NDArray[np.generic]]:
    """The NPZ's entries of a set; MiniLM first, since a student's layers come from it."""
    names = ["minilm", *(name for name in weights if name in BI_ENCODERS and name != "minilm")]
    products = [places.vectors.products(name, judged, corpus) for name in names]
    encoded = [places.vectors.queries(name, f"{judged.name} queries", queries) for name in names]
    return {
        f"{judged.name}/products": np.array(corpus),
        f"{judged.name}/product_vectors": np.stack(products).astype(np.float16),
        f"{judged.name}/queries": np.array(queries),
        f"{judged.name}/query_vectors": np.stack(encoded).astype(np.float16),
    }
