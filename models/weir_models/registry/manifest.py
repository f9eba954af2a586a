"""What stands in `artifacts/<name>/<version>/manifest.json`; the reader is `libs/registry/src/manifest.ts`."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ManifestFile(_Strict):
    """A file beside the manifest, named with what proves that it is whole."""

    path: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(gt=0)]


class _Base(_Strict):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^[0-9]+$")]
    description: str
    licence: str
    trained_on: list[str]
    """Judged or generated sets that the weights have learnt from."""
    created: date = Field(default_factory=lambda: datetime.now(UTC).date())
    files: list[ManifestFile] = []
    metrics: dict[str, float] = {}


class EncoderShape(_Strict):
    dimensions: Annotated[int, Field(gt=0)]
    pooling: Literal["mean", "cls"]
    query_prefix: str
    passage_prefix: str
    max_query_tokens: Annotated[int, Field(gt=0)]
    """Tokens kept, special tokens included."""
    max_passage_tokens: Annotated[int, Field(gt=0)]


class EncoderManifest(_Base):
    kind: Literal["encoder"] = "encoder"
    format: Literal["onnx"] = "onnx"
    encoder: EncoderShape


class CrossEncoderShape(_Strict):
    layers: Annotated[int, Field(gt=0)]
    max_tokens: Annotated[int, Field(gt=0)]
    """Tokens kept of the pair, special tokens included; the product is cut, the query only beyond the next."""
    max_query_tokens: Annotated[int, Field(gt=0)]


class CrossEncoderManifest(_Base):
    kind: Literal["cross-encoder"] = "cross-encoder"
    format: Literal["onnx"] = "onnx"
    cross_encoder: CrossEncoderShape


class RankerShape(_Strict):
    features: Annotated[list[str], Field(min_length=1)]
    """Names in `libs/features`, in the model's column order."""


class RankerManifest(_Base):
    kind: Literal["ranker"] = "ranker"
    format: Literal["lightgbm", "xgboost-json", "xgboost-ubj"]
    ranker: RankerShape


class ScoredGain(_Strict):
    """Expected gain of a candidate that the cross-encoder scored: intercept + rank * z + rerank * logit."""

    intercept: float
    rank: float
    rerank: float


class UnscoredGain(_Strict):
    """Expected gain of a candidate that was not scored in time: intercept + rank * z."""

    intercept: float
    rank: float


class BlendShape(_Strict):
    cross_encoder: str
    """`name/version` of the cross-encoder whose logits it was fitted on."""
    scored: ScoredGain
    unscored: UnscoredGain


class BlendManifest(_Base):
    kind: Literal["blend"] = "blend"
    format: Literal["json"] = "json"
    blend: BlendShape


Manifest = EncoderManifest | CrossEncoderManifest | RankerManifest | BlendManifest
_manifest: TypeAdapter[Manifest] = TypeAdapter(Annotated[Manifest, Field(discriminator="kind")])


def write_manifest(manifest: Manifest, artifacts: Path, files: list[str]) -> Path:
    """Write `<artifacts>/<name>/<version>/manifest.json`, with the size and SHA-256 of `files` in that folder."""
    folder = artifacts / manifest.name / manifest.version
    folder.mkdir(parents=True, exist_ok=True)
    whole = manifest.model_copy(update={"files": [_described(folder / name) for name in files]})
    path = folder / "manifest.json"
    path.write_text(whole.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Read and check `<folder>/manifest.json`; pydantic's ValidationError says what is wrong."""
    return _manifest.validate_json((folder / "manifest.json").read_bytes())


def _described(path: Path) -> ManifestFile:
    content = path.read_bytes()
    return ManifestFile(path=path.name, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
