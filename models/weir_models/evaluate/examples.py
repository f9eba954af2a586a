"""The queries that gained and lost most, with what both systems put first."""

from collections.abc import Sequence

import numpy as np

from weir_models.evaluate.comparison import SAME, OnSet
from weir_models.evaluate.document import Block, Heading, Rows

SHOWN = 5
"""Products a query."""
MOST_CHARACTERS = 80


def examples(sets: Sequence[OnSet], systems: tuple[str, str], k: int, most: int) -> list[Block]:
    """At most `most` gains and `most` losses of each set, the largest first."""
    blocks: list[Block] = []
    before, after = systems
    for sign, heading in ((1, "Queries that gained most"), (-1, "Queries that lost most")):
        found: list[Block] = []
        for each in sets:
            differences = each.ndcg(after) - each.ndcg(before)
            order = np.argsort(-sign * differences, kind="stable")[:most]
            for at in order[sign * differences[order] > SAME]:
                query = each.queries[at]
                found.append(
                    Heading(
                        f"“{each.judged.queries[query]}” ({each.name}): NDCG@{k} {each.ndcg(before)[at]:.3f} to "
                        f"{each.ndcg(after)[at]:.3f}",
                        level=3,
                    )
                )
                found.append(_side_by_side(each, query, systems))
        if found:
            blocks += [Heading(heading), *found]
    return blocks


def _side_by_side(each: OnSet, query: str, systems: tuple[str, str]) -> Rows:
    columns = [each.top(system, query, SHOWN) for system in systems]
    body = []
    for at in range(max(map(len, columns))):
        row = [str(at + 1)]
        for column in columns:
            product = column[at] if at < len(column) else None
            row += ["", ""] if product is None else [_grade(each, query, product), _text(each, product)]
        body.append(row)
    return Rows(["place", "grade", systems[0], "grade", systems[1]], body, text_columns=5)


def _grade(each: OnSet, query: str, product: str) -> str:
    grade = each.qrels[query].get(product)
    return "not judged" if grade is None else f"{grade:g}"


def _text(each: OnSet, product: str) -> str:
    text = each.judged.text(product) if product in each.judged.products else product
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 3].rstrip() + "..."
