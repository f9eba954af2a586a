"""What stands in `artifacts/<name>/<version>/manifest.json`.

Weir reads it with `libs/registry/src/manifest.ts`; `libs/registry/test/contract.json` holds both to the same.
"""

import hashlib
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationInfo, model_validator

from weir_models.registry.version import MODEL_PATTERN, NAME_PATTERN, VERSION_PATTERN


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def _no_null(self) -> Self:
        """Nothing in a manifest may be null: what is not known is left out."""
        for name in self.model_fields_set:
            if getattr(self, name) is None:
                raise ValueError(f"{name} must not be null: leave it out")
        return self


class ManifestFile(_Strict):
    """A file beside the manifest, named with what proves that it is whole."""

    path: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(gt=0)]


class InputTemplate(_Strict):
    """The text of a product as the model was trained."""

    separator: str
    fields: dict[str, Annotated[list[str], Field(min_length=1)]]
    """By set: the fields whose values, in this order, joined by `separator`, are the text."""


class GateCheck(_Strict):
    """One thing that a gate measured, with the bounds that it had to keep."""

    name: Annotated[str, Field(min_length=1)]
    value: float
    at_least: float | None = None
    at_most: float | None = None
    passed: bool

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.passed != within(self.value, self.at_least, self.at_most):
            raise ValueError("passed must be whether the value keeps its bounds")
        return self


class Gate(_Strict):
    """What had to be so for the model to be published; it passed if every check did. See `gate.py`."""

    passed: bool
    checks: Annotated[list[GateCheck], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.passed != all(check.passed for check in self.checks):
            raise ValueError("passed must be whether every check passed")
        return self


def within(value: float, at_least: float | None, at_most: float | None) -> bool:
    """Whether a value keeps its bounds; None is no bound."""
    least = -math.inf if at_least is None else at_least
    most = math.inf if at_most is None else at_most
    return least <= value <= most


class _Base(_Strict):
    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    version: Annotated[str, Field(pattern=VERSION_PATTERN)]
    """`1.2.0`; a whole number `n` is `n.0.0`."""
    description: str
    licence: str
    trained_on: list[str]
    """Judged or generated sets that the weights have learnt from."""
    created: date = Field(default_factory=lambda: datetime.now(UTC).date())
    files: list[ManifestFile] = []
    metrics: dict[str, float] = {}
    input_template: InputTemplate | None = None
    gate: Gate | None = None
    """Without a gate that passed, a version cannot become champion."""
    run: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")] | None = None
    """The run in MLflow that made it."""

    @model_validator(mode="after")
    def _is_complete(self, info: ValidationInfo) -> Self:
        """What is read must say everything; only code that makes a manifest has defaults."""
        if info.mode == "json":
            absent = sorted({"created", "files", "format"} - self.model_fields_set)
            if absent:
                raise ValueError(f"{', '.join(absent)} must be given")
        return self


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
    """Expected gain of a candidate that was scored: intercept + rank_z * r + features_z . f + rerank_z * l.

    r is the ranker's score and f what the ranker reads, standardised over the window; l the logit, standardised over
    the candidates that have one.
    """

    intercept: float
    rank_z: float
    features_z: dict[str, float]
    """By name of the feature."""
    rerank_z: float


class UnscoredGain(_Strict):
    """Expected gain of a candidate that was not scored in time: intercept + rank_z * r + features_z . f."""

    intercept: float
    rank_z: float
    features_z: dict[str, float]


class BlendShape(_Strict):
    cross_encoder: Annotated[str, Field(pattern=MODEL_PATTERN)]
    """`name@version` of the cross-encoder whose logits it was fitted on."""
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
    whole = manifest.model_copy(update={"files": [describe_file(folder / name) for name in files]})
    path = folder / "manifest.json"
    path.write_text(manifest_json(whole), encoding="utf-8")
    return path


def manifest_json(manifest: Manifest) -> str:
    """The text of `manifest.json`; what is not known is left out."""
    return manifest.model_dump_json(indent=2, exclude_none=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read and check `<folder>/manifest.json`; pydantic's ValidationError says what is wrong."""
    return parse_manifest((folder / "manifest.json").read_bytes())


def parse_manifest(content: str | bytes) -> Manifest:
    """Check a manifest as Weir does: no value is taken for one of another type."""
    return _manifest.validate_json(content, strict=True)


def describe_file(path: Path) -> ManifestFile:
    """Size and SHA-256 of a file beside a manifest."""
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return ManifestFile(path=path.name, sha256=sha256, bytes=path.stat().st_size)
