"""The int8 form of a bi-encoder: the cheapest that ranks as fp32 does, measured where nothing was learnt."""

import pytest

from tests.reranker_data import write_set
from weir_models.data.judged_set import load
from weir_models.encoder.encoder_int8 import lightest
from weir_models.encoder.encoder_quality import Examination, splits_to_measure_on
from weir_models.quantise.agreement import Agreement
from weir_models.quantise.int8 import Scheme

MATMULS = {f"layer.{layer}/{part}/": 1 for layer in (0, 1) for part in ("intermediate", "output")}
SCHEMES = [Scheme(seven_bits=True), Scheme(), Scheme([], seven_bits=True)]


def chosen(correlations: list[float], kept: float = 0.0) -> tuple[Scheme, list[Scheme]]:
    """Each scheme has a correlation, which rises by `kept` for a node that stays fp32."""
    measured: list[Scheme] = []

    def measure(scheme: Scheme) -> Agreement:
        measured.append(scheme)
        whole = next(at for at, each in enumerate(SCHEMES) if str(each) == str(scheme))
        return Agreement(0, correlations[whole] + kept * len(scheme.keep))

    scheme, found = lightest(measure, SCHEMES, MATMULS, lambda agreed: agreed.correlation >= 0.99)
    assert found.nodes == scheme.keep
    return scheme, measured


def test_the_first_scheme_that_passes_is_taken_and_a_dearer_one_is_not_looked_at():
    scheme, measured = chosen([0.98, 0.991, 0.999])
    assert scheme is SCHEMES[1]
    assert measured == SCHEMES[:2]


def test_where_none_passes_the_best_one_keeps_what_it_needs_in_fp32():
    scheme, measured = chosen([0.97, 0.985, 0.98], kept=0.006)
    assert (str(scheme), len(scheme.keep)) == (str(SCHEMES[1]), 1)
    assert measured[-1] == scheme


def test_where_nothing_helps_the_best_that_was_found_is_returned_for_the_gate_to_refuse():
    scheme, _ = chosen([0.5, 0.6, 0.4])
    assert str(scheme) == str(SCHEMES[1])


@pytest.mark.parametrize(
    ("learnt_from", "splits", "queries"),
    [([], ("train", "dev"), 24), (["esci"], ("dev",), 8), (["texts of esci"], ("dev",), 8)],
)
def test_train_queries_are_measured_on_only_where_nothing_was_learnt(learnt_from, splits, queries, tmp_path):
    assert splits_to_measure_on(learnt_from) == splits
    judged = load("esci", write_set(tmp_path / "data"))
    exam = Examination(judged, splits_to_measure_on(learnt_from), 100, 60, (8, 8))
    assert len(exam.pools) == queries
