"""Runs a cross-encoder in ONNX over judged lists, as serving does."""

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
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokens = tokens
        # A dynamically quantised model scales its activations by the largest of a run: other rows would change a row's
        # result, so that serving runs each by itself.
        self._rows = 1 if b"DynamicQuantizeLinear" in model.read_bytes() else 16

    def scores(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """One logit a pair, in their order."""
        logits = np.empty(len(pairs), np.float32)
        for rows, batch in self._tokens.batches(pairs, self._rows):
            logits[rows] = np.asarray(self._session.run(["logits"], dict(batch))[0]).reshape(-1)
        return logits
