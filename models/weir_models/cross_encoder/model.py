"""What every cross-encoder is to training, distillation and export: a module from pairs of texts to logits."""

from pathlib import Path

from torch import Tensor, nn
from transformers import PreTrainedConfig, PreTrainedModel


class CrossEncoder(nn.Module):
    """Scores `[CLS] query [SEP] product [SEP]`; how is a subclass's matter (`classifier.py`, `interaction.py`).

    Args:
        config: of the body; `save` writes it with `history` in it.
        vocabulary: its `vocab.txt`.
        history: what the weights have seen so far.
    """

    def __init__(self, config: PreTrainedConfig, vocabulary: Path, history: list[str]) -> None:
        super().__init__()
        self.config = config
        self.vocabulary = vocabulary
        self.history = history

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """int64 [pairs, tokens] three times, to logits [pairs]."""
        return self.scored(input_ids, attention_mask, token_type_ids)[0]

    def scored(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor | None]:
        """Logits [pairs], and where the head has them unit vectors [pairs, spaces, 2, width] of query and product."""
        raise NotImplementedError

    def body(self) -> PreTrainedModel:
        """The transformer without the head."""
        raise NotImplementedError

    def layers(self) -> int:
        """Transformer layers, for manifests and layer-wise learning rates."""
        return self.config.num_hidden_layers

    def learnt_from(self, *sources: str) -> None:
        """Add to the history; a model card says it."""
        self.history = list(dict.fromkeys([*self.history, *sources]))
