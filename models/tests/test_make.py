"""A recipe runs what is not current, and nothing else."""

from pathlib import Path

import pytest

from weir_models.failure import Failure
from weir_models.make import make
from weir_models.make.recipe import read_recipe
from weir_models.settings import Settings

RECIPE = """
about: Three files.
steps:
  - name: one
    run: cp {data}/source {work}/one
    reads: ["{data}/source"]
    writes: ["{work}/one"]
  - name: two
    run: cp {work}/one {work}/two
    reads: ["{work}/one"]
    writes: ["{work}/two"]
  - name: three
    run: "%s"
    writes: ["{work}/three"]
"""


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = Settings(work=tmp_path / "work", data=tmp_path)
    monkeypatch.setattr(make, "SETTINGS", settings)
    (tmp_path / "source").write_text("a")
    path = tmp_path / "files.yaml"
    path.write_text(RECIPE % "touch {work}/three")
    return path


def made(
    recipe: Path, capsys: pytest.CaptureFixture[str], again: list[str] | None = None, *, from_published: bool = False
) -> list[str]:
    """The steps that ran."""
    make.main(str(recipe), plan=False, again=again, from_published=from_published)
    rules = [line.strip("─ ") for line in capsys.readouterr().err.splitlines() if line.startswith("─")]
    return [step for step in rules if step]


def test_current_steps_do_not_run_again(recipe: Path, capsys: pytest.CaptureFixture[str]):
    assert made(recipe, capsys) == ["one", "two", "three"]
    assert made(recipe, capsys) == []
    (recipe.parent / "source").write_text("b")
    assert made(recipe, capsys) == ["one", "two"]
    assert (recipe.parent / "work" / "make" / "files" / "two").read_text() == "b"
    assert made(recipe, capsys, again=["three"]) == ["three"]
    (recipe.parent / "work" / "make" / "files" / "two").unlink()
    assert made(recipe, capsys) == ["two"]


def test_failed_step_stops_it_and_the_next_run_goes_on(recipe: Path, capsys: pytest.CaptureFixture[str]):
    recipe.write_text(RECIPE % "false")
    with pytest.raises(Failure, match="step three failed"):
        made(recipe, capsys)
    recipe.write_text(RECIPE % "true")
    with pytest.raises(Failure, match="did not write"):
        made(recipe, capsys)
    recipe.write_text(RECIPE % "touch {work}/three")
    capsys.readouterr()
    assert made(recipe, capsys) == ["three"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("about: Three files.\n", "", "about"),
        ("{data}", "{dat}", "there is no {dat}"),
        ("name: two", "name: one", "two steps are called one"),
        ('    writes: ["{work}/two"]\n', "", "writes"),
    ],
)
def test_mistakes_of_a_recipe_are_named(recipe: Path, old: str, new: str, said: str):
    recipe.write_text((RECIPE % "true").replace(old, new))
    with pytest.raises(Failure, match=said):
        read_recipe(str(recipe), Settings(work=recipe.parent))


def test_unknown_recipe_names_those_that_there_are():
    with pytest.raises(Failure, match="base-weights"):
        read_recipe("base-weight", Settings())


def test_only_weir_models_sees_its_own_settings(recipe: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEIR_MODELS_THREADS", "1")
    # Of `bin/weir`, although it begins alike.
    monkeypatch.setenv("WEIR_MODELS_DIR", "registry")
    recipe.write_text(RECIPE % "sh -c 'echo ${{WEIR_MODELS_THREADS:-none}} $WEIR_MODELS_DIR > {work}/three'")
    make.main(str(recipe))
    assert (recipe.parent / "work" / "make" / "files" / "three").read_text() == "none registry\n"
