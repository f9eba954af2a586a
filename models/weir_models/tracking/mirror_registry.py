"""Bring MLflow's model registry in step with the registry folder, after changes that MLflow was not told of."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weir_models.failure import Failure
from weir_models.registry.folder import versions
from weir_models.settings import SETTINGS
from weir_models.tracking.keep_in_step import keep_in_step

EXAMPLES = """
weir-models mirror-registry
weir-models mirror-registry ranker-shop
"""


def main(
    names: Annotated[list[str] | None, typer.Argument(help="Models; all of the folder where none is named.")] = None,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Register every version of the folder and set the aliases champion and shadow as its states are.

    For promotions by `weir models promote`, which knows nothing of MLflow, and for those made while MLflow was away.
    """
    if SETTINGS.tracking_uri == "off":
        raise Failure("tracking is off: unset WEIR_MODELS_TRACKING_URI, or name a server.")
    there = [entry.name for entry in sorted(artifacts.iterdir()) if versions(artifacts, entry.name)]
    absent = [name for name in names or [] if name not in there]
    if absent:
        raise Failure(f"{artifacts} has no {', '.join(absent)}; it has {', '.join(there)}.")
    behind = [name for name in names or there if not keep_in_step(artifacts, name)]
    if behind:
        raise typer.Exit(1)
    Console().print(f"MLflow has what {artifacts} has of {', '.join(names or there)}", highlight=False)
