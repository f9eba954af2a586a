"""Export all-MiniLM-L6-v2 as the bi-encoder that ships: int8 ONNX that gives unit vectors."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import torch
import typer
from rich import print as say
from torch import Tensor, nn
from transformers import BertModel

from weir_models.base_weights import minilm_folder
from weir_models.data.judged_set import load
from weir_models.encoder.sentence_encoder import SentenceEncoder
from weir_models.quantise.int8 import quantise
from weir_models.quantise.onnx_export import export_onnx
from weir_models.registry.manifest import EncoderManifest, EncoderShape, write_manifest
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models export-encoder --version 2
"""

NAME = "encoder-minilm-l6"
SHAPE = EncoderShape(
    dimensions=384, pooling="mean", query_prefix="", passage_prefix="", max_query_tokens=32, max_passage_tokens=96
)


class MeanPooled(nn.Module):
    """The encoder with mean pooling over the mask and L2 normalisation inside, so that a text costs 384 floats."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        summed = (states * attention_mask[..., None].to(states.dtype)).sum(1)
        # The mean and the sum point the same way; only the direction is left after the division by the length.
        return summed / summed.pow(2).sum(1, keepdim=True).sqrt()


def main(
    version: Annotated[str, typer.Option(help="Version folder to write.")] = "1",
    artifacts: Annotated[Path, typer.Option(help="Registry folder.")] = SETTINGS.artifacts,
    data: Annotated[
        Path, typer.Option(help="Folder of the judged sets; its ESCI texts check the export.")
    ] = SETTINGS.data,
    sample: Annotated[int, typer.Option(help="Products to compare with the fp32 reference.")] = 2000,
) -> None:
    """Export, quantise, compare with sentence-transformers in fp32 and write the artifact."""
    folder = artifacts / NAME / version
    folder.mkdir(parents=True, exist_ok=True)
    source = minilm_folder()
    with TemporaryDirectory() as scratch:
        fp32 = Path(scratch) / "fp32.onnx"
        bert = BertModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager")
        export_onnx(MeanPooled(bert), fp32, "embedding")
        quantise(fp32, folder / "model.onnx")
    shutil.copyfile(source / "vocab.txt", folder / "vocab.txt")
    metrics = _agreement(folder, source, data, sample)
    manifest = EncoderManifest(
        name=NAME,
        version=version,
        description="all-MiniLM-L6-v2, int8: the bi-encoder of dense retrieval. Output `embedding`: unit vectors.",
        licence="Apache-2.0",
        trained_on=[],
        metrics=metrics,
        encoder=SHAPE,
    )
    write_manifest(manifest, artifacts, ["model.onnx", "vocab.txt"])
    say(metrics, f"{(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB")


def _agreement(folder: Path, source: Path, data: Path, sample: int) -> dict[str, float]:
    """Cosine of each text's int8 vector with the one that sentence-transformers gives in fp32."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  (slow to import, needed by the check only)

    esci = load("esci", data)
    picked = np.random.default_rng(0).choice(list(esci.products), min(sample, len(esci.products)), replace=False)
    texts = [esci.text(product) for product in picked]
    reference = SentenceTransformer(str(source), device="cpu")
    reference.max_seq_length = SHAPE.max_passage_tokens
    with torch.inference_mode():
        expected = reference.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    ours = SentenceEncoder(folder / "model.onnx", folder / "vocab.txt").encode(texts, SHAPE.max_passage_tokens)
    cosine = np.sum(np.asarray(expected) * ours, axis=1)
    return {
        "fp32_cosine_median": round(float(np.median(cosine)), 4),
        "fp32_cosine_p01": round(float(np.quantile(cosine, 0.01)), 4),
    }
