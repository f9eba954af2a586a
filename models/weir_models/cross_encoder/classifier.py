"""The usual cross-encoder: a linear read-out of a transformer's first token, in Hugging Face's own classes."""

from pathlib import Path
from typing import cast

from torch import Tensor
from transformers import BertForSequenceClassification, PreTrainedModel

from weir_models.cross_encoder.first_token import first_token_states
from weir_models.cross_encoder.model import CrossEncoder


class Classifier(CrossEncoder):
    """`AutoModelForSequenceClassification` with one label (Nogueira and Cho, 2019). All tokens attend to all."""

    def __init__(self, transformer: PreTrainedModel, vocabulary: Path, history: list[str]) -> None:
        super().__init__(transformer.config, vocabulary, history)
        self.transformer = transformer
        self._types = getattr(transformer.config, "type_vocab_size", 0) > 1

    def scored(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, None]:
        transformer = self.transformer
        if isinstance(transformer, BertForSequenceClassification) and transformer.bert.pooler is not None:
            first = first_token_states(transformer.bert, input_ids, attention_mask, token_type_ids)
            pooled = transformer.dropout(transformer.bert.pooler(first[:, None]))
            return transformer.classifier(pooled)[:, 0], None
        types = {"token_type_ids": token_type_ids} if self._types else {}
        return transformer(input_ids=input_ids, attention_mask=attention_mask, **types).logits[:, 0], None

    def body(self) -> PreTrainedModel:
        return cast("PreTrainedModel", self.transformer.base_model)
