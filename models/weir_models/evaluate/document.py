"""A report as blocks, and the two forms that it is written in: one HTML file, and Markdown with the plots beside it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Rows:
    """A table. In the columns of `signed`, a difference whose interval excludes 0 is coloured."""

    head: Sequence[str]
    body: Sequence[Sequence[str]]
    text_columns: int = 1
    """So many first columns are text, the others numbers."""
    signed: Sequence[str] = ()


@dataclass(frozen=True)
class Plot:
    """An SVG with what it shows in words."""

    name: str
    svg: str
    caption: str


Block = Heading | Paragraph | Rows | Plot


def write_html(title: str, blocks: Sequence[Block], path: Path) -> None:
    """One file that needs nothing else."""
    body = "\n".join(_html(block) for block in blocks)
    path.write_text(
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{html.escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        encoding="utf-8",
    )


def write_markdown(title: str, blocks: Sequence[Block], path: Path) -> None:
    """The plots are written beside it as SVG."""
    for block in blocks:
        if isinstance(block, Plot):
            (path.parent / f"{block.name}.svg").write_text(block.svg, encoding="utf-8")
    path.write_text("\n\n".join([f"# {title}", *map(_markdown, blocks)]) + "\n", encoding="utf-8")


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{html.escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{html.escape(text)}</p>"
        case Plot(_, svg, caption):
            label = html.escape(caption)
            return f'<figure role="img" aria-label="{label}">{svg}<figcaption>{label}</figcaption></figure>'
        case Rows():
            return _html_table(block)


def _html_table(rows: Rows) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        made = []
        for at, cell in enumerate(row):
            kinds = ["number"] if at >= rows.text_columns else []
            if tag == "td" and rows.head[at] in rows.signed:
                kinds += _direction(cell)
            attribute = f' class="{" ".join(kinds)}"' if kinds else ""
            made.append(f"<{tag}{attribute}>{html.escape(cell)}</{tag}>")
        return "".join(made)

    body = "".join(f"<tr>{cells('td', row)}</tr>\n" for row in rows.body)
    head = f"<thead><tr>{cells('th', rows.head)}</tr></thead>"
    spread = ' class="spread"' if rows.text_columns == len(rows.head) else ""
    return f'<div class="wide"><table{spread}>{head}\n<tbody>{body}</tbody></table></div>'


def _direction(cell: str) -> list[str]:
    """Whether a difference and all bounds of its interval have one sign."""
    signs = set(re.findall(r"[+-](?=\d)", cell))
    return [{"+": "gain", "-": "loss"}[signs.pop()]] if len(signs) == 1 else []


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {text}"
        case Paragraph(text):
            return text
        case Plot(name, _, caption):
            return f"![{caption}]({name}.svg)"
        case Rows(head, body, text_columns):
            rule = ["---" if at < text_columns else "--:" for at in range(len(head))]
            return "\n".join(
                "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, rule, *body)
            )


CSS = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #212529; font: 15px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 19px; margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid #dee2e6; }
h3 { font-size: 15px; margin: 24px 0 4px; }
p { max-width: 80ch; margin: 6px 0; }
.wide { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e9ecef; }
th { color: #495057; font-weight: 600; border-bottom: 1px solid #adb5bd; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; padding-left: 12px; }
.spread { width: 100%; table-layout: fixed; }
.spread th:first-child { width: 3.5em; }
.spread th:nth-child(2), .spread th:nth-child(4) { width: 5.5em; }
.gain { color: #2b8a3e; }
.loss { color: #c92a2a; }
figure { margin: 12px 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { color: #495057; font-size: 13px; }
"""
