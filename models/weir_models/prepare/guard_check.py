"""How well the guard against false negatives knows relevant products, on products whose grades are known."""

from collections.abc import Mapping

import numpy as np

from weir_models.prepare.pair_lists import PairList


class GuardCheck:
    """Counts judged products above and below the guard's limit: what it would have skipped of positives and of others.

    The limit of a list is taken from half of its positives, and tried on the other half and on grade 0.
    """

    def __init__(self) -> None:
        self._skipped = {"positive": 0, "irrelevant": 0}
        self._seen = {"positive": 0, "irrelevant": 0}

    def add(self, entry: PairList, scores: Mapping[str, float], skip_above: float) -> None:
        """Count one judged list, with the similarity of each of its products."""
        positives = [product for product in entry.positives() if product in scores]
        known, tried = positives[::2], positives[1::2]
        irrelevant = [
            product
            for product, grade in zip(entry.products, entry.grades, strict=True)
            if grade == 0 and product in scores
        ]
        if not tried or not irrelevant:
            return
        limit = float(np.median([scores[product] for product in known])) * skip_above
        for kind, products in (("positive", tried), ("irrelevant", irrelevant)):
            self._seen[kind] += len(products)
            self._skipped[kind] += sum(scores[product] > limit for product in products)

    def told(self, skip_above: float) -> str:
        """One sentence, or that nothing could be checked."""
        if not self._seen["positive"]:
            return "The guard could not be checked: no list has two positives and a product of grade 0."
        shares = {kind: self._skipped[kind] / self._seen[kind] for kind in self._seen}
        return (
            f"The guard at {skip_above:g}, tried on judged products: it skips {shares['positive']:.0%} of "
            f"{self._seen['positive']} positives, and {shares['irrelevant']:.0%} of {self._seen['irrelevant']} "
            "products of grade 0, all drawn where people judged, so harder than the catalogue."
        )
