"""The command line: help without torch, options from a file, errors that say what to do."""

import subprocess
import sys
from importlib import import_module
from typing import Annotated

import pytest
import typer

from weir_models import cli
from weir_models.failure import Failure


def weir_models(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from weir_models.cli import main; main(); print('torch' in sys.modules, file=sys.stderr)"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)


def test_overview_names_every_command_and_setting_without_importing_torch():
    shown = weir_models("--help")
    assert shown.returncode == 0
    assert shown.stderr.strip() == "False"
    for name in [*cli.COMMANDS, "WEIR_MODELS_DATA", "WEIR_MODELS_TRACKING_URI"]:
        assert name in shown.stdout


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_says_how_it_is_called(name: str):
    module = import_module(cli.COMMANDS[name])
    assert f"weir-models {name}" in module.EXAMPLES
    assert callable(module.main)


def test_mistyped_command_is_guessed():
    failed = weir_models("train-rankr")
    assert failed.returncode == 1
    assert "did you mean train-ranker?" in failed.stderr


def test_config_file_gives_options_and_the_command_line_goes_before_it(tmp_path, monkeypatch):
    seen = {}

    def main(rows: Annotated[int, typer.Option()], folder: str = "here") -> None:
        seen.update(rows=rows, folder=folder)

    monkeypatch.setitem(cli.COMMANDS, "made-up", "tests.made_up")
    monkeypatch.setitem(sys.modules, "tests.made_up", type("Module", (), {"main": staticmethod(main)}))
    config = tmp_path / "options.yaml"
    config.write_text("rows: 3\nfolder: there\n")
    with pytest.raises(SystemExit) as ended:
        cli.run("made-up", ["--config", str(config), "--rows", "5"])
    assert ended.value.code == 0
    assert seen == {"rows": 5, "folder": "there"}
    config.write_text("row: 3\n")
    with pytest.raises(Failure, match="row: there is no such option; there are folder, rows"):
        cli.run("made-up", [f"--config={config}"])
