"""The command: it beats what it was given, writes what serving reads, and refuses what is not worth it."""

import lightgbm as lgb
import numpy as np
import pytest
import xgboost as xgb
from typer import Typer
from typer.testing import CliRunner

from tests.exports import write_export
from weir_models.evaluate.gains import parse_gains
from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.failure import Failure
from weir_models.ranker.export import read_export
from weir_models.ranker.fold_scores import read_fold_scores
from weir_models.ranker.train_ranker import main
from weir_models.registry.manifest import RankerManifest, read_manifest

app = Typer()
app.command()(main)

QUICK = ["--trees", "20", "--patience", "5", "--threads", "1", "--folds", "3", "--rate", "0.2", "--l2", "1"]


def train(folder, *arguments: str):
    options = [*QUICK, "--artifacts", str(folder), "--work", str(folder / "work")]
    return CliRunner().invoke(app, [*arguments, *options])


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for split, count, seed in (("train", 40, 1), ("dev", 25, 2)):
        for domain in ("shop", "films"):
            write_export(folder / split / domain, count, seed + len(domain), with_pool=domain == "films")
    return folder


@pytest.fixture(scope="module", params=["lightgbm", "xgboost"])
def trained(request, exports, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranker")
    places = [f"{split}/{domain}" for split in ("train", "dev") for domain in ("shop", "films")]
    given = [part for place in places for part in (f"--{place.split('/')[0]}", str(exports / place))]
    result = train(folder, *given, "--algorithm", request.param, "--increasing", "bm25")
    assert result.exit_code == 0, (result.output, result.exception)
    return folder, request.param, result.output


def scores(folder, algorithm, values):
    if algorithm == "lightgbm":
        return np.asarray(lgb.Booster(model_file=str(folder / "model.txt")).predict(values, raw_score=True))
    return xgb.Booster(model_file=str(folder / "model.json")).inplace_predict(values, validate_features=False)


def test_the_ranker_beats_each_of_the_features_on_queries_it_has_not_seen(exports, trained):
    folder, algorithm, _ = trained
    export = read_export(exports / "dev" / "shop").with_features(["bm25", "cosine", "noise"])
    judged = JudgedLists(parse_gains("exponential")(export.grades), export.sizes)
    ranker = judged.ndcg(scores(folder / "ranker-shop" / "1", algorithm, export.values)).mean()
    alone = [judged.ndcg(export.values[:, column]).mean() for column in (0, 1)]
    assert ranker > max(alone) + 0.02


def test_the_manifest_lists_the_features_that_are_left_in_the_order_of_the_columns(trained):
    folder, algorithm, _ = trained
    manifest = read_manifest(folder / "ranker-shop" / "1")
    assert isinstance(manifest, RankerManifest)
    assert manifest.format == {"lightgbm": "lightgbm", "xgboost": "xgboost-json"}[algorithm]
    assert manifest.ranker.features == ["bm25", "cosine", "noise"]
    assert manifest.trained_on == ["shop", "films"]
    assert manifest.gate is not None
    assert manifest.gate.passed
    assert {"shop_retrieved_ndcg_at_10", "dev_films_pool_ndcg_at_10"} < set(manifest.metrics)


def test_a_constrained_feature_never_lowers_the_score(trained):
    folder, algorithm, _ = trained
    rows = np.column_stack([np.linspace(-3, 3, 200), np.zeros((200, 2))])
    assert np.all(np.diff(scores(folder / "ranker-shop" / "1", algorithm, rows)) >= 0)


def test_the_card_shows_intervals_groups_and_the_command_without_paths_of_the_machine(trained):
    folder, _, output = trained
    card = (folder / "ranker-shop" / "1" / "README.md").read_text()
    assert "weir-models train-ranker" in card
    assert str(folder) not in card
    for part in ("linear blend", "| retrieval | 2 |", "on dev, of which nothing was chosen", "| mean of sets | 120 |"):
        assert part in card
    assert "best feature" in output
    assert (folder / "ranker-shop" / "1" / "importance.png").stat().st_size > 0


def test_a_ranker_that_does_not_beat_its_best_feature_is_written_by_force_only(tmp_path):
    export = str(write_export(tmp_path / "shop", 12, 0, names=("bm25", "cosine", "noise")))
    arguments = ["--train", export, "--leave-out", "cosine,noise", "--no-explain", "--rate", "0.001", "--trees", "1"]
    refused = CliRunner().invoke(app, [*arguments, "--artifacts", str(tmp_path), "--work", str(tmp_path)])
    assert isinstance(refused.exception, Failure)
    assert "--force" in str(refused.exception)
    assert "bm25 alone" in " ".join(refused.output.split())
    assert not (tmp_path / "ranker-shop").exists()
    forced = CliRunner().invoke(app, [*arguments, "--artifacts", str(tmp_path), "--work", str(tmp_path), "--force"])
    assert forced.exit_code == 0
    assert "does not beat its best feature" in (tmp_path / "ranker-shop" / "1" / "README.md").read_text()


def test_two_runs_with_one_seed_write_the_same_model(exports, tmp_path):
    given = ["--train", str(exports / "train" / "shop"), "--no-explain"]
    for place in ("one", "two"):
        assert train(tmp_path / place, *given).exit_code == 0
    assert len({(tmp_path / place / "ranker-shop/1/model.txt").read_text() for place in ("one", "two")}) == 1


def test_scores_out_of_fold_are_of_rankers_that_have_not_seen_the_query(exports, tmp_path):
    path = tmp_path / "folds.tsv"
    result = train(tmp_path, "--train", str(exports / "train" / "films"), "--no-explain", "--fold-scores", str(path))
    assert result.exit_code == 0, result.output
    scores_out = read_fold_scores(path)
    export = read_export(exports / "train" / "films")
    assert len(scores_out) == len(export.grades)
    assert {key.kind for key in scores_out} == {"retrieved", "pool"}
    used = read_manifest(tmp_path / "ranker-shop" / "1")
    assert isinstance(used, RankerManifest)
    seen = scores(tmp_path / "ranker-shop" / "1", "lightgbm", export.with_features(used.ranker.features).values)
    judged = JudgedLists(parse_gains("exponential")(export.grades), export.sizes)
    out_of_fold, in_fold = (np.nanmean(judged.ndcg(np.asarray(each))) for each in (list(scores_out.values()), seen))
    assert np.nanmean(judged.random()) < out_of_fold < in_fold


def test_an_unknown_feature_is_refused_by_name(exports, tmp_path):
    for option in ("--increasing", "--leave-out"):
        result = train(tmp_path, "--train", str(exports / "train" / "shop"), option, "rating")
        assert "no feature is called rating" in str(result.exception)
