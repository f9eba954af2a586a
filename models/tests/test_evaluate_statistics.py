"""Gains, NDCG of lists with ties, intervals and paired tests."""

import itertools

import numpy as np
import pytest
from scipy import stats

from weir_models.evaluate.gains import parse_gains
from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.evaluate.metrics import ndcg
from weir_models.evaluate.significance import (
    bootstrap_interval,
    holm,
    macro_interval,
    randomisation_test,
    t_test,
)
from weir_models.failure import Failure


def test_gains_are_read_as_weir_eval_reads_them():
    grades = np.array([0.0, 1, 2, 3])
    assert parse_gains("exponential")(grades).tolist() == [0, 1, 3, 7]
    assert parse_gains("linear")(grades).tolist() == [0, 1, 2, 3]
    assert parse_gains("3=1,2=.1, 1=0.01")(grades).tolist() == [0, 0.01, 0.1, 1]
    with pytest.raises(Failure, match="no gain for grade 2"):
        parse_gains("3=1,1=0.01")(grades)
    with pytest.raises(Failure, match="not read"):
        parse_gains("cubic")


def test_ndcg_of_many_lists_is_that_of_each():
    draw = np.random.default_rng(0)
    sizes = draw.integers(1, 30, 40)
    grades = draw.integers(0, 4, sizes.sum()).astype(float)
    scores = draw.normal(size=sizes.sum())
    found = JudgedLists(np.exp2(grades) - 1, sizes).ndcg(scores)
    ends = np.cumsum(sizes)
    for at, (end, size) in enumerate(zip(ends, sizes, strict=True)):
        rows = slice(end - size, end)
        expected = ndcg(grades[rows][np.argsort(-scores[rows])].tolist())
        assert found[at] == pytest.approx(expected) if grades[rows].max() > 0 else np.isnan(found[at])


def test_tied_rows_count_as_the_mean_over_their_orders():
    gains = np.array([3.0, 0, 1, 0])
    tied = JudgedLists(gains, np.array([4]), 2).ndcg(np.array([1.0, 1, 1, 0]))
    orders = [
        JudgedLists(gains, np.array([4]), 2).ndcg(np.array([*order, 0.0]))
        for order in itertools.permutations((3, 2, 1))
    ]
    assert tied == pytest.approx(np.mean(orders))


def test_a_missing_score_ranks_last():
    assert JudgedLists(np.array([0.0, 1]), np.array([2])).ndcg(np.array([np.nan, -1e300])) == 1


def test_bootstrap_intervals_hold_the_true_mean_as_often_as_they_say():
    draw = np.random.default_rng(1)
    held = 0
    for seed in range(200):
        interval = bootstrap_interval(draw.beta(2, 1, 60), seed, rounds=400)
        held += interval.low <= 2 / 3 <= interval.high
    assert 0.89 <= held / 200 <= 0.985


def test_the_interval_of_a_mean_of_sets_weighs_sets_not_queries():
    few, many = np.array([0.0, 0.2]), np.full(1000, 0.9)
    interval = macro_interval([few, many])
    assert interval.mean == pytest.approx(0.5)
    assert interval.low == pytest.approx(0.45)
    assert interval.high == pytest.approx(0.55)


def test_paired_tests_agree_with_scipy_and_with_the_exact_share_of_sign_flips():
    differences = np.array([0.1, 0.05, 0, 0.2, 0.05, 0.1])
    assert t_test(differences) == pytest.approx(stats.ttest_1samp(differences, 0)[1])
    assert randomisation_test(differences, rounds=20_000) == pytest.approx(2 / 32, abs=0.006)
    assert t_test(np.zeros(5)) == randomisation_test(np.zeros(5)) == 1


def test_holm_multiplies_by_the_tests_that_are_left_and_never_falls():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
