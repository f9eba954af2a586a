"""NDCG@10 on judged pools: random order, the bi-encoder's cosine, the cross-encoder, and their sum."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from weir_models.cross_encoder.reranker import Reranker
from weir_models.data.judged_set import JudgedSet, Qrels, load, sampled
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.evaluate.metrics import expected_random_ndcg, ndcg, standardised
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, MAX_TOKENS, PairTokens
from weir_models.text.wordpiece import WordPiece

EXAMPLES = """
weir-models evaluate-rerankers --cross-encoder cross-encoder-l3/1 --queries 50
"""

NEVER_TRAINED_ON = ("crowdflower", "homedepot")
QUERY_TOKENS, PASSAGE_TOKENS = 32, 96
Values = dict[str, list[float]]


def main(
    cross_encoder: Annotated[str, typer.Option(help="name/version in the registry folder.")],
    encoder: Annotated[str, typer.Option(help="name/version of the bi-encoder.")] = "encoder-minilm-l6/1",
    sets: Annotated[
        str, typer.Option(help="Judged sets, comma-separated.")
    ] = "esci,icecat,movies,crowdflower,homedepot",
    queries: Annotated[int, typer.Option(help="At most so many queries a set and split.")] = 150,
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Print one row a set and split: dev, and train of the sets that no model has learnt from."""
    wordpiece = WordPiece(artifacts / cross_encoder / "vocab.txt")
    bi_encoder = SentenceEncoder(artifacts / encoder / "model.onnx", artifacts / encoder / "vocab.txt")
    table = Table("set", "split", "queries", "random", "cosine", "cross-encoder", "sum", "vs cosine (se)")
    for name in sets.split(","):
        judged = load(name, data)
        tokens = PairTokens({name: judged}, wordpiece, MAX_TOKENS, MAX_QUERY_TOKENS)
        reranker = Reranker(artifacts / cross_encoder / "model.onnx", tokens)
        for split in ("dev", "train") if name in NEVER_TRAINED_ON else ("dev",):
            values = _values(judged, sampled(judged.qrels[split], queries), bi_encoder, reranker)
            gain = np.array(values["sum"]) - np.array(values["cosine"])
            shown = [f"{np.mean(value):.3f}" for value in values.values()]
            error = f"{gain.mean():+.3f} ({gain.std() / np.sqrt(len(gain)):.3f})"
            table.add_row(name, split, str(len(gain)), *shown, error)
    Console(width=110).print(table)


def _values(judged: JudgedSet, qrels: Qrels, bi_encoder: SentenceEncoder, reranker: Reranker) -> Values:
    values: Values = {"random": [], "cosine": [], "cross-encoder": [], "sum": []}
    for query, judgments in track(qrels.items(), judged.name, transient=True):
        products = [product for product in judgments if product in judged.products]
        grades = np.array([judgments[product] for product in products])
        text = judged.queries[query]
        vectors = bi_encoder.encode([judged.text(product) for product in products], PASSAGE_TOKENS)
        cosine = vectors @ bi_encoder.encode([text], QUERY_TOKENS)[0]
        logits = reranker.scores([(judged.name, text, product) for product in products])
        values["random"].append(expected_random_ndcg(grades.tolist()))
        both = standardised(cosine) + standardised(logits)
        for order, by in (("cosine", cosine), ("cross-encoder", logits), ("sum", both)):
            values[order].append(ndcg(grades[np.argsort(-by, kind="stable")].tolist()))
    return values
