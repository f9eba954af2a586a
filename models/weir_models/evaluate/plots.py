"""The report's plots, as SVG."""

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from numpy.typing import NDArray

from weir_models.evaluate.significance import Interval

Column = NDArray[np.float64]

GAIN, LOSS, NEUTRAL = "#2b8a3e", "#c92a2a", "#495057"
STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#868e96",
    "axes.labelcolor": "#343a40",
    "svg.fonttype": "path",
    "figure.dpi": 100,
}


def waterfall(sets: Sequence[tuple[str, Column]], k: int) -> str:
    """Each query's difference of NDCG, the largest gain first, a panel a set."""
    with mpl.rc_context({**STYLE, "svg.hashsalt": "waterfall"}):
        across = min(len(sets), 3)
        down = -(-len(sets) // across)
        figure, axes = plt.subplots(down, across, figsize=(3.2 * across, 2.2 * down), sharey=True, squeeze=False)
        for panel, (name, values) in zip(axes.flat, sets, strict=False):
            ordered = np.sort(values)[::-1]
            places = np.arange(len(ordered))
            for kept, colour in ((ordered > 0, GAIN), (ordered < 0, LOSS)):
                panel.fill_between(places, np.where(kept, ordered, 0), step="mid", color=colour, linewidth=0)
            panel.axhline(0, color=NEUTRAL, linewidth=0.6)
            panel.axhline(values.mean(), color=NEUTRAL, linewidth=0.8, linestyle=":")
            panel.set_title(f"{name}, mean {values.mean():+.3f}", fontsize=9)
            panel.set_xlabel("queries")
        for panel in axes.flat[len(sets) :]:
            panel.set_visible(False)
        for row in axes:
            row[0].set_ylabel(f"difference of NDCG@{k}")
        return _svg(figure)


def by_group(groups: Sequence[tuple[str, Interval]], label: str, k: int) -> str:
    """Differences with intervals, a row a group."""
    with mpl.rc_context({**STYLE, "svg.hashsalt": label}):
        figure, axes = plt.subplots(figsize=(6.2, 0.38 * len(groups) + 0.9))
        for at, (_, interval) in enumerate(groups):
            certain = interval.low > 0 or interval.high < 0
            colour = NEUTRAL if not certain else GAIN if interval.mean > 0 else LOSS
            axes.plot([interval.low, interval.high], [at, at], color=colour, linewidth=1.5, solid_capstyle="butt")
            axes.plot(interval.mean, at, "o", color=colour, markersize=5)
        axes.axvline(0, color=NEUTRAL, linewidth=0.6)
        axes.set_yticks(range(len(groups)), [name for name, _ in groups])
        axes.set_ylim(len(groups) - 0.5, -0.5)
        axes.set_xlabel(f"difference of NDCG@{k}, 95 % interval")
        axes.set_ylabel(label)
        return _svg(figure)


def pareto(points: Sequence[tuple[str, float, float]], k: int) -> str:
    """Name, ms for 20 pairs, and mean NDCG; what nothing else beats in both is joined by a line."""
    with mpl.rc_context({**STYLE, "svg.hashsalt": "pareto"}):
        figure, axes = plt.subplots(figsize=(6.2, 3.4))
        front, best = [], -np.inf
        for name, ms, ndcg in sorted(points, key=lambda point: (point[1], -point[2])):
            if ndcg > best:
                best = ndcg
                front.append((ms, ndcg))
            axes.annotate(name, (ms, ndcg), xytext=(6, 5), textcoords="offset points", fontsize=8)
        axes.step(*zip(*front, strict=True), where="post", color=NEUTRAL, linewidth=0.8, linestyle=":")
        axes.plot([ms for _, ms, _ in points], [ndcg for _, _, ndcg in points], "o", color="#1971c2")
        axes.set_xscale("log")
        low, high = min(ms for _, ms, _ in points), max(ms for _, ms, _ in points)
        axes.set_xlim(low / 1.6, high * 2.5)
        ticks = [
            tick for tick in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if low / 1.6 < tick < high * 2.5
        ]
        axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        axes.margins(y=0.18)
        axes.set_xlabel("ms for 20 pairs")
        axes.set_ylabel(f"mean NDCG@{k}")
        return _svg(figure)


def _svg(figure: Figure) -> str:
    """Without the XML prologue, so that it can stand in HTML."""
    figure.tight_layout()
    content = io.StringIO()
    figure.savefig(content, format="svg", metadata={"Date": None})
    plt.close(figure)
    return re.sub(r"^.*?(?=<svg)", "", content.getvalue(), flags=re.DOTALL)
