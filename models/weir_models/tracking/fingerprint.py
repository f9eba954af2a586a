"""What a run was made of: its data by content, its code by commit."""

import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

from weir_models.settings import PROJECT


def data_fingerprint(inputs: Iterable[Path]) -> str:
    """SHA-256 over names and contents of files, and of all files in folders; the same wherever they lie."""
    digest = hashlib.sha256()
    for given in inputs:
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.is_file():
                digest.update(f"{path.relative_to(given.parent)}\0".encode())
                with path.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def git_commit() -> str:
    """The commit of the project, with `-dirty` where files that it knows have changed; "" outside of a checkout."""
    described = subprocess.run(
        ["git", "-C", str(PROJECT), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip()
