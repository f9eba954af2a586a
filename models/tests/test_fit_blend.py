import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.ranker.fit_blend import Window, fit_blend, main, out_of_fold, read_windows
from weir_models.registry.manifest import BlendManifest, read_manifest

app = Typer()
app.command()(main)


def windows(count: int, seed: int = 0) -> list[Window]:
    """Grades follow the sum of the ranker's score and the logit."""
    draw = np.random.default_rng(seed)
    made = []
    for query in range(count):
        rank, logit = draw.normal(size=12), draw.normal(size=12)
        grades = np.clip(np.rint(rank + logit + 1), 0, 3)
        made.append(Window(str(query), grades.tolist(), (5 + 2 * rank).tolist(), logit.tolist()))
    return made


def test_the_blend_beats_both_of_its_parts_out_of_fold():
    made = windows(80)
    result = out_of_fold(made, {"shop": made}, folds=5, seed=0)
    assert result["blend"] > max(result["ranker"], result["reranker"]) + 0.03


def test_scored_and_unscored_candidates_are_on_one_scale():
    scored, unscored = fit_blend([windows(200)])
    assert scored.intercept == pytest.approx(unscored.intercept, abs=0.02)
    assert scored.rank == pytest.approx(unscored.rank, abs=0.03)
    assert scored.rerank > 0


def test_the_command_writes_a_blend_that_names_its_cross_encoder(tmp_path):
    lines = ["query\tproduct\tgrade\trank_score\trerank_logit"]
    for window in windows(20):
        for row, grade in enumerate(window.grades):
            lines.append(f'{window.query}\t"{row}\t{grade}\t{window.rank[row]}\t{window.rerank[row]}')
    path = tmp_path / "shop.tsv"
    path.write_text("\n".join(lines) + "\n")
    options = ["--scores", str(path), "--cross-encoder", "cross-encoder-l3@1", "--artifacts", str(tmp_path)]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "blend-shop" / "1")
    assert isinstance(manifest, BlendManifest)
    assert manifest.blend.cross_encoder == "cross-encoder-l3@1"
    assert manifest.metrics["shop_blend_ndcg_at_10"] > manifest.metrics["shop_ranker_ndcg_at_10"]
    assert manifest.gate is not None
    assert manifest.gate.passed
    assert len(read_windows(path)) == 20
