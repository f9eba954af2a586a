"""A candidate: the folder of a model that may be published. What must be so is here, all of it told at once.

The folder holds `manifest.json` (see `manifest.py`) and the files that it names; it may hold `README.md` (the card;
made from the manifest where there is none), pictures that the card shows, and `LICENSE` (that of the project where the
licence is Apache-2.0 and there is none). The steps that export a model write such folders.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from weir_models.failure import Failure
from weir_models.registry.card import made_card
from weir_models.registry.manifest import Manifest, describe_file, read_manifest
from weir_models.settings import PROJECT

LEARNABLE = ("esci", "icecat", "movies", "contracts")
"""Sets under licences that let a model that has learnt from them be given away; so has what is generated from them."""

MEASURED_ONLY = ("crowdflower", "homedepot")

OPEN_LICENCES = ("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-SA-4.0")

NEEDED_FILES = {
    "encoder": ("model.onnx", "vocab.txt"),
    "cross-encoder": ("model.onnx", "vocab.txt"),
    "ranker": ("model.*",),
    "blend": (),
}
READS_TEXT = ("encoder", "cross-encoder")

CARD, LICENCE = "README.md", "LICENSE"


@dataclass(frozen=True)
class Candidate:
    """A model in a folder of its own, found good."""

    folder: Path
    manifest: Manifest
    card: str
    licence_text: str

    def pictures(self) -> list[Path]:
        """Files beside the card that it shows."""
        named = re.findall(r"!\[[^]]*\]\(([\w.-]+)\)", self.card)
        return [self.folder / name for name in dict.fromkeys(named)]


def read_candidate(folder: Path, *, ships: bool, shown: Path | None = None) -> Candidate:
    """Read a folder and check all that publishing asks for.

    Args:
        folder: see above.
        ships: it is for everybody, so that it may have learnt from open sets only, under an open licence.
        shown: what a refusal calls the folder, where it is a copy.

    Raises:
        Failure: something is wrong; every reason is told.
    """
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError as error:
        raise Failure(f"{folder} has no manifest.json: give the folder that a step of weir-models wrote.") from error
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise Failure(f"{folder / 'manifest.json'} is not valid: {reasons}.") from error
    card = _text(folder / CARD) or made_card(manifest)
    licence_text = _text(folder / LICENCE) or (_text(PROJECT / LICENCE) if manifest.licence == "Apache-2.0" else "")
    candidate = Candidate(folder, manifest, card, licence_text)
    problems = [*_file_problems(candidate), *_word_problems(candidate), *_proof_problems(manifest)]
    if ships:
        problems += _shipping_problems(manifest)
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems)
        raise Failure(f"{shown or folder} cannot be published:\n{listed}")
    return candidate


def may_ship(entry: str) -> bool:
    """Whether a model that ships may have learnt from this: an open set, or what is made from open sets alone."""
    words = re.findall(r"[a-z0-9]+", entry.lower())
    return any(word in LEARNABLE for word in words) and not any(word in MEASURED_ONLY for word in words)


def _file_problems(candidate: Candidate) -> list[str]:
    folder, manifest = candidate.folder, candidate.manifest
    problems: list[str] = []
    for file in manifest.files:
        path = folder / file.path
        if not path.is_file():
            problems.append(f"{file.path} is missing, and the manifest names it")
        elif describe_file(path) != file:
            problems.append(f"{file.path} is not the file that the manifest was written for: size or SHA-256 differ")
    problems += [
        f"a {manifest.kind} needs a file {pattern}, and the manifest names none"
        for pattern in NEEDED_FILES[manifest.kind]
        if not any(Path(file.path).match(pattern) for file in manifest.files)
    ]
    problems += [f"the card shows {path.name}, which is missing" for path in candidate.pictures() if not path.is_file()]
    return problems


def _word_problems(candidate: Candidate) -> list[str]:
    manifest, card = candidate.manifest, candidate.card.lower()
    problems: list[str] = []
    if not manifest.description.strip():
        problems.append("the manifest has no description")
    if not manifest.licence.strip():
        problems.append("the manifest names no licence")
    elif not candidate.licence_text:
        problems.append(f"the text of {manifest.licence} is missing: put it in {LICENCE}")
    unsaid = [entry for entry in manifest.trained_on if entry.lower() not in card]
    if unsaid:
        problems.append(f"the card ({CARD}) must say what the model saw: {', '.join(unsaid)}")
    return problems


def _proof_problems(manifest: Manifest) -> list[str]:
    problems: list[str] = []
    if not manifest.metrics:
        problems.append("the manifest has no metrics: measure it (weir-models evaluate)")
    if manifest.kind in READS_TEXT and manifest.input_template is None:
        problems.append("the manifest has no input_template: say which fields the text of a product was made of")
    if manifest.gate is None:
        problems.append("the manifest has no gate report: run the step with its gate, or give one with --gate")
    elif not manifest.gate.passed:
        failed = [check for check in manifest.gate.checks if not check.passed]
        problems.append("the gate was not passed: " + ", ".join(f"{check.name} is {check.value:g}" for check in failed))
    return problems


def _shipping_problems(manifest: Manifest) -> list[str]:
    problems: list[str] = []
    closed = [entry for entry in manifest.trained_on if not may_ship(entry)]
    if closed:
        problems.append(
            f"it has learnt from {', '.join(closed)}: a model that ships may learn only from {', '.join(LEARNABLE)} "
            "and what is generated from them (a model for your own shop: --own)"
        )
    if manifest.licence not in OPEN_LICENCES:
        problems.append(
            f"{manifest.licence} is not one of the licences that it may ship under: {', '.join(OPEN_LICENCES)}"
        )
    return problems


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
