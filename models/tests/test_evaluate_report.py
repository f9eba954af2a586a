"""The command on run files and on a model, and what the report says."""

import json
import re
import shutil

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.evaluate.evaluate import _inputs, main
from weir_models.evaluate.systems import system
from weir_models.failure import Failure
from weir_models.settings import SETTINGS

app = Typer()
app.command()(main)
SHIPPED = SETTINGS.artifacts / "encoder-minilm-l6" / "2"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """40 queries with 8 products each; one run is random, the other follows the grades but for the last query."""
    folder = tmp_path_factory.mktemp("sets") / "shop"
    (folder / "qrels").mkdir(parents=True)
    draw = np.random.default_rng(0)
    products = [{"_id": f"p{at}", "title": f"Oak <table> & chair | no. {at}"} for at in range(320)]
    queries = [
        {"_id": f"q{at}", "text": " ".join(["oak", "table", "with", "chair", "no", "7"][: 1 + at % 6])}
        for at in range(40)
    ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, products)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (folder / "set.json").write_text(json.dumps({"template": ["title"]}))
    qrels, good, bad = ["query-id\tcorpus-id\tscore"], [], []
    for query in range(40):
        grades = np.append(draw.integers(0, 4, 7), 3)
        for at, grade in enumerate(grades):
            product = f"p{query * 8 + at}"
            qrels.append(f"q{query}\t{product}\t{grade}")
            good.append(f"q{query} Q0 {product} 0 {-grade if query == 39 else grade} good")
            bad.append(f"q{query} Q0 {product} 0 {grade if query == 39 else draw.random()} bad")
    for split in ("train", "dev"):
        (folder / "qrels" / f"{split}.tsv").write_text("\n".join(qrels if split == "dev" else qrels[:1]) + "\n")
    (folder.parent / "good.run").write_text("\n".join(good))
    (folder.parent / "bad.run").write_text("\n".join(bad))
    return folder


def evaluate(shop, *arguments: str):
    return CliRunner().invoke(app, [*arguments, "--sets", str(shop), "--out", str(shop.parent / "report")])


def runs(shop):
    return ["--system", f"bad={shop.parent / 'bad.run'}", "--system", f"good={shop.parent / 'good.run'}"]


def test_the_report_says_what_got_better_and_what_worse(shop):
    result = evaluate(shop, *runs(shop))
    assert result.exit_code == 0, (result.output, result.exception)
    text = (shop.parent / "report" / "report.md").read_text()
    assert text.startswith("# good against bad\n\nMean NDCG@10 over 1 set: 0.")
    assert "By set: better on shop." in text
    assert "| good | shop | better | +0." in text
    assert "| 39 / 1 / 0 |" in text
    gained, lost = text.split("## Queries that gained most")[1].split("## Queries that lost most")
    assert len(re.findall("^### ", gained, re.MULTILINE)) == 3
    assert len(re.findall("^### ", lost, re.MULTILINE)) == 1
    assert "chair \\| no. 3" in lost
    for row in ("| 1 word | 7 |", "| 5 or more | 12 |", "| shop | 3 |"):
        assert row in text
    assert "Speed" not in text
    for plot in re.findall(r"\((\w+\.svg)\)", text):
        assert (shop.parent / "report" / plot).read_text().startswith("<svg")


def test_the_page_needs_no_other_file_and_escapes_what_it_shows(shop):
    assert evaluate(shop, *runs(shop)).exit_code == 0
    page = (shop.parent / "report" / "report.html").read_text()
    assert page.count("<svg") == 2
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "Oak &lt;table&gt; &amp; chair" in page
    assert "<table>" not in re.sub(r"<table( class=\"spread\")?><thead>", "", page)


def test_two_runs_write_the_same_report(shop):
    pages = []
    for _ in range(2):
        assert evaluate(shop, *runs(shop)).exit_code == 0
        pages.append((shop.parent / "report" / "report.html").read_text())
    assert pages[0] == pages[1]


def test_a_model_scores_the_pools_and_is_timed(shop, tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "encoder-minilm-l6" / "2")
    arguments = [*runs(shop)[:2], "--system", "encoder-minilm-l6/2", "--artifacts", str(tmp_path), "--queries", "3"]
    result = evaluate(shop, *arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    text = (shop.parent / "report" / "report.md").read_text()
    assert "## Speed beside quality" in text
    assert re.search(r"\| encoder-minilm-l6/2 \| \d+\.\d \| 0\.\d{3} \|", text)


def test_a_system_can_have_a_run_file_a_set(shop):
    arguments = [*runs(shop)[:2], "--system", f"good={shop.parent / 'good.run'}".replace("good.run", "{set}.run")]
    shutil.copy(shop.parent / "good.run", shop.parent / "shop.run")
    assert evaluate(shop, *arguments).exit_code == 0
    assert "| 39 / 1 / 0 |" in (shop.parent / "report" / "report.md").read_text()


def test_queries_that_a_run_lacks_are_told_and_can_be_left_out(shop):
    part = shop.parent / "part.run"
    part.write_text("".join((shop.parent / "good.run").read_text().splitlines(keepends=True)[:80]))
    arguments = [*runs(shop)[:2], "--system", f"part={part}"]
    assert evaluate(shop, *arguments).exit_code == 0
    assert "part lacks 30 of the 40 queries of shop" in (shop.parent / "report" / "report.md").read_text()
    assert evaluate(shop, *arguments, "--common").exit_code == 0
    text = (shop.parent / "report" / "report.md").read_text()
    assert "Mind:" not in text
    assert "| shop | 10 |" in text


def test_mistakes_are_named(shop, tmp_path):
    other = tmp_path / "other.run"
    other.write_text("x Q0 p1 1 1 other\n")
    for arguments, message in (
        (runs(shop)[:2], "at least two systems"),
        ([*runs(shop), "--candidate", "bad"], "none of good"),
        ([*runs(shop)[:2], "--system", "nowhere"], "nowhere is neither"),
        ([*runs(shop)[:2], "--system", str(other)], "another set or split"),
        ([*runs(shop), "--splits", "train"], "no query in train"),
    ):
        failure = evaluate(shop, *arguments).exception
        assert isinstance(failure, Failure)
        assert message in str(failure)


def test_a_run_is_recorded_with_the_fingerprint_of_its_judgments_and_runs(shop):
    given = [system(text, shop.parent) for text in runs(shop)[1::2]]
    inputs = _inputs([str(shop)], ["dev"], shop.parent / "nowhere", given)
    assert [path.name for path in inputs] == ["dev.tsv", "bad.run", "good.run"]
