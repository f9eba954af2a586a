"""Products that a model reads alike, and queries that are the same, become one; what was dropped is told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from weir_models.data.judged_set import JudgedSet
from weir_models.prepare.query_text import same_query_key

EXAMPLES_KEPT = 5


@dataclass
class Dropped:
    """Counts and some examples by reason."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reason: str, example: str, count: int = 1) -> None:
        self.counts[reason] += count
        if len(self.examples[reason]) < EXAMPLES_KEPT:
            self.examples[reason].append(example)

    def rows(self) -> dict[str, dict[str, object]]:
        """As the report keeps them."""
        return {reason: {"count": count, "examples": self.examples[reason]} for reason, count in self.counts.items()}


def distinct_products(judged: JudgedSet, dropped: Dropped) -> dict[str, str]:
    """Each product's id to the id of the first one with the same text, case aside; those without text are left out."""
    first: dict[str, str] = {}
    kept: dict[str, str] = {}
    for product in judged.products:
        text = judged.text(product).casefold()
        if not text:
            dropped.add("products without text", product)
            continue
        kept[product] = first.setdefault(text, product)
        if kept[product] != product:
            dropped.add("products whose text another has", f"{product} as {kept[product]}: {text[:60]}")
    return kept


def merged_grades(
    grades: Mapping[str, float], kept: Mapping[str, str], query: str, dropped: Dropped
) -> dict[str, float]:
    """Grades by the products that are kept. Where alike products were graded apart, the higher grade holds."""
    merged: dict[str, float] = {}
    for product, grade in grades.items():
        if product not in kept:
            dropped.add("judgments of products that are not there", f"{query}: {product}")
            continue
        one = kept[product]
        if one in merged:
            dropped.add("judgments of products whose text another has", f"{query}: {product} as {one}")
            if merged[one] != grade:
                dropped.add("of these, graded apart", f"{query}: {one} {merged[one]:g}, {product} {grade:g}")
        merged[one] = max(grade, merged.get(one, grade))
    return merged


def same_queries(texts: Iterable[str], ignore_word_order: bool) -> dict[str, str]:
    """Each text to the first one that is the same query."""
    first: dict[str, str] = {}
    return {text: first.setdefault(same_query_key(text, ignore_word_order), text) for text in texts}
