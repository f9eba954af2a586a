"""The report of two systems: what got better, what got worse, where, how sure that is, and at what cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from weir_models.evaluate.comparison import Contrast, OnSet, contrasts
from weir_models.evaluate.document import Block, Heading, Paragraph, Plot, Rows
from weir_models.evaluate.examples import examples
from weir_models.evaluate.plots import by_group, pareto, waterfall
from weir_models.evaluate.significance import Interval, bootstrap_interval, macro_interval

LENGTHS = ((1, "1 word"), (2, "2 words"), (3, "3 words"), (4, "4 words"), (None, "5 or more"))
FEWEST = 5
"""Queries of a group that is shown."""


@dataclass(frozen=True)
class Results:
    """Everything that was measured."""

    sets: list[OnSet]
    systems: list[str]
    """The baseline first."""
    candidate: str
    """The one that is looked at closely."""
    ms: Mapping[str, float]
    """For 20 pairs, mean over the sets; systems that were not timed are missing."""
    machine: str
    k: int
    gains: str
    splits: str
    learnt: Mapping[str, Sequence[str]]
    """Sets that a system has learnt from, as its manifests say."""
    seed: int
    examples: int
    """Queries shown a set, of gains and of losses."""

    @property
    def baseline(self) -> str:
        return self.systems[0]


def title(results: Results) -> str:
    return f"{results.candidate} against {results.baseline}"


def mean_ndcg(results: Results, system: str) -> Interval:
    """Mean over the sets."""
    return macro_interval([each.ndcg(system) for each in results.sets], results.seed)


def report(results: Results) -> list[Block]:
    """The blocks, in the order in which they are read."""
    compared = {
        system: contrasts(results.sets, results.baseline, system, results.seed) for system in results.systems[1:]
    }
    closely = compared[results.candidate]
    return [
        *_summary(results, closely),
        Heading(f"NDCG@{results.k}"),
        Paragraph(
            "Mean over queries, with the 95 % interval of a bootstrap over queries. random: what a random order of the "
            "judged products is expected to reach."
        ),
        _ndcg_table(results),
        Heading(f"Differences to {results.baseline}"),
        Paragraph(
            f"NDCG@{results.k}, paired by query. p: of the paired t-test, of the randomisation test, and of the t-test "
            "corrected for the number of sets (Holm). A verdict needs the corrected p below .05."
        ),
        _contrast_table(compared),
        Heading("Other measures"),
        _measures_table(results),
        Heading("Query by query"),
        Plot(
            "queries",
            waterfall([(each.name, _difference(results, each)) for each in results.sets], results.k),
            f"NDCG@{results.k} of {results.candidate} less that of {results.baseline}, a query a step; "
            "the dotted line is the mean.",
        ),
        *_by_length(results),
        *_by_grade(results),
        *examples(results.sets, (results.baseline, results.candidate), results.k, results.examples),
        *_speed(results),
        *_method(results),
    ]


def _summary(results: Results, compared: Sequence[Contrast]) -> list[Block]:
    before, after = (mean_ndcg(results, system).mean for system in (results.baseline, results.candidate))
    difference = macro_interval([_difference(results, each) for each in results.sets], results.seed)
    words = "rises" if difference.low > 0 else "falls" if difference.high < 0 else "does not surely change"
    verdicts = [
        f"{verdict} on {', '.join(names)}"
        for verdict in ("better", "worse", "undecided")
        if (names := [each.set for each in compared if each.verdict == verdict])
    ]
    return [
        Paragraph(
            f"Mean NDCG@{results.k} over {_count(len(results.sets), 'set')} {words}: {before:.3f} to {after:.3f}, "
            f"{_signed(difference)}. {results.candidate} is {'; '.join(verdicts)}."
        ),
        *_learnt(results),
    ]


def _ndcg_table(results: Results) -> Rows:
    body = [
        [each.name, str(len(each.queries)), f"{each.random.mean():.3f}"]
        + [_mean(bootstrap_interval(each.ndcg(system), results.seed)) for system in results.systems]
        for each in results.sets
    ]
    if len(results.sets) > 1:
        random = float(np.mean([each.random.mean() for each in results.sets]))
        total = str(sum(len(each.queries) for each in results.sets))
        means = [_mean(mean_ndcg(results, system)) for system in results.systems]
        body.append(["mean of sets", total, f"{random:.3f}", *means])
    return Rows(["set", "queries", "random", *results.systems], body)


def _contrast_table(compared: Mapping[str, Sequence[Contrast]]) -> Rows:
    body = [
        [
            system,
            each.set,
            each.verdict,
            _signed(each.difference),
            _p(each.p_t),
            _p(each.p_random),
            _p(each.p_holm),
            f"{each.better} / {each.worse} / {each.same}",
        ]
        for system, several in compared.items()
        for each in several
    ]
    head = ["system", "set", "verdict", "difference", "p t", "p random", "p Holm", "better / worse / same queries"]
    return Rows(head, body, text_columns=3, signed=["difference"])


def _measures_table(results: Results) -> Rows:
    names = list(results.sets[0].measures[results.baseline])[1:]
    body = [
        [each.name, system, *(f"{each.measures[system][name].mean():.3f}" for name in names)]
        for each in results.sets
        for system in results.systems
    ]
    return Rows(["set", "system", *names], body, text_columns=2)


def _by_length(results: Results) -> list[Block]:
    words = np.concatenate(
        [[len(each.judged.queries[query].split()) for query in each.queries] for each in results.sets]
    )
    differences = np.concatenate([_difference(results, each) for each in results.sets])
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
        body.append([label, str(int(chosen.sum())), f"{before:.3f}", f"{after:.3f}", _signed(interval)])
    if not groups:
        return []
    return [
        Heading("By length of the query"),
        Paragraph(f"All queries of all sets together; lengths with fewer than {FEWEST} queries are left out."),
        Rows(["length", "queries", results.baseline, results.candidate, "difference"], body, signed=["difference"]),
        Plot("length", by_group(groups, "length of the query", results.k), "Difference by the words of the query."),
    ]


def _by_grade(results: Results) -> list[Block]:
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


def _speed(results: Results) -> list[Block]:
    timed = [system for system in results.systems if system in results.ms]
    if not timed:
        return []
    points = [(system, results.ms[system], mean_ndcg(results, system).mean) for system in timed]
    body = [[name, f"{ms:.1f}", f"{ndcg:.3f}"] for name, ms, ndcg in points]
    return [
        Heading("Speed beside quality"),
        Paragraph(
            f"On {results.machine}. A cross-encoder scores 20 pairs as serving does; a bi-encoder encodes the query, "
            "as the vectors of products are there before. Median of 9 repetitions, mean over the sets."
        ),
        Rows(["system", "ms for 20 pairs", f"mean NDCG@{results.k}"], body),
        Plot(
            "speed",
            pareto(points, results.k),
            "Up and to the left is better; the dotted line joins what is beaten by none.",
        ),
    ]


def _method(results: Results) -> list[Block]:
    return [
        Heading("How this was measured"),
        Paragraph(
            f"Queries of {results.splits} that have a product with a gain; {results.gains} gains; seed {results.seed}. "
            "Scores are compared in float32 and ties broken by id, as trec_eval does. A product without a judgment is "
            "worth nothing, and a query that a run lacks has an empty list."
        ),
    ]


def _learnt(results: Results) -> list[Block]:
    """What flatters a system, where train queries are among those measured."""
    names = {each.name for each in results.sets}
    seen = {system: sorted(names & set(learnt)) for system, learnt in results.learnt.items()}
    if "train" not in results.splits.split(","):
        return []
    return [
        Paragraph(f"Mind: {system} has learnt from train queries of {', '.join(sets)}, which flatters it there.")
        for system, sets in seen.items()
        if sets
    ]


def _difference(results: Results, each: OnSet) -> np.ndarray:
    return each.ndcg(results.candidate) - each.ndcg(results.baseline)


def _mean(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _signed(interval: Interval) -> str:
    return f"{interval.mean:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}]"


def _p(value: float) -> str:
    return "" if np.isnan(value) else "<.001" if value < 0.001 else f"{value:.3f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
