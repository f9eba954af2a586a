"""MLflow's model registry has what the folder has, and never stands in its way."""

import time
from pathlib import Path

import mlflow
import pytest

from tests.candidates import ranker
from weir_models.registry.candidate import read_candidate
from weir_models.registry.folder import promote_version, reason_of, roll_back, write_version
from weir_models.settings import Settings
from weir_models.tracking.keep_in_step import keep_in_step
from weir_models.tracking.run import tracked

WHY = reason_of("better", "ann")


@pytest.fixture(autouse=True)
def _leave_no_address():
    yield
    mlflow.set_tracking_uri("")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(work=tmp_path_factory.mktemp("work"), tracking_uri="", experiment="tests")


def test_versions_aliases_and_states_follow_the_folder(settings: Settings, tmp_path: Path):
    with tracked("train-ranker", {}, [], settings) as run:
        pass
    artifacts = tmp_path / "artifacts"
    for version, made_by in (("1.0.0", run.id), ("2.0.0", None)):
        write_version(read_candidate(ranker(tmp_path / "made", version, run=made_by), ships=True), artifacts)
        promote_version(artifacts, "ranker-toy", version, "champion", WHY)
    assert keep_in_step(artifacts, "ranker-toy", settings)
    client = mlflow.MlflowClient(settings.mlflow_uri())
    champion = client.get_model_version_by_alias("ranker-toy", "champion")
    assert champion.tags["weir_version"] == "2.0.0"
    first = next(each for each in client.search_model_versions("name='ranker-toy'") if each.run_id == run.id)
    assert first.tags == {"weir_version": "1.0.0", "weir_state": "candidate", "kind": "ranker", "licence": "Apache-2.0"}
    stored = client.list_artifacts(run.id or "", "published/ranker-toy/1.0.0")
    assert {Path(each.path).name for each in stored} == {"LICENSE", "README.md", "manifest.json", "model.txt"}
    assert (first.source or "").endswith("published/ranker-toy/1.0.0")

    roll_back(artifacts, "ranker-toy", WHY)
    promote_version(artifacts, "ranker-toy", "2.0.0", "shadow", WHY)
    assert keep_in_step(artifacts, "ranker-toy", settings)
    aliases = {alias: client.get_model_version_by_alias("ranker-toy", alias) for alias in ("champion", "shadow")}
    assert {alias: each.tags["weir_version"] for alias, each in aliases.items()} == {
        "champion": "1.0.0",
        "shadow": "2.0.0",
    }
    promote_version(artifacts, "ranker-toy", "2.0.0", "candidate", WHY)
    assert keep_in_step(artifacts, "ranker-toy", settings)
    assert set(client.get_registered_model("ranker-toy").aliases) == {"champion"}
    assert len(client.search_model_versions("name='ranker-toy'")) == 2


def test_an_mlflow_that_is_not_there_is_a_warning_within_seconds(settings: Settings, tmp_path: Path, capsys):
    write_version(read_candidate(ranker(tmp_path / "made"), ships=True), tmp_path / "artifacts")
    gone = settings.model_copy(update={"tracking_uri": "http://127.0.0.1:9"})
    begun = time.monotonic()
    assert not keep_in_step(tmp_path / "artifacts", "ranker-toy", gone)
    assert time.monotonic() - begun < 30
    assert "weir-models mirror-registry ranker-toy" in " ".join(capsys.readouterr().err.split())


def test_nothing_is_asked_of_mlflow_where_tracking_is_off(settings: Settings, tmp_path: Path):
    assert keep_in_step(tmp_path, "ranker-toy", settings.model_copy(update={"tracking_uri": "off"}))
