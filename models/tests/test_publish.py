"""A candidate is published whole and only if all that must be so is so; there is one champion a name."""

import json
import threading
from pathlib import Path

import pytest

from tests.candidates import gate, ranker
from weir_models import cli
from weir_models.failure import Failure
from weir_models.registry.candidate import may_ship, read_candidate
from weir_models.registry.folder import promote_version, reason_of, roll_back, verified, versions, write_version
from weir_models.registry.manifest import Gate, GateCheck, read_manifest
from weir_models.registry.states import Reason, change_states, promoted, read_states
from weir_models.settings import PROJECT

WHY = reason_of("better", "ann")


@pytest.fixture
def artifacts(tmp_path: Path) -> Path:
    return tmp_path / "artifacts"


@pytest.fixture
def published(tmp_path: Path, artifacts: Path) -> Path:
    for version in ("1", "1.1.0", "2.0.0"):
        write_version(read_candidate(ranker(tmp_path / "made", version), ships=True), artifacts)
    return artifacts


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments[0], arguments[1:])
    assert ended.value.code == 0


def refusal(folder: Path, *, ships: bool = True) -> str:
    with pytest.raises(Failure) as refused:
        read_candidate(folder, ships=ships)
    return str(refused.value)


def test_what_is_published_is_the_candidate_with_its_card_and_the_text_of_its_licence(tmp_path, artifacts):
    folder = ranker(tmp_path / "made")
    target = write_version(read_candidate(folder, ships=True), artifacts)
    assert target == artifacts / "ranker-toy" / "1.0.0"
    assert sorted(path.name for path in target.iterdir()) == ["LICENSE", "README.md", "manifest.json", "model.txt"]
    assert verified(artifacts, "ranker-toy", "1.0.0") == read_manifest(folder)
    assert "Apache License" in (target / "LICENSE").read_text()
    card = (target / "README.md").read_text()
    for said in (
        "- esci",
        "| esci | title, brand |",
        "| ndcg_loss | 0.001 | at most 0.005 |",
        "| esci_ndcg_at_10 | 0.75 |",
    ):
        assert said in card


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"metrics": {}}, "no metrics"),
        ({"gate": None}, "no gate report"),
        ({"gate": gate(0.02)}, "the gate was not passed: ndcg_loss is 0.02"),
        ({"description": " "}, "no description"),
        ({"licence": "MIT"}, "the text of MIT is missing"),
        ({"licence": "proprietary"}, "not one of the licences"),
        ({"trained_on": ["esci", "crowdflower"]}, "it has learnt from crowdflower"),
        ({"trained_on": ["clicks of our shop"]}, "it has learnt from clicks of our shop"),
    ],
)
def test_a_candidate_that_lacks_something_is_refused_with_the_reason(tmp_path, changes, said):
    assert said in refusal(ranker(tmp_path, **changes))


def test_every_reason_is_told_at_once(tmp_path):
    folder = ranker(tmp_path, metrics={}, gate=None)
    (folder / "model.txt").write_text("other trees")
    (folder / "README.md").write_text("# A card without its sets\n![curve](curve.png)\n")
    told = refusal(folder)
    for said in ("no metrics", "no gate", "SHA-256 differ", "must say what the model saw: esci", "shows curve.png"):
        assert said in told


def test_a_text_model_says_which_fields_it_was_trained_on(tmp_path):
    folder = ranker(tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text())
    shape = {"layers": 2, "max_tokens": 40, "max_query_tokens": 24}
    changed = manifest | {"kind": "cross-encoder", "format": "onnx", "cross_encoder": shape}
    changed = {key: value for key, value in changed.items() if key not in ("ranker", "input_template")}
    (folder / "manifest.json").write_text(json.dumps(changed))
    told = refusal(folder)
    assert "no input_template" in told
    assert "needs a file model.onnx" in told


def test_a_shop_may_publish_for_itself_what_may_not_ship(tmp_path, artifacts, monkeypatch):
    folder = ranker(tmp_path / "made", trained_on=["clicks of our shop"], licence="ours")
    (folder / "LICENSE").write_text("ours alone")
    monkeypatch.setattr("weir_models.registry.publish.keep_in_step", lambda *_: True)
    with pytest.raises(Failure, match="--own"):
        cli.run("publish", [str(folder), "--artifacts", str(artifacts)])
    assert not artifacts.exists()
    run("publish", str(folder), "--own", "--artifacts", str(artifacts))
    assert (artifacts / "ranker-toy" / "1.0.0" / "LICENSE").read_text() == "ours alone\n"


@pytest.mark.parametrize("entry", ["esci", "queries generated from esci and icecat", "queries over icecat products"])
def test_what_is_made_of_open_sets_may_ship(entry):
    assert may_ship(entry)


