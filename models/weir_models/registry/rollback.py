"""Make the champion before this one the champion again."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weir_models.registry.folder import reason_of, roll_back
from weir_models.registry.promote import told
from weir_models.settings import SETTINGS
from weir_models.tracking.keep_in_step import keep_in_step

EXAMPLES = """
weir-models rollback ranker-shop --why "complaints about shoes"
"""


def main(
    name: Annotated[str, typer.Argument(help="Model, such as ranker-shop.")],
    why: Annotated[str, typer.Option(help="For the history.")],
    who: Annotated[str, typer.Option(help="For the history; the user of this process where it is not given.")] = "",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Go back to the champion before, once its files are verified; again, to the one before that. MLflow follows."""
    change = roll_back(artifacts, name, reason_of(why, who))
    keep_in_step(artifacts, name)
    Console().print(told(name, change), highlight=False)
