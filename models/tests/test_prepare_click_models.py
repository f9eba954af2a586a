"""Click models find the examination curve and the order of relevance that a simulated log was made with."""

import numpy as np
import pytest

from weir_models.prepare.clicks import recovery
from weir_models.prepare.clicks.dbn import fit_dbn
from weir_models.prepare.clicks.examination import Examination, falling, randomised_examination, relative_rates
from weir_models.prepare.clicks.impressions import Impressions, impressions
from weir_models.prepare.clicks.log import Search
from weir_models.prepare.clicks.pbm import fit_pbm
from weir_models.prepare.clicks.prior import Shrinkage
from weir_models.prepare.clicks.simulate import KnownQuery, Logging, Shoppers, Simulated, examination, simulated

DEPTH = 10
SEARCHES = 6000


def known_queries() -> list[KnownQuery]:
    """The shop's order has nothing to do with attraction, so that position misleads as much as it can."""
    draw = np.random.default_rng(7)
    return [
        KnownQuery(f"query {row}", [f"{row}-{at}" for at in range(12)], draw.uniform(0.05, 0.9, 12))
        for row in range(15)
    ]


def as_search(made: Simulated) -> Search:
    positions = made.randomisation["positions"] if made.randomisation else []
    assert isinstance(positions, list)
    shown = [made.query.products[row] for row in made.shown]
    return Search(made.query.text, shown, frozenset(made.clicked), tuple(at - 1 for at in positions))


def logged(shoppers: Shoppers, logging: Logging, seed: int = 1) -> tuple[Impressions, list[Simulated]]:
    made = list(simulated(known_queries(), SEARCHES, shoppers, logging, np.random.default_rng(seed)))
    return impressions(map(as_search, made), DEPTH), made


def order_agreement(seen: Impressions, values: np.ndarray) -> float:
    """Mean over queries of Spearman's correlation with the true attraction, on products seen 30 times."""
    truth = {query.text: dict(zip(query.products, query.attraction, strict=True)) for query in known_queries()}
    return recovery.order_agreement(seen, values, truth, 30)


def naive(seen: Impressions) -> np.ndarray:
    return seen.clicked() / seen.shown()


@pytest.mark.parametrize(("randomise", "share", "bound"), [("shuffle", 0.3, 0.06), ("swap", 0.5, 0.12)])
def test_randomised_lists_tell_the_examination_whatever_is_relevant(randomise: str, share: float, bound: float):
    shoppers = Shoppers(bias=1.0)
    seen, _ = logged(shoppers, Logging(DEPTH, randomise, share))
    found = randomised_examination(seen)
    assert found is not None
    truth = examination(shoppers, DEPTH)
    assert np.abs(found.curve - truth).max() < bound
    inside = (found.low <= truth + 1e-9) & (truth <= found.high + 1e-9)
    assert inside.sum() >= 8


def test_pbm_finds_examination_and_order_where_click_through_does_not():
    shoppers = Shoppers(bias=1.0)
    seen, _ = logged(shoppers, Logging(DEPTH, "shuffle", 0.2))
    chance = randomised_examination(seen)
    assert chance is not None
    fitted = fit_pbm(seen, Shrinkage(2.0), chance.curve)
    assert order_agreement(seen, fitted.attraction) > 0.85
    assert order_agreement(seen, naive(seen)) < 0.7


def test_pbm_fits_examination_jointly_where_products_move():
    shoppers = Shoppers(bias=1.0)
    seen, _ = logged(shoppers, Logging(DEPTH, "none", 0, jitter=3.0))
    fitted = fit_pbm(seen, Shrinkage(1.0))
    assert np.abs(fitted.examination - examination(shoppers, DEPTH)).max() < 0.08
    assert order_agreement(seen, fitted.attraction) > 0.85
    assert order_agreement(seen, naive(seen)) < 0.7
    assert np.all(np.diff(fitted.log_likelihood) > -1e-5)


def test_pbm_keeps_the_examination_that_is_known_and_fits_the_rest():
    shoppers = Shoppers(bias=0.5)
    seen, _ = logged(shoppers, Logging(DEPTH, "none", 0, jitter=3.0))
    known = np.where(np.arange(DEPTH) < 5, examination(shoppers, DEPTH), np.nan)
    fitted = fit_pbm(seen, Shrinkage(1.0), known)
    assert np.array_equal(fitted.examination[:5], known[:5])
    assert np.abs(fitted.examination - examination(shoppers, DEPTH)).max() < 0.08


def test_dbn_finds_examination_and_order_where_click_through_does_not():
    shoppers = Shoppers(model="dbn", going_on=0.8, satisfaction=0.8)
    seen, made = logged(shoppers, Logging(DEPTH, "none", 0, jitter=2.0))
    fitted = fit_dbn(seen, Shrinkage(2.0))
    truth = np.mean([search.looked for search in made], axis=0)
    assert np.abs(fitted.examination - truth).max() < 0.05
    assert order_agreement(seen, fitted.attraction) > 0.8
    assert order_agreement(seen, fitted.attraction) > order_agreement(seen, naive(seen)) + 0.1
    assert np.all(np.diff(fitted.log_likelihood) > -1e-3)


def test_swapped_pairs_join_into_one_curve_and_what_is_not_joined_is_unknown():
    theta = np.array([1.0, 0.6, 0.3, 0.2, 0.1])
    shown = np.array([[4000, 4000, 0, 0, 0], [0, 4000, 4000, 0, 0], [0, 0, 0, 4000, 4000]])
    clicked = np.round(shown * theta * np.array([[0.5], [0.2], [0.4]])).astype(int)
    rates = relative_rates(shown, clicked)
    assert rates[:3] == pytest.approx(theta[:3], abs=1e-3)
    assert np.isnan(rates[3:]).all()


def test_a_falling_curve_is_nearest_by_clicks_and_keeps_what_is_unknown():
    none = np.full(5, np.nan)
    found = Examination(
        np.array([1.0, 0.2, 0.4, np.nan, 0.1]), none, none, np.full(5, 100), np.array([50, 29, 9, 0, 5])
    )
    assert falling(found) == pytest.approx([1, 0.25, 0.25, np.nan, 0.1], nan_ok=True)


def test_few_clicks_on_randomised_lists_tell_nothing():
    searches = [Search("a", ["x", "y"], frozenset({0}), (0, 1))] * 10
    assert randomised_examination(impressions(searches, 2)) is None


def test_seldom_seen_pairs_are_drawn_towards_the_mean():
    searches = [Search("a", ["often", "other"], frozenset({0} if row % 2 else set())) for row in range(200)]
    searches.append(Search("a", ["once"], frozenset({0})))
    seen = impressions(searches, 2)
    by_product = {
        product: value
        for (_, product), value in zip(seen.pairs, fit_pbm(seen, Shrinkage(10.0), np.ones(2)).attraction, strict=True)
    }
    assert by_product["once"] < 0.4
    assert by_product["often"] == pytest.approx(0.5, abs=0.03)
    assert fit_pbm(seen, Shrinkage(0.0), np.ones(2)).attraction[-1] == pytest.approx(1.0)
