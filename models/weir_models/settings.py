"""Where things are, for every command: from `WEIR_MODELS_*` of the environment, else these defaults."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parents[2]


def _setting(default: object, description: str) -> Any:  # noqa: ANN401 -- as pydantic's own Field
    return Field(default=default, description=description)


class Settings(BaseSettings):
    """Each is the default of the option of that name, where a command has it."""

    model_config = SettingsConfigDict(env_prefix="WEIR_MODELS_")

    data: Path = _setting(PROJECT.parent / "shared" / "data", "Folder of the judged sets, in BEIR's layout.")
    artifacts: Path = _setting(PROJECT / "models" / "artifacts", "The registry folder that Weir serves from.")
    work: Path = _setting(PROJECT / ".weir" / "models", "Checkpoints, vectors, prepared data; can be made again.")
    tracking_uri: str = _setting("", "MLflow: a server's URL, `off`, or nothing for a database in `work`.")
    experiment: str = _setting("weir", "MLflow's experiment.")
    threads: int = _setting(2, "Threads of torch, LightGBM and ONNX Runtime.")

    def mlflow_uri(self) -> str:
        """What MLflow is told: the server, or the database in `work` that `weir-models mlflow` serves."""
        return self.tracking_uri or f"sqlite:///{self.work.resolve() / 'mlflow.db'}"


SETTINGS = Settings()
