"""The registry folder that Weir serves from: what is in it, and how a version and its state get there whole."""

import getpass
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from pydantic import ValidationError

from weir_models.failure import Failure
from weir_models.registry.candidate import CARD, LICENCE, Candidate
from weir_models.registry.manifest import Manifest, describe_file, manifest_json, read_manifest
from weir_models.registry.states import (
    Reason,
    State,
    StateChange,
    States,
    change_states,
    promoted,
    read_states,
    rolled_back,
)
from weir_models.registry.version import is_version, version_key
from weir_models.whole_file import sync_folder


def versions(artifacts: Path, name: str) -> list[str]:
    """The versions of a name, as their folders are called, oldest first."""
    folder = artifacts / name
    found = [entry.name for entry in folder.iterdir() if is_version(entry.name)] if folder.is_dir() else []
    return sorted(found, key=version_key)


def find_version(artifacts: Path, name: str, version: str) -> str:
    """The version as its folder is called: `1` where `1.0.0` is asked for. Raises `Failure` where there is none."""
    there = versions(artifacts, name)
    if is_version(version):
        for each in there:
            if version_key(each) == version_key(version):
                return each
    held = f"there are {', '.join(there)}" if there else "there is none of that name"
    raise Failure(f"no version {version} of {name} in {artifacts}: {held}.")


def verified(artifacts: Path, name: str, version: str) -> Manifest:
    """The manifest of a version whose files are all what it says. Raises `Failure` otherwise."""
    folder = artifacts / name / version
    try:
        manifest = read_manifest(folder)
    except (OSError, ValidationError) as error:
        raise Failure(f"{folder / 'manifest.json'} cannot be read: {error}") from error
    if (manifest.name, manifest.version) != (name, version):
        raise Failure(f"{folder} holds {manifest.name}@{manifest.version}: move it.")
    for file in manifest.files:
        path = folder / file.path
        if not path.is_file() or describe_file(path) != file:
            raise Failure(f"{path} is missing or not the file of the manifest: copy the model again from its source.")
    return manifest


def write_version(candidate: Candidate, artifacts: Path) -> Path:
    """Copy a candidate to `<artifacts>/<name>/<version>`: all of it or nothing. Raises `Failure` where it is taken."""
    manifest = candidate.manifest
    home = artifacts / manifest.name
    home.mkdir(parents=True, exist_ok=True)
    taken = [each for each in versions(artifacts, manifest.name) if version_key(each) == version_key(manifest.version)]
    if taken:
        raise Failure(
            f"{manifest.name}@{taken[0]} is there, and a version never changes: publish another (--bump patch)."
        )
    draft = Path(mkdtemp(dir=home, prefix=".incoming-"))
    try:
        for source in [*(candidate.folder / file.path for file in manifest.files), *candidate.pictures()]:
            shutil.copyfile(source, draft / source.name)
        (draft / CARD).write_text(candidate.card + "\n", encoding="utf-8")
        (draft / LICENCE).write_text(candidate.licence_text + "\n", encoding="utf-8")
        (draft / "manifest.json").write_text(manifest_json(manifest), encoding="utf-8")
        for path in draft.iterdir():
            with path.open("rb") as content:
                os.fsync(content.fileno())
        draft.chmod(0o755)
        sync_folder(draft)
        target = home / manifest.version
        try:
            draft.rename(target)
        except OSError as error:
            raise Failure(f"{target} cannot be put in place ({error}): is another one publishing it?") from error
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(home)
    return target


def promote_version(artifacts: Path, name: str, version: str, to: State, reason: Reason) -> StateChange:
    """Give a version another state, once its files are verified; a champion must have passed its gate.

    Raises:
        Failure: that may not be; nothing has changed.
    """
    found = find_version(artifacts, name, version)
    gate = verified(artifacts, name, found).gate
    if to == "champion" and (gate is None or not gate.passed):
        why = "has no gate report" if gate is None else "did not pass its gate"
        raise Failure(f"{name}@{found} {why}, and a champion must have passed it: publish a version that has.")
    return change_states(artifacts / name, lambda states: promoted(states, found, to, reason)).history[-1]


def roll_back(artifacts: Path, name: str, reason: Reason) -> StateChange:
    """Make the champion before this one the champion again, once its files are verified.

    Raises:
        Failure: there is none, or it is damaged; nothing has changed.
    """
    find_version(artifacts, name, (versions(artifacts, name) or [""])[-1])
    before = read_states(artifacts / name).former
    if before:
        verified(artifacts, name, before[-1])

    def change(states: States) -> States:
        if states.former != before:
            raise Failure(f"{name} was promoted by another meanwhile: look at it and try again.")
        return rolled_back(states, reason)

    return change_states(artifacts / name, change).history[-1]


def reason_of(why: str, who: str) -> Reason:
    """Now; `who` is by default the user of this process."""
    return Reason(who=who or _user(), why=why, when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _user() -> str:
    """A container's user may have no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}"
