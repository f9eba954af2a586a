"""The card of a tree ranker, its plot, and the same tables for the terminal."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from weir_models.evaluate.significance import Interval
from weir_models.ranker.findings import Findings
from weir_models.ranker.importance import Ablation, Worth
from weir_models.ranker.measure import Line

MOST_FEATURES = 20
WIDTH = 160
"""Columns that the table of figures takes."""


def write_card(found: Findings, title: str, folder: Path) -> None:
    """Write README.md, and importance.png where features were measured."""
    shape = ", ".join(f"{name} {value:.4g}" for name, value in asdict(found.shape).items())
    seen = [f"{domain} ({count} queries)" for domain, count in zip(found.domains, found.queries, strict=True)]
    parts = [
        f"# {title}",
        f"{found.algorithm}, {found.trees} trees over {len(found.features)} features of `libs/features`. Apache-2.0.",
        f"- **Learnt from:** {', '.join(seen)}.\n- **Shape:** {shape}; {found.search}\n- **Made by:** `{command()}`",
        *[f"**{doubt}**" for doubt in found.doubts()],
        f"## NDCG@{found.k} out of fold ({found.gains} gains)",
        f"{found.folds} folds over queries, {found.repeats} split(s) other than the one that the trees were chosen "
        "on. Of the rows that were exported; 95 % intervals from a bootstrap over queries. The best feature was chosen "
        "on these very lists.",
        markdown(measured_table(found.lines)),
    ]
    if found.held_out:
        parts += [
            f"## NDCG@{found.k} on dev, of which nothing was chosen",
            markdown(measured_table(found.held_out)),
        ]
    if found.ablation:
        parts += [
            "## What each group of features adds",
            f"By how much NDCG@{found.k} out of fold (mean of sets) falls when it is left out and the rest is trained "
            "anew.",
            markdown(ablation_table(found.ablation)),
        ]
    if found.importance:
        _plot(found.importance, found.k, folder / "importance.png")
        parts += [
            "## What each feature adds",
            f"By how much NDCG@{found.k} of held-out lists falls when it is shuffled, and its share of the gain. A "
            "negative number: the feature does not help there.",
            markdown(importance_table(found.importance)),
            "![Drop by feature](importance.png)",
        ]
    parts += [
        "## Limits",
        "A feature that had one value in all of training was left out. Domains other than the above were not seen.",
    ]
    (folder / "README.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def show(found: Findings) -> None:
    """Print what matters."""
    console = Console()
    console.width = max(console.width, WIDTH)
    titled = [(f"NDCG@{found.k} out of fold, {found.gains} gains", measured_table(found.lines))]
    if found.held_out:
        titled.append((f"NDCG@{found.k} on dev", measured_table(found.held_out)))
    if found.ablation:
        titled.append(("without a group of features", ablation_table(found.ablation)))
    if found.importance:
        titled.append(("most important features", importance_table(found.importance[:10])))
    for title, (head, *body) in titled:
        table = Table(
            *(Column(name, no_wrap=True) for name in head), title=title, title_justify="left", box=SIMPLE_HEAD
        )
        for row in body:
            table.add_row(*row)
        console.print(table)
    for doubt in found.doubts():
        console.print(doubt, style="yellow", highlight=False)


def measured_table(lines: Sequence[Line]) -> list[list[str]]:
    """Head and body as text."""
    head = [
        "set",
        "lists",
        "random",
        "best feature",
        "linear blend",
        "ranker",
        "over best feature",
        "over linear blend",
    ]
    return [head] + [
        [
            line.set,
            str(line.lists),
            f"{line.random:.3f}",
            f"{line.by_feature:.3f} ({line.feature})",
            f"{line.by_linear:.3f}",
            _mean(line.ranker),
            signed(line.over_feature),
            signed(line.over_linear),
        ]
        for line in lines
    ]


def ablation_table(rows: Sequence[Ablation]) -> list[list[str]]:
    return [["group", "features", "falls by"]] + [[row.group, str(row.features), signed(row.drop)] for row in rows]


def importance_table(rows: Sequence[Worth]) -> list[list[str]]:
    return [["feature", "falls by", "share of the gain"]] + [
        [row.feature, f"{row.drop:+.4f}", f"{row.gain:.3f}"] for row in rows[:MOST_FEATURES]
    ]


def markdown(table: Sequence[Sequence[str]]) -> str:
    head, *body = table
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *body])


def signed(interval: Interval) -> str:
    """A difference with its bounds."""
    return f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def command() -> str:
    """The command line as it was given, with folders by their last two parts."""
    words = ["/".join(Path(word).parts[-2:]) if "/" in word else word for word in sys.argv[2:]]
    return shlex.join(["weir-models", "train-ranker", *words])


def _mean(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _plot(rows: Sequence[Worth], k: int, path: Path) -> None:
    mpl.use("Agg")
    shown = rows[:MOST_FEATURES][::-1]
    figure, axes = plt.subplots(figsize=(7, 0.25 * len(shown) + 1))
    axes.barh([row.feature for row in shown], np.array([row.drop for row in shown]), color="#4263eb")
    axes.axvline(0, color="black", linewidth=0.6)
    axes.set_xlabel(f"fall of NDCG@{k} out of fold when shuffled")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    plt.close(figure)
