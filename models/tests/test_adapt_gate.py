"""The gate refuses what forgets or does not gain, and the frontier chooses among what is left."""

import json
from pathlib import Path

import numpy as np
import pytest

from weir_models.adapt.evaluation import Evaluation
from weir_models.adapt.frontier import Frontier, Row
from weir_models.adapt.gate import Gate
from weir_models.adapt.methods import parse_methods
from weir_models.adapt.plot import draw_frontier
from weir_models.failure import Failure


def evaluation(domain: float, general: float, noise: float = 0.0) -> Evaluation:
    """Thirty queries of the domain, and of two general sets of unlike size; `noise` is of the domain's queries."""
    draw = np.random.default_rng(1)
    queries = {f"clause {at}": domain + noise * float(draw.standard_normal()) for at in range(30)}
    return Evaluation(
        queries,
        {
            "esci": {f"q{at}": general + 0.1 for at in range(5)},
            "movies": {f"q{at}": general - 0.1 for at in range(50)},
        },
    )


BEFORE = evaluation(0.5, 0.8)


def row(name: str, domain: float, general: float, noise: float = 0.001) -> Row:
    return Row(name, name.split("=", maxsplit=1)[0], Gate().verdict(BEFORE, evaluation(domain, general, noise)), 1.0)


def test_accepts_a_sure_gain_that_costs_little():
    verdict = row("replay", 0.6, 0.8 * 0.991).verdict
    assert verdict.passes
    assert verdict.domain_gain.mean == pytest.approx(0.1, abs=0.001)
    assert verdict.general_change.mean == pytest.approx(-0.009)
    assert verdict.general_before == pytest.approx(0.8)


def test_refuses_more_than_one_percent_of_loss_however_large_the_gain():
    verdict = row("naive", 0.9, 0.8 * 0.989).verdict
    assert [refusal.split(",")[0] for refusal in verdict.refusals] == ["the general mean falls by 1.10%"]


def test_the_loss_is_relative_to_the_mean_over_sets_and_not_over_queries():
    after = evaluation(0.6, 0.8, 0.001)
    lost = Evaluation(after.domain, after.general | {"esci": dict.fromkeys(after.general["esci"], 0.9 - 0.018)})
    verdict = Gate().verdict(BEFORE, lost)
    assert verdict.general_change.mean == pytest.approx(-0.009 / 0.8)
    assert not verdict.passes


def test_refuses_a_gain_that_may_be_chance_and_a_loss():
    assert "not significant" in row("replay", 0.51, 0.8, noise=0.1).verdict.refusals[0]
    assert "does not gain" in row("replay", 0.49, 0.8).verdict.refusals[0]
    assert "does not gain" in row("replay", 0.5, 0.8, noise=0).verdict.refusals[0]


def test_chooses_the_largest_gain_of_those_that_pass():
    rows = [row("naive", 0.9, 0.7), row("replay=0.3", 0.65, 0.797), row("replay=0.6", 0.6, 0.799)]
    frontier = Frontier(BEFORE, Gate(), rows, "made-up lists")
    chosen = frontier.chosen()
    assert chosen is not None
    assert chosen.name == "replay=0.3"
    assert "| **replay=0.3** | 0.650 |" in frontier.markdown()
    assert "Chosen: replay=0.3." in frontier.report()
    assert "- naive: the general mean falls by 12.50%" in frontier.report()
    assert Frontier(BEFORE, Gate(), rows[:1], "").chosen() is None


def test_a_row_is_on_the_frontier_where_none_is_better_in_both():
    rows = [row("naive", 0.9, 0.7), row("replay", 0.65, 0.797), row("l2-sp", 0.64, 0.79)]
    assert [entry.name for entry in Frontier(BEFORE, Gate(), rows, "").best()] == ["naive", "replay"]


def test_draws_what_can_be_looked_at_and_the_same_twice(tmp_path: Path):
    frontier = Frontier(BEFORE, Gate(), [row("naive", 0.9, 0.7), row("replay=0.3", 0.65, 0.797)], "")
    svg, png = draw_frontier(frontier, tmp_path / "a")
    again, _ = draw_frontier(frontier, tmp_path / "b")
    assert svg.read_bytes() == again.read_bytes()
    assert png.read_bytes()[:4] == b"\x89PNG"
    json.dumps(frontier.state())


def test_reads_methods():
    first, second = parse_methods("replay=0.3+l2-sp=2, naive,naive")
    assert (first.strength("replay"), first.strength("l2-sp"), first.strength("ewc")) == (0.3, 2.0, 0.0)
    assert (first.family, second.domain_share) == ("replay+l2-sp", 1.0)


@pytest.mark.parametrize("wrong", ["replays", "naive=1", "naive+replay", "replay=1", "lwf=0.5+replay=0.5", "ewc=-1"])
def test_refuses_methods_that_mean_nothing(wrong: str):
    with pytest.raises(Failure, match=r"method|share|strength|list of the domain"):
        parse_methods(wrong)
