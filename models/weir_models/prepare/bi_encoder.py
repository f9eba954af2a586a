"""The bi-encoder that a step is told to use, if any."""

from pathlib import Path

from weir_models.base_weights import BI_ENCODERS
from weir_models.encoder.text_vectors import TextVectors
from weir_models.failure import Failure


def text_vectors(encoder: str, cache: Path, jars: Path, artifacts: Path) -> TextVectors | None:
    """Where its vectors come from; None for "none". Raises `Failure` where there is no such encoder."""
    if encoder == "none":
        return None
    if encoder not in BI_ENCODERS:
        raise Failure(f"there is no bi-encoder {encoder}; there are {', '.join(BI_ENCODERS)}, and none.")
    return TextVectors(cache, jars, artifacts)
