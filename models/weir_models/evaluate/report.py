"""The report of two systems: what got better, what got worse, where, how sure that is, and at what cost."""

from collections.abc import Mapping, Sequence

import numpy as np

from weir_models.evaluate.breakdown import by_grade, by_length
from weir_models.evaluate.comparison import Contrast, contrasts
from weir_models.evaluate.document import Block, Heading, Paragraph, Plot, Rows
from weir_models.evaluate.examples import examples
from weir_models.evaluate.plots import pareto, waterfall
from weir_models.evaluate.results import Results, signed
from weir_models.evaluate.significance import Interval, bootstrap_interval, macro_interval


def title(results: Results) -> str:
    return f"{results.candidate} against {results.baseline}"


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
            waterfall([(each.name, results.difference(each)) for each in results.sets], results.k),
            f"NDCG@{results.k} of {results.candidate} less that of {results.baseline}, a query a step; "
            "the dotted line is the mean.",
        ),
        *by_length(results),
        *by_grade(results),
        *examples(results.sets, (results.baseline, results.candidate), results.k, results.examples),
        *_speed(results),
        *_method(results),
    ]


def _summary(results: Results, compared: Sequence[Contrast]) -> list[Block]:
    before, after = (results.mean_ndcg(system).mean for system in (results.baseline, results.candidate))
    difference = macro_interval([results.difference(each) for each in results.sets], results.seed)
    verdicts = [
        f"{verdict} on {', '.join(names)}"
        for verdict in ("better", "worse", "undecided")
        if (names := [each.set for each in compared if each.verdict == verdict])
    ]
    return [
        Paragraph(
            f"Mean NDCG@{results.k} over {_count(len(results.sets), 'set')}: {before:.3f} to {after:.3f}, "
            f"a difference of {signed(difference)}. By set: {'; '.join(verdicts)}."
        ),
        *_learnt(results),
        *_lacking(results),
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
        means = [_mean(results.mean_ndcg(system)) for system in results.systems]
        body.append(["mean of sets", total, f"{random:.3f}", *means])
    return Rows(["set", "queries", "random", *results.systems], body)


def _contrast_table(compared: Mapping[str, Sequence[Contrast]]) -> Rows:
    body = [
        [
            system,
            each.set,
            each.verdict,
            signed(each.difference),
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


def _speed(results: Results) -> list[Block]:
    timed = [system for system in results.systems if system in results.ms]
    if not timed:
        return []
    points = [(system, results.ms[system], results.mean_ndcg(system).mean) for system in timed]
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


def _lacking(results: Results) -> list[Block]:
    """How many queries a system did not rank, which count as 0."""
    lacking = [
        f"{system} lacks {missing} of the {len(each.queries)} queries of {each.name}"
        for each in results.sets
        for system in results.systems
        if (missing := sum(query not in each.runs[system] for query in each.queries))
    ]
    return [Paragraph(f"Mind: {'; '.join(lacking)}. They count as 0.")] if lacking else []


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


def _mean(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _p(value: float) -> str:
    return "" if np.isnan(value) else "<.001" if value < 0.001 else f"{value:.3f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
