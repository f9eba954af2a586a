"""Published artifacts stand in for the steps that made them, and for what only those steps need."""

import shutil
from pathlib import Path

import pytest

from tests.candidates import ranker
from weir_models.failure import Failure
from weir_models.make import make
from weir_models.registry.manifest import read_manifest
from weir_models.settings import Settings

RECIPE = """
about: A student that nobody publishes, a model of it, rows that the model gives, and two models that learn from them.
steps:
  - name: student
    run: touch {work}/student
    writes: ["{work}/student"]
  - name: model
    run: cp -rT {data}/model {work}/artifacts/model/1
    reads: ["{work}/student"]
    writes: ["{work}/artifacts/model/1"]
  - name: rows
    run: touch {work}/rows
    reads: ["{work}/artifacts/model/1"]
    writes: ["{work}/rows"]
  - name: ranker
    run: sh -c 'cp -rT {data}/ranker {work}/artifacts/ranker/1 && touch {work}/folds'
    reads: ["{work}/rows"]
    writes: ["{work}/artifacts/ranker/1", "{work}/folds"]
  - name: blend
    run: cp -rT {data}/blend {work}/artifacts/blend/1
    reads: ["{work}/folds", "{work}/artifacts/ranker/1"]
    writes: ["{work}/artifacts/blend/1"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings whose work folder is empty, and the registry folder with all three models."""
    settings = Settings(work=tmp_path / "work", data=tmp_path / "data", artifacts=tmp_path / "published")
    monkeypatch.setattr(make, "SETTINGS", settings)
    monkeypatch.setattr("weir_models.make.recipe.RECIPES", tmp_path)
    (tmp_path / "all.yaml").write_text(RECIPE)
    for name in ("model", "ranker", "blend"):
        made = ranker(tmp_path / "made", "1", name=name)
        shutil.copytree(made, tmp_path / "data" / name)
        shutil.copytree(made, tmp_path / "published" / name / "1")
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *again: str) -> list[str]:
    make.main("all", again=list(again), from_published=True)
    rules = [line.strip("─ ") for line in capsys.readouterr().err.splitlines() if line.startswith("─")]
    return [step for step in rules if step]


def made(place: Path, name: str) -> Path:
    return place / "work" / "make" / "all" / "artifacts" / name / "1"


def test_nothing_runs_where_everything_is_published(place: Path, capsys: pytest.CaptureFixture[str]):
    assert ran(capsys) == []
    assert not (place / "work").exists()


def test_what_is_not_published_is_made_of_what_is(place: Path, capsys: pytest.CaptureFixture[str]):
    shutil.rmtree(place / "published" / "ranker")
    assert ran(capsys) == ["rows", "ranker"]
    assert read_manifest(made(place, "model")).name == "model"
    assert not (place / "work" / "make" / "all" / "student").exists()
    # Both are current now.
    assert ran(capsys) == []


def test_a_file_that_nobody_publishes_is_made_for_the_step_that_reads_it(
    place: Path, capsys: pytest.CaptureFixture[str]
):
    shutil.rmtree(place / "published" / "blend")
    assert ran(capsys) == ["rows", "ranker", "blend"]


@pytest.mark.usefixtures("place")
def test_what_follows_from_a_step_that_runs_again_runs_too(capsys: pytest.CaptureFixture[str]):
    assert ran(capsys, "ranker") == ["rows", "ranker", "blend"]
    assert ran(capsys, "student") == ["student", "model"]
    assert ran(capsys, "blend") == ["blend"]


def test_a_published_artifact_that_is_not_what_its_manifest_says_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
):
    shutil.rmtree(place / "published" / "ranker")
    (place / "published" / "model" / "1" / "model.txt").write_text("another")
    with pytest.raises(Failure, match="not the file of the manifest"):
        ran(capsys)


def test_the_plan_says_what_is_taken(place: Path, capsys: pytest.CaptureFixture[str]):
    shutil.rmtree(place / "published" / "blend")
    make.main("all", plan=True, from_published=True)
    said = capsys.readouterr().out
    assert [line.split()[1] for line in said.splitlines() if line.startswith("│")] == [
        "model",
        "rows",
        "ranker",
        "blend",
    ]
    assert "published" in said
    assert not (place / "work").exists()
