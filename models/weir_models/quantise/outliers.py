"""Input channels that are far larger than the others are multiplied in fp32, so that eight bits suffice for the rest.

One scale for all channels of an activation must reach its largest value. A few channels of a BERT are ten times as
large as the others, of whose eight bits four are then left (LLM.int8(): Dettmers et al., 2022). Those channels are the
same for every text, so they are chosen once, and the graph takes them apart: x W = inner(x) W + outer(x) W[outliers].
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from weir_models.text.wordpiece import Batch

Maxima = Mapping[str, NDArray[np.float32]]
"""By name of an activation: the largest magnitude of each channel, [channels]."""


@dataclass(frozen=True)
class Outliers:
    """Which channels."""

    share: float
    """Of the channels of each input, 0 to 1: those with the largest maxima."""
    maxima: Maxima

    def of(self, activation: str) -> NDArray[np.int64]:
        """Their numbers, ascending."""
        maxima = self.maxima[activation]
        count = round(self.share * len(maxima))
        return np.sort(np.argsort(-maxima, kind="stable")[:count]).astype(np.int64)


def channel_maxima(model: onnx.ModelProto, matmuls: Collection[str], batches: Iterable[Batch]) -> Maxima:
    """Run an fp32 model, and keep the largest magnitude of each channel of what its `matmuls` multiply.

    Args:
        model: is not changed.
        matmuls: names of nodes.
        batches: inputs; texts of train, which no gate looks at. Padding counts: give texts of one length each.
    """
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    watched = list(dict.fromkeys(node.input[0] for node in probe.graph.node if node.name in matmuls))
    probe.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in watched)
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = [entry.name for entry in session.get_inputs()]
    maxima: dict[str, NDArray[np.float32]] = {}
    for batch in batches:
        for name, values in zip(watched, session.run(watched, {each: batch[each] for each in inputs}), strict=True):
            sizes = np.abs(np.asarray(values, np.float32))
            found = sizes.reshape(-1, sizes.shape[-1]).max(0)
            maxima[name] = np.maximum(maxima[name], found) if name in maxima else found
    return maxima


def take_apart(model: onnx.ModelProto, matmuls: Collection[str], outliers: Outliers) -> None:
    """Split each of `matmuls`: the node keeps its name and all but the outliers, whose products are added to it."""
    graph = model.graph
    weights = {entry.name: entry for entry in graph.initializer}
    nodes: list[onnx.NodeProto] = []
    ready: set[str] = set()
    for node in graph.node:
        channels = outliers.of(node.input[0]) if node.name in matmuls else np.empty(0, np.int64)
        if len(channels) == 0:
            nodes.append(node)
            continue
        source, weight = node.input
        if source not in ready:
            ready.add(source)
            nodes.extend(_parts(graph, source, channels, len(outliers.maxima[source])))
        _split_weight(graph, weights[weight], channels)
        nodes.extend(_sum(source, weight, node))
    del graph.node[:]
    graph.node.extend(nodes)


def _parts(graph: onnx.GraphProto, source: str, channels: NDArray[np.int64], width: int) -> list[onnx.NodeProto]:
    """`inner`: the activation with zeros in place of the outliers. `outer`: the outliers alone."""
    mask = np.ones(width, np.float32)
    mask[channels] = 0
    _constant(graph, f"{source}.mask", mask)
    _constant(graph, f"{source}.channels", channels)
    return [
        helper.make_node("Mul", [source, f"{source}.mask"], [f"{source}.inner"], f"{source}/inner"),
        helper.make_node("Gather", [source, f"{source}.channels"], [f"{source}.outer"], f"{source}/outer", axis=-1),
    ]


def _split_weight(graph: onnx.GraphProto, weight: onnx.TensorProto, channels: NDArray[np.int64]) -> None:
    name, inner = weight.name, numpy_helper.to_array(weight).copy()
    _constant(graph, f"{name}.outer", inner[channels])
    # Rows that meet only zeros must not widen the scale of a column.
    inner[channels] = 0
    graph.initializer.remove(weight)
    _constant(graph, name, inner)


def _sum(source: str, weight: str, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    output = node.output[0]
    outer = f"{output}.outer"
    return [
        helper.make_node("MatMul", [f"{source}.inner", weight], [f"{output}.inner"], node.name),
        helper.make_node("MatMul", [f"{source}.outer", f"{weight}.outer"], [outer], f"{node.name}/outer"),
        helper.make_node("Add", [f"{output}.inner", outer], [output], f"{node.name}/sum"),
    ]


def _constant(graph: onnx.GraphProto, name: str, values: NDArray) -> None:
    graph.initializer.append(numpy_helper.from_array(values, name))
