"""Serve MLflow's pages over the runs of this machine."""

import subprocess
import sys
from typing import Annotated

import typer
from rich import print as say

from weir_models.failure import Failure
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models mlflow
weir-models mlflow --port 5001
"""


def main(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 5000,
) -> None:
    """Serve MLflow's pages over the runs of this machine, until it is interrupted.

    Other machines record here with WEIR_MODELS_TRACKING_URI=http://HOST:PORT.
    """
    if SETTINGS.tracking_uri:
        raise Failure(f"runs are recorded at {SETTINGS.tracking_uri}: open that, or unset WEIR_MODELS_TRACKING_URI.")
    SETTINGS.work.mkdir(parents=True, exist_ok=True)
    say(f"MLflow over {SETTINGS.work}: http://{host}:{port}")
    command = [sys.executable, "-m", "mlflow", "server", "--host", host, "--port", str(port), "--workers", "1"]
    stores = ["--backend-store-uri", SETTINGS.mlflow_uri(), "--artifacts-destination", str(SETTINGS.work / "mlflow")]
    try:
        sys.exit(subprocess.run([*command, *stores], check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(0)
