"""Make candidate lists of a set that names only what is relevant: with hard and random negatives, a document each.

A list is a query and passages of one document (`--group`, of contracts the contract): those that are judged relevant,
and others of the same document, which its annotators read and did not mark. `train.jsonl` and `dev.jsonl` are in the
format of `weir_models.cross_encoder.lists`; grades are those of the judgments, 0 elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich import print as say

from weir_models.adapt.first_stage import FirstStage
from weir_models.cross_encoder.lists import RankedList, write_lists
from weir_models.data.judged_set import JudgedSet, load
from weir_models.encoder.text_vectors import TextVectors
from weir_models.failure import Failure
from weir_models.settings import SETTINGS
from weir_models.tracking.run import tracked

EXAMPLES = """
weir-models domain-lists --domain contracts --group contract --out lists
"""

LEAST_NEGATIVES = 4
Order = Callable[[str, list[str]], list[str]]
"""A query's text and ids of passages, to the ids, best first."""


def main(
    out: Annotated[Path, typer.Option(help="Folder to write train.jsonl and dev.jsonl to.")],
    domain: Annotated[str, typer.Option(help="The set, or the path of one.")] = "contracts",
    group: Annotated[str, typer.Option(help="Field that says which document a passage is of.")] = "contract",
    size: Annotated[int, typer.Option(help="Passages of a list; more where more are relevant.")] = 16,
    hard: Annotated[float, typer.Option(help="Share of a training list's negatives that the first stage picks.")] = 0.5,
    train_documents: Annotated[int, typer.Option(help="Documents a query in train; the rest is left out.")] = 30,
    dev_documents: Annotated[int, typer.Option(help="Documents a query in dev.")] = 6,
    encoder: Annotated[str, typer.Option(help="Bi-encoder beside BM25 in dev's first stage; may be empty.")] = "minilm",
    train_encoder: Annotated[str, typer.Option(help="The same in train, which takes longer to encode.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    cache: Annotated[Path, typer.Option(help="Folder that keeps computed vectors.")] = SETTINGS.work / "vectors",
    jars: Annotated[Path, typer.Option(help="Where fetch-weights put bge and e5.")] = SETTINGS.work / "jars",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write the lists. A training list has hard and random negatives; a dev list what the first stage ranks highest."""
    given = dict(locals())
    judged = load(domain, data)
    draw = np.random.default_rng(seed)
    vectors = TextVectors(cache, jars, artifacts)
    with tracked("domain-lists", given, [data / domain / "qrels"]) as run:
        for split, documents, share, beside in (
            ("train", train_documents, hard, train_encoder),
            ("dev", dev_documents, 1.0, encoder),
        ):
            chosen = drawn_lists(judged, split, group, documents, draw)
            passages = _of_groups(judged, group, {name for _, name in chosen})
            texts = {query: judged.queries[query] for query, _ in chosen}
            everything = [passage for held in passages.values() for passage in held]
            stage = FirstStage(judged, everything, list(texts.values()), vectors, beside)
            lists = [
                candidate_list(judged, split, query, passages[name], stage.ranked, (size, share), draw)
                for query, name in chosen
            ]
            kept = [entry for entry in lists if entry.targets.min() < entry.targets.max()]
            write_lists(kept, out / f"{split}.jsonl")
            relevant = float(np.mean([np.sum(entry.targets > 0) for entry in kept]))
            say(
                f"{split}: {len(kept)} lists of {len({entry.query for entry in kept})} queries over "
                f"{len(passages)} documents; {relevant:.1f} of {np.mean([len(e.products) for e in kept]):.1f} relevant"
            )
            run.keep(out / f"{split}.jsonl")


def drawn_lists(
    judged: JudgedSet, split: str, group: str, documents: int, draw: np.random.Generator
) -> list[tuple[str, str]]:
    """(query, document) where something is relevant, at most `documents` a query.

    Raises:
        Failure: no passage that is judged has that field.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for query, grades in judged.qrels[split].items():
        for passage, grade in grades.items():
            document = judged.products.get(passage, {}).get(group)
            if grade > 0 and document is not None:
                found[query][str(document)] = None
    if not found:
        raise Failure(f"no passage that {split} judges relevant has the field {group}: give another --group.")
    return [
        (query, list(names)[row]) for query, names in found.items() for row in draw.permutation(len(names))[:documents]
    ]


def candidate_list(
    judged: JudgedSet,
    split: str,
    query: str,
    passages: list[str],
    order: Order,
    shape: tuple[int, float],
    draw: np.random.Generator,
) -> RankedList:
    """The relevant ones of `passages`, then others up to `size`, of which a share is the first stage's best.

    Args:
        judged: the set.
        split: whose judgments.
        query: its id.
        passages: of one document.
        order: the first stage.
        shape: size and share.
        draw: of the rest.
    """
    size, share = shape
    grades = judged.qrels[split][query]
    relevant = [passage for passage in passages if grades.get(passage, 0) > 0]
    negatives = [passage for passage in passages if grades.get(passage, 0) == 0]
    wanted = min(len(negatives), max(LEAST_NEGATIVES, size - len(relevant)))
    hardest = order(judged.queries[query], negatives)[: round(share * wanted)] if negatives else []
    others = [passage for passage in negatives if passage not in hardest]
    random = [others[row] for row in draw.permutation(len(others))[: wanted - len(hardest)]]
    products = [*relevant, *hardest, *random]
    targets = np.array([grades.get(passage, 0) for passage in products], np.float32)
    # Relevant ones do not stand first in the file, so that no tie is broken in their favour.
    rows = draw.permutation(len(products))
    top = float(targets.max(initial=0))
    return RankedList(
        judged.name, judged.queries[query], [products[row] for row in rows], targets[rows], graded=True, top=top
    )


def _of_groups(judged: JudgedSet, group: str, names: set[str]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for passage, fields in judged.products.items():
        if str(fields.get(group)) in names:
            held[str(fields[group])].append(passage)
    return held
