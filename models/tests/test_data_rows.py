"""Files are read with errors that say where, and written whole and alike."""

import gzip
import re
from pathlib import Path

import pytest

from weir_models.data.qrels import read_qrels, write_qrels
from weir_models.data.rows import read_rows, text_of, write_rows
from weir_models.failure import Failure

ROWS = [{"_id": "1", "title": "Größe"}, {"_id": "2", "title": "two\nlines"}]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_rows_come_back_as_they_were_written_and_two_writings_are_the_same_bytes(tmp_path: Path, name: str):
    assert write_rows(tmp_path / "a" / name, ROWS) == 2
    write_rows(tmp_path / "b" / name, ROWS)
    assert [row for _, row in read_rows(tmp_path / "a" / name)] == ROWS
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_writing_that_fails_leaves_the_file_that_was_there(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    write_rows(path, ROWS)
    with pytest.raises(TypeError):
        write_rows(path, [{"a": object()}])
    assert [row for _, row in read_rows(path)] == ROWS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": 1}\n\n{"a"\n', "rows.jsonl, line 3 is no JSON"),
        (b"[1]\n", "rows.jsonl, line 1 holds list, not an object"),
        (b'{"a": 1}\n\xff\n', "rows.jsonl cannot be read"),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(Failure, match=re.escape(said)):
        list(read_rows(path))


def test_a_gzip_that_was_cut_is_named(tmp_path: Path):
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 1000)[:-10])
    with pytest.raises(Failure, match=r"rows\.jsonl\.gz cannot be read"):
        list(read_rows(path))


def test_fields_that_are_no_text_are_named():
    assert text_of({"a": 5}, "a", "f, line 1") == "5"
    for row in ({}, {"a": ""}, {"a": None}, {"a": [1]}, {"a": True}):
        with pytest.raises(Failure, match="f, line 1: field a must hold text"):
            text_of(row, "a", "f, line 1")


def test_judgments_come_back_and_wrong_lines_are_named(tmp_path: Path):
    path = tmp_path / "qrels" / "train.tsv"
    qrels = {"q1": {"p1": 2.0, 'p"2': 0.5}, "q2": {"p1": 0.0}}
    write_qrels(path, qrels)
    assert read_qrels(path) == qrels
    assert path.read_text().splitlines()[:2] == ["query-id\tcorpus-id\tscore", "q1\tp1\t2"]
    for line, said in (("q1\tp1", "line 2 has 2 columns"), ("q1\tp1\tgood", "score must be a number; it is 'good'")):
        path.write_text(f"query-id\tcorpus-id\tscore\n{line}\n")
        with pytest.raises(Failure, match=re.escape(said)):
            read_qrels(path)
    path.write_text("q1\tp1\t2\n")
    with pytest.raises(Failure, match="line 1 must be the header"):
        read_qrels(path)
