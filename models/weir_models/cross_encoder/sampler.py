"""Which lists a training step sees: domains by temperature, graded lists beside teacher-scored ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from weir_models.cross_encoder.lists import RankedList
from weir_models.failure import Failure


@dataclass(frozen=True)
class Mix:
    """How lists are drawn."""

    graded_share: float = 0.5
    """Of the lists of a step, where there are lists of both kinds."""
    temperature: float = 2.0
    """A set with n lists is drawn with weight n^(1/temperature): 1 is in proportion, a high one evenly."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Set to weight, in place of the temperature; a set that is not named is not drawn."""
    list_size: int = 12
    """Products of a list in a step."""


class Sampler:
    """Draws lists for training steps (multi-task sampling by temperature: Devlin et al., multilingual BERT, 2018)."""

    def __init__(self, lists: Sequence[RankedList], mix: Mix) -> None:
        """Raises `Failure` where there is nothing to draw."""
        self._mix = mix
        self._pools: dict[bool, dict[str, list[RankedList]]] = {True: {}, False: {}}
        for entry in lists:
            if not mix.weights or mix.weights.get(entry.set, 0) > 0:
                self._pools[entry.graded].setdefault(entry.set, []).append(entry)
        share = mix.graded_share if self._pools[False] else 1.0
        self._graded_share = share if self._pools[True] else 0.0
        if not any(self._pools.values()):
            raise Failure("there are no lists to learn from: give teacher lists or judged sets.")
        self._chances = {graded: self._chance(pools) for graded, pools in self._pools.items()}

    def drawn(self, count: int, draw: np.random.Generator) -> list[RankedList]:
        """`count` lists, each cut to the list size."""
        return [self._one(draw).cut(self._mix.list_size, draw) for _ in range(count)]

    def chances(self) -> dict[str, float]:
        """How likely a list of each set and kind is."""
        shares = {True: self._graded_share, False: 1 - self._graded_share}
        return {
            f"{name} {'judged' if graded else 'teacher'}": float(share * chance)
            for graded, share in shares.items()
            for name, chance in zip(self._pools[graded], self._chances[graded], strict=True)
        }

    def _one(self, draw: np.random.Generator) -> RankedList:
        graded = bool(draw.random() < self._graded_share)
        pools = list(self._pools[graded].values())
        pool = pools[int(draw.choice(len(pools), p=self._chances[graded]))]
        return pool[int(draw.integers(len(pool)))]

    def _chance(self, pools: Mapping[str, list[RankedList]]) -> np.ndarray:
        if self._mix.weights:
            weights = np.array([self._mix.weights[name] for name in pools])
        else:
            weights = np.array([len(pool) ** (1 / self._mix.temperature) for pool in pools.values()])
        return weights / max(weights.sum(), 1e-12)
