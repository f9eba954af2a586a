from dataclasses import replace

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.evaluate.metrics import ndcg, standardised
from weir_models.evaluate.run_files import read_run
from weir_models.failure import Failure
from weir_models.ranker import rank_out_of_fold
from weir_models.ranker.blend_fit import fit_blend, pairwise_weights
from weir_models.ranker.fit_blend import main, out_of_fold
from weir_models.ranker.windows import Window, read_windows
from weir_models.registry.manifest import BlendManifest, read_manifest

app = Typer()
app.command()(main)
rank_app = Typer()
rank_app.command()(rank_out_of_fold.main)


def windows(count: int, seed: int = 0, logits: float = 1) -> list[Window]:
    """Grades follow the sum of the ranker's score and of `logits` times the logit."""
    draw = np.random.default_rng(seed)
    made = []
    for query in range(count):
        rank, logit = draw.normal(size=12), draw.normal(size=12)
        grades = np.clip(np.rint(rank + logits * logit + 1), 0, 3)
        stars = np.stack([standardised(draw.normal(size=12) + grades), standardised(draw.normal(size=12))], axis=1)
        made.append(
            Window(
                str(query),
                "pool",
                [f'"{row}' for row in range(12)],
                grades,
                standardised(5 + 2 * rank),
                standardised(logit * 7 - 3),
                stars,
            )
        )
    return made


def plain(made: list[Window]) -> list[Window]:
    return [replace(window, features=np.zeros((len(window.rank), 0))) for window in made]


def weights(sets: list[list[Window]]) -> tuple[float, float]:
    """Of the ranker's score and of the logit."""
    rank, rerank = pairwise_weights(sets, lambda window: np.column_stack([window.rank, window.rerank]), [1, 1])
    return float(rank), float(rerank)


def table(made: list[Window]) -> str:
    lines = ["query\tlist\tproduct\tgrade\trank_score\trerank_logit\tstars\tnoise"]
    for window in made:
        for row, grade in enumerate(window.grades):
            scores = [window.rank[row], window.rerank[row], *window.features[row]]
            cells = [window.query, window.kind, f'"{row}', grade, *scores]
            lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def test_the_blend_beats_both_of_its_parts_out_of_fold():
    reached = out_of_fold({("shop", "pool"): plain(windows(80))}, [], [], folds=5, seed=0)
    mean = {
        order: np.mean([row[order] for row in reached["shop", "pool"]]) for order in ("ranker", "reranker", "blend")
    }
    assert len(reached["shop", "pool"]) == 80
    assert mean["blend"] > max(mean["ranker"], mean["reranker"]) + 0.03


@pytest.mark.parametrize("logits", [0.5, 1, 2])
def test_the_weights_are_those_that_the_grades_were_made_with(logits):
    rank, rerank = weights([windows(400, logits=logits)])
    assert rerank / rank == pytest.approx(logits, rel=0.12)


def test_a_logit_that_says_nothing_or_the_contrary_counts_nothing():
    assert weights([windows(400, logits=-1)])[1] == 0
    rank, rerank = weights([windows(400, logits=0)])
    assert rerank < 0.05 * rank


def test_sets_weigh_the_same_however_many_windows_they_have():
    few, many = windows(100, seed=1, logits=0), windows(900, seed=2, logits=2)
    once, often = (weights([few, several]) for several in (many[:100], many))
    assert often[1] / often[0] == pytest.approx(once[1] / once[0], rel=0.15)


def test_scored_and_unscored_candidates_are_on_one_scale():
    scored, unscored = fit_blend([plain(windows(200))])
    assert scored.intercept == pytest.approx(unscored.intercept, abs=0.02)
    assert scored.rank_z == pytest.approx(unscored.rank_z, abs=0.05)
    assert scored.rerank_z > 0


def test_a_feature_counts_in_its_direction_only_and_noise_counts_next_to_nothing():
    blend = fit_blend([windows(300)], ["stars", "noise"], [1, 0])
    for gain in (blend.scored, blend.unscored):
        assert gain.features_z["stars"] > 10 * abs(gain.features_z["noise"])
    against = fit_blend([windows(300)], ["stars", "noise"], [-1, 0])
    assert against.scored.features_z["stars"] == 0


def test_features_make_the_order_better_out_of_fold():
    # Without the ranker's score there is something left to find out.
    made = [replace(window, rank=np.zeros(len(window.rank))) for window in windows(80)]
    reached = [
        np.mean(
            [
                row["blend"]
                for row in out_of_fold({("shop", "pool"): some}, names, [0] * len(names), 5, 0)["shop", "pool"]
            ]
        )
        for some, names in ((plain(made), []), (made, ["stars", "noise"]))
    ]
    assert reached[1] > reached[0] + 0.02


