"""What a click model says, as tables and a plot."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from weir_models.prepare.clicks.examination import Examination
from weir_models.prepare.clicks.impressions import Impressions

Numbers = NDArray[np.float64]
JUDGMENT_COLUMNS = (
    "query-id",
    "corpus-id",
    "grade",
    "relevance",
    "attraction",
    "satisfaction",
    "impressions",
    "clicks",
    "examined",
)
CURVE_COLUMNS = ("position", "examination", "low", "high", "impressions", "clicks", "ctr")


def curve_rows(seen: Impressions, curve: Numbers, chance: Examination | None) -> list[list[str]]:
    """A row a position, of `CURVE_COLUMNS`; the interval only where randomised lists gave the curve."""
    shown = (seen.pair >= 0).sum(0)
    clicked = seen.click.sum(0)
    rows = []
    for at in range(seen.depth):
        interval = (chance.low[at], chance.high[at]) if chance is not None else (np.nan, np.nan)
        numbers = [f"{number:.4f}" if np.isfinite(number) else "" for number in (curve[at], *interval)]
        rate = f"{clicked[at] / shown[at]:.4f}" if shown[at] else ""
        rows.append([str(at + 1), *numbers, str(shown[at]), str(clicked[at]), rate])
    return rows


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Tab-separated, under a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(row) for row in [columns, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plot_examination(path: Path, curves: Mapping[str, Numbers], chance: Examination | None) -> None:
    """The curves over positions, and the interval of what randomised lists say."""
    import matplotlib as mpl  # noqa: PLC0415  (slow to import, needed here only)
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"font.size": 9, "svg.hashsalt": "weir"}):
        figure = Figure(figsize=(6, 3.6), layout="constrained")
        axes = figure.add_subplot()
        for label, curve in curves.items():
            axes.plot(np.arange(1, len(curve) + 1), curve, marker="o", markersize=4, label=label)
        if chance is not None:
            positions = np.arange(1, len(chance.curve) + 1)
            spread = np.abs(np.stack([chance.low, chance.high]) - chance.curve)
            axes.errorbar(
                positions,
                chance.curve,
                np.nan_to_num(spread),
                fmt="none",
                capsize=3,
                color="0.4",
                label="randomised lists, 95 %",
            )
        axes.set(xlabel="position", ylabel="examination", ylim=(0, None))
        axes.legend(frameon=False)
        figure.savefig(path, dpi=120, metadata={"Software": None})
