import itertools

import numpy as np
import pytest
import pytrec_eval

from weir_models.evaluate.metrics import expected_random_ndcg, ndcg, recall, standardised


def test_ndcg_agrees_with_trec_eval_on_exponential_gains():
    draw = np.random.default_rng(0)
    for _ in range(50):
        grades = draw.integers(0, 4, 15)
        gains = {f"d{row}": int(2 ** int(grade) - 1) for row, grade in enumerate(grades)}
        run = {f"d{row}": float(-row) for row in range(15)}
        expected = pytrec_eval.RelevanceEvaluator({"q": gains}, {"ndcg_cut.10"}).evaluate({"q": run})
        assert ndcg(grades.tolist()) == pytest.approx(expected["q"]["ndcg_cut_10"], abs=1e-6)


def test_expected_random_ndcg_is_the_mean_over_all_orders():
    grades = [3.0, 1.0, 0.0, 2.0]
    mean = np.mean([ndcg(list(order), 2) for order in itertools.permutations(grades)])
    assert expected_random_ndcg(grades, 2) == pytest.approx(mean)


def test_nothing_relevant_scores_zero():
    assert ndcg([0, 0]) == expected_random_ndcg([0, 0]) == recall({1}, set()) == 0


def test_equal_scores_standardise_to_zero():
    assert standardised(np.array([2.0, 2.0])).tolist() == [0, 0]
