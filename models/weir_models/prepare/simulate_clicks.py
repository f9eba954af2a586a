"""Write a click log in UBI 1.3's form from known relevance and a known position bias, to check judge-clicks against.

- `ubi_queries.jsonl`, `ubi_events.jsonl`: as UBI 1.3 has them; randomised lists say so in
  `query_attributes.randomisation` (form: `weir_models.prepare.clicks.log`).
- `truth.json`: `{"examination": [by position], "attraction": {query text: {product: probability}}}`.
"""

import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import track

from weir_models.data.judged_set import JudgedSet, load
from weir_models.data.rows import write_rows
from weir_models.failure import Failure
from weir_models.prepare.clicks.simulate import KnownQuery, Logging, Shoppers, Simulated, simulated, ubi_rows
from weir_models.prepare.lexical import Bm25
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models simulate-clicks esci --out clicks --searches 20000
weir-models simulate-clicks esci --out clicks --model dbn --randomise shuffle --randomised-share 0.05
"""


def main(
    set_: Annotated[str, typer.Argument(metavar="SET", help="A judged set; its train queries are searched for.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    searches: Annotated[int, typer.Option(help="Lists that are seen.")] = 20000,
    depth: Annotated[int, typer.Option(help="Products a list.")] = 10,
    model: Annotated[str, typer.Option(help="How shoppers behave: pbm or dbn.")] = "pbm",
    bias: Annotated[float, typer.Option(help="pbm: position k is looked at with probability k^-bias.")] = 1.0,
    going_on: Annotated[float, typer.Option(help="dbn: probability of the next look, if not satisfied.")] = 0.85,
    randomise: Annotated[str, typer.Option(help="none, swap (the first with another) or shuffle.")] = "swap",
    randomised_share: Annotated[float, typer.Option(help="Share of lists that are randomised.")] = 0.1,
    jitter: Annotated[float, typer.Option(help="Ranks that the shop's own order moves by (standard deviation).")] = 1.0,
    noise: Annotated[float, typer.Option(help="Probability of a click on anything that is looked at.")] = 0.02,
    impressions: Annotated[bool, typer.Option("--impressions", help="Write an event for each product shown.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Let BM25 rank the judged products of each train query, and shoppers click on them.

    A product's attraction is 0.05 to 0.85, rising with 2^grade. What BM25 ranks high is seen more, so that clicks alone
    mistake it for relevant.
    """
    for option, value, known in (
        ("--model", model, ("pbm", "dbn")),
        ("--randomise", randomise, ("none", "swap", "shuffle")),
    ):
        if value not in known:
            raise Failure(f"{option} must be one of {', '.join(known)}; it is {value}.")
    draw = np.random.default_rng(seed)
    queries = known_queries(load(set_, data))
    shoppers = Shoppers(model=model, bias=bias, going_on=going_on, noise=noise)
    logging = Logging(depth, randomise, randomised_share, jitter)
    rows = list(simulated(queries, searches, shoppers, logging, draw))
    _write(out, rows, impressions)
    truth = {
        "examination": [round(number, 4) for number in looked_at(rows, depth)],
        "attraction": {
            query.text: dict(zip(query.products, query.attraction.round(4).tolist(), strict=True)) for query in queries
        },
    }
    (out / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    clicks = sum(len(row.clicked) for row in rows)
    chance = sum(row.randomisation is not None for row in rows)
    console = Console(soft_wrap=True, highlight=False)
    console.print(
        f"{len(rows)} searches for {len(queries)} queries, {chance} of them randomised, {clicks} clicks: {out}"
    )
    console.print("looked at, by position: " + " ".join(f"{number:.3f}" for number in truth["examination"]))


def known_queries(judged: JudgedSet) -> list[KnownQuery]:
    """The train queries of a set, each with its judged products as BM25 over the set orders them."""
    ids = list(judged.products)
    rows = {product: row for row, product in enumerate(ids)}
    bm25 = Bm25([judged.text(product) for product in ids])
    top = max((grade for grades in judged.qrels["train"].values() for grade in grades.values()), default=0)
    if top <= 0:
        raise Failure(f"{judged.name} has no train judgments to simulate from: name a judged set.")
    known = []
    for query, grades in judged.qrels["train"].items():
        scores = bm25.scores(judged.queries[query])
        products = sorted((product for product in grades if product in rows), key=lambda one: -scores[rows[one]])
        gains = (np.exp2([grades[product] for product in products]) - 1) / (2**top - 1)
        known.append(KnownQuery(judged.queries[query], products, 0.05 + 0.8 * gains))
    return known


def looked_at(searches: list[Simulated], depth: int) -> list[float]:
    """Share of lists whose position was looked at, by position."""
    padded = np.full((len(searches), depth), np.nan)
    for row, search in enumerate(searches):
        padded[row, : len(search.looked)] = search.looked
    return np.nan_to_num(np.nanmean(padded, axis=0)).tolist()


def _write(out: Path, searches: list[Simulated], impressions: bool) -> None:
    rows = [ubi_rows(search, number, impressions) for number, search in enumerate(track(searches, transient=True))]
    write_rows(out / "ubi_queries.jsonl", (query for query, _ in rows))
    write_rows(out / "ubi_events.jsonl", (event for _, events in rows for event in events))
