import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from weir_models.quantise.int8 import quantise


def test_an_int8_embedding_and_matmul_give_nearly_the_fp32_output_in_a_quarter_of_the_size(tmp_path):
    draw = np.random.default_rng(0)
    table = draw.normal(size=(500, 64)).astype(np.float32) * draw.uniform(0.01, 5, (500, 1)).astype(np.float32)
    weights = draw.normal(size=(64, 64)).astype(np.float32) * draw.uniform(0.01, 5, (1, 64)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "ids"], ["rows"], "look up"),
            helper.make_node("MatMul", ["rows", "weights"], ["out"], "project"),
        ],
        "tiny",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", "tokens", 64])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(tmp_path / "fp32.onnx"))
    quantise(tmp_path / "fp32.onnx", tmp_path / "int8.onnx")

    ids = draw.integers(0, 500, (4, 9))
    exact, rounded = (
        np.asarray(ort.InferenceSession(str(tmp_path / name)).run(None, {"ids": ids})[0])
        for name in ("fp32.onnx", "int8.onnx")
    )
    assert np.corrcoef(exact.ravel(), rounded.ravel())[0, 1] > 0.999
    assert (tmp_path / "int8.onnx").stat().st_size < 0.3 * (tmp_path / "fp32.onnx").stat().st_size
