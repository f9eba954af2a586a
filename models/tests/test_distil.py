"""Teachers score lists, a student learns them, and a trimmed vocabulary changes no logit."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.reranker_data import write_bert, write_set
from weir_models.cross_encoder import distil, score_teachers
from weir_models.cross_encoder.folders import load, save, start
from weir_models.cross_encoder.lesson_options import Material, read_material
from weir_models.cross_encoder.lists import Folds, RankedList, read_lists
from weir_models.cross_encoder.scoring import list_scores
from weir_models.cross_encoder.teacher_scores import Ensemble, parse_teachers
from weir_models.encoder.token_vectors import max_similarity
from weir_models.evaluate.metrics import standardised
from weir_models.failure import Failure


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A judged set, and a teacher that happens to like some words."""
    torch.set_num_threads(1)
    place = tmp_path_factory.mktemp("distil")
    write_set(place / "data")
    model = start(str(write_bert(place / "bert")), "classifier")
    torch.manual_seed(1)
    for name, values in model.named_parameters():
        if values.ndim == 2 and "embeddings" not in name:
            torch.nn.init.normal_(values, std=0.3)
    save(model, place / "teacher")
    return place


def material(place: Path) -> Material:
    return read_material([], "esci", "esci", Folds(), place / "data")


class Fixed:
    """Scores that are given."""

    def __init__(self, values: list[float], whole: bool) -> None:
        self._values, self.whole = np.array(values, np.float32), whole

    def scores(self, row, products):  # noqa: ARG002
        return self._values if products is None else self._values[list(products)]


def test_ensemble_is_the_weighted_sum_of_standardised_scores():
    one, two = [1.0, 2.0, 3.0, 10.0], [5.0, 1.0, 1.0, 1.0]
    both = Ensemble({"a": (Fixed(one, True), 1.0), "b": (Fixed(two, True), 3.0)})
    expected = (standardised(np.array(one)) + 3 * standardised(np.array(two))) / 4
    assert both.of(0, [3, 0]) == pytest.approx(expected[[3, 0]], abs=1e-5)
    assert np.argmax(both.cheap(0)) == 0


def test_a_dear_teacher_speaks_on_the_scale_of_the_cheap_ones():
    cheap, dear = Fixed([4.0, 3.0, 2.0, -9.0], True), Fixed([0.0, 500.0, 1000.0, 0.0], False)
    alone = Ensemble({"cheap": (cheap, 1.0)}).of(0, [0, 1, 2])
    both = Ensemble({"cheap": (cheap, 0.0), "dear": (dear, 1.0)}).of(0, [0, 1, 2])
    assert both == pytest.approx(standardised(np.array([0.0, 500.0, 1000.0])), abs=1e-5)
    mixed = Ensemble({"cheap": (cheap, 1.0), "dear": (dear, 1.0)}).of(0, [0, 1, 2])
    assert mixed.mean() == pytest.approx(alone.mean(), abs=1e-5)
    assert np.ptp(mixed) < 1e-5
    with pytest.raises(Failure, match="cheap teacher"):
        Ensemble({"dear": (dear, 1.0)}).cheap(0)


def test_teachers_are_named_with_weights_and_a_mistake_is_told():
    assert parse_teachers(["bge=.5", "maxsim:e5", "bm25=0"]) == {"bge": 0.5, "maxsim:e5": 1.0, "bm25": 0.0}
    with pytest.raises(Failure, match='no teacher "bgee"'):
        parse_teachers(["bgee=1"])


def test_max_similarity_is_the_mean_of_the_best_cosines():
    query, passage = np.eye(3, dtype=np.float16)[:2], np.array([[1, 0, 0], [0.6, 0.8, 0]], np.float16)
    assert max_similarity(query, passage) == pytest.approx((1 + 0.8) / 2, abs=1e-3)


def score(place: Path, out: Path, **more) -> list[RankedList]:
    given = {"queries": None, "lists": None, "vectors_out": None, "products": 50, "candidates": 8, "check_queries": 4}
    score_teachers.main(
        out=out,
        teacher=["bm25=0", str(place / "teacher")],
        **(given | more),
        seed=0,
        jars=place,
        cache=place / "vectors",
        artifacts=place,
        threads=1,
        data=place / "data",
    )
    return read_lists([out])


