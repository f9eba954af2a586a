"""What encoders are worth on judged sets, as a table."""

from rich.console import Console
from rich.table import Table

from weir_models.encoder.bi_encoder import Usage
from weir_models.encoder.encoder_quality import Examination
from weir_models.encoder.sentence_encoder import SentenceEncoder


def measured(
    exams: dict[str, Examination], rows: dict[str, tuple[SentenceEncoder, tuple[int, ...]]], usage: Usage
) -> dict[str, float]:
    """Show recall@100 and NDCG@10 of each encoder at each of its sizes; the last one's, uncut, are returned."""
    shown = Table("set", "queries", "encoder", "recall@100", "NDCG@10")
    metrics: dict[str, float] = {}
    for name, exam in exams.items():
        for label, (session, sizes) in rows.items():
            encoded = exam.encoded(session, usage)
            for size in sizes:
                quality = exam.quality(encoded.cut(size))
                told = label if size == sizes[0] else f"{label}, {size} dimensions"
                shown.add_row(name, str(len(exam.pools)), told, f"{quality.recall:.4f}", f"{quality.ndcg:.4f}")
                if size == sizes[0]:
                    metrics[f"{name}_recall_at_100"] = round(quality.recall, 4)
                    metrics[f"{name}_ndcg_at_10"] = round(quality.ndcg, 4)
    Console(width=100).print(shown)
    return metrics
