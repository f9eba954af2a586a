"""Make models by a recipe, from nothing: `weir-models make shipped` makes all that ship."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from weir_models.failure import Failure
from weir_models.make.published import Shelf, needed
from weir_models.make.recipe import Recipe, Step, read_recipe
from weir_models.settings import PROJECT, SETTINGS, Settings

EXAMPLES = """
weir-models make shipped
weir-models make shipped --plan
weir-models make shipped --from-published --again ranker
"""


def main(
    recipe: Annotated[str, typer.Argument(help="Name of a recipe of models/recipes, or a YAML file.")],
    plan: Annotated[bool, typer.Option("--plan", help="Only show what would run.")] = False,
    again: Annotated[list[str] | None, typer.Option(help="Run this step again, and what follows from it.")] = None,
    until: Annotated[str | None, typer.Option(help="Stop after this step.")] = None,
    from_published: Annotated[
        bool, typer.Option("--from-published", help="Take artifacts from the registry folder, and run the other steps.")
    ] = False,
) -> None:
    """Run the steps of a recipe that are not current, in their order.

    A step is current while its command line, and the content of what it reads, are as when it last succeeded. So a run
    that was stopped goes on where it was. With --from-published, a step whose artifact the registry folder has in this
    version does not run, nor does what only such steps need: only what is not published is made.
    """
    read = read_recipe(recipe, SETTINGS)
    steps = _chosen(read, until)
    work = SETTINGS.work / "make" / Path(recipe).stem
    stamps = work / "stamps"
    for name in again or []:
        _step(read, name)
        (stamps / name).unlink(missing_ok=True)
    shelf, taken = Shelf(work / "artifacts", SETTINGS.artifacts), list[Path]()
    if from_published:
        steps, taken = needed(steps, shelf, again or [])
    if plan:
        _show_plan(steps, stamps, taken)
        return
    for path in taken:
        shelf.take(path)
    begun = time.monotonic()
    seconds = {step.name: _made(step, stamps) for step in steps}
    table = Table("step", "time", title=f"{recipe}: {_clock(time.monotonic() - begun)}")
    for name, taken in seconds.items():
        table.add_row(name, "was current" if taken is None else _clock(taken))
    Console(stderr=True).print(table)


def _made(step: Step, stamps: Path) -> float | None:
    """Seconds that it took; None where it was current. Raises `Failure` with how to go on."""
    console = Console(stderr=True)
    if step.is_current(stamps):
        return None
    key = step.key()
    console.rule(step.name)
    console.print(step.run, highlight=False)
    begun = time.monotonic()
    for path in step.writes:
        path.parent.mkdir(parents=True, exist_ok=True)
    status = subprocess.run(_command(step.run), cwd=PROJECT, env=_environment(step.run), check=False).returncode
    if status != 0:
        raise Failure(f"step {step.name} failed (exit code {status}). Mend that, and run the same command to go on.")
    if step.key() != key:
        raise Failure(f"step {step.name} changed what it reads: it would never be current.")
    step.done(stamps)
    return time.monotonic() - begun


def _command(line: str) -> list[str]:
    """The words of the line; `weir-models` is the one of this Python, `bin/weir` that of the project."""
    program, *words = shlex.split(line)
    if program == "weir-models":
        return [sys.executable, "-c", "from weir_models.cli import main; main()", *words]
    found = shutil.which(program, path=None if "/" not in program else str(PROJECT)) or str(PROJECT / program)
    return [found, *words]


def _environment(line: str) -> dict[str, str]:
    """Our own settings are for `weir-models`: `bin/weir` refuses a `WEIR_*` that it does not know."""
    if line.startswith("weir-models "):
        return dict(os.environ)
    prefix = Settings.model_config.get("env_prefix", "")
    ours = {f"{prefix}{name}".upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}


def _chosen(recipe: Recipe, until: str | None) -> list[Step]:
    last = recipe.steps.index(_step(recipe, until)) if until else len(recipe.steps)
    return recipe.steps[: last + 1]


def _step(recipe: Recipe, name: str) -> Step:
    step = next((step for step in recipe.steps if step.name == name), None)
    if step is None:
        raise Failure(f"there is no step {name}; there are {', '.join(step.name for step in recipe.steps)}.")
    return step


def _show_plan(steps: list[Step], stamps: Path, taken: list[Path]) -> None:
    changed: set[Path] = set(taken)
    table = Table("step", "state", "writes")
    for path in taken:
        table.add_row(path.parent.name, "published", path.name)
    for step in steps:
        stale = bool(changed & set(step.reads)) or not step.is_current(stamps)
        changed |= set(step.writes) if stale else set()
        table.add_row(step.name, "to run" if stale else "current", ", ".join(path.name for path in step.writes))
    Console().print(table)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
