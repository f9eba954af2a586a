"""Systems on judged sets: what each query reached, and how sure the differences to the baseline are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.data.judged_set import JudgedSet
from weir_models.data.qrels import Qrels
from weir_models.evaluate.gains import Gain
from weir_models.evaluate.metrics import expected_random
from weir_models.evaluate.query_measures import Measures, query_measures, ranked
from weir_models.evaluate.run_files import Run
from weir_models.evaluate.significance import Interval, bootstrap_interval, holm, randomisation_test, t_test

Column = NDArray[np.float64]

SAME = 1e-6
"""A difference of NDCG that is none."""


@dataclass(frozen=True)
class Depths:
    """How runs are measured."""

    gain: Gain
    k: int
    recall: int
    relevant: float
    """The least grade that counts as relevant."""


@dataclass(frozen=True)
class OnSet:
    """All systems on one set. Only queries with something that has a gain are measured."""

    judged: JudgedSet
    qrels: Qrels
    queries: list[str]
    runs: dict[str, Run]
    measures: dict[str, Measures]
    """By system."""
    random: Column
    """[queries]: NDCG that a random order of the judged products is expected to reach."""

    @property
    def name(self) -> str:
        return self.judged.name

    def ndcg(self, system: str) -> Column:
        """NDCG of each query."""
        return next(iter(self.measures[system].values()))

    def top(self, system: str, query: str, k: int) -> list[str]:
        """The first products of a query."""
        return ranked(self.runs[system].get(query, {}))[:k]


@dataclass(frozen=True)
class Contrast:
    """A system against the baseline on one set, by NDCG, paired by query."""

    set: str
    system: str
    difference: Interval
    p_t: float
    p_random: float
    p_holm: float
    """The t-test's, corrected over the sets."""
    better: int
    worse: int
    same: int

    @property
    def verdict(self) -> str:
        if not self.p_holm < 0.05:
            return "undecided"
        return "better" if self.difference.mean > 0 else "worse"


def on_set(judged: JudgedSet, qrels: Qrels, runs: dict[str, Run], depths: Depths) -> OnSet:
    """Measure all systems on the queries of a set."""
    queries = [query for query, grades in qrels.items() if depths.gain(np.array(list(grades.values()))).max() > 0]
    return OnSet(
        judged=judged,
        qrels=qrels,
        queries=queries,
        runs=runs,
        measures={
            system: query_measures(run, qrels, queries, depths.gain, depths.k, depths.recall, depths.relevant)
            for system, run in runs.items()
        },
        random=np.array(
            [expected_random(depths.gain(np.array(list(qrels[query].values()))), depths.k) for query in queries]
        ),
    )


def contrasts(sets: Sequence[OnSet], baseline: str, system: str, seed: int) -> list[Contrast]:
    """One a set."""
    differences = [each.ndcg(system) - each.ndcg(baseline) for each in sets]
    p_t = [t_test(values) for values in differences]
    corrected = holm([1.0 if np.isnan(p) else p for p in p_t])
    return [
        Contrast(
            set=each.name,
            system=system,
            difference=bootstrap_interval(values, seed),
            p_t=p_t[at],
            p_random=randomisation_test(values, seed),
            p_holm=corrected[at],
            better=int(np.sum(values > SAME)),
            worse=int(np.sum(values < -SAME)),
            same=int(np.sum(np.abs(values) <= SAME)),
        )
        for at, (each, values) in enumerate(zip(sets, differences, strict=True))
    ]
