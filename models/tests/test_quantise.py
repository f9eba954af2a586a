"""Int8 models rank as fp32 ones do, or there is no artifact; what stays fp32 is the cheapest that passes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch
import typer
from onnx import TensorProto, helper, numpy_helper

from tests.reranker_data import write_bert, write_set
from weir_models.cross_encoder.folders import HEADS, save, start
from weir_models.cross_encoder.lists import RankedList
from weir_models.quantise import quantise as command
from weir_models.quantise.agreement import Agreement, agreement
from weir_models.quantise.int8 import Prepared, Scheme, quantise
from weir_models.quantise.onnx_export import export_onnx
from weir_models.quantise.outliers import Outliers
from weir_models.quantise.search import Found, groups_of, search
from weir_models.registry.manifest import CrossEncoderManifest, read_manifest
from weir_models.text.wordpiece import padded


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model whose logits lie far apart."""
    torch.set_num_threads(1)
    place = tmp_path_factory.mktemp("models")
    model = start(str(write_bert(place / "bert", hidden=32)), "classifier")
    torch.manual_seed(0)
    for values in model.parameters():
        if values.ndim == 2:
            torch.nn.init.normal_(values, std=0.3)
    model.learnt_from("esci")
    save(model, place / "tiny")
    export_onnx(model, place / "tiny.onnx", "logits")
    return place


def batch(rows: int, seed: int = 0):
    draw = np.random.default_rng(seed)
    return padded([[2, *draw.integers(5, 17, 9).tolist(), 3] for _ in range(rows)], [4] * rows)


def scores(path: Path, given) -> np.ndarray:
    return np.asarray(ort.InferenceSession(str(path)).run(None, dict(given))[0])


def test_static_scales_make_a_row_independent_of_those_beside_it(folder: Path, tmp_path: Path):
    calibration = [batch(4, seed) for seed in range(8)]
    quantise(folder / "tiny.onnx", tmp_path / "static.onnx", Scheme(calibration, seven_bits=True))
    quantise(folder / "tiny.onnx", tmp_path / "dynamic.onnx", Scheme(seven_bits=True))
    together = batch(8, 99)
    alone = [{name: values[row : row + 1] for name, values in together.items()} for row in range(8)]
    static = scores(tmp_path / "static.onnx", together)
    assert np.array_equal(static, np.concatenate([scores(tmp_path / "static.onnx", row) for row in alone]))
    exact = scores(folder / "tiny.onnx", together)
    assert np.corrcoef(static, exact)[0, 1] > 0.98
    dynamic = np.concatenate([scores(tmp_path / "dynamic.onnx", row) for row in alone])
    assert np.corrcoef(dynamic, exact)[0, 1] > 0.98


def test_seven_bits_never_exceed_64_and_kept_nodes_stay_fp32(folder: Path, tmp_path: Path):
    quantise(folder / "tiny.onnx", tmp_path / "seven.onnx", Scheme(seven_bits=True))
    held = {
        entry.name: numpy_helper.to_array(entry) for entry in onnx.load(str(tmp_path / "seven.onnx")).graph.initializer
    }
    weights = [values for values in held.values() if values.dtype == np.int8 and values.ndim == 2]
    assert weights
    assert max(int(np.abs(values.astype(int)).max()) for values in weights) <= 64
    names = {node.name for node in onnx.load(str(folder / "tiny.onnx")).graph.node if node.op_type == "MatMul"}
    quantise(folder / "tiny.onnx", tmp_path / "none.onnx", Scheme(keep=frozenset(names)))
    assert np.allclose(scores(tmp_path / "none.onnx", batch(3)), scores(folder / "tiny.onnx", batch(3)), atol=1e-5)


def test_outliers_that_are_taken_apart_leave_the_other_channels_their_bits(tmp_path: Path):
    """One channel of thirty-two is fifty times as large as the others, and counts as much as they do."""
    draw = np.random.default_rng(0)
    loud = np.ones(32, np.float32)
    loud[3] = 50
    weights = draw.normal(size=(32, 16)).astype(np.float32) / loud[:, None]
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "weights"], ["out"], "project")],
        "tiny",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 32])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", 16])],
        [numpy_helper.from_array(weights, "weights")],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(tmp_path / "a"))
    prepared = Prepared(tmp_path / "a", tmp_path)
    drawn: list[Any] = [{"x": (draw.normal(size=(40, 32)) * loud).astype(np.float32)} for _ in range(6)]
    calibration, given = drawn[:3], drawn[3:]
    outliers = Outliers(1 / 32, prepared.maxima(calibration))
    assert outliers.of("x").tolist() == [3]

    def error(scheme: Scheme) -> float:
        prepared.quantise(tmp_path / "int8.onnx", scheme)
        session = ort.InferenceSession(str(tmp_path / "int8.onnx"))
        return max(float(np.abs(np.asarray(session.run(None, each)[0]) - each["x"] @ weights).max()) for each in given)

    for scheme in (Scheme(seven_bits=True), Scheme(calibration, seven_bits=True)):
        assert error(replace(scheme, outliers=outliers)) < error(scheme) / 5
    assert error(Scheme(outliers=outliers, keep=frozenset({"project"}))) < 1e-4


def ranked(*grades: float) -> RankedList:
    return RankedList("esci", "q", [str(at) for at in range(len(grades))], np.array(grades, np.float32), True, 3)


