"""Runs a cross-encoder in ONNX over judged lists."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from weir_models.text.pair_tokens import Pair, PairTokens


class Reranker:
    """Logits of (set, query, product) by an ONNX file whose output is `logits`."""

    def __init__(self, model: Path, tokens: PairTokens, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokens = tokens

    def scores(self, pairs: Sequence[Pair], batch: int = 16) -> NDArray[np.float32]:
        """One logit a pair, in their order; batches are sorted by length, so that little is padded."""
        logits = np.empty(len(pairs), np.float32)
        for rows, padded in self._tokens.batches(pairs, batch):
            logits[rows] = np.asarray(self._session.run(["logits"], dict(padded))[0]).reshape(-1)
        return logits
