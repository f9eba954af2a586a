"""Writes feature exports as `bin/weir features` does, on made-up data with a known signal."""

from pathlib import Path

import numpy as np


def write_export(folder: Path, queries: int, seed: int, names: tuple[str, ...] = ("bm25", "cosine", "noise")) -> Path:
    """Grades follow the sum of the first two features; a tenth of the values is missing."""
    draw = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    sizes = draw.integers(8, 20, queries)
    values = draw.normal(size=(int(sizes.sum()), len(names)))
    latent = values[:, 0] + values[:, 1] + 0.3 * draw.normal(size=len(values))
    grades = np.clip(np.rint(latent + 1), 0, 3)
    values[draw.random(values.shape) < 0.1] = np.nan
    np.savetxt(folder / "features.tsv", np.column_stack([grades, values]), delimiter="\t", fmt="%.6g")
    (folder / "features.query").write_text("\n".join(map(str, sizes)) + "\n")
    (folder / "features.names").write_text("\n".join(names) + "\n")
    rows = [f"q{query}\tp{row}\t{grade:g}" for query, row, grade in _ids(sizes.tolist(), grades)]
    (folder / "features.ids.tsv").write_text("\n".join(rows) + "\n")
    return folder


def _ids(sizes: list[int], grades: np.ndarray) -> list[tuple[int, int, float]]:
    queries = np.repeat(np.arange(len(sizes)), sizes)
    return [(int(query), row, float(grade)) for row, (query, grade) in enumerate(zip(queries, grades, strict=True))]