def test_score_teachers_mines_for_queries_and_scores_by_the_cross_encoder(place: Path, tmp_path: Path):
    queries = tmp_path / "queries.jsonl"
    queries.write_text("".join(json.dumps({"set": "esci", "query": f"{one} lamp"}) + "\n" for one in ("red", "oak")))
    lists = score(place, tmp_path / "teacher.jsonl", queries=queries)
    assert [entry.query for entry in lists] == ["red lamp", "oak lamp"]
    assert all(len(set(entry.products)) == 8 and not entry.graded for entry in lists)
    teacher = load(place / "teacher")
    held = material(place)
    tokens = held.tokens(teacher, 64)
    for entry, logits in zip(lists, list_scores(teacher, tokens, lists, 16), strict=True):
        assert entry.targets == pytest.approx(standardised(logits), abs=1e-3)
    again = score(place, tmp_path / "again.jsonl", lists=[tmp_path / "teacher.jsonl"])
    assert [entry.products for entry in again] == [entry.products for entry in lists]
    with pytest.raises(Failure, match="either"):
        score(place, tmp_path / "none.jsonl")


@pytest.fixture(scope="module")
def lesson(place: Path) -> Path:
    """The teacher's scores of the judged lists."""
    held = material(place)
    (place / "bare.jsonl").write_text(
        "".join(
            json.dumps({"set": "esci", "query": entry.query, "products": entry.products, "grades": [0] * 10}) + "\n"
            for entry in held.lists
        )
    )
    score(place, place / "lesson.jsonl", lists=[place / "bare.jsonl"])
    return place / "lesson.jsonl"


def student(place: Path, lesson: Path, out: Path, *, trim: bool) -> Path:
    distil.main(
        out=out,
        lists=[lesson],
        source=str(place / "teacher"),
        layers="1",
        check_sets="",
        trim=trim,
        steps=120,
        lists_a_step=4,
        list_size=8,
        rate=3e-3,
        head_factor=3,
        max_tokens=24,
        check_every=120,
        threads=1,
        data=place / "data",
    )
    return out


def agreement(place: Path, lesson: Path, folder: Path) -> float:
    """Mean correlation of a model's logits with the teacher's scores."""
    model = load(folder)
    lists = read_lists([lesson])
    scores = list_scores(model, material(place).tokens(model, 24), lists, 32)
    return float(np.mean([np.corrcoef(entry.targets, each)[0, 1] for entry, each in zip(lists, scores, strict=True)]))


def test_student_of_one_layer_comes_to_rank_as_the_teacher(place: Path, lesson: Path, tmp_path: Path):
    before = start(str(place / "teacher"), layers=[1])
    save(before, tmp_path / "before")
    folder = student(place, lesson, tmp_path / "student", trim=False)
    assert load(folder).layers() == 1
    assert load(folder).history == ["queries over esci scored by teachers"]
    reached = agreement(place, lesson, folder)
    assert reached > 0.8
    assert reached > agreement(place, lesson, tmp_path / "before") + 0.02


def test_trimmed_vocabulary_changes_no_logit(place: Path, tmp_path: Path):
    model = start(str(place / "teacher"))
    held = material(place)
    exact = list_scores(model, held.tokens(model, 24), held.lists, 32)
    pieces = model.vocabulary.read_text().splitlines()
    spare = tmp_path / "vocab.txt"
    # Pieces that no text has, among those that texts have.
    spare.write_text("\n".join([*pieces[:8], "zebra", "##fish", "q", *pieces[8:]]) + "\n")
    words = model.body().get_input_embeddings().get_parameter("weight").detach()
    grown = torch.nn.Embedding(len(pieces) + 3, words.shape[1])
    grown.weight.data = torch.cat([words[:8], torch.ones(3, words.shape[1]), words[8:]])
    model.body().set_input_embeddings(grown)
    model.vocabulary = spare
    distil.trim_words(model, held, tmp_path / "trimmed.txt")
    kept = (tmp_path / "trimmed.txt").read_text().splitlines()
    assert "zebra" not in kept
    assert "q" in kept
    assert kept[:5] == pieces[:5]
    save(model, tmp_path / "folder")
    again = load(tmp_path / "folder")
    for one, other in zip(exact, list_scores(again, held.tokens(again, 24), held.lists, 32), strict=True):
        assert one == pytest.approx(other, abs=1e-5)
