"""Eight-bit ONNX for CPUs: weights of MatMul per channel, embedding tables per row."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process


def quantise(source: Path, target: Path, keep: tuple[str, ...] = ()) -> None:
    """Write `source` with int8 weights to `target`.

    MatMul is quantised dynamically with a scale per output channel: one scale for a whole matrix loses the ranking
    (rank correlation .925 instead of .99). Embedding tables get a scale per row, which costs nothing to look up.

    Args:
        source: an fp32 model.
        target: where the int8 model goes.
        keep: parts of node names; a MatMul whose name has one of them stays fp32.
    """
    with TemporaryDirectory() as scratch:
        prepared = Path(scratch) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        names = [node.name for node in onnx.load(str(prepared), load_external_data=False).graph.node]
        logging.getLogger().setLevel(logging.ERROR)
        quantize_dynamic(
            str(prepared),
            str(target),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[name for name in names if any(part in name for part in keep)],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    model = onnx.load(str(target))
    _quantise_embeddings(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _quantise_embeddings(model: onnx.ModelProto) -> None:
    """Replace each look-up in a big fp32 table by one in an int8 table times one in its row scales."""
    graph = model.graph
    tables = {table.name: table for table in graph.initializer if table.data_type == onnx.TensorProto.FLOAT}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or len(table.dims) != 2 or table.dims[0] < 100:
            nodes.append(node)
            continue
        weights = numpy_helper.to_array(table)
        scales = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-12) / 127
        name = table.name
        rows = np.round(weights / scales).astype(np.int8)
        graph.initializer.extend(
            [
                numpy_helper.from_array(rows, f"{name}.int8"),
                numpy_helper.from_array(scales.astype(np.float32), f"{name}.scale"),
            ]
        )
        graph.initializer.remove(table)
        ids, output = node.input[1], node.output[0]
        nodes.extend(
            [
                helper.make_node("Gather", [f"{name}.int8", ids], [f"{output}.int8"], f"{node.name}/rows"),
                helper.make_node("Cast", [f"{output}.int8"], [f"{output}.float"], f"{node.name}/cast", to=1),
                helper.make_node("Gather", [f"{name}.scale", ids], [f"{output}.scale"], f"{node.name}/scales"),
                helper.make_node("Mul", [f"{output}.float", f"{output}.scale"], [output], f"{node.name}/mul"),
            ]
        )
    del graph.node[:]
    graph.node.extend(nodes)
