"""A shallow student learns the token states of a bi-encoder, and a stopped run goes on as if it had not stopped."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.reranker_data import write_bert, write_set
from weir_models.cross_encoder import distil_states
from weir_models.cross_encoder.folders import load, start
from weir_models.cross_encoder.segments import Segments
from weir_models.cross_encoder.state_fit import state_loss
from weir_models.cross_encoder.state_lessons import StateBatch, StateLessons
from weir_models.encoder.bi_encoder import BiEncoder, open_bi_encoder
from weir_models.failure import Failure
from weir_models.training.device import best_device

TEXTS = ["red lamp", "green oak table", "a lamp of oak", "blue chair", "red table lamp"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A judged set, and a bi-encoder whose layers do something."""
    place = tmp_path_factory.mktemp("states")
    write_set(place / "data")
    folder = write_bert(place / "bert", layers=3)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"weir": {"pooling": "mean"}}))
    teacher = open_bi_encoder(str(folder), place)
    torch.manual_seed(1)
    for name, values in teacher.bert.named_parameters():
        if values.ndim == 2 and "embeddings" not in name:
            torch.nn.init.normal_(values, std=0.3)
    teacher.save(place / "teacher")
    return place


def lessons(place: Path) -> tuple[BiEncoder, StateLessons]:
    teacher = open_bi_encoder(str(place / "teacher"), place)
    return teacher, StateLessons(teacher, TEXTS, ["lamp"], 16, 3, 0.5, best_device(1), 0)


def test_the_bi_encoder_itself_has_nothing_to_learn(place: Path):
    _, held = lessons(place)
    student = start(str(place / "teacher"), "segments", spaces=1)
    assert isinstance(student, Segments)
    student.eval()
    draw = np.random.default_rng(0)
    for _ in range(4):
        assert sum(float(value.detach()) for value in state_loss(student, held.drawn(draw)).values()) < 1e-3


def test_states_are_unit_vectors_of_the_teacher_and_texts_count_once(place: Path):
    teacher, held = lessons(place)
    assert held.texts == len(TEXTS) + 1
    batch = held.drawn(np.random.default_rng(1))
    again = teacher.bert(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
    unit = torch.nn.functional.normalize(again, dim=-1)
    there = batch.mask.bool()
    assert torch.allclose(batch.states[there], unit[there], atol=2e-3)


def run(place: Path, out: Path, **more) -> Segments:
    given = {"layers": "1", "steps": 60, "check_every": 20, "source": str(place / "teacher")}
    given |= {"threads": 1} | more
    distil_states.main(
        out=out,
        sets="esci",
        queries=None,
        teacher=str(place / "teacher"),
        check_sets="esci",
        check_queries=4,
        batch=8,
        query_weight=0.5,
        rate=3e-3,
        warm_up=0.05,
        max_tokens=16,
        seed=0,
        jars=place,
        data=place / "data",
        **given,
    )
    student = load(out)
    assert isinstance(student, Segments)
    return student


def test_a_student_comes_nearer_to_its_teacher_and_two_runs_agree(place: Path, tmp_path: Path):
    student = run(place, tmp_path / "one")
    assert student.layers() == 1
    assert student.history[-1] == "texts of esci"
    untrained = start(str(place / "teacher"), "segments", [1], spaces=1)
    assert isinstance(untrained, Segments)
    _, held = lessons(place)

    def lost(model: Segments) -> float:
        model.eval()
        draw = np.random.default_rng(2)
        return sum(float(value.detach()) for _ in range(6) for value in state_loss(model, held.drawn(draw)).values())

    assert lost(student) < 0.8 * lost(untrained)
    again = run(place, tmp_path / "two").state_dict()
    assert all(torch.equal(values, again[name]) for name, values in student.state_dict().items())


def test_two_layers_of_a_student_end_the_same_also_where_a_run_was_stopped(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """On one kind of processor with as many threads; what it went through before does not matter."""
    run(place, tmp_path / "three", layers="0,1,2", steps=20)
    given = {"source": str(tmp_path / "three"), "layers": "0,2", "steps": 40, "threads": 2}
    once = run(place, tmp_path / "once", **given).state_dict()
    torch.rand(3)
    again = run(place, tmp_path / "again", **given).state_dict()
    drawn, count = StateLessons.drawn, []

    def stopping(self: StateLessons, draw: np.random.Generator) -> StateBatch:
        count.append(1)
        if len(count) == 30:
            raise KeyboardInterrupt
        return drawn(self, draw)

    monkeypatch.setattr(StateLessons, "drawn", stopping)
    with pytest.raises(KeyboardInterrupt):
        run(place, tmp_path / "pieces", **given)
    pieces = run(place, tmp_path / "pieces", **given).state_dict()
    assert len(count) == 30 + 20, "it began at the start"
    for name, values in once.items():
        assert torch.equal(values, again[name]), name
        assert torch.equal(values, pieces[name]), name


def test_a_teacher_that_prefixes_its_texts_is_refused(place: Path, tmp_path: Path):
    config = json.loads((place / "teacher" / "config.json").read_text())
    odd = tmp_path / "odd"
    odd.mkdir()
    for file in (place / "teacher").iterdir():
        (odd / file.name).write_bytes(file.read_bytes())
    (odd / "config.json").write_text(json.dumps(config | {"weir": {"pooling": "cls"}}))
    with pytest.raises(Failure, match="a pair does not have"):
        distil_states.main(
            out=tmp_path / "x",
            teacher=str(odd),
            source=str(place / "teacher"),
            sets="esci",
            jars=place,
            check_sets="",
            layers="",
            queries=None,
            threads=1,
            seed=0,
            data=place / "data",
        )
