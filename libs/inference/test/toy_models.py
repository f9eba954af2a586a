"""Writes toy-models/: text models of a few kB with the inputs and outputs of real ones, for tests.

    .venv/bin/python libs/inference/test/toy_models.py

* toy-encoder: the normalised sum of a random vector a token.
* toy-cross-encoder: the mean of a random weight a token, counted twice in the second segment.
* toy-slow: the same logit after some 50 ms of matrix products, to have something to wait for.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TARGET = Path(__file__).parent / "toy-models"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = ["red", "blue", "drill", "shoe", "cordless", "running"]
VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "-", ".",
    *LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS,
]  # fmt: skip
DIMENSIONS = 8
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
random = np.random.default_rng(7)


def constant(name: str, value: object, kind: type) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(value, kind), name)


def model(nodes: list[onnx.NodeProto], constants: list[onnx.TensorProto], output: str, width: int) -> bytes:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in INPUTS]
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", width])]
    graph = helper.make_graph(nodes, "toy", inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return made.SerializeToString()


def encoder() -> bytes:
    table = random.standard_normal((len(VOCABULARY), DIMENSIONS))
    constants = [constant("table", table, np.float32), constant("one", [1], np.int64), constant("two", [2], np.int64)]
    node = helper.make_node
    nodes = [
        node("Gather", ["table", "input_ids"], ["vectors"]),
        node("Unsqueeze", ["attention_mask", "two"], ["mask3"]),
        node("Cast", ["mask3"], ["mask"], to=TensorProto.FLOAT),
        node("Mul", ["vectors", "mask"], ["masked"]),
        node("ReduceSum", ["masked", "one"], ["sum"], keepdims=0),
        node("ReduceL2", ["sum"], ["norm"], axes=[1], keepdims=1),
        node("Cast", ["token_type_ids"], ["types"], to=TensorProto.FLOAT),
        node("ReduceSum", ["types", "one"], ["typesum"], keepdims=1),
        node("Mul", ["typesum", "zero"], ["nothing"]),
        node("Add", ["norm", "nothing"], ["divisor"]),
        node("Div", ["sum", "divisor"], ["embedding"]),
    ]
    return model(nodes, [*constants, constant("zero", [0], np.float32)], "embedding", DIMENSIONS)


def cross_encoder(products: int = 0) -> bytes:
    weights = random.standard_normal((len(VOCABULARY), 1)) * 4
    constants = [
        constant("weights", weights, np.float32),
        constant("one", [1], np.int64),
        constant("two", [2], np.int64),
        constant("shape", [1024, 1024], np.int64),
        constant("wide", [1, 1, 1024], np.int64),
        constant("zero", [0], np.float32),
    ]
    node = helper.make_node
    nodes = [
        node("Gather", ["weights", "input_ids"], ["token"]),
        node("Add", ["attention_mask", "token_type_ids"], ["count"]),
        node("Unsqueeze", ["count", "two"], ["count3"]),
        node("Cast", ["count3"], ["times"], to=TensorProto.FLOAT),
        node("Mul", ["token", "times"], ["weighted"]),
        node("ReduceMean", ["weighted"], ["mean"], axes=[1], keepdims=0),
    ]
    if products:
        small = numpy_helper.from_array(np.asarray([1 / 1024], np.float32), "small")
        nodes += [node("ConstantOfShape", ["shape"], ["matrix"], value=small), node("Expand", ["token", "wide"], ["x0"])]
        nodes += [node("MatMul", [f"x{step}", "matrix"], [f"x{step + 1}"]) for step in range(products)]
        nodes += [
            node("ReduceMean", [f"x{products}"], ["last"], axes=[1, 2], keepdims=0),
            node("Unsqueeze", ["last", "one"], ["last2"]),
            node("Mul", ["last2", "zero"], ["nothing"]),
            node("Add", ["mean", "nothing"], ["logits"]),
        ]
    else:
        nodes.append(node("Identity", ["mean"], ["logits"]))
    return model(nodes, constants, "logits", 1)


def write(name: str, kind: str, shape: dict[str, object], content: bytes) -> None:
    folder = TARGET / name / "1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    files = [(file, (folder / file).read_bytes()) for file in ("model.onnx", "vocab.txt")]
    manifest = {
        "name": name,
        "version": "1",
        "kind": kind,
        "format": "onnx",
        "description": "Random weights, for tests.",
        "licence": "Apache-2.0",
        "trained_on": [],
        "created": "2026-11-24",
        "files": [
            {"path": file, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for file, data in files
        ],
        "metrics": {},
        kind.replace("-", "_"): shape,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    shape: dict[str, object] = {"layers": 1, "max_tokens": 32, "max_query_tokens": 12}
    write("toy-cross-encoder", "cross-encoder", shape, cross_encoder())
    write("toy-slow", "cross-encoder", shape, cross_encoder(products=40))
    encoded = {"dimensions": DIMENSIONS, "pooling": "mean", "query_prefix": "", "passage_prefix": ""}
    encoded |= {"max_query_tokens": 16, "max_passage_tokens": 24}
    write("toy-encoder", "encoder", encoded, encoder())


main()
