"""Turn a judged set, or a catalogue with clicks or generated queries, into training lists: split, without duplicates.

Writes a folder in BEIR's layout that every other command reads as a set (`--data OUT`):

- `corpus.jsonl.gz`: the products, those that a model reads alike only once; `set.json`: template and roles;
- `queries.jsonl`, `qrels/train.tsv`, `qrels/dev.tsv`: what was judged or clicked;
- `train.jsonl`, `dev.jsonl`: lists to learn from and to choose by (format: `weir_models.prepare.pair_lists`);
- `report.json`: counts, and what was dropped for which reason.
"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from weir_models.data.judged_set import DECLARATION, JudgedSet, load
from weir_models.data.qrels import write_qrels
from weir_models.data.rows import write_rows
from weir_models.failure import Failure
from weir_models.prepare.duplicates import Dropped
from weir_models.prepare.pair_lists import PairList
from weir_models.prepare.pairing import (
    GENERATED,
    JUDGMENTS,
    Judgments,
    Pairing,
    Prepared,
    prepared,
    read_clicked,
    read_generated,
)
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models prepare-pairs esci icecat movies
weir-models prepare-pairs shop.jsonl.gz --template title,brand,color --clicks judged --generated queries.jsonl
"""


def main(
    sets: Annotated[list[str], typer.Argument(help="Names of judged sets, folders in BEIR's layout, or catalogues.")],
    out: Annotated[Path, typer.Option(help="Folder to write; one folder a set.")] = SETTINGS.work / "sets",
    template: Annotated[
        str, typer.Option(help="Fields that a model sees of a product, comma-separated; known sets declare theirs.")
    ] = "",
    clicks: Annotated[Path | None, typer.Option(help="Folder that judge-clicks wrote.")] = None,
    generated: Annotated[Path | None, typer.Option(help="File that generate-queries wrote.")] = None,
    dev_share: Annotated[float, typer.Option(help="Share of queries for dev, where the set has no dev split.")] = 0.1,
    ignore_word_order: Annotated[
        bool, typer.Option("--ignore-word-order", help="Take queries of the same words for the same query.")
    ] = False,
    drop_flat: Annotated[
        bool, typer.Option("--drop-flat", help="Drop judged lists whose products all have one grade.")
    ] = False,
    id_field: Annotated[str, typer.Option("--id", help="Field that identifies a product.")] = "_id",
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write training lists of each set, and tell what was dropped.

    Splits are by query: a set's own train and dev stay, less train queries near-identical to one of dev; else a hash of
    the query's sorted stems decides, so that near-identical queries are always on one side. Test queries are not read.
    """
    if not 0 < dev_share < 1:
        raise Failure(f"--dev-share must be between 0 and 1; it is {dev_share}.")
    fields = [field.strip() for field in template.split(",") if field.strip()]
    pairing = Pairing(dev_share, ignore_word_order)
    table = Table("set", "split", "queries", "from", "products a query", "with a positive", "of one grade")
    parameters = {"sets": sets, "template": template, "clicks": clicks, "generated": generated, "dev_share": dev_share}
    parameters |= {"ignore_word_order": ignore_word_order, "drop_flat": drop_flat}
    inputs = [path for path in (clicks, generated, *(data / name for name in sets)) if path and path.exists()]
    with tracked("prepare-pairs", parameters, inputs) as run:
        for name in track(sets, "sets", transient=True):
            judged = load(name, data, fields, id_field)
            made = _prepared(judged, clicks, generated, pairing)
            if drop_flat:
                _drop_flat(made)
            folder = out / judged.name
            _write(folder, judged, made)
            for split, lists in made.lists.items():
                table.add_row(judged.name, split, *_counts(lists))
                run.log({f"{judged.name}_{split}_queries": len(lists)})
            run.keep(folder / "report.json", judged.name)
            _tell(judged, made, folder)
    Console().print(table)


def _prepared(judged: JudgedSet, clicks: Path | None, generated: Path | None, pairing: Pairing) -> Prepared:
    sources = [Judgments(JUDGMENTS, judged.queries, judged.qrels)] if judged.queries else []
    sources += [read_clicked(clicks)] if clicks else []
    unsourced = Dropped()
    queries = read_generated(generated, judged.name, unsourced) if generated else []
    if not sources and not queries:
        raise Failure(
            f"{judged.name} has products but no queries: generate some (weir-models generate-queries --sets ... ) and "
            "give them with --generated, or judge a click log (weir-models judge-clicks) and give it with --clicks."
        )
    made = prepared(judged, sources, queries, pairing)
    for reason, count in unsourced.counts.items():
        made.dropped.add(reason, ", ".join(unsourced.examples[reason]), count)
    return made


def _drop_flat(made: Prepared) -> None:
    for split, lists in made.lists.items():
        flat = [entry for entry in lists if _flat(entry)]
        for entry in flat:
            made.dropped.add("lists of one grade", entry.query)
        made.lists[split] = [entry for entry in lists if not _flat(entry)]


def _flat(entry: PairList) -> bool:
    return entry.source != GENERATED and len(set(entry.grades)) == 1


def _write(folder: Path, judged: JudgedSet, made: Prepared) -> None:
    write_rows(folder / "corpus.jsonl.gz", (judged.products[product] for product in made.products))
    declared = {"template": judged.template, "roles": judged.roles}
    (folder / DECLARATION).write_text(json.dumps(declared, indent=2) + "\n", encoding="utf-8")
    texts: dict[str, str] = {}
    for split, lists in made.lists.items():
        write_rows(folder / f"{split}.jsonl", (entry.row() for entry in lists))
        seen = [entry for entry in lists if entry.source != GENERATED]
        texts |= {entry.query_id: entry.query for entry in seen}
        qrels = {entry.query_id: dict(zip(entry.products, entry.grades, strict=True)) for entry in seen}
        write_qrels(folder / "qrels" / f"{split}.tsv", qrels)
    write_rows(folder / "queries.jsonl", ({"_id": id_, "text": text} for id_, text in texts.items()))
    report = {
        "products": {"read": len(judged.products), "kept": len(made.products)},
        "queries": {split: len(lists) for split, lists in made.lists.items()},
        "dropped": made.dropped.rows(),
    }
    (folder / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _counts(lists: list[PairList]) -> list[str]:
    pairs = sum(len(entry.products) for entry in lists)
    sources = ", ".join(sorted({entry.source for entry in lists}))
    positive = sum(bool(entry.positives()) for entry in lists)
    flat = sum(_flat(entry) for entry in lists)
    return [str(len(lists)), sources, f"{pairs / max(1, len(lists)):.1f}", str(positive), str(flat)]


def _tell(judged: JudgedSet, made: Prepared, folder: Path) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"{judged.name}: {len(made.products)} of {len(judged.products)} products kept; written to {folder}")
    for reason, count in made.dropped.counts.items():
        example = next((text for text in made.dropped.examples[reason] if text), "")
        console.print(f"  {count:6} {reason}{f', as {example!r}' if example else ''}", markup=False)
