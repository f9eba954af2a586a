"""A run in MLflow: parameters, data fingerprint, git commit, curves, figures, artifacts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import mlflow
from mlflow.exceptions import MlflowException

from weir_models.failure import Failure
from weir_models.settings import SETTINGS, Settings
from weir_models.tracking.fingerprint import data_fingerprint, git_commit

MOST_PARAMETER = 500


class Run:
    """What a step tells of itself while it runs; nothing where tracking is off."""

    def __init__(self, run_id: str | None) -> None:
        self.id = run_id

    def log(self, metrics: Mapping[str, float], step: int = 0) -> None:
        """Figures at a step of a curve. Names may have any characters; those that MLflow refuses become `_`."""
        if self.id is not None:
            named = {re.sub(r"[^\w\-. :/]", "_", name): float(value) for name, value in metrics.items()}
            mlflow.log_metrics(named, step=step)

    def keep(self, path: Path, folder: str | None = None) -> None:
        """A file, or a folder with all that is in it."""
        if self.id is None:
            return
        if path.is_dir():
            mlflow.log_artifacts(str(path), folder or path.name)
        else:
            mlflow.log_artifact(str(path), folder)


@contextmanager
def tracked(
    step: str, parameters: Mapping[str, object], inputs: Iterable[Path] = (), settings: Settings = SETTINGS
) -> Iterator[Run]:
    """Record what happens inside as one run; it is marked as failed when an exception leaves.

    Inside of another one it is that run's child.

    Args:
        step: the command's name; the run's, too.
        parameters: its options. Paths are recorded by their last part.
        inputs: the files and folders that it learns from.
        settings: which MLflow.

    Raises:
        Failure: the tracking server does not answer.
    """
    if settings.tracking_uri == "off":
        yield Run(None)
        return
    settings.work.mkdir(parents=True, exist_ok=True)
    mlflow.set_tracking_uri(settings.mlflow_uri())
    try:
        if mlflow.get_experiment_by_name(settings.experiment) is None:
            where = None if settings.tracking_uri else (settings.work.resolve() / "mlflow").as_uri()
            mlflow.create_experiment(settings.experiment, where)
        mlflow.set_experiment(settings.experiment)
        inside = mlflow.active_run() is not None
        started = mlflow.start_run(run_name=step, nested=inside, log_system_metrics=False)
    except (MlflowException, OSError) as error:
        raise Failure(
            f"MLflow at {settings.mlflow_uri()} does not answer ({error}). Start it, correct "
            "WEIR_MODELS_TRACKING_URI, or set that to off."
        ) from error
    with started:
        mlflow.set_tags({"step": step, "commit": git_commit(), "data": data_fingerprint(inputs)})
        mlflow.log_params({name: _shown(value) for name, value in parameters.items()})
        yield Run(started.info.run_id)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))[:MOST_PARAMETER]
    return (value.name if isinstance(value, Path) else str(value))[:MOST_PARAMETER]
