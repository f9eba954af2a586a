"""Writes feature exports as `bin/weir features` does, on made-up data with a known signal."""

from pathlib import Path

import numpy as np


def write_export(
    folder: Path,
    queries: int,
    seed: int,
    names: tuple[str, ...] = ("bm25", "cosine", "noise", "price_flat"),
    with_pool: bool = False,
) -> Path:
    """Grades follow the sum of the first two features; a tenth of the values is missing, `price_flat` is constant.

    With `with_pool` every query has two lists, `retrieved` and then `pool`.
    """
    draw = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    kinds = [(query, kind) for kind in ("retrieved", *(["pool"] if with_pool else [])) for query in range(queries)]
    sizes = draw.integers(8, 20, len(kinds))
    values = draw.normal(size=(int(sizes.sum()), len(names)))
    latent = values[:, 0] + values[:, 1] + 0.3 * draw.normal(size=len(values))
    grades = np.clip(np.rint(latent + 1), 0, 3)
    values[draw.random(values.shape) < 0.1] = np.nan
    if "price_flat" in names:
        values[:, names.index("price_flat")] = np.nan
    np.savetxt(folder / "features.tsv", np.column_stack([grades, values]), delimiter="\t", fmt="%.6g")
    (folder / "features.query").write_text("\n".join(map(str, sizes)) + "\n")
    (folder / "features.names").write_text("\n".join(names) + "\n")
    lists = np.repeat(np.arange(len(kinds)), sizes)
    rows = ["query-id\tproduct-id\tgrade\tlist"]
    for row, (at, grade) in enumerate(zip(lists, grades, strict=True)):
        query, kind = kinds[at]
        rows.append(f"{folder.parent.name}-q{query}\tp{row}\t{grade:g}\t{kind}")
    (folder / "features.ids.tsv").write_text("\n".join(rows) + "\n")
    return folder
