import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.evaluate.metrics import standardised
from weir_models.failure import Failure
from weir_models.ranker.blend_fit import fit_blend, pairwise_weights
from weir_models.ranker.fit_blend import main, out_of_fold
from weir_models.ranker.windows import Window, read_windows
from weir_models.registry.manifest import BlendManifest, read_manifest

app = Typer()
app.command()(main)


def windows(count: int, seed: int = 0, logits: float = 1) -> list[Window]:
    """Grades follow the sum of the ranker's score and of `logits` times the logit."""
    draw = np.random.default_rng(seed)
    made = []
    for query in range(count):
        rank, logit = draw.normal(size=12), draw.normal(size=12)
        grades = np.clip(np.rint(rank + logits * logit + 1), 0, 3)
        made.append(Window(str(query), "pool", grades, standardised(5 + 2 * rank), standardised(logit * 7 - 3)))
    return made


def table(made: list[Window]) -> str:
    lines = ["query\tlist\tproduct\tgrade\trank_score\trerank_logit"]
    for window in made:
        for row, grade in enumerate(window.grades):
            cells = [window.query, window.kind, f'"{row}', grade, window.rank[row], window.rerank[row]]
            lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def test_the_blend_beats_both_of_its_parts_out_of_fold():
    reached = out_of_fold({("shop", "pool"): windows(80)}, folds=5, seed=0)
    mean = {
        order: np.mean([row[order] for row in reached["shop", "pool"]]) for order in ("ranker", "reranker", "blend")
    }
    assert len(reached["shop", "pool"]) == 80
    assert mean["blend"] > max(mean["ranker"], mean["reranker"]) + 0.03


@pytest.mark.parametrize("logits", [0.5, 1, 2])
def test_the_weights_are_those_that_the_grades_were_made_with(logits):
    rank, rerank = pairwise_weights([windows(400, logits=logits)])
    assert rerank / rank == pytest.approx(logits, rel=0.12)


def test_a_logit_that_says_nothing_or_the_contrary_counts_nothing():
    assert pairwise_weights([windows(400, logits=-1)])[1] == 0
    rank, rerank = pairwise_weights([windows(400, logits=0)])
    assert rerank < 0.05 * rank


def test_sets_weigh_the_same_however_many_windows_they_have():
    few, many = windows(100, seed=1, logits=0), windows(900, seed=2, logits=2)
    once, often = (pairwise_weights([few, several]) for several in (many[:100], many))
    assert often[1] / often[0] == pytest.approx(once[1] / once[0], rel=0.15)


def test_scored_and_unscored_candidates_are_on_one_scale():
    scored, unscored = fit_blend([windows(200)])
    assert scored.intercept == pytest.approx(unscored.intercept, abs=0.02)
    assert scored.rank_z == pytest.approx(unscored.rank_z, abs=0.05)
    assert scored.rerank_z > 0


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

    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "blend-shop" / "1")
    assert isinstance(manifest, BlendManifest)
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
        read_windows(path, {})
    path.write_text("query\tproduct\tgrade\n")
    with pytest.raises(Failure, match="list, rank_score, rerank_logit"):
        read_windows(path)
