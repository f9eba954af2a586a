"""Reading, splitting, searching, debiasing and the baselines of the ranker."""

import numpy as np
import pytest

from tests.exports import write_export
from weir_models.evaluate.judged_lists import JudgedLists
from weir_models.failure import Failure
from weir_models.ranker.baselines import LinearBlend
from weir_models.ranker.boosting import Shape
from weir_models.ranker.cross_validation import CrossValidation, fold_of_lists, preparing
from weir_models.ranker.declarations import declarations, directions, grouped
from weir_models.ranker.export import read_domains, read_export, read_shown
from weir_models.ranker.lightgbm_ranker import LightGbmLearner
from weir_models.ranker.pooled import MOST_WEIGHT, Pooled, pool
from weir_models.ranker.search import search, seconds
from weir_models.ranker.xgboost_ranker import XgboostLearner


def shop(folder, queries: int = 20, **options):
    return read_export(write_export(folder / "train" / "shop", queries, 3, **options))


def test_an_export_whose_files_disagree_is_refused(tmp_path):
    folder = write_export(tmp_path / "shop", 4, 0)
    (folder / "features.names").write_text("bm25\n")
    with pytest.raises(Failure, match="4 features"):
        read_export(folder)
    (folder / "features.query").unlink()
    with pytest.raises(Failure, match="bin/weir features"):
        read_export(folder)


def test_exports_of_one_name_are_one_domain(tmp_path):
    folders = [write_export(tmp_path / split / "shop", 5, seed) for seed, split in enumerate(("train", "dev"))]
    (domain,) = read_domains(folders)
    assert len(domain.queries) == len(set(domain.queries)) == 10
    assert len(domain.values) == len(domain.grades) == domain.sizes.sum() == len(domain.products)


def test_both_lists_of_a_query_are_in_one_fold_and_every_fold_has_each_domain(tmp_path):
    films = read_export(write_export(tmp_path / "train" / "films", 11, 4, with_pool=True))
    pooled = pool([shop(tmp_path, with_pool=True), films])
    fold = fold_of_lists(pooled, 5, 0)
    assert all(len(set(fold[pooled.query == query])) == 1 for query in pooled.query)
    assert all(set(fold[pooled.domain == domain]) == set(range(5)) for domain in (0, 1))


def test_taking_lists_keeps_their_rows_in_order(tmp_path):
    pooled = pool([shop(tmp_path)])
    taken = pooled.take(np.array([3, 1]))
    ends = np.cumsum(pooled.sizes)
    expected = [pooled.grades[ends[at] - pooled.sizes[at] : ends[at]] for at in (3, 1)]
    np.testing.assert_array_equal(taken.grades, np.concatenate(expected))


@pytest.mark.parametrize(("weighting", "sums"), [("equal", [1, 1]), ("root", [1, 2]), ("none", [1, 4])])
def test_domains_weigh_as_asked(tmp_path, weighting, sums):
    films = read_export(write_export(tmp_path / "films", 80, 4))
    pooled = pool([shop(tmp_path), films], weighting)
    weights = np.bincount(pooled.domain, pooled.weights)
    np.testing.assert_allclose(weights / weights[0], np.array(sums) / sums[0])


def test_declared_directions_are_read_from_the_page_of_the_features():
    declared = declarations()
    features = ["bm25", "cosine_gap", "title_length", "made_up"]
    assert directions(features, declared, [], []) == [1, -1, 0, 0]
    assert directions(features, declared, ["made*"], ["bm25"]) == [-1, -1, 0, 1]
    assert grouped(features, declared) == {
        "retrieval": ["bm25", "cosine_gap"], "match": ["title_length"], "other": ["made_up"],
    }  # fmt: skip


def test_the_linear_blend_finds_both_signals_and_keeps_the_signs(tmp_path):
    pooled = pool([shop(tmp_path, 60).with_features(["bm25", "cosine", "noise"])])
    judged = pooled.judged(pooled.grades, 10)
    blend = LinearBlend(pooled, pooled.grades, [0, 0, 0], 0)
    assert judged.ndcg(blend.scores(pooled.values)).mean() > 0.9
    held_back = LinearBlend(pooled, pooled.grades, [0, -1, 0], 0)
    unit = np.array([[0.0, 0, 0], [0.0, 1, 0]])
    assert np.diff(held_back.scores(unit))[0] == pytest.approx(0, abs=1e-9)


