"""Cross-encoders on disk: start from any Hugging Face folder, hub id or base weights; save and load our own.

Our folder is `config.json`, `model.safetensors` and `vocab.txt`. With `--head classifier` it is a Hugging Face folder
like any other; `weir` in its config says which head it has and what it has learnt from.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from huggingface_hub import snapshot_download
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification, BertConfig, BertModel
from transformers.utils import logging

from weir_models.base_weights import BI_ENCODERS, hugging_face_folder
from weir_models.cross_encoder.classifier import Classifier
from weir_models.cross_encoder.interaction import SPACES, Interaction
from weir_models.cross_encoder.model import CrossEncoder
from weir_models.cross_encoder.segments import Segments
from weir_models.failure import Failure
from weir_models.settings import SETTINGS

LATE: dict[str, type[Interaction] | type[Segments]] = {"interaction": Interaction, "segments": Segments}
HEADS = ("classifier", *LATE)
HEAD_HELP = (
    "classifier (of [CLS]; all tokens attend to all), segments (query and product apart, then token by token: starts "
    "as the bi-encoder ranks), or interaction (the same with [CLS] in common)."
)
START_HELP = "Base weights (minilm, bge, e5), a Hugging Face folder or hub id, or a folder that a step here wrote."
FILES = ("config.json", "*.safetensors", "vocab.txt", "tokenizer_config.json")


def start(
    source: str,
    head: str | None = None,
    layers: Sequence[int] | None = None,
    jars: Path = SETTINGS.work / "jars",
    spaces: int = SPACES,
) -> CrossEncoder:
    """A cross-encoder to train: weights of `source`, of which only `layers` where they are given.

    A head that `source` does not have is drawn from torch's seed; without `head` it keeps its own. A late head that is
    made here has vectors in `spaces` teachers' spaces.

    Raises:
        Failure: there is no such model, the hub cannot be reached, or it cannot have that head or those layers.
    """
    folder = hugging_face_folder(source, jars) if source in BI_ENCODERS else found(source)
    known = _weir(folder)
    wanted = head or known.get("head", "classifier")
    if wanted not in HEADS:
        raise Failure(f"there is no head {wanted}; there are {', '.join(HEADS)}.")
    if "head" in known and wanted == known["head"]:
        model = load(folder)
    elif wanted in LATE:
        model = _late(wanted, folder, known.get("learnt_from", []), spaces)
    else:
        model = _classifier(folder, known.get("learnt_from", []))
    if layers is not None:
        _keep_layers(model, layers)
    return model


def load(folder: Path, attention: str = "sdpa") -> CrossEncoder:
    """What `save` wrote, or a Hugging Face folder with one label; `attention="eager"` for export."""
    known = _weir(folder)
    history = list(known.get("learnt_from", []))
    if known.get("head") not in LATE:
        return _classifier(folder, history, attention)
    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = attention
    bert = BertModel(config, add_pooling_layer=False)
    model = LATE[known["head"]](bert, _vocabulary(folder), history, known.get("spaces", SPACES))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model


def save(model: CrossEncoder, folder: Path) -> None:
    """Write config, weights and vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    model.config.weir = {"head": "classifier", "learnt_from": model.history}
    if isinstance(model, Interaction | Segments):
        head = next(name for name, kind in LATE.items() if isinstance(model, kind))
        model.config.weir |= {"head": head, "spaces": len(model.maps)}
        model.config.save_pretrained(folder)
        save_file(
            {name: values.contiguous() for name, values in model.state_dict().items()}, folder / "model.safetensors"
        )
    elif isinstance(model, Classifier):
        model.transformer.save_pretrained(folder)
    if model.vocabulary.resolve() != (folder / "vocab.txt").resolve():
        shutil.copyfile(model.vocabulary, folder / "vocab.txt")


def found(source: str) -> Path:
    """The folder of this path, or of this hub id once it is fetched."""
    folder = Path(source)
    if (folder / "config.json").exists():
        return folder
    if folder.exists() or source.count("/") != 1 or source.startswith((".", "/")):
        raise Failure(f"{source} is no folder with a config.json; give {START_HELP}")
    try:
        return Path(snapshot_download(source, allow_patterns=list(FILES)))
    except Exception as error:
        raise Failure(
            f"{source} cannot be had from the Hugging Face hub ({type(error).__name__}: {error}). Where the hub cannot "
            f"be reached, start from base weights ({', '.join(BI_ENCODERS)}) or from a folder."
        ) from error


def _classifier(folder: Path, history: list[str], attention: str = "sdpa") -> Classifier:
    with _quiet():
        model = AutoModelForSequenceClassification.from_pretrained(
            folder, num_labels=1, attn_implementation=attention, dtype=torch.float32, ignore_mismatched_sizes=True
        )
    return Classifier(model, _vocabulary(folder), history)


def _late(head: str, folder: Path, history: list[str], spaces: int) -> Interaction | Segments:
    """The layers of a bi-encoder; both token types start as the first."""
    kind = AutoConfig.from_pretrained(folder).model_type
    if kind != "bert":
        raise Failure(f"the {head} head is made for BERT, and {folder} is a {kind}: use --head classifier.")
    with _quiet():
        bert = AutoModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32)
    types = bert.embeddings.token_type_embeddings.weight.data
    types[1] = types[0]
    return LATE[head](bert, _vocabulary(folder), history, spaces)


def _keep_layers(model: CrossEncoder, layers: Sequence[int]) -> None:
    encoder = getattr(model.body(), "encoder", None)
    held = getattr(encoder, "layer", None)
    if not isinstance(held, nn.ModuleList) or encoder is None:
        raise Failure(f"layers of a {model.config.model_type} cannot be chosen: leave --layers out.")
    if not layers or not set(layers) <= set(range(len(held))):
        raise Failure(f"--layers {','.join(map(str, layers))}: the model has layers 0 to {len(held) - 1}.")
    encoder.layer = nn.ModuleList([held[layer] for layer in layers])
    model.config.num_hidden_layers = len(layers)
    if isinstance(model, Segments):
        model.gate = nn.Parameter(model.gate.data[list(layers)], requires_grad=False)


def _vocabulary(folder: Path) -> Path:
    path = folder / "vocab.txt"
    if not path.exists():
        raise Failure(f"{folder} has no vocab.txt: Weir serves models of uncased WordPiece only.")
    return path


def _weir(folder: Path) -> dict:
    return getattr(AutoConfig.from_pretrained(folder), "weir", {})


class _quiet:  # noqa: N801 -- a context manager, named as one
    """Without the report that a new head has new weights, and a bar for a second of loading."""

    def __enter__(self) -> None:
        self._level = logging.get_verbosity()
        logging.set_verbosity_error()
        logging.disable_progress_bar()

    def __exit__(self, *_: object) -> None:
        logging.set_verbosity(self._level)
