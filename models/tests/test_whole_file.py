from pathlib import Path

import pytest

from weir_models.whole_file import whole_file


def test_a_file_is_what_was_there_before_until_the_new_one_is_whole(tmp_path: Path):
    path = tmp_path / "made" / "lists.jsonl"
    with whole_file(path) as scratch:
        scratch.write_text("first")

    def break_off() -> None:
        with whole_file(path) as scratch:
            scratch.write_text("half of the sec")
            raise KeyError("broken off")

    with pytest.raises(KeyError):
        break_off()
    assert path.read_text() == "first"
    assert [each.name for each in path.parent.iterdir()] == ["lists.jsonl"]