@pytest.mark.parametrize("entry", ["homedepot", "queries generated from esci and crowdflower", "ms-marco"])
def test_what_is_not_may_not(entry):
    assert not may_ship(entry)


def test_nothing_that_ships_has_learnt_from_what_it_may_not():
    for path in (PROJECT / "models" / "artifacts").glob("*/*/manifest.json"):
        assert all(map(may_ship, read_manifest(path.parent).trained_on)), path


def test_a_version_never_changes_whatever_way_it_is_written(tmp_path, published):
    before = (published / "ranker-toy" / "1" / "manifest.json").read_bytes()
    with pytest.raises(Failure, match="a version never changes"):
        write_version(read_candidate(ranker(tmp_path / "again", "1.0.0"), ships=True), published)
    assert (published / "ranker-toy" / "1" / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in (published / "ranker-toy").iterdir()) == ["1", "1.1.0", "2.0.0"]


def test_options_take_the_place_of_what_the_folder_says(tmp_path, published, monkeypatch):
    monkeypatch.setattr("weir_models.registry.publish.keep_in_step", lambda *_: True)
    folder = ranker(tmp_path / "new", "1", gate=None)
    report = Gate(passed=True, checks=[GateCheck(name="domain_gain", value=0.1, at_least=0, passed=True)])
    (tmp_path / "gate.json").write_text(report.model_dump_json(exclude_none=True))
    options = ["--gate", str(tmp_path / "gate.json"), "--bump", "minor", "--artifacts", str(published)]
    run("publish", str(folder), *options)
    assert versions(published, "ranker-toy") == ["1", "1.1.0", "2.0.0", "2.1.0"]
    assert read_manifest(published / "ranker-toy" / "2.1.0").gate == report
    assert read_manifest(folder).gate is None


def test_one_champion_and_the_one_before_comes_back(published):
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        promote_version(published, "ranker-toy", version, "champion", WHY)
    assert read_states(published / "ranker-toy").former == ["1", "1.1.0"]
    back = roll_back(published, "ranker-toy", reason_of("complaints", ""))
    assert (back.version, back.replaced, back.action) == ("1.1.0", "2.0.0", "rollback")
    assert back.who
    states = read_states(published / "ranker-toy")
    assert (states.champion, states.former, len(states.history)) == ("1.1.0", ["1"], 4)
    with pytest.raises(Failure, match="there must be one"):
        promote_version(published, "ranker-toy", "1.1.0", "candidate", WHY)


def test_a_shadow_becomes_champion_and_is_no_shadow_any_more(published):
    promote_version(published, "ranker-toy", "2.0.0", "shadow", WHY)
    assert promote_version(published, "ranker-toy", "2.0.0", "champion", WHY).from_ == "shadow"
    assert read_states(published / "ranker-toy").shadow is None


def test_what_may_not_be_changes_nothing(published):
    home = published / "ranker-toy"
    ungated = ranker(published, "3.0.0", gate=None)
    promote_version(published, "ranker-toy", "1", "champion", WHY)
    promote_version(published, "ranker-toy", "2.0.0", "champion", WHY)
    before = (home / "states.json").read_bytes()
    (home / "1" / "model.txt").write_text("damaged")
    (home / "1.1.0" / "model.txt").unlink()
    for change, said in (
        (lambda: promote_version(published, "ranker-toy", "3", "champion", WHY), "no gate report"),
        (lambda: promote_version(published, "ranker-toy", "1.1.0", "champion", WHY), "copy the model again"),
        (lambda: promote_version(published, "ranker-toy", "9", "shadow", WHY), "there are 1, 1.1.0, 2.0.0, 3.0.0"),
        (lambda: roll_back(published, "ranker-toy", WHY), "copy the model again"),
        (lambda: roll_back(published, "ranker-tay", WHY), "none of that name"),
    ):
        with pytest.raises(Failure, match=said):
            change()
    assert (home / "states.json").read_bytes() == before
    assert ungated.exists()


def test_no_promotion_of_many_at_once_is_lost(published):
    home = published / "ranker-toy"
    names = [f"user {number}" for number in range(12)]

    def promote(who: str) -> None:
        def swap(states):
            return promoted(states, "1" if states.champion != "1" else "2.0.0", "champion", Reason(who, "x", WHY.when))

        change_states(home, swap)

    threads = [threading.Thread(target=promote, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(change.who for change in read_states(home).history) == sorted(names)
    assert [path.name for path in home.glob("*states*")] == ["states.json"]


def test_a_lock_that_stays_says_whose_it_is(published, monkeypatch):
    monkeypatch.setattr("weir_models.registry.states.LOCK_TRIES", 2)
    (published / "ranker-toy" / "states.lock").write_text("process 7 on shop\n")
    with pytest.raises(Failure, match="process 7 on shop"):
        promote_version(published, "ranker-toy", "1", "champion", WHY)
