"""Which steps of a recipe need not run, since what they would make is published."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weir_models.make.recipe import Step
from weir_models.registry.folder import verified


@dataclass(frozen=True)
class Shelf:
    """Where a recipe writes artifacts, and the registry folder that has some of them: `<name>/<version>` in both."""

    made: Path
    published: Path

    def has(self, path: Path) -> bool:
        """Whether what a step writes there is published in the same version."""
        return self._source(path) is not None

    def take(self, path: Path) -> None:
        """Put the published artifact in its place. Raises `Failure` where its files are not what its manifest says."""
        source = self._source(path)
        if source is not None:
            verified(self.published, source.parent.name, source.name)
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(source, path)

    def _source(self, path: Path) -> Path | None:
        if path.parent.parent != self.made:
            return None
        source = self.published / path.relative_to(self.made)
        return source if (source / "manifest.json").exists() else None


def needed(steps: Sequence[Step], shelf: Shelf, again: Sequence[str]) -> tuple[list[Step], list[Path]]:
    """What is left to do where published artifacts stand in for the steps that made them.

    A step has to run where it writes an artifact that is not published, where it is to run again or follows from one
    that is, and where such a step reads something of it that is not published.

    Returns:
        The steps that have to run, in their order, and the published artifacts that they read.
    """
    makers = {path: step for step in steps for path in step.writes}
    run = {step.name for step in steps if step.name in again or _lacks(step, shelf)}
    fresh = {path for step in steps if step.name in again for path in step.writes}
    for step in steps:
        if fresh.intersection(step.reads):
            run.add(step.name)
            fresh |= set(step.writes)
    taken: set[Path] = set()
    for step in reversed(steps):
        if step.name in run:
            of_others = [path for path in step.reads if path in makers]
            run |= {makers[path].name for path in of_others if not shelf.has(path)}
            taken |= {path for path in of_others if shelf.has(path)}
    kept = [step for step in steps if step.name in run]
    return kept, sorted(taken - {path for step in kept for path in step.writes})


def _lacks(step: Step, shelf: Shelf) -> bool:
    """Whether it makes an artifact that is not published."""
    return any(path.parent.parent == shelf.made and not shelf.has(path) for path in step.writes)
