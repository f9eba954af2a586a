"""The bi-encoders' vectors of products and queries, which the two means of a late head are held to.

NPZ that score-teachers writes: for each set `<set>/products` and `<set>/queries` (ids and texts), and
`<set>/product_vectors`, `<set>/query_vectors` of shape [spaces, rows, width], float16; the first space is that of the
weights that the student starts from.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from weir_models.cross_encoder.fit import Step
from weir_models.cross_encoder.interaction import Interaction
from weir_models.cross_encoder.lists import pairs_of
from weir_models.cross_encoder.segments import Segments
from weir_models.failure import Failure

if TYPE_CHECKING:
    from numpy.typing import NDArray


class TeacherVectors:
    """Read once; gives a term for `fit`."""

    def __init__(self, path: Path, weight: float) -> None:
        self._weight = weight
        self._products: dict[tuple[str, str], NDArray[np.float16]] = {}
        self._queries: dict[tuple[str, str], NDArray[np.float16]] = {}
        if not path.exists():
            raise Failure(f"{path} is not there: write it with score-teachers --vectors-out.")
        with np.load(path, allow_pickle=False) as kept:
            for name in sorted({key.split("/")[0] for key in kept}):
                for target, ids, vectors in (
                    (self._products, kept[f"{name}/products"], kept[f"{name}/product_vectors"]),
                    (self._queries, kept[f"{name}/queries"], kept[f"{name}/query_vectors"]),
                ):
                    target.update({(name, str(entry)): vectors[:, row] for row, entry in enumerate(ids)})

    def initialise(self, model: Interaction | Segments) -> None:
        """Ridge regression from the first space, which the layers come from, to each other one.

        Raises:
            Failure: the model has another number of spaces.
        """
        known = np.stack([*self._products.values(), *self._queries.values()], axis=1).astype(np.float64)
        if len(known) != len(model.maps):
            raise Failure(f"there are vectors of {len(known)} teachers, and the head has {len(model.maps)} spaces.")
        gram = known[0].T @ known[0] + 1e-3 * len(known[0]) / known.shape[2] * np.eye(known.shape[2])
        for space, mapping in enumerate(model.maps):
            if space > 0:
                weights = np.linalg.solve(gram, known[0].T @ known[space])
                mapping.get_parameter("weight").data = torch.from_numpy(weights.T.astype(np.float32))

    def term(self, step: Step) -> Tensor:
        """The weight times the mean of 1 - cosine over what the teachers encoded; 0 where they encoded nothing."""
        vectors = step.scored.vectors
        if vectors is None:
            raise Failure("a classifier has no vectors: leave --vectors out, or use --head segments.")
        pairs = pairs_of(step.lists)
        terms = []
        for side, kept, keys in (
            (0, self._queries, [(name, query) for name, query, _ in pairs]),
            (1, self._products, [(name, product) for name, _, product in pairs]),
        ):
            rows = [row for row, key in enumerate(keys) if key in kept]
            if rows:
                targets = np.stack([kept[keys[row]] for row in rows]).astype(np.float32)
                held = vectors[rows, :, side]
                terms.append((1 - (held * torch.from_numpy(targets).to(held)).sum(-1)).mean())
        return self._weight * torch.stack(terms).mean() if terms else vectors.new_zeros(())
