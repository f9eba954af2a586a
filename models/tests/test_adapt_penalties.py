"""The penalties of L2-SP and EWC, and WiSE-FT, against closed forms."""

import copy
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.adapt_models import TwoWeights, match_lists, match_tokens
from weir_models.adapt.anchor import Anchor, fisher_information
from weir_models.adapt.interpolation import interpolated
from weir_models.cross_encoder.fit import Step
from weir_models.cross_encoder.scoring import Scored


@pytest.fixture
def model(tmp_path: Path) -> TwoWeights:
    return TwoWeights(tmp_path / "vocab.txt")


def step_of(model: TwoWeights) -> Step:
    return Step(1, model, [], Scored(torch.zeros(0), None))


def test_l2_sp_is_half_the_squared_distance_from_the_start(model: TwoWeights):
    anchor = Anchor(model, 3.0)
    assert anchor(step_of(model)).item() == 0
    with torch.no_grad():
        model.weights.add_(torch.tensor([0.5, -2.0]))
    penalty = anchor(step_of(model))
    assert penalty.item() == pytest.approx(3 / 2 * (0.25 + 4))
    penalty.backward()
    assert model.weights.grad is not None
    assert model.weights.grad.tolist() == pytest.approx([1.5, -6.0])


def test_ewc_weighs_each_distance_by_its_importance(model: TwoWeights):
    anchor = Anchor(model, 2.0, {"weights": torch.tensor([0.1, 10.0])})
    with torch.no_grad():
        model.weights.add_(1)
    assert anchor(step_of(model)).item() == pytest.approx(0.1 + 10)


def test_a_weight_that_is_frozen_is_not_held(model: TwoWeights):
    model.weights.requires_grad_(False)
    model.other.requires_grad_(True)
    anchor = Anchor(model, 1.0)
    with torch.no_grad():
        model.weights.add_(5)
        model.other.add_(2)
    assert anchor(step_of(model)).item() == pytest.approx(2)


def test_the_fisher_information_of_a_softmax_over_scores_is_the_variance_of_its_features(model: TwoWeights):
    """Of logits w.x it is E[(x - E x)^2]; general lists have x = (matches, 0), so the second weight has none."""
    lists = match_lists("general", 40)
    model.other.requires_grad_(False)
    found = fisher_information(model, match_tokens(model), lists, 16, np.random.default_rng(0))["weights"]
    assert found[1] == 0
    assert found.mean().item() == pytest.approx(1)

    domain = match_lists("domain", 40)
    both = fisher_information(model, match_tokens(model), domain, 16, np.random.default_rng(0))["weights"]
    assert both[0].item() == pytest.approx(both[1].item())


def test_the_fisher_information_grows_with_what_a_list_depends_on(model: TwoWeights):
    """Two products, one of which matches: p (1 - p) of the first weight, p = sigmoid of it, whatever is drawn."""
    lists = match_lists("general", 1, size=2)
    with torch.no_grad():
        model.weights.zero_()
    model.other.requires_grad_(True)
    found = fisher_information(model, match_tokens(model), lists, 16, np.random.default_rng(0))
    # 1/4, 0 and of the unused weight 0, scaled to a mean of 1 over three.
    assert found["weights"].tolist() == pytest.approx([3.0, 0.0])
    assert found["other"].tolist() == [0.0]


def test_wise_ft_ends_in_its_two_models(model: TwoWeights):
    new = copy.deepcopy(model)
    with torch.no_grad():
        new.weights.copy_(torch.tensor([0.3, -7.1]))
    for alpha, end in ((0.0, model), (1.0, new)):
        assert torch.equal(interpolated(model, new, alpha).weights, end.weights)
    halfway = interpolated(model, new, 0.5).weights
    assert torch.allclose(halfway, (model.weights + new.weights) / 2)
    assert torch.equal(new.weights, torch.tensor([0.3, -7.1]))
