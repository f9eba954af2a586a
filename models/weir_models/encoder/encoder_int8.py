"""The cheapest int8 form of a bi-encoder that ranks as fp32 does."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from weir_models.encoder.bi_encoder import BiEncoder
from weir_models.encoder.encoder_quality import Examination
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.quantise.agreement import Agreement, agreement
from weir_models.quantise.int8 import Prepared, Scheme
from weir_models.quantise.outliers import Outliers
from weir_models.quantise.search import Found, search
from weir_models.text.wordpiece import Batch, WordPiece, padded

SHARES = (0.01, 0.02, 0.04)
"""Of input channels that are multiplied in fp32, from the cheapest on."""
CALIBRATION_TEXTS = 60
"""Of each set."""
SHORT = 8
"""Tokens of a text that is as short as a query."""


class Trial:
    """Quantises in a way, and ranks the pools.

    Args:
        encoder: in fp32.
        fp32: its ONNX file.
        exams: with the pools.
        max_tokens: of a product.
        scratch: a folder.
    """

    def __init__(
        self, encoder: BiEncoder, fp32: Path, exams: Sequence[Examination], max_tokens: int, scratch: Path
    ) -> None:
        self._encoder, self._exams = encoder, exams
        self.prepared, self.path = Prepared(fp32, scratch), scratch / "int8.onnx"
        self._calibration = self._batches(max_tokens)
        self._exact = self._cosines(SentenceEncoder(fp32, encoder.vocabulary))

    def schemes(self) -> list[Scheme]:
        """From the cheapest on.

        All have seven bits: what passes here passes on a CPU without VNNI too. All are static: a text has one vector,
        whatever stands beside it in the batch.
        """
        plain = Scheme(self._calibration, seven_bits=True)
        maxima = self.prepared.maxima(self._calibration)
        return [plain, *(replace(plain, outliers=Outliers(share, maxima)) for share in SHARES)]

    def measure(self, scheme: Scheme) -> Agreement:
        """Leaves the model at `path`."""
        self.prepared.quantise(self.path, scheme)
        lists = [entry for exam in self._exams for entry in exam.pools]
        return agreement(lists, self._exact, self._cosines(self.opened()))

    def opened(self) -> SentenceEncoder:
        """What was measured last."""
        return SentenceEncoder(self.path, self._encoder.vocabulary)

    def _cosines(self, session: SentenceEncoder) -> list[NDArray[np.float32]]:
        return [each for exam in self._exams for each in exam.cosines(session, self._encoder.usage)]

    def _batches(self, max_tokens: int) -> list[Batch]:
        wordpiece = WordPiece(self._encoder.vocabulary)
        texts = [text for exam in self._exams for text in exam.other_texts(CALIBRATION_TEXTS, self._encoder.usage)]
        return [padded([ids]) for cut in (max_tokens, SHORT) for ids in wordpiece.texts(texts, cut)]


def lightest(
    measure: Callable[[Scheme], Agreement],
    schemes: Sequence[Scheme],
    matmuls: dict[str, int],
    passes: Callable[[Agreement], bool],
) -> tuple[Scheme, Found]:
    """The first scheme that passes with all in int8; where none does, the best one and the parts it needs in fp32.

    Returns:
        The scheme, its `keep` included, and what was found; it was measured last.
    """
    whole: list[Found] = []
    for scheme in schemes:
        whole.append(Found((), frozenset(), measure(scheme), 0.0))
        _tell(scheme, whole[-1])
        if passes(whole[-1].agreement):
            return scheme, whole[-1]
    best = max(range(len(schemes)), key=lambda at: whole[at].agreement.correlation)
    found = search(
        matmuls,
        lambda nodes: measure(replace(schemes[best], keep=nodes)) if nodes else whole[best].agreement,
        passes,
        lambda each: _tell(schemes[best], each) if each.nodes else None,
    )
    chosen = replace(schemes[best], keep=found.nodes)
    measure(chosen)
    return chosen, found


def _tell(scheme: Scheme, found: Found) -> None:
    each = found.agreement
    parts = f", fp32: {', '.join(found.groups)}" if found.groups else ""
    told = f"NDCG@10 lost {each.ndcg_loss:.2%}, correlation {each.correlation:.4f}"
    Console(stderr=True).print(f"{scheme}{parts}: {told}", highlight=False)
