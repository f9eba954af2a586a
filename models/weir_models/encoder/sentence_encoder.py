"""Runs a bi-encoder in ONNX: texts to unit vectors."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from rich.progress import track

from weir_models.text.wordpiece import WordPiece, padded

Vectors = NDArray[np.float32]
"""[texts, dimensions], each row of length 1."""


class SentenceEncoder:
    """A bi-encoder whose graph gives `embedding`, or `last_hidden_state` that is pooled here."""

    def __init__(self, model: Path, vocabulary: Path, pooling: str = "mean", threads: int = 2) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._wordpiece = WordPiece(vocabulary)
        self._output = self._session.get_outputs()[0].name
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._pooling = pooling

    def encode(self, texts: Sequence[str], max_tokens: int, label: str = "", batch: int = 32) -> Vectors:
        """Unit vectors in the order of `texts`; sorted by length inside, so that little is padded."""
        sequences = self._wordpiece.texts(texts, max_tokens)
        order = sorted(range(len(sequences)), key=lambda row: len(sequences[row]))
        vectors: Vectors | None = None
        starts = range(0, len(order), batch)
        for start in track(starts, description=label) if label else starts:
            rows = order[start : start + batch]
            encoded = self._run([sequences[row] for row in rows])
            if vectors is None:
                vectors = np.empty((len(sequences), encoded.shape[1]), np.float32)
            vectors[rows] = encoded
        return np.empty((0, 0), np.float32) if vectors is None else vectors

    def _run(self, sequences: list[list[int]]) -> Vectors:
        feed = padded(sequences)
        output = np.asarray(self._session.run(None, {name: feed[name] for name in self._inputs})[0])
        if self._output != "embedding":
            mask = feed["attention_mask"][..., None]
            output = output[:, 0] if self._pooling == "cls" else (output * mask).sum(1) / mask.sum(1)
        return output / np.linalg.norm(output, axis=1, keepdims=True)
