"""`domain-lists` and `adapt`, from a judged set to a checkpoint, on a tiny BERT."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.reranker_data import WORDS, write_bert, write_set
from weir_models.adapt import adaptation as adapting
from weir_models.adapt.adapt import main as adapt
from weir_models.adapt.domain_lists import main as domain_lists
from weir_models.cross_encoder.folders import load, save, start
from weir_models.cross_encoder.lists import read_lists
from weir_models.data.judged_set import load as load_set
from weir_models.failure import Failure

CLAUSES = WORDS[:4]


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def write_contracts(data: Path) -> None:
    """Twelve documents of ten passages; a passage is relevant to a query (a word) where it holds that word."""
    draw = np.random.default_rng(2)
    folder = data / "contracts"
    (folder / "qrels").mkdir(parents=True)
    header = "query-id\tcorpus-id\tscore\n"
    for split, documents in (("train", range(8)), ("dev", range(8, 12))):
        (folder / split).mkdir()
        rows, judged = [], [header]
        for document in documents:
            for at in range(10):
                id_ = f"d{document}-{at}"
                words = draw.choice(WORDS, 3, replace=False)
                rows.append({"_id": id_, "contract": f"c{document}", "text": " ".join(words)})
                judged += [f"{CLAUSES.index(word):x}\t{id_}\t1\n" for word in words if word in CLAUSES]
        with gzip.open(folder / split / "corpus.jsonl.gz", "wt") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        (folder / "qrels" / f"{split}.tsv").write_text("".join(judged))
    queries = [json.dumps({"_id": f"{at:x}", "text": word}) + "\n" for at, word in enumerate(CLAUSES)]
    (folder / "queries.jsonl").write_text("".join(queries))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data, lists and a general model."""
    folder = tmp_path_factory.mktemp("adapt")
    write_contracts(write_set(folder / "data"))
    domain_lists(folder / "lists", encoder="", size=6, cache=folder / "vectors", data=folder / "data")
    torch.manual_seed(0)
    save(start(str(write_bert(folder / "bert", layers=1)), "interaction"), folder / "general")
    return folder


def run(made: Path, out: Path, **options) -> None:
    lists = made / "lists"
    fixed = {"general": "esci", "steps": 4, "check_every": 2, "list_size": 4, "lists_a_step": 2, "max_tokens": 24}
    given = {"data": made / "data", "threads": 1, "alphas": ""} | fixed | options
    adapt(str(made / "general"), [lists / "train.jsonl"], [lists / "dev.jsonl"], out, **given)


def test_a_list_has_one_document_and_all_that_is_relevant_in_it(made: Path):
    products = load_set("contracts", made / "data").products
    for split, documents in (("train", 8), ("dev", 4)):
        lists = read_lists([made / "lists" / f"{split}.jsonl"])
        named = {products[passage]["contract"] for entry in lists for passage in entry.products}
        assert all(len({products[passage]["contract"] for passage in entry.products}) == 1 for entry in lists)
        assert named == {f"c{at}" for at in (range(8) if split == "train" else range(8, 12))}
        assert len(lists) <= documents * len(CLAUSES)
        assert all(entry.graded and 0 < entry.targets.sum() < len(entry.targets) for entry in lists)
        assert all(len(entry.products) >= 6 for entry in lists)
    for entry in read_lists([made / "lists" / "dev.jsonl"]):
        held = [entry.query in products[passage]["text"].split() for passage in entry.products]
        assert held == [grade > 0 for grade in entry.targets]


def test_a_gate_that_all_pass_keeps_the_best_and_its_report(made: Path, tmp_path: Path):
    run(made, tmp_path, methods="naive,replay=0.5+ewc=1", alphas="0.5", most_general_loss=1.0, level=2.0, rate=1e-2)
    rows = json.loads((tmp_path / "frontier.json").read_text())["rows"]
    assert [entry["name"] for entry in rows] == ["naive", "replay=0.5+ewc=1", "wise-ft=0.5 of naive"]
    report = json.loads((tmp_path / "chosen.gate.json").read_text())
    assert report["passes"]
    assert report["domain_gain"]["mean"] == max(entry["domain_gain"]["mean"] for entry in rows if entry["passes"])
    assert "contracts" in load(tmp_path / "chosen").history
    assert (tmp_path / "frontier.svg").exists()


def test_fails_with_the_table_where_none_passes(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(Failure, match="no model passes"):
        run(made, tmp_path, methods="naive", level=0.0)
    assert "| naive |" in capsys.readouterr().out
    assert (tmp_path / "frontier.md").exists()
    assert not (tmp_path / "chosen").exists()


def test_what_is_done_is_not_done_again_and_other_options_are_refused(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # At this level none passes, whatever the processor's arithmetic makes of so small a model.
    given = {"methods": "naive", "level": 0.0}
    with pytest.raises(Failure, match="no model passes"):
        run(made, tmp_path, **given)
    before = json.loads((tmp_path / "runs" / "naive.json").read_text())

    def refuse(*_, **__):
        raise AssertionError("trained again")

    monkeypatch.setattr(adapting, "fit", refuse)
    monkeypatch.setattr(adapting, "evaluated", refuse)
    with pytest.raises(Failure, match="no model passes"):
        run(made, tmp_path, **given)
    assert json.loads((tmp_path / "runs" / "naive.json").read_text()) == before
    with pytest.raises(Failure, match="other options"):
        run(made, tmp_path, **given, rate=2e-2)


def test_refuses_to_learn_from_what_may_only_be_measured(made: Path, tmp_path: Path):
    with pytest.raises(Failure, match="licence"):
        run(made, tmp_path, general="crowdflower")
    with pytest.raises(Failure, match="is the domain"):
        run(made, tmp_path, general="contracts")
