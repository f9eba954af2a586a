"""Give a published version another state: candidate, shadow or champion."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weir_models.registry.folder import promote_version, reason_of
from weir_models.registry.states import State, StateChange
from weir_models.settings import SETTINGS
from weir_models.tracking.keep_in_step import keep_in_step

EXAMPLES = """
weir-models promote ranker-shop 1.2.0 --to champion --why "NDCG@10 +.012 on our judgments"
weir-models promote ranker-shop 1.3.0 --to shadow --why "to be compared"
"""


def main(
    name: Annotated[str, typer.Argument(help="Model, such as ranker-shop.")],
    version: Annotated[str, typer.Argument(help="Its version, such as 1.2.0.")],
    to: Annotated[State, typer.Option(help="Its state from now on.")],
    why: Annotated[str, typer.Option(help="For the history.")],
    who: Annotated[str, typer.Option(help="For the history; the user of this process where it is not given.")] = "",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Change a state, once the version's files are verified; MLflow's aliases follow.

    Exactly one version of a name is its champion; the one before is kept for weir-models rollback. A champion must have
    passed its gate. A running Weir whose Plan names NAME@champion serves the new one within seconds. A shadow is a
    state only: a served Weir can compare it with the champion over live searches.
    """
    change = promote_version(artifacts, name, version, to, reason_of(why, who))
    keep_in_step(artifacts, name)
    Console().print(told(name, change), highlight=False)


def told(name: str, change: StateChange) -> str:
    """A change in one line."""
    instead = f", instead of {change.replaced}" if change.replaced else ""
    return f"{name}@{change.version}: {change.from_} -> {change.to}{instead}"
