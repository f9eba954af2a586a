"""Generate shopping queries from any catalogue, so that models can learn where nobody judged.

The kinds follow what people type: words of a title, head phrases that many titles share, brand and type, attribute and
type, category names, model numbers, the verbal tails of film queries ("full movie", "cast"), reordered, cut and
misspelt versions of all of these. Where real queries are known, the generated ones are thinned to look like them; and
one whose product cannot be found again by it is dropped.

Writes JSONL, `{"set", "query", "kind", "source", "rank", "weight"}` a line: `source` is the product it was drawn from
("" for a head phrase, which has no rank), `rank` where BM25 and the bi-encoder find that again, `weight` 1 / log2(1 +
rank).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from weir_models.data.judged_set import JudgedSet, load
from weir_models.data.roles import roles_of
from weir_models.data.rows import read_rows, text_of, write_rows
from weir_models.encoder.text_vectors import TextVectors
from weir_models.failure import Failure
from weir_models.prepare.bi_encoder import text_vectors
from weir_models.prepare.generation.generated import Query, generated, generated_like, style_of
from weir_models.prepare.generation.round_trip import RoundTrip, weight
from weir_models.prepare.query_text import same_query_key
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models generate-queries --out queries.jsonl --per-set 4000 --sets esci,icecat
weir-models generate-queries --out queries.jsonl --sets shop.jsonl --template name,maker --roles title=name,brand=maker
weir-models generate-queries --out queries.jsonl --sets shop.jsonl --template name --like searched.jsonl
"""

FEWEST_REAL = 20
"""Real queries that say how queries look."""

QUERY_FIELDS = ("text", "query", "user_query")


def main(
    out: Annotated[Path, typer.Option(help="JSONL to write.")],
    per_set: Annotated[int, typer.Option(help="Queries a set, before the round trip.")] = 6000,
    sets: Annotated[
        str, typer.Option(help="Sets whose licence allows to learn from them, or catalogues; comma-separated.")
    ] = "esci,icecat,movies",
    roles: Annotated[
        str, typer.Option(help="What fields mean: title=name,brand=maker,type=category,attributes=color+size.")
    ] = "",
    template: Annotated[str, typer.Option(help="Fields that a model sees of a product, where none are declared.")] = "",
    like: Annotated[
        str, typer.Option(help="Real queries to look like: a JSONL file (text, query or user_query), train, or none.")
    ] = "train",
    misspelt: Annotated[float, typer.Option(help="Share of queries with a spelling mistake.")] = 0.12,
    within: Annotated[
        int, typer.Option(help="Drop a query whose source is not found within so many; 0: keep all.")
    ] = 20,
    encoder: Annotated[str, typer.Option(help="Bi-encoder of the round trip: minilm, bge, e5 or none.")] = "minilm",
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    id_field: Annotated[str, typer.Option("--id", help="Field that identifies a product.")] = "_id",
    jars: Annotated[Path, typer.Option(help="Folder of the jars of bge and e5.")] = SETTINGS.work / "jars",
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")] = SETTINGS.work / "vectors",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write distinct generated queries, print some of each kind, and how they compare with real ones."""
    if not 0 <= misspelt <= 1 or per_set < 1 or within < 0:
        raise Failure("--misspelt must be between 0 and 1, --per-set 1 or more, --within 0 or more.")
    vectors = text_vectors(encoder, cache, jars, artifacts)
    fields = [field.strip() for field in template.split(",") if field.strip()]
    parameters = {"per_set": per_set, "sets": sets, "roles": roles, "template": template, "like": like, "seed": seed}
    parameters |= {"misspelt": misspelt, "within": within, "encoder": encoder}
    names = [name.strip() for name in sets.split(",") if name.strip()]
    written: list[dict[str, Any]] = []
    with tracked("generate-queries", parameters, _inputs(names, data, like)) as run:
        for name in names:
            judged = load(name, data, fields, id_field)
            draw = np.random.default_rng(seed)
            known = roles_of(judged, roles)
            real = _real_queries(judged, like)
            if real:
                queries = generated_like(judged, known, real, per_set, misspelt, draw)
            else:
                queries = list(generated(judged, known, per_set, misspelt, draw))
            rows = _found_again(judged, queries, vectors, encoder, within) if within else _rows(judged, queries)
            written += rows
            shares = {"real": real, "generated": [entry.query for entry in queries], "kept": [r["query"] for r in rows]}
            _tell(judged.name, queries, rows, {k: style_of(judged, known).shares(q) for k, q in shares.items() if q})
            run.log({f"{judged.name}_generated": len(queries), f"{judged.name}_kept": len(rows)})
        write_rows(out, written)
        run.keep(out)


def _found_again(
    judged: JudgedSet, queries: list[Query], vectors: TextVectors | None, encoder: str, within: int
) -> list[dict[str, Any]]:
    """Rows of the queries that find their source, with rank and weight, and of those that have none."""
    sourced = [entry for entry in queries if entry.source]
    trip = RoundTrip(judged, vectors, encoder)
    found = trip.ranks([entry.query for entry in sourced], [entry.source for entry in sourced])
    ranks = {entry.query: rank for entry, rank in zip(sourced, found, strict=True)}
    rows = []
    for entry in queries:
        rank = ranks.get(entry.query)
        if rank is None:
            rows.append(entry.row(judged.name))
        elif rank <= within:
            rows.append(entry.row(judged.name) | {"rank": rank, "weight": round(weight(rank), 4)})
    return rows


def _rows(judged: JudgedSet, queries: list[Query]) -> list[dict[str, Any]]:
    return [entry.row(judged.name) for entry in queries]


def _real_queries(judged: JudgedSet, like: str) -> list[str]:
    """A sample of what people typed; empty where too few are known to tell how queries look."""
    if like == "none":
        return []
    if like == "train":
        real = [judged.queries[query] for query in judged.qrels["train"] if judged.queries.get(query, "").strip()]
        return real if len(real) >= FEWEST_REAL else []
    distinct: dict[str, str] = {}
    for place, row in read_rows(Path(like)):
        field = next((name for name in QUERY_FIELDS if name in row), QUERY_FIELDS[0])
        text = text_of(row, field, place)
        distinct.setdefault(same_query_key(text), text)
    # Each once: a log has few queries a thousand times, and these would be all that is imitated.
    real = list(distinct.values())
    if len(real) < FEWEST_REAL:
        raise Failure(f"{like} holds {len(real)} distinct queries; {FEWEST_REAL} are needed to tell how queries look.")
    return real


def _inputs(names: Sequence[str], data: Path, like: str) -> list[Path]:
    paths = [next((path for path in (data / name, Path(name)) if path.exists()), None) for name in names]
    return [path for path in (*paths, Path(like)) if path is not None and path.exists()]


def _tell(
    name: str, queries: list[Query], rows: list[dict[str, Any]], shares: Mapping[str, Mapping[str, float]]
) -> None:
    console = Console(width=120)
    made = Counter(entry.kind for entry in queries)
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        kept[row["kind"]].append(row["query"])
    table = Table("kind", "generated", "kept", "some of them", title=f"{name}: {len(rows)} kept", title_justify="left")
    for kind, count in made.most_common():
        table.add_row(kind, str(count), str(len(kept[kind])), ", ".join(kept[kind][:4]))
    console.print(table)
    looks = Table("queries", "words", "name a brand", "have a number")
    for which, share in shares.items():
        looks.add_row(which, f"{share['words']:.2f}", f"{share['brand']:.0%}", f"{share['number']:.0%}")
    console.print(looks)
