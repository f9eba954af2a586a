"""Each loss is its formula, written out slowly here, and its gradient is that of the formula."""

import itertools
import math

import numpy as np
import pytest
import torch

from weir_models.cross_encoder.losses import JUDGED, TEACHER, parse_loss
from weir_models.failure import Failure

LOSSES = JUDGED | TEACHER


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def softmax(values: list[float]) -> list[float]:
    total = sum(math.exp(value) for value in values)
    return [math.exp(value) / total for value in values]


def slow_bce(s, g):
    return -sum(y * math.log(sigmoid(x)) + (1 - y) * math.log(1 - sigmoid(x)) for x, y in zip(s, g, strict=True)) / len(
        s
    )


def slow_ranknet(s, g):
    pairs = [(i, j) for i in range(len(s)) for j in range(len(s)) if g[i] > g[j]]
    total = sum(g[i] - g[j] for i, j in pairs)
    return sum((g[i] - g[j]) * -math.log(sigmoid(s[i] - s[j])) for i, j in pairs) / total


def slow_listnet(s, g):
    return -sum(y / sum(g) * math.log(p) for p, y in zip(softmax(s), g, strict=True))


def slow_lambdaloss(s, g):
    def discount(rank):
        return math.log2(1 + rank)

    rank = {item: place for place, item in enumerate(sorted(range(len(s)), key=lambda i: -s[i]), 1)}
    best = sum(gain / discount(place) for place, gain in enumerate(sorted(g, reverse=True), 1))
    total = 0.0
    for i, j in itertools.permutations(range(len(s)), 2):
        if g[i] > g[j]:
            apart = abs(rank[i] - rank[j])
            delta = abs(1 / discount(apart) - 1 / discount(apart + 1))
            rho = abs(1 / discount(rank[i]) - 1 / discount(rank[j]))
            total += (rho + 10 * delta) * (g[i] - g[j]) / best * math.log2(1 + math.exp(s[j] - s[i]))
    return total


def slow_margin_mse(s, t):
    margins = [((s[i] - s[j]) - (t[i] - t[j])) ** 2 for i in range(len(s)) for j in range(len(s))]
    return sum(margins) / len(margins) / 2


def slow_mse(s, t):
    return sum((x - y) ** 2 for x, y in zip(s, t, strict=True)) / len(s)


def slow_kl(s, t):
    return sum(p * math.log(p / q) for p, q in zip(softmax(t), softmax(s), strict=True))


SLOW = {
    "bce": slow_bce,
    "ranknet": slow_ranknet,
    "listnet": slow_listnet,
    "lambdaloss": slow_lambdaloss,
    "margin-mse": slow_margin_mse,
    "mse": slow_mse,
    "kl": slow_kl,
}


def example(name: str, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    draw = np.random.default_rng(seed)
    scores = torch.tensor(draw.normal(size=7) * 2, dtype=torch.float64, requires_grad=True)
    targets = draw.choice([0, 1 / 7, 3 / 7, 1], 7) if name in JUDGED else draw.normal(size=7)
    if name in JUDGED:
        targets[:2] = 1, 0
    return scores, torch.tensor(targets, dtype=torch.float64)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("seed", range(3))
def test_loss_is_its_formula_and_so_is_its_gradient(name: str, seed: int):
    scores, targets = example(name, seed)
    values = scores.detach().tolist()
    loss = LOSSES[name](scores, targets)
    assert loss.item() == pytest.approx(SLOW[name](values, targets.tolist()), rel=1e-9)
    loss.backward()
    assert scores.grad is not None
    for at in range(len(values)):
        above, below = list(values), list(values)
        above[at] += 1e-6
        below[at] -= 1e-6
        slope = (SLOW[name](above, targets.tolist()) - SLOW[name](below, targets.tolist())) / 2e-6
        assert float(scores.grad[at]) == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("name", LOSSES)
def test_descent_puts_the_list_in_the_order_of_its_targets(name: str):
    _, targets = example(name, 5)
    scores = torch.zeros(7, dtype=torch.float64, requires_grad=True)
    with torch.no_grad():
        scores += 0.01 * torch.arange(7)
    optimiser = torch.optim.Adam([scores], lr=0.05)
    for _ in range(400):
        optimiser.zero_grad()
        LOSSES[name](scores, targets).backward()
        optimiser.step()
    ordered = targets[scores.argsort(descending=True)]
    assert ordered.tolist() == sorted(targets.tolist(), reverse=True)


@pytest.mark.parametrize("name", JUDGED)
def test_a_list_of_one_grade_has_a_finite_loss(name: str):
    scores = torch.tensor([0.3, -1.0], requires_grad=True)
    loss = JUDGED[name](scores, torch.zeros(2))
    loss.backward()
    assert torch.isfinite(loss)
    assert scores.grad is not None
    assert torch.isfinite(scores.grad).all()


def test_weighted_sum_is_read_and_an_unknown_name_is_refused():
    scores, targets = torch.tensor([1.0, 0.5]), torch.tensor([0.2, 0.1])
    both = parse_loss("kl,mse=.5", TEACHER)(scores, targets)
    assert float(both) == pytest.approx(float(TEACHER["kl"](scores, targets) + 0.5 * TEACHER["mse"](scores, targets)))
    with pytest.raises(Failure, match="margin-mse, mse, kl"):
        parse_loss("klx", TEACHER)
