"""A recipe: steps in order, each a command line with the files that it reads and writes."""

import hashlib
import json
from pathlib import Path
from string import Formatter

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from weir_models.failure import Failure
from weir_models.settings import PROJECT, Settings
from weir_models.tracking.fingerprint import data_fingerprint

RECIPES = PROJECT / "models" / "recipes"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Strict):
    """One command. It is current while its line and the content of what it reads are those of its last success."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    run: str
    """The command line; words are split as a shell does, nothing else of a shell is there."""
    reads: list[Path] = []
    writes: list[Path] = Field(min_length=1)

    def key(self) -> str:
        """What the step was made of. Raises `Failure` where something that it reads is not there."""
        missing = [str(path) for path in self.reads if not path.exists()]
        if missing:
            raise Failure(f"{self.name} reads {', '.join(missing)}, and no step before it wrote that.")
        content = json.dumps([self.run, [str(path) for path in self.reads], data_fingerprint(self.reads)])
        return hashlib.sha256(content.encode()).hexdigest()

    def is_current(self, stamps: Path) -> bool:
        """Whether what it writes is there and was made of the same."""
        stamp = stamps / self.name
        return stamp.exists() and all(path.exists() for path in self.writes) and stamp.read_text() == self.key()

    def done(self, stamps: Path) -> None:
        """Record a success. Raises `Failure` where it did not write what it says."""
        missing = [str(path) for path in self.writes if not path.exists()]
        if missing:
            raise Failure(f"{self.name} ended without an error but did not write {', '.join(missing)}.")
        stamps.mkdir(parents=True, exist_ok=True)
        (stamps / self.name).write_text(self.key())


class Recipe(_Strict):
    """What makes a set of models, from nothing."""

    about: str
    steps: list[Step] = Field(min_length=1)


def read_recipe(name: str, settings: Settings) -> Recipe:
    """Read `recipes/<name>.yaml`, or the file of that path.

    `{work}` becomes a folder of the recipe's own below the work folder, `{data}` the judged sets, `{artifacts}` the
    registry folder, `{project}` the project's root.

    Raises:
        Failure: there is no such recipe, or it is not valid; it says where.
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else RECIPES / f"{name}.yaml"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in RECIPES.glob("*.yaml")))
        raise Failure(f"there is no recipe {path}; there are {known}, or give a YAML file.")
    places = {
        "work": str(settings.work / "make" / path.stem),
        "data": str(settings.data),
        "artifacts": str(settings.artifacts),
        "project": str(PROJECT),
    }
    text = path.read_text(encoding="utf-8")
    unknown = {field for _, field, _, _ in Formatter().parse(text) if field is not None} - places.keys()
    if unknown:
        raise Failure(f"{path}: there is no {{{', '.join(sorted(unknown))}}}; there are {', '.join(places)}.")
    try:
        recipe = Recipe.model_validate(yaml.safe_load(text.format(**places)))
    except (yaml.YAMLError, ValidationError) as error:
        raise Failure(f"{path}: {error}") from error
    names = [step.name for step in recipe.steps]
    twice = sorted({step for step in names if names.count(step) > 1})
    if twice:
        raise Failure(f"{path}: two steps are called {', '.join(twice)}.")
    return recipe
