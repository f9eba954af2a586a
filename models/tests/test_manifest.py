import json

import pytest
from pydantic import ValidationError

from weir_models.registry.manifest import (
    BlendManifest,
    BlendShape,
    RankerManifest,
    RankerShape,
    ScoredGain,
    UnscoredGain,
    read_manifest,
    write_manifest,
)


def ranker(version: str = "1") -> RankerManifest:
    return RankerManifest(
        name="ranker-shop",
        version=version,
        description="",
        licence="Apache-2.0",
        trained_on=["esci"],
        format="lightgbm",
        ranker=RankerShape(features=["bm25"]),
    )


def test_a_manifest_names_each_file_with_its_size_and_sha256(tmp_path):
    folder = tmp_path / "ranker-shop" / "1"
    folder.mkdir(parents=True)
    (folder / "model.txt").write_bytes(b"tree\n")
    written = json.loads(write_manifest(ranker(), tmp_path, ["model.txt"]).read_text())
    assert written["files"] == [
        {
            "path": "model.txt",
            "sha256": "f27e01fe7624cca3e69811a0bf9a4efd9dca9fd39f7a3a8f939cae0cfe8cdfb8",
            "bytes": 5,
        }
    ]


def test_a_manifest_reads_back_as_it_was_written(tmp_path):
    blend = BlendManifest(
        name="blend-shop",
        version="2",
        description="",
        licence="Apache-2.0",
        trained_on=[],
        blend=BlendShape(
            cross_encoder="cross-encoder-l3/1",
            scored=ScoredGain(intercept=0.1, rank=0.2, rerank=0.3),
            unscored=UnscoredGain(intercept=0.1, rank=0.2),
        ),
    )
    assert read_manifest(write_manifest(blend, tmp_path, []).parent) == blend


def test_a_version_is_a_number_as_text():
    with pytest.raises(ValidationError, match="version"):
        ranker(version="v1")


def test_a_field_that_the_registry_does_not_know_is_refused(tmp_path):
    path = write_manifest(ranker(), tmp_path, [])
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "red"}))
    with pytest.raises(ValidationError, match="colour"):
        read_manifest(path.parent)
