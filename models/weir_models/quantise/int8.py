"""Eight-bit ONNX for CPUs: weights of MatMul per channel, embedding tables per row."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from weir_models.quantise.outliers import Maxima, Outliers, channel_maxima, take_apart
from weir_models.text.wordpiece import Batch


@dataclass(frozen=True)
class Scheme:
    """How a model is quantised.

    MatMul has a scale per output channel: one for a whole matrix loses the ranking (rank correlation .925 instead of
    .99). Embedding tables get a scale per row, which costs nothing to look up.
    """

    calibration: Sequence[Batch] | None = None
    """Inputs whose ranges of activations are kept as scales (static): a row's result does not depend on those beside
    it. None: scales are those of each run (dynamic)."""
    seven_bits: bool = False
    """Weights of -64..64. CPUs without VNNI add two products of 8 bits in 16, which overflow where both are large; with
    7 bits they cannot, so that every CPU gives the same logits."""
    keep: frozenset[str] = field(default_factory=frozenset)
    """Names of MatMul nodes that stay fp32."""
    outliers: Outliers | None = None
    """Input channels of the others that are multiplied in fp32."""

    def __str__(self) -> str:
        kind = "dynamic" if self.calibration is None else "static"
        apart = f", {self.outliers.share:.0%} of channels fp32" if self.outliers else ""
        return f"{kind}, {7 if self.seven_bits else 8} bits{apart}"


class Prepared:
    """A model that is folded and simplified once, to be quantised in several ways."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._path, self._apart = folder / "prepared.onnx", folder / "apart.onnx"
        quant_pre_process(str(source), str(self._path), skip_symbolic_shape=True)
        graph = onnx.load(str(self._path)).graph
        weights = {entry.name: list(entry.dims) for entry in graph.initializer}
        self.matmuls = {
            node.name: int(np.prod(weights[node.input[1]]))
            for node in graph.node
            if node.op_type == "MatMul" and node.input[1] in weights
        }
        """MatMul nodes that can be quantised, with how many products a token costs in each."""

    def maxima(self, batches: Iterable[Batch]) -> Maxima:
        """Of the channels that the MatMul nodes multiply, for `Outliers`."""
        return channel_maxima(onnx.load(str(self._path)), self.matmuls, batches)

    def quantise(self, target: Path, scheme: Scheme) -> None:
        """Write the int8 model."""
        logging.getLogger().setLevel(logging.ERROR)
        options = {"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT}
        # What is kept is named by what is quantised: the tools take an empty list for "all".
        chosen = [name for name in self.matmuls if name not in scheme.keep]
        common = {
            "op_types_to_quantize": ["MatMul"],
            "per_channel": True,
            "reduce_range": scheme.seven_bits,
            "weight_type": QuantType.QInt8,
            "nodes_to_quantize": chosen,
        }
        source = self._source(chosen, scheme.outliers)
        if not chosen:
            onnx.save(onnx.load(str(source)), str(target))
        elif scheme.calibration is None:
            quantize_dynamic(str(source), str(target), extra_options=options, **common)
        else:
            quantize_static(
                str(source),
                str(target),
                _Inputs(scheme.calibration),
                quant_format=QuantFormat.QDQ,
                activation_type=QuantType.QUInt8,
                extra_options=options | {"OpTypesToExcludeOutputQuantization": ["MatMul"]},
                **common,
            )
        model = onnx.load(str(target))
        _quantise_embeddings(model)
        onnx.checker.check_model(model)
        onnx.save(model, str(target))

    def _source(self, chosen: Collection[str], outliers: Outliers | None) -> Path:
        if outliers is None:
            return self._path
        model = onnx.load(str(self._path))
        take_apart(model, chosen, outliers)
        onnx.save(model, str(self._apart))
        return self._apart


def quantise(source: Path, target: Path, scheme: Scheme | None = None) -> None:
    """Write `source`, an fp32 model, with int8 weights to `target`; dynamically, unless `scheme` says otherwise."""
    with TemporaryDirectory() as scratch:
        Prepared(source, Path(scratch)).quantise(target, scheme or Scheme())


class _Inputs(CalibrationDataReader):
    def __init__(self, batches: Iterable[Batch]) -> None:
        self._batches = iter(batches)

    def get_next(self) -> dict | None:  # pyright: ignore[reportIncompatibleMethodOverride] -- None ends it
        return next(self._batches, None)


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
