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
    parse_manifest,
    read_manifest,
    write_manifest,
)
from weir_models.registry.states import States
from weir_models.registry.version import version_key
from weir_models.settings import PROJECT

CONTRACT = json.loads((PROJECT / "libs" / "registry" / "test" / "contract.json").read_text(encoding="utf-8"))
"""Weir's side is held to it by libs/registry/src/contract.spec.ts."""


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
            cross_encoder="cross-encoder-l2@1",
            scored=ScoredGain(intercept=0.1, rank_z=0.2, features_z={"cosine": 0.1}, rerank_z=0.3),
            unscored=UnscoredGain(intercept=0.1, rank_z=0.2, features_z={}),
        ),
    )
    assert read_manifest(write_manifest(blend, tmp_path, []).parent) == blend


def test_what_is_not_known_is_left_out_of_the_file(tmp_path):
    assert "null" not in write_manifest(ranker(), tmp_path, []).read_text()


@pytest.mark.parametrize("case", CONTRACT["manifests"], ids=lambda case: case["what"])
def test_python_accepts_and_refuses_the_manifests_that_weir_does(case):
    whole = CONTRACT["base"] | CONTRACT["kinds"][case["kind"]] | case["change"]
    manifest = json.dumps({key: value for key, value in whole.items() if key not in case["remove"]})
    assert accepts(parse_manifest, manifest) is case["accepted"]


@pytest.mark.parametrize("case", CONTRACT["states"], ids=lambda case: case["what"])
def test_python_accepts_and_refuses_the_states_that_weir_does(case):
    states = json.dumps(case["states"])
    assert accepts(lambda text: States.model_validate_json(text, strict=True), states) is case["accepted"]


def test_versions_are_ordered_by_their_numbers_and_1_is_1_0_0():
    ascending = CONTRACT["versions"]["ascending"]
    by_text = sorted(ascending)
    assert by_text != ascending
    assert sorted(by_text, key=version_key) == ascending
    for one, other in CONTRACT["versions"]["same"]:
        assert version_key(one) == version_key(other)


def test_every_artifact_that_ships_has_a_manifest_that_python_reads():
    manifests = sorted((PROJECT / "models" / "artifacts").glob("*/*/manifest.json"))
    assert manifests
    for manifest in manifests:
        read = read_manifest(manifest.parent)
        assert (read.name, read.version) == (manifest.parts[-3], manifest.parts[-2])


def accepts(parse, text: str) -> bool:
    try:
        parse(text)
    except ValidationError:
        return False
    return True


def test_a_field_that_the_registry_does_not_know_is_refused(tmp_path):
    path = write_manifest(ranker(), tmp_path, [])
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "red"}))
    with pytest.raises(ValidationError, match="colour"):
        read_manifest(path.parent)
