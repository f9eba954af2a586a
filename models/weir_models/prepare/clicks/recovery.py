"""How much of what a log was simulated with a click model finds again."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from weir_models.failure import Failure
from weir_models.prepare.clicks.impressions import Impressions
from weir_models.prepare.query_text import query_id

Numbers = NDArray[np.float64]


def order_agreement(seen: Impressions, values: Numbers, truth: dict[str, dict[str, float]], fewest: int) -> float:
    """Mean over queries of Spearman's correlation of `values` with the true attraction.

    Args:
        seen: the log.
        values: [pairs] what is believed of each pair.
        truth: attraction by query text and product.
        fewest: impressions that a pair must have; a query counts with three such pairs that are not all alike.
    """
    known = {query_id(text): attraction for text, attraction in truth.items()}
    shown = seen.shown()
    rows: dict[str, list[int]] = {}
    for number, (query, product) in enumerate(seen.pairs):
        if shown[number] >= fewest and product in known.get(query, {}):
            rows.setdefault(query, []).append(number)
    correlations = []
    for query, own in rows.items():
        true = [known[query][seen.pairs[number][1]] for number in own]
        if len(own) >= 3 and len(set(true)) > 1 and len(set(values[own].tolist())) > 1:
            correlations.append(float(np.corrcoef(rankdata(values[own]), rankdata(true))[0, 1]))
    return float(np.mean(correlations)) if correlations else float("nan")


def read_truth(path: Path) -> tuple[Numbers, dict[str, dict[str, float]]]:
    """Examination by position, and attraction by query text and product, as `simulate-clicks` wrote them."""
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
        return np.array(truth["examination"], float), truth["attraction"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure(f"{path} is no truth.json of simulate-clicks: {error!r}.") from error
