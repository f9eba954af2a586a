"""Runs land in MLflow with what they were made of."""

from pathlib import Path

import mlflow
import pytest

from weir_models.settings import Settings
from weir_models.tracking.fingerprint import data_fingerprint
from weir_models.tracking.run import tracked


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(work=tmp_path / "work", tracking_uri="", experiment="tests")


def test_run_keeps_parameters_curve_artifact_and_fingerprint(settings: Settings, tmp_path: Path):
    data = tmp_path / "data.txt"
    data.write_text("one")
    with tracked("step", {"rate": 0.1, "folder": tmp_path}, [data], settings) as run:
        with tracked("part", {}, [], settings) as part:
            part.log({"loss": 1.0})
        for step in (1, 2):
            run.log({"ndcg@10": step / 10}, step)
        run.keep(data)
    client = mlflow.MlflowClient(settings.mlflow_uri())
    stored = client.get_run(run.id or "")
    assert stored.info.status == "FINISHED"
    assert stored.data.params == {"rate": "0.1", "folder": tmp_path.name}
    assert stored.data.tags["data"] == data_fingerprint([data])
    assert [entry.value for entry in client.get_metric_history(run.id or "", "ndcg_10")] == [0.1, 0.2]
    assert [entry.path for entry in client.list_artifacts(run.id or "")] == ["data.txt"]
    assert client.get_run(part.id or "").data.tags["mlflow.parentRunId"] == run.id
    assert "loss" not in stored.data.metrics


def test_run_that_fails_is_marked_so(settings: Settings):
    def fail() -> None:
        with tracked("step", {}, [], settings) as run:
            ids.append(run.id or "")
            raise RuntimeError

    ids: list[str] = []
    with pytest.raises(RuntimeError):
        fail()
    assert mlflow.MlflowClient(settings.mlflow_uri()).get_run(ids[0]).info.status == "FAILED"


def test_tracking_can_be_off(settings: Settings):
    off = settings.model_copy(update={"tracking_uri": "off"})
    with tracked("step", {}, [], off) as run:
        run.log({"loss": 1.0})
    assert run.id is None
    assert not settings.work.exists()


def test_fingerprint_is_of_content_not_of_place(tmp_path: Path):
    for place in ("one", "two"):
        folder = tmp_path / place / "set"
        folder.mkdir(parents=True)
        (folder / "a").write_text("1")
    same = [data_fingerprint([tmp_path / place / "set"]) for place in ("one", "two")]
    assert same[0] == same[1]
    (tmp_path / "two" / "set" / "a").write_text("2")
    assert data_fingerprint([tmp_path / "two" / "set"]) != same[0]
