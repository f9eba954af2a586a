"""Judgments as BEIR keeps them: tab-separated `query-id`, `corpus-id`, `score`, under a header."""

import csv
import math
from collections import defaultdict
from pathlib import Path

from weir_models.failure import Failure
from weir_models.whole_file import whole_file

Qrels = dict[str, dict[str, float]]
"""Query id to product id to grade."""

COLUMNS = ("query-id", "corpus-id", "score")


def read_qrels(path: Path) -> Qrels:
    """Read such a file. Raises `Failure` with the line that is wrong."""
    qrels: Qrels = defaultdict(dict)
    if not path.exists():
        raise Failure(f"{path} is not there: judgments are read from qrels/train.tsv and qrels/dev.tsv.")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows, [])
        if header != list(COLUMNS):
            raise Failure(f"{path}, line 1 must be the header {' '.join(COLUMNS)}, tab-separated; it is {header}.")
        for number, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS):
                raise Failure(f"{path}, line {number} has {len(row)} columns, not {len(COLUMNS)}.")
            qrels[row[0]][row[1]] = _grade(row[2], f"{path}, line {number}")
    return dict(qrels)


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write such a file; whole grades without a decimal point."""
    with whole_file(path) as scratch, scratch.open("w", encoding="utf-8") as lines:
        lines.write("\t".join(COLUMNS) + "\n")
        for query, grades in qrels.items():
            lines.writelines(f"{query}\t{product}\t{grade:g}\n" for product, grade in grades.items())


def _grade(text: str, place: str) -> float:
    try:
        grade = float(text)
    except ValueError:
        grade = math.nan
    if not math.isfinite(grade):
        raise Failure(f"{place}: score must be a number; it is {text!r}.")
    return grade
