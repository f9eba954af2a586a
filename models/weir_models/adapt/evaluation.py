"""How a model ranks the domain's lists and the general ones."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weir_models.cross_encoder.lists import RankedList
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.scoring import list_scores
from weir_models.evaluate.metrics import ndcg
from weir_models.text.pair_tokens import PairTokens

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Evaluation:
    """NDCG@10 by query, of each set. Two evaluations on the same lists have the same queries in the same order."""

    domain: dict[str, float]
    """Query to the mean over its lists: one clause asked of many contracts counts once."""
    general: dict[str, dict[str, float]]
    """Set to query to the same."""

    def domain_values(self) -> Column:
        """Of each query, in order."""
        return np.array(list(self.domain.values()))

    def general_values(self) -> dict[str, Column]:
        """[queries] by set."""
        return {name: np.array(list(values.values())) for name, values in self.general.items()}

    def domain_mean(self) -> float:
        """Over queries."""
        return float(self.domain_values().mean())

    def general_mean(self) -> float:
        """Over sets, of the mean over queries: a set with many queries counts as much as one with few."""
        return float(np.mean([values.mean() for values in self.general_values().values()]))

    def state(self) -> dict[str, Any]:
        """For JSON."""
        return {"domain": self.domain, "general": self.general}

    @staticmethod
    def of_state(state: dict[str, Any]) -> "Evaluation":
        """What `state` gave."""
        return Evaluation(state["domain"], state["general"])


@dataclass(frozen=True)
class Lists:
    """What models are compared on."""

    domain: Sequence[RankedList]
    general: Sequence[RankedList]


def evaluated(model: CrossEncoder, tokens: PairTokens, lists: Lists, micro_batch: int) -> Evaluation:
    """Rank every list, in fp32 and without dropout."""
    domain = _by_query(model, tokens, lists.domain, micro_batch)
    general: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(entry.set for entry in lists.general):
        held = [entry for entry in lists.general if entry.set == name]
        general[name] = _by_query(model, tokens, held, micro_batch)
    return Evaluation(domain, general)


def _by_query(
    model: CrossEncoder, tokens: PairTokens, lists: Sequence[RankedList], micro_batch: int
) -> dict[str, float]:
    values: dict[str, list[float]] = defaultdict(list)
    for entry, scores in zip(lists, list_scores(model, tokens, lists, micro_batch), strict=True):
        order = np.argsort(-scores, kind="stable")
        values[entry.query].append(ndcg(entry.targets[order].tolist()))
    return {query: round(float(np.mean(each)), 6) for query, each in values.items()}
