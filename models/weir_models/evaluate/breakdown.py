"""Where a difference comes from: the length of the query, the grade of the product."""

import numpy as np

from weir_models.evaluate.document import Block, Heading, Paragraph, Plot, Rows
from weir_models.evaluate.plots import by_group
from weir_models.evaluate.results import Results, signed
from weir_models.evaluate.significance import bootstrap_interval

LENGTHS = ((1, "1 word"), (2, "2 words"), (3, "3 words"), (4, "4 words"), (None, "5 or more"))
FEWEST = 5
"""Queries of a group that is shown."""


def by_length(results: Results) -> list[Block]:
    words = np.concatenate(
        [[len(each.judged.queries[query].split()) for query in each.queries] for each in results.sets]
    )
    differences = np.concatenate([results.difference(each) for each in results.sets])
    groups, body = [], []
    for length, label in LENGTHS:
        chosen = words == length if length is not None else words >= len(LENGTHS)
        if chosen.sum() < FEWEST:
            continue
        interval = bootstrap_interval(differences[chosen], results.seed)
        before, after = (
            float(np.concatenate([each.ndcg(system) for each in results.sets])[chosen].mean())
            for system in (results.baseline, results.candidate)
        )
        groups.append((label, interval))
        body.append([label, str(int(chosen.sum())), f"{before:.3f}", f"{after:.3f}", signed(interval)])
    if not groups:
        return []
    return [
        Heading("By length of the query"),
        Paragraph(f"All queries of all sets together; lengths with fewer than {FEWEST} queries are left out."),
        Rows(["length", "queries", results.baseline, results.candidate, "difference"], body, signed=["difference"]),
        Plot("length", by_group(groups, "length of the query", results.k), "Difference by the words of the query."),
    ]


def by_grade(results: Results) -> list[Block]:
    body = []
    for each in results.sets:
        tops = {
            system: {query: set(each.top(system, query, results.k)) for query in each.queries}
            for system in (results.baseline, results.candidate)
        }
        grades = sorted({grade for query in each.queries for grade in each.qrels[query].values()}, reverse=True)
        for grade in grades if len(grades) <= 8 else ():
            judged = [
                (query, product)
                for query in each.queries
                for product, given in each.qrels[query].items()
                if given == grade
            ]
            before, after = (
                sum(product in tops[system][query] for query, product in judged) / len(judged)
                for system in (results.baseline, results.candidate)
            )
            body.append(
                [each.name, f"{grade:g}", str(len(judged)), f"{before:.1%}", f"{after:.1%}", f"{after - before:+.1%}"]
            )
    if not body:
        return []
    first = f"in the first {results.k}"
    return [
        Heading("By grade of the product"),
        Paragraph(
            f"Share of the judged products of a grade that stand {first}. More of the high grades and fewer of the low "
            "ones is better. Sets with more than 8 grades (averages) are left out."
        ),
        Rows(["set", "grade", "products", results.baseline, results.candidate, "difference"], body, text_columns=1),
    ]
