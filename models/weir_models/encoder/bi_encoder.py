"""A bi-encoder in torch: a BERT, pooled to unit vectors; on disk a Hugging Face folder that says how it is used."""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from transformers import AutoConfig, BertModel

from weir_models.base_weights import BI_ENCODERS, hugging_face_folder
from weir_models.failure import Failure

POOLINGS = ("mean", "cls")


@dataclass(frozen=True)
class Usage:
    """How texts become vectors."""

    pooling: str
    query_prefix: str = ""
    passage_prefix: str = ""


class BiEncoder(nn.Module):
    """`[CLS] text [SEP]` to a vector of length 1, with pooling and normalisation inside."""

    def __init__(self, bert: BertModel, usage: Usage, vocabulary: Path, history: list[str]) -> None:
        super().__init__()
        self.bert, self.usage, self.vocabulary, self.history = bert, usage, vocabulary, history

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """int64 [texts, tokens] three times, to [texts, dimensions]."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        if self.usage.pooling == "cls":
            pooled = states[:, 0]
        else:
            # The mean and the sum point the same way; only the direction is left after the division by the length.
            pooled = (states * attention_mask[..., None].to(states.dtype)).sum(1)
        return pooled / pooled.pow(2).sum(1, keepdim=True).sqrt()

    @property
    def dimensions(self) -> int:
        return self.bert.config.hidden_size

    def save(self, folder: Path) -> None:
        """Write config, weights and vocabulary."""
        folder.mkdir(parents=True, exist_ok=True)
        self.bert.config.weir = asdict(self.usage) | {"learnt_from": self.history}
        self.bert.save_pretrained(folder)
        shutil.copyfile(self.vocabulary, folder / "vocab.txt")


def open_bi_encoder(source: str, jars: Path, attention: str = "sdpa") -> BiEncoder:
    """Base weights by name (minilm, bge, e5), or a folder that `save` wrote.

    Raises:
        Failure: there is no such thing, or it does not say how it is used.
    """
    known = BI_ENCODERS.get(source)
    folder = hugging_face_folder(source, jars) if known else Path(source)
    if not (folder / "config.json").exists():
        raise Failure(f"{source} is none of {', '.join(BI_ENCODERS)}, and no folder that train-encoder wrote.")
    history: list[str] = []
    if known:
        usage = Usage(known.pooling, known.query_prefix, known.passage_prefix)
    else:
        declared = dict(getattr(AutoConfig.from_pretrained(folder), "weir", {}))
        history = list(declared.pop("learnt_from", []))
        if declared.get("pooling") not in POOLINGS:
            raise Failure(f"{folder} does not say how it is pooled: it must be a folder that train-encoder wrote.")
        usage = Usage(**declared)
    bert = cast(
        "BertModel",
        BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention, dtype=torch.float32),
    )
    return BiEncoder(bert, usage, folder / "vocab.txt", history)
