"""Reads what `bin/weir features` exported, a folder a domain.

- `features.tsv`: the grade, then one column a feature; `nan` where missing.
- `features.query`: rows a list, one a line.
- `features.names`: a feature a line.
- `features.ids.tsv`: query id, product id, grade, and which list the row is from (`retrieved` or `pool`).

Features are computed once, by `libs/features`; nothing is computed again here.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from weir_models.failure import Failure

Matrix = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Export:
    """One domain: `values` [rows, features], `grades` [rows]; rows, query and kind of each list."""

    name: str
    features: list[str]
    values: Matrix
    grades: Matrix
    products: list[str]
    sizes: Counts
    queries: list[str]
    kinds: list[str]

    def with_features(self, features: Sequence[str]) -> "Export":
        """These columns, in this order."""
        columns = [self.features.index(feature) for feature in features]
        return replace(self, features=list(features), values=self.values[:, columns])


def read_export(folder: Path) -> Export:
    """Read an export; the domain's name is the folder's.

    Raises:
        Failure: a file is missing, or does not fit another.
    """
    try:
        names = (folder / "features.names").read_text(encoding="utf-8").split()
        sizes = np.array([int(line) for line in (folder / "features.query").read_text(encoding="utf-8").split()])
        table = np.loadtxt(folder / "features.tsv", delimiter="\t", comments=None, ndmin=2)
        with (folder / "features.ids.tsv").open(encoding="utf-8", newline="") as lines:
            ids = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, ValueError) as error:
        raise Failure(
            f"{folder} is not an export ({error}): make it with `bin/weir features --out {folder}`."
        ) from error
    if table.shape[1] != len(names) + 1:
        raise Failure(f"{folder}: features.tsv has {table.shape[1] - 1} features, features.names {len(names)}.")
    if not len(table) == sizes.sum() == len(ids):
        raise Failure(
            f"{folder}: features.tsv has {len(table)} rows, features.query counts {sizes.sum()}, "
            f"features.ids.tsv {len(ids)}."
        )
    firsts = [ids[start] for start in np.cumsum(sizes) - sizes]
    return Export(
        name=folder.name,
        features=names,
        values=table[:, 1:],
        grades=table[:, 0],
        products=[row["product-id"] for row in ids],
        sizes=sizes,
        queries=[row["query-id"] for row in firsts],
        kinds=[row.get("list") or "retrieved" for row in firsts],
    )


def read_domains(folders: Sequence[Path]) -> list[Export]:
    """Read exports and join those of one name, say the train and the dev queries of a domain.

    Raises:
        Failure: two have other features.
    """
    domains: dict[str, Export] = {}
    for folder in folders:
        export = read_export(folder)
        before = domains.get(export.name)
        domains[export.name] = export if before is None else _joined(before, export)
        if export.features != next(iter(domains.values())).features:
            raise Failure(f"{folder} has other features than {folders[0]}: export both with one version of Weir.")
    return list(domains.values())


def read_shown(path: Path) -> Mapping[tuple[str, str], tuple[int, float]]:
    """Read how products were shown in a click log, for exports whose grades are clicks.

    A TSV whose header names query-id, product-id and position, propensity or both: the place from 1 on where the
    product was shown, and the probability that it was looked at there.

    Returns:
        Query and product to position (0 where not given) and propensity (1 where not given).
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = set(rows.fieldnames or ())
        if not {"query-id", "product-id"} <= columns or not columns & {"position", "propensity"}:
            raise Failure(f"{path}: its header must name query-id, product-id, and position, propensity or both.")
        return {
            (row["query-id"], row["product-id"]): (int(row.get("position") or 0), float(row.get("propensity") or 1))
            for row in rows
        }


def _joined(one: Export, other: Export) -> Export:
    if one.features != other.features:
        raise Failure(f"two exports of {one.name} have other features: export both with one version of Weir.")
    return Export(
        name=one.name,
        features=one.features,
        values=np.vstack([one.values, other.values]),
        grades=np.concatenate([one.grades, other.grades]),
        products=one.products + other.products,
        sizes=np.concatenate([one.sizes, other.sizes]),
        queries=one.queries + other.queries,
        kinds=one.kinds + other.kinds,
    )
