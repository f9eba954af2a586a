"""MLflow's registry after a change of the folder: brought in step, or a warning, never an obstacle."""

from pathlib import Path

from rich.console import Console

from weir_models.settings import SETTINGS, Settings


def keep_in_step(artifacts: Path, name: str, settings: Settings = SETTINGS) -> bool:
    """Whether MLflow has what the folder has of a name now; where tracking is off, there is nothing to keep."""
    if settings.tracking_uri == "off":
        return True
    try:
        from weir_models.tracking.model_registry import mirror  # noqa: PLC0415 -- MLflow may not be installed

        mirror(artifacts, name, settings)
    # Whatever is wrong with MLflow, the folder is what counts, and it is done.
    except Exception as error:
        Console(stderr=True).print(
            f"Warning: MLflow is not in step ({str(error).splitlines()[0] if str(error) else type(error).__name__}). "
            f"The registry folder is what counts; later: weir-models mirror-registry {name}",
            style="yellow",
        )
        return False
    return True
