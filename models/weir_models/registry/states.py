"""Promotion states of a name's versions: `artifacts/<name>/states.json`.

Every published version is a candidate. A name has at most one shadow and, once it has had one, exactly one champion.
Weir reads and writes the same file with `libs/registry/src/states.ts`; `libs/registry/test/contract.json` holds both to
the same, and a lock file that only one program can make keeps both from losing a change of the other.
"""

import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from weir_models.failure import Failure
from weir_models.registry.version import VERSION_PATTERN
from weir_models.whole_file import sync_folder

State = Literal["candidate", "shadow", "champion"]
Version = Annotated[str, Field(pattern=VERSION_PATTERN)]
Text = Annotated[str, Field(min_length=1)]

STATES_FILE = "states.json"
LOCK_FILE = "states.lock"
LOCK_TRIES = 100
LOCK_TRY_SECONDS = 0.05


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="after")
    def _no_null(self) -> Self:
        if any(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError("what is not known must be left out, not null")
        return self


class StateChange(_Strict):
    version: Version
    from_: Annotated[State, Field(alias="from")]
    to: State
    replaced: Version | None = None
    """The version that had the state `to` until then."""
    action: Literal["promote", "rollback"]
    who: Text
    why: Text
    when: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]


class States(_Strict):
    champion: Version | None = None
    shadow: Version | None = None
    former: list[Version]
    """Champions before, the latest last: where rollbacks go back to."""
    history: list[StateChange]
    """Oldest first."""

    def of(self, version: str) -> State:
        """The state of a version, as its folder is named."""
        if version == self.champion:
            return "champion"
        return "shadow" if version == self.shadow else "candidate"


@dataclass(frozen=True)
class Reason:
    who: str
    why: str
    when: str


def promoted(states: States, version: str, to: State, reason: Reason) -> States:
    """The states after a version was given another one. Raises `Failure` where that may not be."""
    now = states.of(version)
    if now == to:
        raise Failure(f"{version} is {'a' if to == 'candidate' else 'the'} {to} already.")
    if now == "champion":
        raise Failure(
            f"{version} is the champion, and there must be one: promote another version to champion, or roll back."
        )
    replaced = {"candidate": None, "shadow": states.shadow, "champion": states.champion}[to]
    change = _change(version, now, to, replaced, "promote", reason)
    return _states(
        champion=version if to == "champion" else states.champion,
        shadow=version if to == "shadow" else _unless(states.shadow, version),
        former=[*states.former, states.champion] if to == "champion" and states.champion else states.former,
        history=[*states.history, change],
    )


def rolled_back(states: States, reason: Reason) -> States:
    """The states after the champion has given way to the one before it. Raises `Failure` where there was none."""
    if not states.former:
        raise Failure("there is no champion before this one to go back to.")
    *former, version = states.former
    change = _change(version, states.of(version), "champion", states.champion, "rollback", reason)
    shadow = _unless(states.shadow, version)
    return _states(champion=version, shadow=shadow, former=former, history=[*states.history, change])


def read_states(folder: Path) -> States:
    """The states of the versions in `folder`, which is `<registry>/<name>`. Raises `Failure` if they cannot be read."""
    path = folder / STATES_FILE
    try:
        return States.model_validate_json(path.read_bytes(), strict=True)
    except FileNotFoundError:
        return States(former=[], history=[])
    except (OSError, ValidationError) as error:
        raise Failure(f"{path} cannot be read ({error}): put back a copy of it.") from error


def change_states(folder: Path, change: Callable[[States], States]) -> States:
    """Write what `change` makes of the states: whole and durable or not at all, and never over another's change.

    Raises:
        Failure: another program holds the states, or `change` refused.
    """
    with _locked(folder):
        states = change(read_states(folder))
        text = json.dumps(states.model_dump(by_alias=True, exclude_none=True), indent=2, ensure_ascii=False) + "\n"
        write_durably(folder / STATES_FILE, text)
    return states


def write_durably(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it, and a crash of the machine does not lose it."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, path)
    sync_folder(path.parent)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    path = folder / LOCK_FILE
    descriptor = _take(path)
    try:
        os.write(descriptor, f"process {os.getpid()} on {platform.node()}\n".encode())
        os.close(descriptor)
        yield
    finally:
        path.unlink()


def _take(path: Path) -> int:
    for _ in range(LOCK_TRIES):
        try:
            return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            time.sleep(LOCK_TRY_SECONDS)
    raise Failure(f"{path} is held by {_holder(path)}: try again, or remove it if that is not running any more.")


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "another program"
    except FileNotFoundError:
        return "another program"


def _change(version: str, now: State, to: State, replaced: str | None, action: str, reason: Reason) -> StateChange:
    known = {"version": version, "from": now, "to": to, "action": action, **vars(reason)}
    return StateChange.model_validate(known if replaced is None else {**known, "replaced": replaced})


def _states(champion: str | None, shadow: str | None, former: list[str], history: list[StateChange]) -> States:
    named = {name: value for name, value in (("champion", champion), ("shadow", shadow)) if value is not None}
    return States.model_validate({**named, "former": former, "history": history})


def _unless(shadow: str | None, version: str) -> str | None:
    return None if shadow == version else shadow
