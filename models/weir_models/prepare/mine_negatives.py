"""Add hard negatives to training lists: by BM25, by a bi-encoder through FAISS, by one attribute that differs.

Reads and writes the lists of `weir_models.prepare.pair_lists`; each negative has grade 0, and `kinds` says where it
came from. Lists without a positive stay as they are.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from weir_models.data.judged_set import JudgedSet, load
from weir_models.data.roles import roles_of
from weir_models.data.rows import write_rows
from weir_models.encoder.text_vectors import TextVectors
from weir_models.failure import Failure
from weir_models.prepare.attribute_negatives import AttributeNeighbours
from weir_models.prepare.bi_encoder import text_vectors
from weir_models.prepare.candidate_sources import Dense, Lexical, OneAttributeOff
from weir_models.prepare.guard_check import GuardCheck
from weir_models.prepare.lexical import Bm25
from weir_models.prepare.mining import CandidateSource, Miner, Mining, parse_shares
from weir_models.prepare.pair_lists import PairList, read_pair_lists
from weir_models.prepare.vector_index import INDEXES, VectorIndex
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models mine-negatives --lists sets/esci/train.jsonl --data sets --out mined.jsonl
weir-models mine-negatives --lists sets/shop/train.jsonl --data sets --out mined.jsonl --encoder none --shares bm25=1
"""


def main(
    lists: Annotated[list[Path], typer.Option(help="Files of lists that prepare-pairs wrote; may be given again.")],
    out: Annotated[Path, typer.Option(help="File of lists to write.")],
    negatives: Annotated[int, typer.Option(help="Negatives a list.")] = 8,
    shares: Annotated[
        str,
        typer.Option(
            help="How many of each kind: attribute, dense, bm25, random. What a kind lacks the next makes up for."
        ),
    ] = "bm25=0.35,dense=0.4,attribute=0.15,random=0.1",
    depth: Annotated[int, typer.Option(help="Candidates are drawn from so many of the best.")] = 100,
    skip_first: Annotated[int, typer.Option(help="Candidates of each kind to pass over.")] = 0,
    skip_above: Annotated[
        float, typer.Option(help="Skip candidates that score above this fraction of the positives' median.")
    ] = 0.95,
    encoder: Annotated[str, typer.Option(help="Bi-encoder: minilm, bge, e5, or none (BM25 guards then).")] = "minilm",
    index: Annotated[str, typer.Option(help=f"FAISS index: {', '.join(INDEXES)} (by size).")] = "auto",
    roles: Annotated[str, typer.Option(help="What fields mean: brand=maker,colour=color,type=category.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 0,
    jars: Annotated[Path, typer.Option(help="Folder of the jars of bge and e5.")] = SETTINGS.work / "jars",
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")] = SETTINGS.work / "vectors",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the sets that the lists name.")] = SETTINGS.work / "sets",
) -> None:
    """Write the lists with negatives; tell how many of each kind, and how well the guard knows relevant products."""
    parameters = {
        "negatives": negatives,
        "shares": shares,
        "depth": depth,
        "skip_first": skip_first,
        "skip_above": skip_above,
        "encoder": encoder,
        "index": index,
        "seed": seed,
    }
    wanted = parse_shares(shares)
    if encoder == "none":
        wanted.pop("dense", None)
    if not wanted:
        raise Failure("--shares leaves no kind of negatives without --encoder.")
    mining = Mining(negatives, wanted, skip_above, skip_first)
    entries = [entry for path in lists for entry in read_pair_lists(path)]
    vectors = text_vectors(encoder, cache, jars, artifacts)
    table = Table("set", "lists", *wanted, "skipped by the guard", "short", "index")
    check = GuardCheck()
    mined: list[PairList] = []
    with tracked("mine-negatives", parameters, lists) as run:
        for name in dict.fromkeys(entry.set for entry in entries):
            judged = load(name, data)
            own = [entry for entry in entries if entry.set == name]
            draw = np.random.default_rng(seed)
            pool = _Pool(judged, [entry.query for entry in own], vectors, encoder, index)
            miner = Miner(pool.corpus, pool.sources(wanted, roles, depth, draw), mining, draw)
            for number, entry in track(list(enumerate(own)), name, transient=True):
                scores = pool.scores(number)
                mined.append(miner.mined(number, entry, scores))
                check.add(entry, {product: scores[row] for product, row in pool.rows(entry)}, skip_above)
            figures = {kind: miner.taken[kind] for kind in wanted} | {"guarded": miner.guarded, "short": miner.short}
            table.add_row(name, str(len(own)), *map(str, figures.values()), pool.index_name())
            run.log({f"{name}_{figure}": value for figure, value in figures.items()})
        write_rows(out, (entry.row() for entry in mined))
    console = Console(width=120)
    console.print(table)
    console.print(check.told(skip_above), highlight=False)


class _Pool:
    """One set's products and the queries of its lists, scored by a bi-encoder, or by BM25 where there is none."""

    def __init__(
        self, judged: JudgedSet, queries: list[str], vectors: TextVectors | None, encoder: str, index: str
    ) -> None:
        self.corpus = list(judged.products)
        self._row_of = {product: row for row, product in enumerate(self.corpus)}
        self._judged, self._queries = judged, queries
        self._bm25 = Bm25([judged.text(product) for product in self.corpus])
        self._products = vectors.products(encoder, judged, self.corpus) if vectors else None
        self._encoded = vectors.queries(encoder, f"{judged.name} queries", queries) if vectors else None
        self._index = VectorIndex(self._products, index, SETTINGS.threads) if self._products is not None else None

    def sources(
        self, kinds: Collection[str], roles: str, depth: int, draw: np.random.Generator
    ) -> dict[str, CandidateSource]:
        sources: dict[str, CandidateSource] = {"bm25": Lexical(self._bm25, self._queries, depth, draw)}
        if self._index is not None and self._encoded is not None:
            sources["dense"] = Dense(self._index, self._encoded, depth, draw)
        if "attribute" in kinds:
            products = [self._judged.products[product] for product in self.corpus]
            sources["attribute"] = OneAttributeOff(
                AttributeNeighbours(products, roles_of(self._judged, roles)), self._queries
            )
        return sources

    def scores(self, number: int) -> np.ndarray:
        if self._products is None or self._encoded is None:
            return self._bm25.scores(self._queries[number])
        return self._products @ self._encoded[number]

    def rows(self, entry: PairList) -> list[tuple[str, int]]:
        return [(product, self._row_of[product]) for product in entry.products if product in self._row_of]

    def index_name(self) -> str:
        return "" if self._index is None else "exact" if self._index.exact else "HNSW"
