"""Judge products from a shop's click log, with what position did to the clicks taken out (PBM or DBN, by EM).

Writes a folder that `prepare-pairs --clicks` reads:

- `queries.jsonl`, `qrels/train.tsv`, `qrels/dev.tsv`: judgments in BEIR's layout, split by hash of the query;
- `judgments.tsv`: query-id, corpus-id, grade, relevance, attraction, satisfaction, impressions, clicks, examined;
- `examination.tsv`: position, examination, low, high (95 %, where lists were randomised), impressions, clicks, ctr;
- `examination.png`: the same as a plot.
"""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from weir_models.data.qrels import Qrels, write_qrels
from weir_models.data.rows import write_rows
from weir_models.failure import Failure
from weir_models.prepare.clicks.dbn import fit_dbn
from weir_models.prepare.clicks.examination import Examination, falling, randomised_examination
from weir_models.prepare.clicks.grades import by_quantiles, by_thresholds, parse_cuts
from weir_models.prepare.clicks.impressions import Impressions, impressions
from weir_models.prepare.clicks.log import Reading, read_log
from weir_models.prepare.clicks.pbm import ClickModel, fit_pbm
from weir_models.prepare.clicks.prior import Shrinkage
from weir_models.prepare.clicks.recovery import order_agreement, read_truth
from weir_models.prepare.clicks.tables import (
    CURVE_COLUMNS,
    JUDGMENT_COLUMNS,
    curve_rows,
    plot_examination,
    write_table,
)
from weir_models.prepare.query_text import falls_in_dev
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models judge-clicks --queries ubi_queries.jsonl --events ubi_events.jsonl --out judged
weir-models judge-clicks --queries q.jsonl.gz --events e.jsonl.gz --out judged --model dbn --thresholds 0.1,0.3,0.6
"""

MODELS = ("pbm", "dbn")
Numbers = NDArray[np.float64]


def main(
    queries: Annotated[Path, typer.Option(help="UBI 1.3 queries, JSONL or JSONL.gz.")],
    events: Annotated[Path, typer.Option(help="UBI 1.3 events, JSONL or JSONL.gz.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    model: Annotated[str, typer.Option(help="pbm (by position alone) or dbn (down the list until satisfied).")] = "pbm",
    clicks: Annotated[str, typer.Option(help="Actions that count as a click, comma-separated.")] = "click",
    depth: Annotated[int, typer.Option(help="Positions that count.")] = 10,
    first_ordinal: Annotated[int, typer.Option(help="The ordinal of the first position in the log.")] = 1,
    thresholds: Annotated[
        str, typer.Option(help="Relevance above the n-th threshold is grade n. Else quantiles.")
    ] = "",
    quantiles: Annotated[str, typer.Option(help="Thresholds as quantiles over all judged pairs.")] = "0.5,0.8,0.95",
    min_impressions: Annotated[int, typer.Option(help="Judge a pair that was shown so often.")] = 10,
    shrink: Annotated[float, typer.Option(help="Impressions at the mean rate that each pair starts with.")] = 5.0,
    joint: Annotated[
        bool, typer.Option("--joint", help="Fit examination with attraction, though lists were randomised.")
    ] = False,
    falls: Annotated[
        bool, typer.Option("--falls", help="Examination never rises down the list: for one column, not for grids.")
    ] = False,
    dev_share: Annotated[float, typer.Option(help="Share of queries for dev.")] = 0.1,
    truth: Annotated[
        Path | None, typer.Option(help="truth.json of simulate-clicks: also tell what was found again of it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the bootstrap.")] = 0,
) -> None:
    """Fit a click model and write judgments.

    Examination comes from the lists that the log says were randomised, where these have clicks enough; the positions
    that they do not tell of, or all of them, are fitted together with attraction. Relevance is attraction (pbm) or
    attraction times satisfaction (dbn).
    """
    cuts = parse_cuts(thresholds, "--thresholds") if thresholds else parse_cuts(quantiles, "--quantiles")
    if model not in MODELS:
        raise Failure(f"--model must be one of {', '.join(MODELS)}; it is {model}.")
    if shrink < 0 or depth < 1 or first_ordinal not in (0, 1):
        raise Failure("--shrink must not be negative, --depth must be 1 or more, --first-ordinal 0 or 1.")
    parameters = {"model": model, "clicks": clicks, "depth": depth, "thresholds": thresholds, "quantiles": quantiles}
    parameters |= {"min_impressions": min_impressions, "shrink": shrink, "joint": joint, "falls": falls}
    parameters |= {"dev_share": dev_share, "seed": seed}
    reading = Reading([action.strip() for action in clicks.split(",")], depth, first_ordinal)
    with tracked("judge-clicks", parameters, [queries, events]) as run:
        seen = impressions(read_log(queries, events, reading), depth)
        if not seen.click.any():
            raise Failure(
                f"{events} has no {clicks} on what {queries} showed: see --clicks. Unused: {_unused(reading)}."
            )
        chance = None if joint else randomised_examination(seen, seed)
        known = None if chance is None else falling(chance) if falls else chance.curve
        # DBN has a law of examination of its own: to it randomised lists are lists like others.
        fitted = fit_dbn(seen, Shrinkage(shrink)) if model == "dbn" else fit_pbm(seen, Shrinkage(shrink), known)
        relevance = fitted.attraction * fitted.satisfaction
        judged = seen.shown() >= min_impressions
        if not judged.any():
            raise Failure(f"no query and product were shown {min_impressions} times: lower --min-impressions.")
        grades = np.zeros(len(relevance), np.int64)
        if thresholds:
            grades = by_thresholds(relevance, cuts)
        else:
            grades[judged], cuts = by_quantiles(relevance[judged], cuts)
        _write(out, seen, fitted, grades, judged, dev_share)
        rows = curve_rows(seen, fitted.examination, chance)
        write_table(out / "examination.tsv", CURVE_COLUMNS, rows)
        plot_examination(out / "examination.png", _curves(seen, model, fitted), chance)
        for step, value in enumerate(fitted.log_likelihood):
            run.log({"log_likelihood": value}, step)
        for at, value in enumerate(fitted.examination.tolist(), 1):
            run.log({"examination": value if np.isfinite(value) else 0.0}, at)
        run.keep(out / "examination.png")
    _tell(seen, reading, model, chance, rows)
    counts = ", ".join(f"{int((grades[judged] == grade).sum())} of grade {grade}" for grade in range(len(cuts) + 1))
    shown = ", ".join(f"{cut:.3f}" for cut in cuts)
    if truth is not None:
        _tell_recovery(truth, seen, fitted, min_impressions)
    print(f"{int(judged.sum())} of {len(judged)} pairs judged: {counts}; thresholds {shown}. Written to {out}")


def _write(
    out: Path, seen: Impressions, fitted: ClickModel, grades: NDArray[np.int64], judged: NDArray[np.bool_], share: float
) -> None:
    splits: dict[str, Qrels] = {"train": {}, "dev": {}}
    shown, clicked = seen.shown(), seen.clicked()
    rows = []
    for number in sorted(np.flatnonzero(judged).tolist(), key=lambda one: (seen.pairs[one][0], -grades[one])):
        query, product = seen.pairs[number]
        split = "dev" if falls_in_dev(seen.queries[query], share) else "train"
        splits[split].setdefault(query, {})[product] = float(grades[number])
        attraction, satisfaction = fitted.attraction[number], fitted.satisfaction[number]
        numbers = [f"{value:.4f}" for value in (attraction * satisfaction, attraction, satisfaction)]
        counts = [str(shown[number]), str(clicked[number]), f"{fitted.examined[number]:.1f}"]
        rows.append([query, product, str(grades[number]), *numbers, *counts])
    write_table(out / "judgments.tsv", JUDGMENT_COLUMNS, rows)
    for split, qrels in splits.items():
        write_qrels(out / "qrels" / f"{split}.tsv", qrels)
    kept = splits["train"] | splits["dev"]
    write_rows(out / "queries.jsonl", ({"_id": query, "text": seen.queries[query]} for query in kept))


def _curves(seen: Impressions, model: str, fitted: ClickModel) -> dict[str, Numbers]:
    rate = seen.click.sum(0) / np.maximum((seen.pair >= 0).sum(0), 1)
    return {f"examination ({model})": fitted.examination, "click-through, first = 1": rate / max(rate[0], 1e-9)}


def _tell_recovery(path: Path, seen: Impressions, fitted: ClickModel, fewest: int) -> None:
    curve, attraction = read_truth(path)
    error = np.abs(fitted.examination[: len(curve)] - curve[: seen.depth]).max()
    rate = seen.clicked() / np.maximum(seen.shown(), 1)
    found, naive = (order_agreement(seen, values, attraction, fewest) for values in (fitted.attraction, rate))
    print(
        f"Against the truth: examination off by {error:.3f} at most; order of products within a query (Spearman) "
        f"{found:.3f}, by click-through rate {naive:.3f}."
    )


def _unused(reading: Reading) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in reading.unused.items() if count) or "nothing"


def _tell(seen: Impressions, reading: Reading, model: str, chance: Examination | None, rows: list[list[str]]) -> None:
    lists = sum(bool(positions) for positions in seen.randomised)
    print(f"{len(seen.pair)} lists, {lists} randomised, {int(seen.click.sum())} clicks on {len(seen.pairs)} pairs.")
    print(f"Not used: {_unused(reading)}.")
    told = "the clicks of all lists" if chance is None or model == "dbn" else "the randomised lists"
    table = Table(*CURVE_COLUMNS, title=f"Examination, from {told}", title_justify="left")
    for row in rows:
        table.add_row(*row)
    Console(width=100).print(table)
