"""Which parts of a model must stay fp32 so that int8 ranks as well: measured group by group, the cheapest that pass."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from weir_models.quantise.agreement import Agreement

Try = Callable[[frozenset[str]], Agreement]
"""Quantises with these nodes kept, and measures."""


@dataclass(frozen=True)
class Found:
    """A set of groups that stay fp32."""

    groups: tuple[str, ...]
    nodes: frozenset[str]
    agreement: Agreement
    share: float
    """Of the products that stay fp32, which cost about twice what int8 ones do."""


def groups_of(matmuls: Mapping[str, int]) -> dict[str, list[str]]:
    """Nodes by layer and kind: `layer.0 attention`, `layer.0 attention output`, `layer.0 in`, `layer.0 out`, `head`.

    A last layer that is computed for the first token alone has its projections outside of a layer: `last attention`.
    """
    groups: dict[str, list[str]] = {}
    for name in matmuls:
        layer = re.search(r"layer\.\d+", name)
        kind = next((kind for part, kind in _KINDS if re.search(part, name)), "head")
        groups.setdefault(f"{layer[0] if layer else 'last'} {kind}" if kind != "head" else kind, []).append(name)
    return groups


_KINDS = (
    (r"query/|key/|value/", "attention"),
    (r"attention/output/", "attention output"),
    (r"intermediate/", "in"),
    (r"output/", "out"),
)


def search(
    matmuls: Mapping[str, int],
    tried: Try,
    passes: Callable[[Agreement], bool],
    told: Callable[[Found], None],
    most_share: float = 0.5,
) -> Found:
    """The cheapest set of groups to keep fp32 that passes, as far as a greedy search finds it.

    Nothing is kept where everything may be quantised. Else each group is kept alone, which tells what it costs in rank
    correlation; groups are then added by what they win for each product they cost, until the set passes, and those that
    it passes without are taken away again, the dearest first.

    Args:
        matmuls: nodes with how many products a token costs in each.
        tried: measures.
        passes: the gate.
        told: is given each set that is measured.
        most_share: give up beyond this share of the products; int8 would be no gain.

    Returns:
        The set that passes, or where none does the one that agrees best.
    """
    groups = groups_of(matmuls)
    total = sum(matmuls.values())
    known: dict[frozenset[str], Found] = {}

    def measured(names: tuple[str, ...]) -> Found:
        nodes = frozenset(node for name in names for node in groups[name])
        if nodes not in known:
            known[nodes] = Found(names, nodes, tried(nodes), sum(matmuls[node] for node in nodes) / total)
            told(known[nodes])
        return known[nodes]

    nothing = measured(())
    if passes(nothing.agreement):
        return nothing
    alone = {name: measured((name,)) for name in groups}
    passing = [found for found in alone.values() if passes(found.agreement)]
    if passing:
        return min(passing, key=lambda found: found.share)
    gains = {name: found.agreement.correlation - nothing.agreement.correlation for name, found in alone.items()}
    order = sorted(groups, key=lambda name: -gains[name] / max(alone[name].share, 1e-9))
    kept: tuple[str, ...] = ()
    for name in order:
        grown = (*kept, name)
        if gains[name] <= 0 or sum(alone[each].share for each in grown) > most_share:
            continue
        kept = grown
        if len(kept) > 1 and passes(measured(kept).agreement):
            return _pruned(kept, alone, measured, passes)
    return max(known.values(), key=lambda found: found.agreement.correlation)


def _pruned(
    kept: tuple[str, ...],
    alone: Mapping[str, Found],
    measured: Callable[[tuple[str, ...]], Found],
    passes: Callable[[Agreement], bool],
) -> Found:
    for name in sorted(kept, key=lambda name: -alone[name].share):
        fewer = tuple(each for each in kept if each != name)
        if passes(measured(fewer).agreement):
            kept = fewer
    return measured(kept)