def test_agreement_is_one_for_the_same_order_and_says_what_ndcg_loses():
    lists = [ranked(3, 0, 0), ranked(0, 3, 1)]
    exact = [np.array([3.0, 2.0, 1.0]), np.array([0.1, 0.9, 0.5])]
    same = agreement(lists, exact, [scores * 10 for scores in exact])
    assert same.correlation == pytest.approx(1)
    assert same.ndcg_loss == pytest.approx(0)
    turned = agreement(lists, exact, [-exact[0], exact[1]])
    assert turned.correlation == pytest.approx(0)
    assert turned.ndcg_loss == pytest.approx(0.25)
    assert agreement(lists, exact, [np.zeros(3), exact[1]]).correlation == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("loss", "correlation", "passed"),
    [(0.005, 0.99, True), (0.0051, 0.999, False), (-0.02, 0.9899, False), (-0.02, 0.9901, True)],
)
def test_gate_lets_through_what_keeps_both_bounds(loss: float, correlation: float, passed: bool):
    assert Agreement(loss, correlation).gate(0.005, 0.99).passed is passed


MATMULS = {
    f"/bert/encoder/layer.{layer}/{part}/MatMul": cost
    for layer in (0, 1)
    for part, cost in (
        ("attention/self/query", 1),
        ("attention/self/key", 1),
        ("attention/output/dense", 1),
        ("intermediate/dense", 4),
        ("output/dense", 4),
    )
} | {"/maps.0/MatMul": 1}


def test_groups_are_parts_of_layers_also_of_one_that_is_computed_for_the_first_token():
    assert groups_of(MATMULS)["layer.1 attention"] == [
        f"/bert/encoder/layer.1/attention/self/{p}/MatMul" for p in ("query", "key")
    ]
    last = groups_of(dict.fromkeys(["/query/MatMul", "/output/dense/MatMul", "/intermediate/dense/MatMul"], 1))
    assert list(last) == ["last attention", "last out", "last in"]


def searched(costs: dict[str, float], least: float) -> tuple[Found, list[Found]]:
    """Each group costs some correlation unless it is kept."""
    groups = groups_of(MATMULS)
    told: list[Found] = []

    def tried(kept: frozenset[str]) -> Agreement:
        return Agreement(0, 1 - sum(cost for name, cost in costs.items() if not set(groups[name]) <= kept))

    return search(MATMULS, tried, lambda each: each.correlation >= least - 1e-9, told.append), told


@pytest.mark.parametrize(
    ("costs", "least", "kept"),
    [
        ({"layer.0 in": 0.001}, 0.99, set()),
        ({"layer.0 in": 0.02, "layer.1 out": 0.001}, 0.99, {"layer.0 in"}),
        ({"layer.0 in": 0.02, "head": 0.02, "layer.1 out": 0.004}, 0.99, {"layer.0 in", "head"}),
        ({"layer.0 in": 0.02, "layer.1 attention": 0.019, "head": 0.018}, 0.98, {"layer.1 attention", "head"}),
    ],
)
def test_search_keeps_the_groups_that_pass_and_no_more(costs: dict[str, float], least: float, kept: set[str]):
    found, told = searched(costs, least)
    assert set(found.groups) == kept
    assert len({each.nodes for each in told}) == len(told)


def test_search_that_finds_nothing_says_so_by_its_best():
    found, _ = searched({"layer.0 in": 0.3, "layer.0 out": 0.3, "layer.1 in": 0.3}, 0.99)
    assert found.agreement.correlation < 0.99
    assert found.share <= 0.5


def run(folder: Path, data: Path, out: Path, least: float) -> Path:
    command.main(
        model=folder / "tiny",
        name="cross-encoder-l2",
        version="2",
        out=out,
        scheme="auto",
        keep="",
        sets="esci",
        queries=6,
        max_tokens=24,
        most_loss=0.005,
        least_correlation=least,
        licence="Apache-2.0",
        data=data,
    )
    return out / "cross-encoder-l2" / "2"


def test_command_writes_a_candidate_behind_the_gate_and_exits_without_one(folder: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("weir_models.tracking.run.SETTINGS.tracking_uri", "off")
    data = write_set(tmp_path / "data", queries=12)
    written = run(folder, data, tmp_path / "out", least=0.9)
    manifest = read_manifest(written)
    assert isinstance(manifest, CrossEncoderManifest)
    assert manifest.gate is not None
    assert manifest.gate.passed
    assert manifest.trained_on == ["esci"]
    assert manifest.cross_encoder.layers == 2
    assert "static, 7 bits" in manifest.description
    assert {file.path for file in manifest.files} == {"model.onnx", "vocab.txt"}
    with pytest.raises(typer.Exit) as ended:
        run(folder, data, tmp_path / "refused", least=1.01)
    assert ended.value.exit_code == 1
    assert not (tmp_path / "refused").exists()


@pytest.mark.parametrize("head", HEADS)
def test_exported_graph_scores_as_torch_does_at_any_shape(folder: Path, tmp_path: Path, head: str):
    model = start(str(folder / "bert"), head).eval()
    export_onnx(model, tmp_path / "model.onnx", "logits")
    for rows in (1, 5):
        given = batch(rows, seed=rows)
        with torch.inference_mode():
            exact = model(**{name: torch.from_numpy(values) for name, values in given.items()}).numpy()
        assert scores(tmp_path / "model.onnx", given) == pytest.approx(exact, abs=1e-4)
