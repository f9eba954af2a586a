"""A task on which plain fine-tuning must forget, and what prevents it.

`TwoWeights` ranks general lists by weights[0] and the domain's, which want the opposite, by weights[0] + weights[1].
On the domain both weights have the same gradient and so move by the same amount, from (1, 0): the domain is learnt
from a move of more than 1/2 on, and where the move passes 1 the general order has turned over.
"""

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.adapt_models import TwoWeights, match_lists, match_tokens
from weir_models.adapt.evaluation import Lists, evaluated
from weir_models.adapt.gate import Gate
from weir_models.adapt.lessons import Material, remembered_by, sampler_of, terms_of
from weir_models.adapt.methods import parse_methods
from weir_models.cross_encoder.fit import Lessons, Training, fit
from weir_models.cross_encoder.losses import margin_mse, ranknet
from weir_models.tracking.run import Run
from weir_models.training.device import Device

TRAINING = Training(steps=40, lists=4, rate=0.15, head_factor=1, decay="none", weight_decay=0.0, check_every=40)
CPU = Device(torch.device("cpu"), bf16=False)


def adapted(name: str, folder: Path) -> tuple[TwoWeights, TwoWeights]:
    """The old model, and the one that the method gives."""
    torch.set_num_threads(1)
    method = parse_methods(name)[0]
    old, model = TwoWeights(folder / "vocab.txt"), TwoWeights(folder / "vocab.txt")
    tokens = match_tokens(model)
    memory = match_lists("general", 8)
    material = Material(match_lists("domain", 8), memory, remembered_by(old, tokens, memory, 8))
    importance = {"weights": torch.tensor([2.0, 0.0])}
    terms = terms_of(method, model, lambda: importance)
    lessons = Lessons(sampler_of(method, material, 2), tokens, ranknet, margin_mse, terms=terms)
    fit(model, lessons, TRAINING, folder / method.slug, CPU, Run(None), name)
    return old, model


def test_naive_fine_tuning_learns_the_domain_and_forgets_the_rest(tmp_path: Path):
    _, model = adapted("naive", tmp_path)
    first, second = model.weights.tolist()
    assert first - 1 == pytest.approx(second, abs=1e-4)
    assert first + second < 0
    assert first < 0


@pytest.mark.parametrize("name", ["replay=0.5", "lwf=0.5", "ewc=1", "replay=0.3+l2-sp=0.001"])
def test_these_learn_the_domain_and_keep_the_rest(name: str, tmp_path: Path):
    _, model = adapted(name, tmp_path)
    first, second = model.weights.tolist()
    assert first + second < 0
    assert first > 0


def test_lwf_keeps_the_old_scores_and_not_only_their_order(tmp_path: Path):
    _, model = adapted("lwf=0.5", tmp_path)
    assert model.weights[0].item() == pytest.approx(1, abs=0.15)


def test_the_gate_tells_one_from_the_other(tmp_path: Path):
    lists = Lists(_queries("domain"), _queries("general"))
    verdicts = {}
    for name in ("naive", "replay=0.5"):
        old, model = adapted(name, tmp_path)
        tokens = match_tokens(model)
        verdicts[name] = Gate().verdict(evaluated(old, tokens, lists, 8), evaluated(model, tokens, lists, 8))
    assert not verdicts["naive"].passes
    assert "general mean falls" in verdicts["naive"].refusals[0]
    assert verdicts["naive"].domain_gain.low > 0
    assert verdicts["replay=0.5"].passes


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("naive", {"domain judged": 1.0}),
        ("replay=0.25", {"domain judged": 0.75, "general judged": 0.25}),
        ("lwf=0.4", {"domain judged": 0.6, "general teacher": 0.4}),
        ("lwf=0.4+replay=0.2", {"domain judged": 0.4, "general judged": 0.2, "general teacher": 0.4}),
    ],
)
def test_a_step_has_the_lists_that_the_method_says(name: str, shares: dict[str, float]):
    general = match_lists("general", 3)
    remembered = [type(entry)(entry.set, entry.query, entry.products, entry.targets, graded=False) for entry in general]
    sampler = sampler_of(parse_methods(name)[0], Material(match_lists("domain", 5), general, remembered), 2)
    assert sampler.chances() == pytest.approx(shares)


def _queries(name: str) -> list:
    """As many queries, which differ in a word that the model does not see."""
    entry = match_lists(name, 1)[0]
    queries = [f"{entry.query} {at}" for at in range(12)]
    rows = [np.array([0, 1]) if at % 2 else np.array([1, 0]) for at in range(12)]
    return [
        type(entry)(name, query, [entry.products[at] for at in row], entry.targets[row], graded=True, top=1.0)
        for query, row in zip(queries, rows, strict=True)
    ]
