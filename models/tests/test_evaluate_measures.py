"""Measures of runs against trec_eval, and reading of runs."""

import gzip
import json

import numpy as np
import pytest
import pytrec_eval

from weir_models.evaluate.gains import parse_gains
from weir_models.evaluate.query_measures import query_measures
from weir_models.evaluate.run_files import read_run
from weir_models.failure import Failure

NAMES = {"NDCG@10": "ndcg_cut_10", "MRR": "recip_rank", "MAP": "map", "recall@20": "recall_20"}


def made(seed: int):
    """Graded judgments, and a run with ties, products that are not judged and judged ones that are missing."""
    draw = np.random.default_rng(seed)
    qrels, run = {}, {}
    for query in range(30):
        judged = draw.choice(60, 25, replace=False)
        qrels[f"q{query}"] = {f"d{document}": int(draw.integers(0, 4)) for document in judged}
        found = draw.choice(60, draw.integers(1, 50), replace=False)
        run[f"q{query}"] = {f"d{document}": float(np.round(draw.normal(), 1)) for document in found}
    return qrels, run


@pytest.mark.parametrize("seed", range(5))
def test_every_measure_is_that_of_trec_eval(seed):
    qrels, run = made(seed)
    expected = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recip_rank", "map", "recall.20"}).evaluate(run)
    found = query_measures(run, qrels, list(qrels), parse_gains("linear"), 10, 20, 1)
    for name, theirs in NAMES.items():
        np.testing.assert_allclose(found[name], [expected[query][theirs] for query in qrels], atol=1e-6)


def test_graded_gains_are_what_trec_eval_gives_for_judgments_that_are_gains():
    qrels, run = made(9)
    gains = {query: {document: 2**grade - 1 for document, grade in grades.items()} for query, grades in qrels.items()}
    expected = pytrec_eval.RelevanceEvaluator(gains, {"ndcg_cut.10"}).evaluate(run)
    found = query_measures(run, qrels, list(qrels), parse_gains("exponential"), 10, 20, 1)["NDCG@10"]
    np.testing.assert_allclose(found, [expected[query]["ndcg_cut_10"] for query in qrels], atol=1e-6)


def test_a_query_that_the_run_lacks_has_an_empty_list():
    found = query_measures({}, {"q": {"d": 1.0}}, ["q"], parse_gains("linear"), 10, 20, 1)
    assert [values.tolist() for values in found.values()] == [[0], [0], [0], [0]]


def test_the_least_relevant_grade_can_be_chosen():
    qrels = {"q": {"a": 1.0, "b": 3.0}}
    found = query_measures({"q": {"a": 2.0, "b": 1.0}}, qrels, ["q"], parse_gains("linear"), 10, 20, 3)
    assert found["MRR"].tolist() == [0.5]


def test_runs_are_read_from_trec_and_from_json_lines(tmp_path):
    trec = tmp_path / "a.run.gz"
    trec.write_bytes(gzip.compress(b"q1 Q0 d1 9 2.5 mine\nq1\tQ0\td2\t1\t1e-3\tmine\n"))
    assert read_run(trec) == {"q1": {"d1": 2.5, "d2": 0.001}}
    lines = tmp_path / "a.jsonl"
    rows = [{"query": "q1", "product": "d 1", "score": 2}, {"query": "q2", "products": ["x", "y"]}]
    lines.write_text("\n".join(map(json.dumps, rows)))
    assert read_run(lines) == {"q1": {"d 1": 2}, "q2": {"x": 1, "y": 0.5}}


@pytest.mark.parametrize("line", ["q1 Q0 d1 1 2", '{"query": "q1"}', '{"query": "q1", "product": "d", "score": "x"}'])
def test_a_line_that_is_not_read_is_named(tmp_path, line):
    path = tmp_path / "a.run"
    path.write_text(f"q1 Q0 d1 1 2 mine\n{line}\n")
    with pytest.raises(Failure, match="line 2"):
        read_run(path)


def test_a_product_that_is_there_twice_is_refused(tmp_path):
    path = tmp_path / "a.run"
    path.write_text("q1 Q0 d1 1 2 mine\nq1 Q0 d1 2 1 mine\n")
    with pytest.raises(Failure, match="twice"):
        read_run(path)
