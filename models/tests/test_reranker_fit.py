"""The training loop: it learns, keeps the best, goes on where it was, and takes terms and layer-wise rates."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from tests.reranker_data import write_bert, write_set
from weir_models.cross_encoder import fit as fitting
from weir_models.cross_encoder.classifier import Classifier
from weir_models.cross_encoder.fit import Lessons, Step, Training, fit
from weir_models.cross_encoder.folders import HEADS, load, save, start
from weir_models.cross_encoder.interaction import Interaction
from weir_models.cross_encoder.lesson_options import Material, read_material
from weir_models.cross_encoder.lists import Folds, RankedList, read_lists, write_lists
from weir_models.cross_encoder.losses import JUDGED, TEACHER
from weir_models.cross_encoder.optimiser import optimiser_of, schedule_of
from weir_models.cross_encoder.sampler import Mix, Sampler
from weir_models.cross_encoder.scoring import list_scores, measured
from weir_models.cross_encoder.segments import Segments
from weir_models.failure import Failure
from weir_models.text.wordpiece import WordPiece
from weir_models.tracking.run import Run
from weir_models.training.device import Device

CPU = Device(torch.device("cpu"), bf16=False)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("base") / "bert")


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    data = write_set(tmp_path_factory.mktemp("data"))
    return read_material([], "esci", "esci", Folds(), data)


def trained(material: Material, base: Path, out: Path, training: Training, **more) -> fitting.Best:
    torch.manual_seed(0)
    model = start(str(base), "classifier")
    tokens = material.tokens(model, 24)
    sampler = Sampler(material.lists, Mix(list_size=8))
    lessons = Lessons(sampler, tokens, JUDGED["ranknet"], TEACHER["kl"], material.checks, **more)
    return fit(model, lessons, training, out, CPU, Run(None), "a")


FAST = Training(steps=40, lists=4, rate=3e-3, head_factor=3, check_every=20, freeze_words=False, micro_batch=32)


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_learns_and_keeps_what_the_checks_found_best(material: Material, base: Path, tmp_path: Path, average: float):
    start_model = start(str(base), "classifier")
    before = measured(start_model, material.tokens(start_model, 24), material.checks, 32)["esci"]
    training = Training(**{**vars(FAST), "average": average})
    best = trained(material, base, tmp_path / "out", training)
    kept = load(tmp_path / "out")
    after = measured(kept, material.tokens(kept, 24), material.checks, 32)["esci"]
    assert after == pytest.approx(best.mean, abs=2e-4)
    assert after > before + 0.05
    assert not list(tmp_path.glob("*.training.pt"))


def test_stopped_run_ends_with_the_same_weights(material: Material, base: Path, tmp_path: Path, monkeypatch):
    training = Training(**{**vars(FAST), "steps": 30, "check_every": 10, "average": 0.9})
    trained(material, base, tmp_path / "whole", training)
    steps = fitting._step

    def stopping(model, lessons, training, number, device, draw):
        if number == 15:
            raise KeyboardInterrupt
        return steps(model, lessons, training, number, device, draw)

    monkeypatch.setattr(fitting, "_step", stopping)
    with pytest.raises(KeyboardInterrupt):
        trained(material, base, tmp_path / "pieces", training)
    monkeypatch.setattr(fitting, "_step", steps)
    trained(material, base, tmp_path / "pieces", training)
    whole, pieces = (load_file(tmp_path / name / "model.safetensors") for name in ("whole", "pieces"))
    assert all(torch.equal(values, pieces[name]) for name, values in whole.items())


def test_a_term_sees_the_step_and_steers_it(material: Material, base: Path, tmp_path: Path):
    seen: list[Step] = []

    def towards_start(step: Step) -> torch.Tensor:
        seen.append(step)
        held = dict(step.model.named_parameters())
        return 1e4 * torch.stack([(held[name] - values).pow(2).sum() for name, values in first.items()]).sum()

    model = start(str(base), "classifier")
    torch.manual_seed(0)
    model = start(str(base), "classifier")
    first = {name: values.detach().clone() for name, values in model.named_parameters()}
    training = Training(**{**vars(FAST), "steps": 10, "check_every": 10})

    def moved(folder: Path, **more) -> float:
        trained(Material(material.sets, material.lists, []), base, folder, training, **more)
        last = dict(load(folder).named_parameters())
        return float(sum((last[name] - values).pow(2).sum() for name, values in first.items()))

    held = moved(tmp_path / "held", terms=[("l2-sp", towards_start)])
    assert held < 0.5 * moved(tmp_path / "free")
    assert seen[0].number == 1
    assert len(seen[0].scored.logits) == sum(len(entry.products) for entry in seen[0].lists)


def test_rates_fall_by_layer_and_rise_and_fall_by_step(base: Path):
    model = start(str(base), "classifier")
    optimiser = optimiser_of(model, rate=1.0, layer_decay=0.5, head_factor=10, weight_decay=0.1)
    rates = {id(values): group["lr"] for group in optimiser.param_groups for values in group["params"]}
    by_name = {name: rates[id(values)] for name, values in model.named_parameters()}
    assert by_name["transformer.bert.encoder.layer.1.output.dense.weight"] == 1
    assert by_name["transformer.bert.encoder.layer.0.output.dense.weight"] == 0.5
    assert by_name["transformer.bert.embeddings.word_embeddings.weight"] == 0.25
    assert by_name["transformer.classifier.weight"] == 10
    assert by_name["transformer.bert.pooler.dense.weight"] == 10
    for group in optimiser.param_groups:
        assert (group["weight_decay"] > 0) == (group["params"][0].ndim > 1)
    schedule = schedule_of(optimiser, 100, 0.1, "linear")
    factors = [schedule.lr_lambdas[0](step) for step in range(101)]
    assert np.argmax(factors) in (9, 10)
    assert factors[100] == 0
    assert factors[55] == pytest.approx(0.5)


def test_scores_do_not_depend_on_the_lists_beside_them(material: Material, base: Path):
    for head in HEADS:
        model = start(str(base), head)
        tokens = material.tokens(model, 24)
        together = list_scores(model, tokens, material.checks, 7)
        for entry, scores in zip(material.checks, together, strict=True):
            assert np.allclose(scores, list_scores(model, tokens, [entry], 64)[0], atol=1e-5)


@pytest.mark.parametrize("head", HEADS)
def test_folder_holds_the_whole_model(material: Material, base: Path, tmp_path: Path, head: str):
    model = start(str(base), head, layers=[1])
    model.learnt_from("esci", "esci", "movies")
    save(model, tmp_path / "kept")
    again = start(str(tmp_path / "kept"))
    assert type(again) is type(model)
    assert again.layers() == 1
    assert again.history == ["esci", "movies"]
    tokens = material.tokens(model, 24)
    for one, other in zip(
        list_scores(model, tokens, material.checks, 16), list_scores(again, tokens, material.checks, 16), strict=True
    ):
        assert np.allclose(one, other, atol=1e-6)


def test_interaction_gives_vectors_and_starts_as_the_bi_encoder_ranks(material: Material, base: Path):
    model = start(str(base), "interaction")
    assert isinstance(model, Interaction)
    tokens = material.tokens(model, 24)
    pairs = [("esci", "red lamp", "p0"), ("esci", "oak desk", "p1")]
    _, batch = next(tokens.batches(pairs, 2))
    logits, vectors = model.eval().scored(**{name: torch.from_numpy(values) for name, values in batch.items()})
    assert logits.shape == (2,)
    assert vectors.shape == (2, 3, 2, 16)
    assert vectors.norm(dim=-1).detach().numpy() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("source", "head", "layers", "said"),
    [
        ("nowhere", None, None, "no folder"),
        ("nobody-here/no-model", None, None, "cannot be had"),
        ("BASE", "pooled", None, "classifier, interaction, segments"),
        ("BASE", None, [0, 2], "layers 0 to 1"),
    ],
)
def test_what_cannot_be_loaded_says_why(base: Path, monkeypatch, source, head, layers, said):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(Failure, match=said):
        start(str(base) if source == "BASE" else source, head, layers)


def test_lists_are_read_as_they_were_written(tmp_path: Path):
    scored = RankedList("esci", "red", ["a", "b"], np.array([0.5, -1.25], np.float32), graded=False)
    graded = RankedList("shop", "blue", ["a", "b"], np.array([3, 0], np.float32), graded=True)
    write_lists([scored, graded], tmp_path / "lists.jsonl")
    read = read_lists([tmp_path / "lists.jsonl"])
    assert read[0].targets.tolist() == [0.5, -1.25]
    assert not read[0].graded
    assert read[1].gains().tolist() == [1, 0]
    (tmp_path / "bad.jsonl").write_text('{"set": "esci", "query": "q", "products": ["a"], "scores": []}\n')
    with pytest.raises(Failure, match="line 1"):
        read_lists([tmp_path / "bad.jsonl"])


def many(name: str, count: int, graded: bool) -> list[RankedList]:
    return [RankedList(name, str(at), list("abcd"), np.arange(4, dtype=np.float32), graded, 3) for at in range(count)]


def test_sampler_evens_sets_out_by_temperature_and_keeps_the_shares():
    lists = [*many("big", 900, True), *many("small", 100, True), *many("big", 50, False)]
    chances = Sampler(lists, Mix(graded_share=0.8, temperature=2.0)).chances()
    assert chances == pytest.approx({"big judged": 0.6, "small judged": 0.2, "big teacher": 0.2})
    even = Sampler(lists, Mix(graded_share=1.0, weights={"small": 1.0})).chances()
    assert even["small judged"] == 1
    drawn = Sampler(lists, Mix(graded_share=0.8, list_size=2)).drawn(2000, np.random.default_rng(0))
    assert np.mean([entry.graded for entry in drawn]) == pytest.approx(0.8, abs=0.04)
    assert all(sorted(entry.targets.tolist()) == [0, 3] for entry in drawn)
    with pytest.raises(Failure, match="no lists"):
        Sampler(lists, Mix(weights={"other": 1.0}))


def test_folds_leave_a_part_out_of_learning_and_check_on_it(tmp_path: Path):
    data = write_set(tmp_path)
    halves = [read_material([], "esci", "esci", Folds(2, fold), data) for fold in (0, 1)]
    for half, other in (halves, halves[::-1]):
        learnt, checked = ({entry.query for entry in lists} for lists in (half.lists, half.checks))
        assert not learnt & checked
        assert checked <= {entry.query for entry in other.lists} | checked
    assert {entry.query for half in halves for entry in half.lists} > {entry.query for entry in halves[0].lists}


def test_first_token_alone_gives_the_logits_of_the_whole_model(material: Material, base: Path):
    model = start(str(base), "classifier").eval()
    assert isinstance(model, Classifier)
    _, batch = next(material.tokens(model, 24).batches([("esci", "red lamp", "p0"), ("esci", "oak", "p1")], 2))
    given = {name: torch.from_numpy(values) for name, values in batch.items()}
    given["attention_mask"][0, -2:] = 0
    assert torch.allclose(model(**given), model.transformer(**given).logits[:, 0], atol=1e-6)


def test_segments_start_as_cosine_and_late_interaction_of_the_bi_encoder(material: Material, base: Path):
    model = start(str(base), "segments").eval()
    assert isinstance(model, Segments)
    wordpiece = WordPiece(model.vocabulary)
    _, batch = next(material.tokens(model, 24).batches([("esci", "red lamp", "p0"), ("esci", "oak", "p1")], 2))
    logits = model(**{name: torch.from_numpy(values) for name, values in batch.items()}).detach().numpy()

    def states(text: str) -> np.ndarray:
        ids = torch.tensor(wordpiece.texts([text], 24))
        with torch.inference_mode():
            return model.bert(ids)[0][0].numpy()

    def unit(vectors: np.ndarray) -> np.ndarray:
        return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)

    found = []
    for query, product in (("red lamp", "p0"), ("oak", "p1")):
        one, other = states(query), states(material.sets["esci"].text(product))
        late = (unit(one)[1:-1] @ unit(other).T).max(axis=1).mean()
        found.append(10 * unit(one.mean(0)) @ unit(other.mean(0)) + 7.5 * late - 10)
    assert sorted(found) == pytest.approx(sorted(logits.tolist()), abs=1e-4)
