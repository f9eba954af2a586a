"""The frontier as a picture."""

import re
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from weir_models.adapt.frontier import Frontier, Row

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

MARKS = "osD^vP*Xhp<>"
SUFFIXES = (".svg", ".png")


def draw_frontier(frontier: Frontier, out: Path) -> list[Path]:
    """Write `out` as SVG and as PNG: general change across, domain gain upwards, so that up and right is better.

    Bars are 95 % intervals over queries; a ring is the chosen model, a hollow mark one that the gate refuses.
    """
    figure, axes = plt.subplots(figsize=(10, 6), layout="constrained")
    families: dict[str, list[Row]] = {}
    for row in frontier.rows:
        families.setdefault(row.family, []).append(row)
    for at, (family, rows) in enumerate(families.items()):
        _family(axes, family, rows, (f"C{at % 10}", MARKS[at % len(MARKS)]))
    chosen = frontier.chosen()
    if chosen:
        x, y = _point(chosen)
        axes.plot(x, y, "o", markersize=15, markerfacecolor="none", color="black", label=f"chosen: {chosen.name}")
    axes.plot(0, 0, "k+", markersize=12, label="general model")
    bound = -100 * frontier.gate.most_general_loss
    left, right = axes.get_xlim()
    axes.axvspan(min(left, bound - 1), bound, color="grey", alpha=0.15, linewidth=0, label="refused: forgets")
    axes.set_xlim(min(left, bound - 1), max(right, 1))
    axes.axhline(0, color="grey", linewidth=0.8)
    axes.set_xlabel("change of the general mean NDCG@10 (%)")
    axes.set_ylabel("gain of the domain's NDCG@10")
    axes.set_title("Domain gain against general loss")
    axes.grid(alpha=0.3)
    figure.legend(fontsize=8, loc="outside right upper")
    out.parent.mkdir(parents=True, exist_ok=True)
    paths = [out.with_suffix(suffix) for suffix in SUFFIXES]
    # Without a date, so that two runs agree.
    mpl.rcParams["svg.hashsalt"] = "frontier"
    figure.savefig(paths[0], metadata={"Date": None})
    figure.savefig(paths[1], dpi=130)
    plt.close(figure)
    return paths


def _family(axes: Axes, family: str, rows: Sequence[Row], style: tuple[str, str]) -> None:
    colour, mark = style
    ordered = sorted(rows, key=_point)
    points = [_point(row) for row in ordered]
    axes.plot([x for x, _ in points], [y for _, y in points], "-", color=colour, linewidth=1, alpha=0.6)
    for row, (x, y) in zip(ordered, points, strict=True):
        gain, change = row.verdict.domain_gain, row.verdict.general_change
        across = [[x - 100 * change.low], [100 * change.high - x]]
        upwards = [[y - gain.low], [gain.high - y]]
        axes.errorbar(x, y, yerr=upwards, xerr=across, color=colour, alpha=0.18, linewidth=1)
        inside = colour if row.verdict.passes else "white"
        axes.plot(x, y, mark, color=colour, markerfacecolor=inside, label=family if row is ordered[0] else None)
        strength = ", ".join(re.findall(r"=([\d.]+)", row.name))
        if strength:
            axes.annotate(strength, (x, y), xytext=(5, 4), textcoords="offset points", fontsize=7, color=colour)


def _point(row: Row) -> tuple[float, float]:
    return 100 * row.verdict.general_change.mean, row.verdict.domain_gain.mean
