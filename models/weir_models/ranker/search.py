"""Optuna's search for the shape of the trees, within a budget of time, seeded and resumable."""

import re
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Protocol

import optuna

from weir_models.failure import Failure
from weir_models.ranker.boosting import Shape


class Outcome(Protocol):
    @property
    def mean(self) -> float: ...

    @property
    def trees(self) -> int: ...


Evaluate = Callable[[Shape, Callable[[int, float], None]], Outcome]
"""Cross-validates a shape, and tells how it goes."""

SPACE: dict[str, tuple[float, float]] = {
    "rate": (0.02, 0.2),
    "leaves": (3, 31),
    "leaf_share": (0.001, 0.05),
    "l2": (0.1, 300.0),
    "columns": (0.2, 1.0),
    "queries": (0.4, 1.0),
    "truncation": (5, 40),
}
"""Bounds of each part of a shape."""

STARTING_TRIALS = 12
"""Drawn at random before the sampler learns from what it saw."""


def search(
    evaluate: Evaluate, start: Shape, storage: Path, fingerprint: str, limits: tuple[float, int], seed: int
) -> tuple[Shape, int, int]:
    """The best of the shapes that were tried, `start` being the first.

    A trial depends on the seed, its number and the trials before it, so a search that was stopped goes on as if it had
    not been. What ends a search by time depends on the machine; a number of trials does not.

    Args:
        evaluate: gives the mean NDCG@k over the sets, and the trees it was reached with.
        start: tried first.
        storage: SQLite file of the study.
        fingerprint: of data and options; a study is gone on with where it is the same.
        limits: seconds, and trials in all.
        seed: of the sampler.

    Returns:
        The best shape, its trees, and how many trials were made in all.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    storage.parent.mkdir(parents=True, exist_ok=True)
    pruner = optuna.pruners.MedianPruner(n_startup_trials=8, n_warmup_steps=40)
    study = optuna.create_study(
        storage=f"sqlite:///{storage}", study_name=fingerprint, direction="maximize", load_if_exists=True, pruner=pruner
    )
    if not _finished(study):
        study.enqueue_trial(_within(start))
    ends = time.monotonic() + limits[0]
    while len(_finished(study)) < limits[1] and (time.monotonic() < ends or not _completed(study)):
        number = len(_finished(study))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            study.sampler = optuna.samplers.TPESampler(
                seed=seed * 100_003 + number, n_startup_trials=STARTING_TRIALS, multivariate=True
            )
        study.optimize(lambda trial: _tried(trial, evaluate), n_trials=1)
    best = study.best_trial
    return _shaped(best.params), int(best.user_attrs["trees"]), len(_finished(study))


def seconds(text: str) -> float:
    """Read a budget such as `90s`, `10m` or `1h`.

    Raises:
        Failure: it is another text.
    """
    matched = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text.strip())
    if matched is None:
        raise Failure(f'"{text}" is no time: give 90s, 10m or 1h.')
    return float(matched[1]) * {"s": 1, "m": 60, "h": 3600}[matched[2]]


def _tried(trial: optuna.Trial, evaluate: Evaluate) -> float:
    drawn = {name: _suggested(trial, name, *bounds) for name, bounds in SPACE.items()}

    def told(trees: int, mean: float) -> None:
        trial.report(mean, trees)
        if trial.should_prune():
            raise optuna.TrialPruned

    outcome = evaluate(_shaped(drawn), told)
    trial.set_user_attr("trees", outcome.trees)
    return outcome.mean


def _suggested(trial: optuna.Trial, name: str, low: float, high: float) -> float:
    if isinstance(low, int):
        return trial.suggest_int(name, low, int(high), log=True)
    return trial.suggest_float(name, low, high, log=high / low > 10)


def _shaped(drawn: Mapping[str, float]) -> Shape:
    return replace(Shape(), **{name: type(low)(drawn[name]) for name, (low, _) in SPACE.items()})


def _within(shape: Shape) -> dict[str, float]:
    """The shape, brought within the space."""
    given = asdict(shape)
    return {name: type(low)(min(max(given[name], low), high)) for name, (low, high) in SPACE.items()}


def _finished(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    return [trial for trial in study.trials if trial.state.is_finished()]


def _completed(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    return study.get_trials(deepcopy=False, states=[optuna.trial.TrialState.COMPLETE])
