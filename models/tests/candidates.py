"""A candidate that may be published, made in a test."""

from pathlib import Path
from typing import Any

from weir_models.registry.manifest import Gate, GateCheck, InputTemplate, RankerManifest, RankerShape, write_manifest


def gate(value: float = 0.001) -> Gate:
    passed = value <= 0.005
    return Gate(passed=passed, checks=[GateCheck(name="ndcg_loss", value=value, at_most=0.005, passed=passed)])


def ranker(folder: Path, version: str = "1.0.0", **changes: Any) -> Path:
    """Write `<folder>/<name>/<version>`, `ranker-toy` by name; `changes` are laid over the manifest."""
    known: dict[str, Any] = {
        "name": "ranker-toy",
        "version": version,
        "description": "A ranker of a test.",
        "licence": "Apache-2.0",
        "trained_on": ["esci"],
        "metrics": {"esci_ndcg_at_10": 0.75},
        "input_template": InputTemplate(separator=" ", fields={"esci": ["title", "brand"]}),
        "gate": gate(),
        "format": "lightgbm",
        "ranker": RankerShape(features=["bm25"]),
    }
    at = folder / (known | changes)["name"] / version
    at.mkdir(parents=True, exist_ok=True)
    (at / "model.txt").write_text(f"trees of {version}\n")
    manifest = RankerManifest(**{key: value for key, value in (known | changes).items() if value is not None})
    write_manifest(manifest, folder, ["model.txt"])
    return at
