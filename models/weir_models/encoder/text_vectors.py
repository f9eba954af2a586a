"""Vectors of products and queries by each bi-encoder, kept on disk: teachers and comparisons share them."""

import hashlib
from pathlib import Path

import numpy as np

from weir_models.base_weights import BI_ENCODERS, minilm_folder, unpacked_onnx
from weir_models.data.judged_set import JudgedSet, Qrels
from weir_models.encoder.sentence_encoder import SentenceEncoder, Vectors
from weir_models.quantise.int8 import quantise

QUERY_TOKENS, PASSAGE_TOKENS = 32, 64


class TextVectors:
    """Vectors of the products and queries of judged sets, kept in a folder so that each is computed once."""

    def __init__(self, cache: Path, jars: Path, artifacts: Path) -> None:
        self._cache, self._jars, self._artifacts = cache, jars, artifacts
        cache.mkdir(parents=True, exist_ok=True)
        self._encoders: dict[str, SentenceEncoder] = {}

    def products(self, encoder: str, judged: JudgedSet, sample: list[str]) -> Vectors:
        """One row a product of `sample`, in its order."""
        texts = [BI_ENCODERS[encoder].passage_prefix + judged.text(product) for product in sample]
        return self._kept(encoder, f"{judged.name} products", texts, PASSAGE_TOKENS)

    def queries(self, encoder: str, name: str, queries: list[str]) -> Vectors:
        """One row a query text."""
        return self._kept(encoder, name, [BI_ENCODERS[encoder].query_prefix + query for query in queries], QUERY_TOKENS)

    def _kept(self, encoder: str, name: str, texts: list[str], max_tokens: int) -> Vectors:
        digest = hashlib.sha256("\n".join([str(max_tokens), *texts]).encode()).hexdigest()[:12]
        path = self._cache / f"{encoder}-{digest}.npy"
        if path.exists():
            return np.load(path)
        vectors = self._encoder(encoder).encode(texts, max_tokens, f"{encoder} {name}", 2048 // max_tokens)
        np.save(path, vectors)
        return vectors

    def _encoder(self, name: str) -> SentenceEncoder:
        if name not in self._encoders:
            model = self._artifacts / "encoder-minilm-l6" / "2" / "model.onnx"
            if BI_ENCODERS[name].jar is not None:
                model = self._cache / f"{name}-int8.onnx"
                if not model.exists():
                    quantise(unpacked_onnx(name, self._jars), model)
            vocabulary = minilm_folder() / "vocab.txt"
            self._encoders[name] = SentenceEncoder(model, vocabulary, BI_ENCODERS[name].pooling)
        return self._encoders[name]


def corpus_for(judged: JudgedSet, qrels: Qrels, most: int) -> list[str]:
    """Every judged product of `qrels`, then others drawn at random up to `most`; the same for the same arguments."""
    needed = dict.fromkeys(product for grades in qrels.values() for product in grades if product in judged.products)
    others = [product for product in judged.products if product not in needed]
    fill = np.random.default_rng(0).permutation(len(others))[: max(0, most - len(needed))]
    return [*needed, *(others[row] for row in sorted(fill))]
