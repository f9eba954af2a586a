"""Publish a candidate into the registry folder that Weir serves from, if all that must be so is so."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer
from pydantic import ValidationError
from rich.console import Console

from weir_models.failure import Failure
from weir_models.registry.candidate import CARD, Candidate, read_candidate
from weir_models.registry.folder import versions, write_version
from weir_models.registry.manifest import Gate, manifest_json, read_manifest
from weir_models.registry.version import bumped
from weir_models.settings import SETTINGS
from weir_models.tracking.keep_in_step import keep_in_step

EXAMPLES = """
weir-models publish .weir/models/candidates/cross-encoder-l3/2.1.0
weir-models publish candidates/ranker-shop/2.1.0 --bump minor --gate gate.json
weir-models publish candidates/my-ranker/1 --own --artifacts my-models
"""


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of the candidate: manifest.json and the files that it names.")],
    version: Annotated[str, typer.Option(help="Publish as this version, in place of the manifest's.")] = "",
    bump: Annotated[
        Literal["", "major", "minor", "patch"], typer.Option(help="Publish as the one after the newest there is.")
    ] = "",
    gate: Annotated[Path | None, typer.Option(help="Gate report (JSON), in place of the manifest's.")] = None,
    card: Annotated[Path | None, typer.Option(help="Card (Markdown), in place of the folder's README.md.")] = None,
    own: Annotated[
        bool, typer.Option("--own", help="For your own shop: it may have learnt from anything, under any licence.")
    ] = False,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
) -> None:
    """Check a candidate, then write it to <artifacts>/<name>/<version>, all of it or nothing, as a candidate.

    Checked: manifest, files, card, licence, what it has learnt from, metrics, input template, gate. A version that is
    there is never changed. Nothing serves it yet: weir-models promote does that. MLflow's registry gets it too.
    """
    with TemporaryDirectory() as scratch:
        changed = _with_changes(folder, Path(scratch) / "candidate", version, bump, gate, card, artifacts)
        candidate = read_candidate(changed, ships=not own, shown=folder)
        published = write_version(candidate, artifacts)
    name = candidate.manifest.name
    keep_in_step(artifacts, name)
    Console().print(_told(candidate, published), highlight=False, soft_wrap=True)


def _with_changes(
    folder: Path,
    copy: Path,
    version: str,
    bump: str,
    gate: Path | None,
    card: Path | None,
    artifacts: Path,
) -> Path:
    """The folder itself, or a copy of it with what the options say."""
    if not (version or bump or gate or card):
        return folder
    if version and bump:
        raise Failure("give --version or --bump, not both.")
    try:
        manifest = read_manifest(folder)
        if gate is not None:
            report = Gate.model_validate_json(gate.read_bytes(), strict=True)
            manifest = manifest.model_copy(update={"gate": report})
    except (OSError, ValidationError) as error:
        raise Failure(f"{folder} or {gate} cannot be read: {error}") from error
    if bump:
        there = versions(artifacts, manifest.name)
        version = bumped(there[-1], bump) if there else "1.0.0"
    if version:
        manifest = manifest.model_copy(update={"version": version})
    shutil.copytree(folder, copy)
    (copy / "manifest.json").write_text(manifest_json(manifest), encoding="utf-8")
    if card is not None:
        shutil.copyfile(card, copy / CARD)
    return copy


def _told(candidate: Candidate, published: Path) -> str:
    manifest = candidate.manifest
    promote = f"weir-models promote {manifest.name} {manifest.version} --to champion --why ..."
    return (
        f"{published}: {manifest.name}@{manifest.version}, a candidate\n"
        f"A Plan can name it as {manifest.name}@{manifest.version} now. To serve it where a Plan names "
        f"{manifest.name}@champion: {promote}"
    )