def test_the_command_fits_on_scores_out_of_fold_and_measures_on_dev(tmp_path):
    train, dev, folds = tmp_path / "shop.tsv", tmp_path / "dev" / "shop.tsv", tmp_path / "folds.tsv"
    dev.parent.mkdir()
    made = windows(60)
    train.write_text(table(made))
    dev.write_text(table(windows(20, seed=5)))
    # The ranker knows the train queries by heart; out of fold it is worth nothing.
    draw = np.random.default_rng(1)
    rows = [f'shop\t{window.query}\tpool\t"{row}\t{draw.normal()}' for window in made for row in range(12)]
    folds.write_text("\n".join(["domain\tquery\tlist\tproduct\tscore", *rows]) + "\n")
    options = ["--scores", str(train), "--dev", str(dev), "--cross-encoder", "ce@1", "--artifacts", str(tmp_path)]
    result = CliRunner().invoke(app, [*options, "--fold-scores", str(folds), "--version", "2"])
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "blend-shop" / "2")
    assert isinstance(manifest, BlendManifest)
    assert manifest.blend.cross_encoder == "ce@1"
    assert manifest.blend.scored.rank_z < 0.1 * manifest.blend.scored.rerank_z
    assert manifest.gate is not None
    assert "20" in (tmp_path / "blend-shop" / "2" / "README.md").read_text()

    result = CliRunner().invoke(app, [*options, "--features", "st*"])
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "blend-shop" / "1")
    assert isinstance(manifest, BlendManifest)
    assert list(manifest.blend.scored.features_z) == ["stars"]
    assert " stars + " in (tmp_path / "blend-shop" / "1" / "README.md").read_text()
    assert manifest.metrics["shop_pool_blend_ndcg_at_10"] > manifest.metrics["shop_pool_ranker_ndcg_at_10"]
    assert manifest.gate is not None
    assert manifest.gate.passed


def test_a_blend_that_ranks_worse_on_dev_says_that_its_gate_is_not_passed(tmp_path):
    train, dev = tmp_path / "shop.tsv", tmp_path / "dev.tsv"
    train.write_text(table(windows(60)))
    dev.write_text(table(windows(60, seed=3, logits=-1)))
    options = ["--scores", str(train), "--dev", str(dev), "--cross-encoder", "ce@1", "--artifacts", str(tmp_path)]
    result = CliRunner().invoke(app, options)
    assert "gate is not passed" in result.output
    manifest = read_manifest(tmp_path / "blend-shop" / "1")
    assert manifest.gate is not None
    assert not manifest.gate.passed


def test_windows_without_scores_out_of_fold_or_without_a_column_are_refused(tmp_path):
    path = tmp_path / "shop.tsv"
    path.write_text(table(windows(2)))
    assert len(read_windows(path)) == 2
    with pytest.raises(Failure, match="no score out of fold"):
        read_windows(path, fold_scores={})
    with pytest.raises(Failure, match="colour"):
        read_windows(path, ["colour"])
    path.write_text("query\tproduct\tgrade\n")
    with pytest.raises(Failure, match="list, rank_score, rerank_logit"):
        read_windows(path)


def test_runs_are_ranked_by_a_blend_that_has_not_seen_the_query_and_end_with_what_no_window_held(tmp_path):
    made = windows(40)
    scores, folds = tmp_path / "shop.tsv", tmp_path / "folds.tsv"
    scores.write_text(table(made))
    rows = [f'shop\t{each.query}\tpool\t"{row}\t{each.rank[row]}' for each in made for row in range(12)]
    # A product that was not scored: in no window, and in the pool all the same.
    rows += [f"shop\t{each.query}\tpool\tlast\t-99" for each in made]
    folds.write_text("\n".join(["domain\tquery\tlist\tproduct\tscore", *rows]) + "\n")
    options = ["--scores", str(scores), "--fold-scores", str(folds), "--out", str(tmp_path / "runs"), "--size", "8"]
    result = CliRunner().invoke(rank_app, [*options, "--features", "stars"])
    assert result.exit_code == 0, result.output
    ranker, cascade = (read_run(tmp_path / "runs" / name / "shop.run") for name in ("ranker", "cascade"))
    assert len(cascade) == len(ranker) == 40
    for window in made:
        ordered, before = (
            sorted(run[window.query], key=lambda each: -run[window.query][each]) for run in (cascade, ranker)
        )
        assert ordered[-1] == "last"
        assert set(ordered[:8]) == set(before[:8])
        assert ordered[8:] == before[8:]
    grades = {each.query: dict(zip(each.products, each.grades, strict=True)) for each in made}
    means = [
        np.mean(
            [
                ndcg([grades[query].get(each, 0) for each in sorted(run[query], key=lambda each: -run[query][each])])
                for query in run
            ]
        )
        for run in (ranker, cascade)
    ]
    assert means[1] > means[0] + 0.02
