import lightgbm as lgb
import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from tests.exports import write_export
from weir_models.ranker.train_ranker import main, mean_ndcg, read_export
from weir_models.registry.manifest import RankerManifest, read_manifest

app = Typer()
app.command()(main)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranker")
    arguments = []
    for option, count, seed in (("--train", 60, 1), ("--dev", 25, 2)):
        for domain in ("shop", "films"):
            export = write_export(folder / option.strip("-") / domain, count, seed + len(domain))
            arguments += [option, str(export)]
    options = ["--artifacts", str(folder), "--trees", "40", "--patience", "10", "--threads", "1", "--min-rows", "10"]
    result = CliRunner().invoke(app, [*arguments, *options, "--increasing", "bm25", "--leave-out", "noise"])
    assert result.exit_code == 0, result.output
    return folder


def test_the_ranker_beats_each_of_the_features_it_was_given(trained):
    export = read_export(trained / "dev" / "shop", ["noise"])
    model = lgb.Booster(model_file=str(trained / "ranker-shop" / "1" / "model.txt"))
    scores = np.asarray(model.predict(export.values, raw_score=True))
    ranker = mean_ndcg(scores, export.grades, export.lists())
    alone = [mean_ndcg(export.values[:, column], export.grades, export.lists()) for column in (0, 1)]
    assert ranker > max(alone) + 0.02


def test_the_manifest_lists_the_features_in_the_order_of_the_columns(trained):
    manifest = read_manifest(trained / "ranker-shop" / "1")
    assert isinstance(manifest, RankerManifest)
    assert manifest.ranker.features == ["bm25", "cosine"]
    assert set(manifest.metrics) == {"shop_ndcg_at_10", "films_ndcg_at_10"}


def test_a_constrained_feature_never_lowers_the_score(trained):
    model = lgb.Booster(model_file=str(trained / "ranker-shop" / "1" / "model.txt"))
    rows = np.column_stack([np.linspace(-3, 3, 200), np.zeros(200)])
    assert np.all(np.diff(np.asarray(model.predict(rows, raw_score=True))) >= 0)


def test_the_card_shows_the_command_without_paths_of_the_machine(trained):
    card = (trained / "ranker-shop" / "1" / "README.md").read_text()
    assert "weir-models train-ranker" in card
    assert str(trained) not in card
    assert (trained / "ranker-shop" / "1" / "importance.png").stat().st_size > 0


def test_a_missing_score_ranks_last():
    assert mean_ndcg(np.array([np.nan, -5.0]), np.array([0.0, 3.0]), [slice(0, 2)]) == 1


def test_an_export_whose_files_disagree_is_refused(tmp_path):
    export = write_export(tmp_path / "shop", 4, 0)
    (export / "features.names").write_text("bm25\n")
    with pytest.raises(ValueError, match="3 features"):
        read_export(export)


def test_an_unknown_constraint_is_refused_by_name(tmp_path):
    export = str(write_export(tmp_path / "shop", 4, 0))
    result = CliRunner().invoke(app, ["--train", export, "--dev", export, "--increasing", "rating"])
    assert "rating" in str(result.exception)
