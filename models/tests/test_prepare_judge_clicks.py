"""From a simulated log to judgments in BEIR's layout."""

import csv
from pathlib import Path

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from weir_models.data.judged_set import read_queries
from weir_models.data.qrels import read_qrels, write_qrels
from weir_models.data.rows import write_rows
from weir_models.failure import Failure
from weir_models.prepare import judge_clicks, simulate_clicks
from weir_models.prepare.clicks.grades import by_quantiles, by_thresholds, parse_cuts
from weir_models.prepare.query_text import query_id

judge, simulate = Typer(), Typer()
judge.command()(judge_clicks.main)
simulate.command()(simulate_clicks.main)


def ran(app: Typer, *arguments: object) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half of the products of each query are relevant; BM25 cannot tell which."""
    folder = tmp_path_factory.mktemp("clicks")
    draw = np.random.default_rng(3)
    data = folder / "data" / "shop"
    write_rows(
        data / "corpus.jsonl", [{"_id": f"{q}-{p}", "title": f"thing {q}"} for q in range(20) for p in range(10)]
    )
    (data / "set.json").write_text('{"template": ["title"]}')
    write_rows(data / "queries.jsonl", [{"_id": f"q{q}", "text": f"Thing {q}"} for q in range(20)])
    grades = {f"q{q}": {f"{q}-{p}": float(draw.integers(0, 4)) for p in range(10)} for q in range(20)}
    write_qrels(data / "qrels" / "train.tsv", grades)
    ran(simulate, "shop", "--out", folder / "log", "--searches", 3000, "--data", folder / "data", "--jitter", 2)
    return folder


def judged(log: Path, out: Path, *more: object) -> Result:
    files = ["--queries", log / "log" / "ubi_queries.jsonl", "--events", log / "log" / "ubi_events.jsonl"]
    return ran(judge, *files, "--out", out, *more)


def test_one_seed_gives_one_log_and_impression_events_say_the_same(log: Path, tmp_path: Path):
    options = ["shop", "--searches", 3000, "--data", log / "data", "--jitter", 2]
    ran(simulate, *options, "--out", tmp_path / "again")
    for name in ("ubi_queries.jsonl", "ubi_events.jsonl", "truth.json"):
        assert (tmp_path / "again" / name).read_bytes() == (log / "log" / name).read_bytes()
    ran(simulate, *options, "--out", tmp_path / "log", "--impressions")
    judged(log, tmp_path / "one")
    judged(tmp_path, tmp_path / "two")
    assert (tmp_path / "one" / "judgments.tsv").read_bytes() == (tmp_path / "two" / "judgments.tsv").read_bytes()


@pytest.mark.parametrize("model", ["pbm", "dbn"])
def test_judgments_are_in_beirs_layout_with_counts_curve_and_plot(log: Path, tmp_path: Path, model: str):
    output = judged(log, tmp_path, "--model", model, "--truth", log / "log" / "truth.json").output
    assert "Against the truth: examination off by" in output
    train, dev = (read_qrels(tmp_path / "qrels" / f"{split}.tsv") for split in ("train", "dev"))
    queries = read_queries(tmp_path / "queries.jsonl")
    assert set(queries) == train.keys() | dev.keys()
    assert not train.keys() & dev.keys()
    assert queries[query_id("thing 1")] == "Thing 1"
    with (tmp_path / "judgments.tsv").open() as rows:
        pairs = list(csv.DictReader(rows, delimiter="\t"))
    assert all(int(pair["impressions"]) >= max(10, int(pair["clicks"])) for pair in pairs)
    assert {pair["grade"] for pair in pairs} == {"0", "1", "2", "3"}
    ordered = sorted(pairs, key=lambda pair: float(pair["relevance"]))
    assert [pair["grade"] for pair in ordered] == sorted(pair["grade"] for pair in pairs)
    with (tmp_path / "examination.tsv").open() as rows:
        curve = [float(row["examination"]) for row in csv.DictReader(rows, delimiter="\t")]
    assert curve[0] == pytest.approx(1)
    assert len(curve) == 10
    assert (tmp_path / "examination.png").stat().st_size > 1000


def test_pairs_that_were_seldom_shown_are_not_judged(log: Path, tmp_path: Path):
    judged(log, tmp_path, "--min-impressions", 100)
    with (tmp_path / "judgments.tsv").open() as rows:
        assert all(int(row["impressions"]) >= 100 for row in csv.DictReader(rows, delimiter="\t"))


def test_thresholds_are_held(log: Path, tmp_path: Path):
    judged(log, tmp_path, "--thresholds", "0.2,0.5")
    with (tmp_path / "judgments.tsv").open() as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            assert int(row["grade"]) == sum(float(row["relevance"]) > cut for cut in (0.2, 0.5))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "ctr"], "--model must be one of pbm, dbn"),
        (["--clicks", "purchase"], "has no purchase on what"),
        (["--quantiles", "0.9,0.5"], "--quantiles must be rising numbers"),
        (["--min-impressions", "100000"], "lower --min-impressions"),
        (["--shrink", "-1"], "--shrink must not be negative"),
    ],
)
def test_mistakes_are_named(log: Path, tmp_path: Path, options: list[str], said: str):
    files = ["--queries", log / "log" / "ubi_queries.jsonl", "--events", log / "log" / "ubi_events.jsonl"]
    result = CliRunner().invoke(judge, [*map(str, files), "--out", str(tmp_path), *options])
    assert isinstance(result.exception, Failure)
    assert said in str(result.exception)


def test_grades_count_the_thresholds_that_are_exceeded():
    assert by_thresholds(np.array([0.1, 0.2, 0.3, 0.9]), [0.2, 0.5]).tolist() == [0, 0, 1, 2]
    grades, thresholds = by_quantiles(np.arange(10.0), [0.5, 0.9])
    assert grades.tolist() == [0] * 5 + [1] * 4 + [2]
    assert thresholds == pytest.approx([4.5, 8.1])
    with pytest.raises(Failure, match="must be numbers"):
        parse_cuts("a,b", "--thresholds")
