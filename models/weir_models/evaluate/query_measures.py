"""NDCG, MRR, MAP and recall of a run, query by query, as trec_eval computes them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from weir_models.data.qrels import Qrels
from weir_models.evaluate.gains import Gain
from weir_models.evaluate.run_files import Run

Column = NDArray[np.float64]
Measures = dict[str, Column]
"""Measure to [queries]."""


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Products in trec_eval's order: score descending in float32, ties by id descending (form_res_rels.c)."""
    return sorted(scores, key=lambda product: (np.float32(scores[product]), product.encode()), reverse=True)


def query_measures(
    run: Run, qrels: Qrels, queries: Sequence[str], gain: Gain, k: int, depth: int, relevant: float
) -> Measures:
    """Measure the run on these queries.

    A product without a judgment is worth nothing, one that the run lacks is not found, and a query that the run lacks
    has an empty list. With linear gains these are trec_eval's ndcg_cut_k, recip_rank, map and recall_depth.

    Args:
        run: what was ranked.
        qrels: what was judged.
        queries: in the order of the result.
        gain: worth of a grade.
        k: cut-off of NDCG.
        depth: cut-off of recall.
        relevant: the least grade that counts as relevant for MRR, MAP and recall.
    """
    rows = [_measured(run.get(query, {}), qrels[query], gain, k, depth, relevant) for query in queries]
    names = (f"NDCG@{k}", "MRR", "MAP", f"recall@{depth}")
    return {name: np.array([row[at] for row in rows], np.float64) for at, name in enumerate(names)}


def _measured(
    scores: Mapping[str, float], judgments: Mapping[str, float], gain: Gain, k: int, depth: int, relevant: float
) -> tuple[float, float, float, float]:
    order = ranked(scores)
    worth = dict(zip(judgments, gain(np.array(list(judgments.values()), np.float64)).tolist(), strict=True))
    found = _discounted([worth.get(product, 0.0) for product in order[:k]])
    ideal = _discounted(sorted(worth.values(), reverse=True)[:k])
    hits = np.array([judgments.get(product, -np.inf) >= relevant for product in order], bool)
    total = sum(grade >= relevant for grade in judgments.values())
    at = np.flatnonzero(hits)
    if total == 0:
        return (found / ideal if ideal > 0 else 0.0, 0.0, 0.0, 0.0)
    precision = np.arange(1, len(at) + 1) / (at + 1)
    reciprocal = 1 / (int(at[0]) + 1) if len(at) else 0.0
    return (
        found / ideal if ideal > 0 else 0.0,
        reciprocal,
        float(precision.sum()) / total,
        int(hits[:depth].sum()) / total,
    )


def _discounted(gains: Sequence[float]) -> float:
    return float(np.asarray(gains) @ (1 / np.log2(np.arange(2, len(gains) + 2))))
