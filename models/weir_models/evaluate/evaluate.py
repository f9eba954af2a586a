"""Evaluate models and run files on judged sets: intervals, paired tests, and a report of any two."""

import platform
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from weir_models.data.judged_set import JudgedSet, load, sampled
from weir_models.data.qrels import Qrels
from weir_models.evaluate.comparison import Depths, OnSet, on_set
from weir_models.evaluate.document import Block, Heading, Paragraph, Rows, write_html, write_markdown
from weir_models.evaluate.gains import GAINS_HELP, parse_gains
from weir_models.evaluate.report import report, title
from weir_models.evaluate.results import Results
from weir_models.evaluate.run_files import Run
from weir_models.evaluate.systems import SET, System, learnt_from, ranked_queries, rankings, system
from weir_models.failure import Failure
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models evaluate --system encoder-minilm-l6/2 --system cross-encoder-l2/1.2.0 --sets esci,icecat --out report

weir-models evaluate --system base=encoder-minilm-l6/2 --system both=encoder-minilm-l6/2+cross-encoder-l2/1.2.0 --out r

weir-models evaluate --system "hybrid=runs/{set}/hybrid.run" --system "ranker=runs/{set}/ranker.run" --out report
"""

ANY_GRADE = 5e-324
WIDTH = 130
"""Columns that the tables take."""


def main(
    systems: Annotated[
        list[str],
        typer.Option(
            "--system",
            help="NAME=SOURCE, the baseline first. A source is a model (name/version or a folder), several joined by + "
            "whose standardised scores are summed, or a run file; {set} in its path stands for the set.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for report.html, report.md and its plots.")],
    candidate: Annotated[
        str, typer.Option(help="The system to look at closely; else the last.", show_default=False)
    ] = "",
    sets: Annotated[str, typer.Option(help="Judged sets or folders, comma-separated.")] = "esci,icecat,movies",
    splits: Annotated[str, typer.Option(help="Of train,dev.")] = "dev",
    queries: Annotated[int, typer.Option(help="At most so many queries a set.")] = 1000,
    common: Annotated[
        bool, typer.Option("--common", help="Only queries that every run file has; else a lacking one counts as empty.")
    ] = False,
    gains: Annotated[str, typer.Option(help=GAINS_HELP)] = "exponential",
    k: Annotated[int, typer.Option(help="Cut-off of NDCG.", min=1)] = 10,
    recall: Annotated[int, typer.Option(help="Cut-off of recall.", min=1)] = 100,
    relevant: Annotated[
        float,
        typer.Option(
            help="Least grade that is relevant for MRR, MAP and recall; else any above 0.", show_default=False
        ),
    ] = ANY_GRADE,
    examples: Annotated[int, typer.Option(help="Queries shown a set, of gains and of losses.")] = 3,
    seed: Annotated[int, typer.Option(help="Seed of bootstrap and randomisation.")] = 0,
    threads: Annotated[int, typer.Option(help="Threads of a model; serving gives each one.")] = 1,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Measure every system on every set, and write the report of the candidate against the baseline."""
    options = {**locals()}
    given = [system(text, artifacts) for text in systems]
    names = [each.name for each in given]
    if len(given) < 2 or len(set(names)) < len(names):
        raise Failure("give at least two systems, each with a name of its own: --system NAME=SOURCE.")
    if (candidate or names[-1]) not in names[1:]:
        raise Failure(f"--candidate {candidate} is none of {', '.join(names[1:])}.")
    depths = Depths(parse_gains(gains), k, recall, relevant)
    ms: dict[str, list[float]] = {name: [] for name in names}
    measured: list[OnSet] = []
    with tracked("evaluate", options, _inputs(sets.split(","), splits.split(","), data, given)) as run:
        with Progress(transient=True) as progress:
            task = progress.add_task("", total=len(sets.split(",")) * len(given))
            for name in sets.split(","):
                judged, qrels = _judged(name, data, splits)
                for each in given if common else ():
                    has = ranked_queries(each, judged)
                    qrels = {query: grades for query, grades in qrels.items() if has is None or query in has}
                qrels = sampled(qrels, queries)
                if not qrels:
                    raise Failure(f"{name} has no query in {splits} that is ranked and has a grade above 0.")
                runs: dict[str, Run] = {}
                for each in given:
                    progress.update(task, description=f"{each.name} on {judged.name}")
                    runs[each.name], times = rankings(each, judged, qrels, threads)
                    _refuse_other_set(each, runs[each.name], judged, qrels)
                    ms[each.name] += times
                    progress.advance(task)
                measured.append(on_set(judged, qrels, runs, depths))
        results = Results(
            sets=measured,
            systems=names,
            candidate=candidate or names[-1],
            ms={name: sum(times) / len(times) for name, times in ms.items() if times},
            machine=_machine(threads),
            k=k,
            gains=gains,
            splits=splits,
            learnt={each.name: learnt_from(each) for each in given},
            seed=seed,
            examples=examples,
        )
        out.mkdir(parents=True, exist_ok=True)
        blocks = report(results)
        write_html(title(results), blocks, out / "report.html")
        write_markdown(title(results), blocks, out / "report.md")
        for name in names:
            run.log({f"{name} {each.name} ndcg_at_{k}": float(each.ndcg(name).mean()) for each in measured})
            run.log({f"{name} mean ndcg_at_{k}": results.mean_ndcg(name).mean})
        run.log({f"{name} ms for 20 pairs": value for name, value in results.ms.items()})
        run.keep(out)
    _show(blocks, out)


def _show(blocks: Sequence[Block], out: Path) -> None:
    """The summary and the first two tables."""
    console = Console()
    console.width = max(console.width, WIDTH)
    for block in takewhile(lambda block: not isinstance(block, Heading), blocks):
        if isinstance(block, Paragraph):
            console.print(block.text, highlight=False)
    for block in [block for block in blocks if isinstance(block, Rows)][:2]:
        table = Table(*block.head, box=SIMPLE_HEAD)
        for row in block.body:
            table.add_row(*row)
        console.print(table)
    console.print(f"{out / 'report.html'}, {out / 'report.md'}", highlight=False)


def _judged(name: str, data: Path, splits: str) -> tuple[JudgedSet, Qrels]:
    judged = load(name, data)
    unknown = set(splits.split(",")) - judged.qrels.keys()
    if unknown:
        raise Failure(f"{name} has no judgments of {', '.join(sorted(unknown))}: there are {', '.join(judged.qrels)}.")
    return judged, judged.judged(*splits.split(","))


def _inputs(sets: Sequence[str], splits: Sequence[str], data: Path, systems: Sequence[System]) -> list[Path]:
    """The judgments, the runs and the models that the figures come from."""
    judgments = [
        folder / name / "qrels" / f"{split}.tsv" for name in sets for split in splits for folder in (data, Path())
    ]
    runs = [Path(str(part).replace(SET, Path(name).name)) for each in systems for part in each.parts for name in sets]
    return [path for path in dict.fromkeys([*judgments, *runs]) if path.exists()]


def _refuse_other_set(each: System, run: Run, judged: JudgedSet, qrels: Qrels) -> None:
    if not run.keys() & qrels.keys():
        raise Failure(f"{each.name} ranks no query of {judged.name}: is its run of another set or split?")


def _machine(threads: int) -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.processor() or platform.machine()}, {threads} thread{'s' if threads > 1 else ''}"