def test_a_stopped_search_goes_on_as_if_it_had_not_been_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("weir_models.ranker.search.STARTING_TRIALS", 3)

    class Outcome:
        def __init__(self, shape: Shape) -> None:
            self.trees = shape.leaves
            self.mean = -abs(np.log(shape.rate / 0.1)) - abs(shape.columns - 0.5)

    def tried(shape, each):
        each(5, Outcome(shape).mean)
        return Outcome(shape)

    whole = search(tried, Shape(), tmp_path / "whole.db", "f", (60, 8), 0)
    search(tried, Shape(), tmp_path / "parts.db", "f", (60, 4), 0)
    parts = search(tried, Shape(), tmp_path / "parts.db", "f", (60, 8), 0)
    assert parts == whole
    assert whole[2] == 8
    assert Outcome(whole[0]).mean > Outcome(Shape()).mean
    assert whole[1] == whole[0].leaves


def test_a_budget_is_a_time():
    assert [seconds(text) for text in ("90s", "10m", "1.5h")] == [90, 600, 5400]
    with pytest.raises(Failure, match="give 90s, 10m or 1h"):
        seconds("10")


def test_clicks_are_debiased_by_their_positions_and_by_their_propensities(tmp_path):
    """A product in a high place is clicked whatever it is: `shown_high` is not what makes it relevant."""
    draw = np.random.default_rng(0)
    export = shop(tmp_path, 150, names=("signal", "shown_high"))
    place = np.concatenate([draw.permutation(size) for size in export.sizes])
    relevance = draw.normal(size=len(place))
    export.values[:, 0] = relevance + 0.5 * draw.normal(size=len(place))
    export.values[:, 1] = -place
    looked = 1 / (1 + place)
    export.grades[:] = (relevance > 0.5) & (draw.random(len(place)) < looked)
    path = tmp_path / "shown.tsv"
    queries = np.repeat(export.queries, export.sizes)
    rows = zip(queries, export.products, place, looked, strict=True)
    path.write_text(
        "query-id\tproduct-id\tposition\tpropensity\n"
        + "".join(f"{query}\t{product}\t{at + 1}\t{chance}\n" for query, product, at, chance in rows)
    )
    clicks = pool([export], shown=read_shown(path))
    assert clicks.row_weights is not None
    assert clicks.row_weights.max() == MOST_WEIGHT
    assert set(clicks.row_weights[clicks.grades == 0]) == {1}
    judged = JudgedLists((relevance > 0.5).astype(float), export.sizes)
    reached = []
    for pooled in (pool([export]), clicks):
        ensemble = LightGbmLearner(pooled, pooled.grades, [0, 0], 1).start(Shape(), 0)
        for _ in range(40):
            ensemble.grow()
        reached.append(np.nanmean(judged.ndcg(ensemble.scores(pooled.values, 0, 40))))
    assert reached[1] > reached[0] + 0.03
    with pytest.raises(Failure, match="lightgbm"):
        XgboostLearner(clicks, clicks.grades, [0, 0], 1)


def test_any_table_of_gains_can_be_learnt(tmp_path):
    pooled = pool([shop(tmp_path, 40).with_features(["bm25", "cosine"])])
    gains = np.array([0, 0.01, 0.1, 1])[pooled.grades.astype(int)]
    judged = pooled.judged(gains, 10)
    for algorithm in (LightGbmLearner, XgboostLearner):
        split = CrossValidation(pooled, gains, judged, 3, 0, preparing(algorithm, [0, 0], 1))
        grown = split.grow(Shape(rate=0.2, l2=1), 30, 30)
        assert grown.mean > np.nanmean(judged.ndcg(pooled.values[:, 0])) + 0.05


def test_two_runs_of_one_seed_grow_the_same_trees_of_thousands_of_lists_also_where_two_threads_are_given():
    draw = np.random.default_rng(0)
    sizes = draw.integers(1, 12, 5000)
    lists, rows = len(sizes), int(sizes.sum())
    values = draw.normal(size=(rows, 12))
    grades = np.clip(np.round(values[:, 0] + draw.normal(size=rows)), 0, 3)
    none = np.zeros(lists, np.int64)
    names = [f"f{at}" for at in range(12)]
    pooled = Pooled(names, values, grades, sizes, np.ones(lists), np.arange(lists), none, none, ["shop"], ["shop pool"])

    def scores() -> np.ndarray:
        ensemble = LightGbmLearner(pooled, grades, [0] * 12, 2).start(Shape(), 0)
        for at in range(3):
            ensemble.grow()
            ensemble.scores(values, at, 1)
        return ensemble.scores(values, 0, 3)

    once = scores()
    for _ in range(3):
        assert np.array_equal(scores(), once)
