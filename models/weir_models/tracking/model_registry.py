"""MLflow's model registry, kept in step with the registry folder that Weir serves from; the folder is what counts.

A version of the folder is a version of MLflow's registered model of the same name, told apart by the tag `weir_version`
(MLflow counts 1, 2, 3); its source is the artifacts of the run that made it, where that is known, else of a run
`publish`. The champion and the shadow are MLflow's aliases of these names, and `weir_state` tags every version.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

from weir_models.registry.folder import versions
from weir_models.registry.manifest import read_manifest
from weir_models.registry.states import States, read_states
from weir_models.settings import SETTINGS, Settings
from weir_models.tracking.run import tracked

ALIASES = ("champion", "shadow")
VERSION_TAG, STATE_TAG = "weir_version", "weir_state"


def mirror(artifacts: Path, name: str, settings: Settings = SETTINGS) -> None:
    """Bring MLflow to what the folder has of a name. Does it again without harm.

    Raises:
        Failure, MlflowException, OSError: MLflow does not answer.
    """
    with _impatient():
        settings.work.mkdir(parents=True, exist_ok=True)
        # What stores artifacts asks for the address that is set, whatever the client was told.
        mlflow.set_tracking_uri(settings.mlflow_uri())
        client = MlflowClient()
        states = read_states(artifacts / name)
        _ensure_model(client, name)
        known = {each.tags[VERSION_TAG]: each for each in _all_versions(client, name) if VERSION_TAG in each.tags}
        for version in versions(artifacts, name):
            if version not in known:
                known[version] = _register(client, artifacts / name / version, settings)
            if known[version].tags.get(STATE_TAG) != states.of(version):
                client.set_model_version_tag(name, known[version].version, STATE_TAG, states.of(version))
        _set_aliases(client, name, states, known)


def _ensure_model(client: MlflowClient, name: str) -> None:
    try:
        client.get_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        client.create_registered_model(name, description=f"{name} of the registry folder that Weir serves from.")


def _all_versions(client: MlflowClient, name: str) -> list[ModelVersion]:
    found: list[ModelVersion] = []
    token: str | None = None
    while True:
        page = client.search_model_versions(f"name='{name}'", page_token=token)
        found.extend(page)
        token = page.token
        if not token:
            return found


def _register(client: MlflowClient, folder: Path, settings: Settings) -> ModelVersion:
    manifest = read_manifest(folder)
    run_id = (
        manifest.run if manifest.run is not None and _has_run(client, manifest.run) else _publish_run(folder, settings)
    )
    at = f"published/{manifest.name}/{manifest.version}"
    client.log_artifacts(run_id, str(folder), at)
    tags = {VERSION_TAG: manifest.version, "kind": manifest.kind, "licence": manifest.licence}
    source = f"{client.get_run(run_id).info.artifact_uri}/{at}"
    return client.create_model_version(
        manifest.name, source, run_id, tags, description=manifest.description, await_creation_for=0
    )


def _has_run(client: MlflowClient, run_id: str) -> bool:
    try:
        client.get_run(run_id)
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        return False
    return True


def _publish_run(folder: Path, settings: Settings) -> str:
    """A run to hang the artifacts on, where none is known: with metrics and data fingerprint of the folder."""
    manifest = read_manifest(folder)
    with tracked("publish", {"name": manifest.name, "version": manifest.version}, [folder], settings) as run:
        run.log(manifest.metrics)
    return run.id or ""


def _set_aliases(client: MlflowClient, name: str, states: States, known: dict[str, ModelVersion]) -> None:
    held = client.get_registered_model(name).aliases
    for alias in ALIASES:
        version = states.champion if alias == "champion" else states.shadow
        wanted = known[version].version if version in known else None
        if wanted is not None and str(held.get(alias)) != str(wanted):
            client.set_registered_model_alias(name, alias, str(wanted))
        if wanted is None and alias in held:
            client.delete_registered_model_alias(name, alias)


@contextmanager
def _impatient() -> Iterator[None]:
    """A server that is not there is known to be so in seconds, where MLflow would try for minutes."""
    limits = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1", "MLFLOW_HTTP_REQUEST_TIMEOUT": "20"}
    before = {name: os.environ.get(name) for name in limits}
    os.environ.update({name: value for name, value in limits.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
