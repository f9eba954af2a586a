"""The bi-encoder: it learns to find, goes on where it was, and is exported behind the gate."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
import typer
from safetensors.torch import load_file

from tests.reranker_data import WORDS, write_bert, write_set
from weir_models.base_weights import _bert_weights
from weir_models.cross_encoder.lists import RankedList, write_lists
from weir_models.encoder import encoder_fit, train_encoder
from weir_models.encoder.bi_encoder import BiEncoder, Usage, open_bi_encoder
from weir_models.encoder.encoder_fit import EncoderTraining, fit_encoder
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.failure import Failure
from weir_models.quantise.onnx_export import export_onnx
from weir_models.registry.manifest import EncoderManifest, read_manifest
from weir_models.text.wordpiece import WordPiece, padded
from weir_models.tracking.run import Run
from weir_models.training.device import Device

CPU = Device(torch.device("cpu"), bf16=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    place = tmp_path_factory.mktemp("encoder")
    write_set(place / "data")
    opened(write_bert(place / "bert", hidden=32)).save(place / "start")
    return place


def opened(folder: Path) -> BiEncoder:
    """A folder that does not say how it is used, mean-pooled."""
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"weir": {"pooling": "mean"}}))
    return open_bi_encoder(str(folder), folder)


def found_lists(place: Path) -> tuple[list[RankedList], dict]:
    """The best product has the first word of the query."""
    sets = {"esci": train_encoder.load("esci", place / "data")}
    lists = []
    for word in WORDS[:8]:
        products = list(sets["esci"].products)
        grades = np.array([float(word in sets["esci"].text(id_).split()) for id_ in products], np.float32)
        lists.append(RankedList("esci", word, products, grades, graded=True, top=1))
    return lists, sets


def hits(model: BiEncoder, lists: list[RankedList], sets: dict) -> float:
    """Mean over queries of the share of good products among as many nearest ones."""
    wordpiece = WordPiece(model.vocabulary)

    def vectors(texts: list[str]) -> np.ndarray:
        batch = padded(wordpiece.texts(texts, 24))
        with torch.inference_mode():
            return model.eval()(**{name: torch.from_numpy(values) for name, values in batch.items()}).numpy()

    shares = []
    for entry in lists:
        cosines = vectors([sets[entry.set].text(product) for product in entry.products]) @ vectors([entry.query])[0]
        good = int(entry.targets.sum())
        shares.append(entry.targets[np.argsort(-cosines)[:good]].mean())
    return float(np.mean(shares))


TRAINING = EncoderTraining(60, queries=8, negatives=2, dimensions=(32, 16), rate=3e-3, save_every=20)


def test_learns_to_find_by_judged_and_by_teacher_lists(place: Path, tmp_path: Path):
    lists, sets = found_lists(place)
    before = hits(opened(place / "bert"), lists, sets)
    scored = [RankedList(entry.set, entry.query, entry.products, 4 * entry.targets, graded=False) for entry in lists]
    for kind, lesson in (("judged", lists), ("teacher", scored)):
        model = opened(place / "bert")
        fit_encoder(model, lesson, sets, TRAINING, tmp_path / kind, CPU, Run(None), "a")
        assert hits(open_bi_encoder(str(tmp_path / kind), tmp_path), lists, sets) > before + 0.1, kind
        assert not list(tmp_path.glob("*.training.pt"))
    with pytest.raises(Failure, match="nothing to learn"):
        fit_encoder(opened(place / "bert"), [], sets, TRAINING, tmp_path / "none", CPU, Run(None), "a")


def test_stopped_run_ends_with_the_same_weights(place: Path, tmp_path: Path, monkeypatch):
    lists, sets = found_lists(place)
    short = EncoderTraining(**{**vars(TRAINING), "steps": 12, "save_every": 4})
    fit_encoder(opened(place / "bert"), lists, sets, short, tmp_path / "whole", CPU, Run(None), "a")
    drawn, count = encoder_fit._Columns.drawn, []

    def stopping(self, pool, draw):
        count.append(1)
        if len(count) == 6:
            raise KeyboardInterrupt
        return drawn(self, pool, draw)

    monkeypatch.setattr(encoder_fit._Columns, "drawn", stopping)
    with pytest.raises(KeyboardInterrupt):
        fit_encoder(opened(place / "bert"), lists, sets, short, tmp_path / "pieces", CPU, Run(None), "a")
    monkeypatch.setattr(encoder_fit._Columns, "drawn", drawn)
    fit_encoder(opened(place / "bert"), lists, sets, short, tmp_path / "pieces", CPU, Run(None), "a")
    whole, pieces = (load_file(tmp_path / name / "model.safetensors") for name in ("whole", "pieces"))
    assert all(torch.equal(values, pieces[name]) for name, values in whole.items())


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_exported_graph_gives_unit_vectors_that_do_not_depend_on_padding(place: Path, tmp_path: Path, pooling: str):
    encoder = opened(place / "bert")
    encoder.usage = Usage(pooling, "query ", "")
    encoder.save(tmp_path / "kept")
    again = open_bi_encoder(str(tmp_path / "kept"), tmp_path, "eager")
    assert again.usage == encoder.usage
    export_onnx(again, tmp_path / "model.onnx", "embedding")
    session = SentenceEncoder(tmp_path / "model.onnx", again.vocabulary)
    texts = ["red lamp", "small oak garden chair desk"]
    together = session.encode(texts, 24)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert together[0] == pytest.approx(session.encode(texts[:1], 24)[0], abs=1e-5)


def test_command_writes_a_candidate_and_refuses_a_slow_one(place: Path, tmp_path: Path):
    lists, _ = found_lists(place)
    write_lists(lists, tmp_path / "lists.jsonl")

    def command(most_query_ms: float) -> None:
        train_encoder.main(
            model=tmp_path / "trained",
            name="encoder-tiny",
            out=tmp_path / "out",
            source=str(place / "start"),
            lists=[tmp_path / "lists.jsonl"],
            steps=20,
            queries=8,
            dimensions="32,16",
            rate=3e-3,
            sets="esci",
            check_products=60,
            most_loss=0.05,
            least_correlation=0.9,
            most_query_ms=most_query_ms,
            jars=tmp_path,
            threads=1,
            data=place / "data",
        )

    with pytest.raises(typer.Exit) as ended:
        command(0.0)
    assert ended.value.exit_code == 1
    assert not (tmp_path / "out").exists()
    command(1000.0)
    manifest = read_manifest(tmp_path / "out" / "encoder-tiny" / "1.0.0")
    assert isinstance(manifest, EncoderManifest)
    assert manifest.encoder.dimensions == 32
    assert manifest.gate is not None
    assert manifest.gate.passed
    assert manifest.trained_on == ["esci"]
    assert "esci_recall_at_100" in manifest.metrics


def test_folder_that_does_not_say_how_it_is_pooled_is_refused(tmp_path: Path):
    write_bert(tmp_path / "plain")
    with pytest.raises(Failure, match="pooled"):
        open_bi_encoder(str(tmp_path / "plain"), tmp_path)
    with pytest.raises(Failure, match="none of minilm, bge, e5"):
        open_bi_encoder("minilmm", tmp_path)


def test_weights_are_read_back_from_an_exported_graph_under_their_names(place: Path, tmp_path: Path):
    encoder = open_bi_encoder(str(place / "start"), tmp_path, "eager")
    for values in encoder.parameters():
        torch.nn.init.normal_(values)
    export_onnx(encoder, tmp_path / "model.onnx", "embedding")
    read = _bert_weights(onnx.load(str(tmp_path / "model.onnx")))
    for name, values in encoder.named_parameters():
        assert np.array_equal(read[name], values.detach().numpy()), name
