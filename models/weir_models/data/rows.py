"""JSONL and gzipped JSONL, a row a line, with errors that say the file, the line and the field."""

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from weir_models.failure import Failure
from weir_models.whole_file import whole_file


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object with its place, "FILE, line N". Blank lines are passed over.

    Raises:
        Failure: there is no such file, it is not UTF-8 or gzip, or a line is no JSON object.
    """
    if not path.exists():
        raise Failure(f"{path} is not there.")
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path}, line {number}", _object(line, f"{path}, line {number}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise Failure(f"{path} cannot be read after line {number}: {error}") from error


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one object a line, and give how many; gzipped where the name says so, the same bytes for the same rows.

    The file appears when it is whole: one that was there stays until then.
    """
    count = 0
    with whole_file(path) as scratch, scratch.open("wb") as file:
        # No name and no time in the header, so that two runs agree.
        packed = gzip.GzipFile("", "wb", fileobj=file, mtime=0) if path.suffix == ".gz" else None
        with io.TextIOWrapper(packed or file, encoding="utf-8", newline="\n") as lines:
            for row in rows:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    return count


def text_of(row: Mapping[str, Any], field: str, place: str) -> str:
    """The text of a field; a number is written out. Raises `Failure` where it is missing, empty or something else."""
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int | float) or str(value).strip() == "":
        held = "is not there" if value is None else f"is {json.dumps(value)[:40]}"
        raise Failure(f"{place}: field {field} must hold text; it {held}. Fields: {', '.join(row)[:200]}.")
    return str(value)


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Failure(f"{place} is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise Failure(f"{place} holds {type(row).__name__}, not an object: one JSON object a line is wanted.")
    return row
