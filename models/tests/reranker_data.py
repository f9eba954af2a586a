"""A made-up judged set, vocabulary and tiny BERT, for tests of cross-encoders."""

import gzip
import json
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertModel

WORDS = ["red", "blue", "green", "lamp", "chair", "desk", "oak", "steel", "small", "large", "garden", "kitchen"]
LIKED = WORDS[:4]
"""So simple that a tiny model learns it in seconds."""
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def write_set(data: Path, name: str = "esci", queries: int = 24) -> Path:
    """A product is three words; its grade is how many of them are LIKED. A third of the queries is dev."""
    draw = np.random.default_rng(0)
    folder = data / name
    (folder / "qrels").mkdir(parents=True)
    products = {f"p{at}": " ".join(draw.choice(WORDS, 3, replace=False)) for at in range(60)}
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        for key, text in products.items():
            fields = dict(zip(("title", "brand", "color"), text.split(), strict=True))
            out.write(json.dumps({"_id": key} | fields) + "\n")
    twos = [f"{one} {other}" for one in WORDS for other in WORDS if one != other]
    texts = {f"{at:02x}": str(text) for at, text in enumerate(draw.choice(twos, queries, replace=False))}
    lines = [json.dumps({"_id": key, "text": text}) + "\n" for key, text in texts.items()]
    (folder / "queries.jsonl").write_text("".join(lines))
    rows = {"train": ["query-id\tcorpus-id\tscore"], "dev": ["query-id\tcorpus-id\tscore"]}
    for at, query in enumerate(texts):
        for product in draw.choice(list(products), 10, replace=False):
            grade = sum(word in LIKED for word in products[product].split())
            rows["dev" if at % 3 == 0 else "train"].append(f"{query}\t{product}\t{grade}")
    for split, content in rows.items():
        (folder / "qrels" / f"{split}.tsv").write_text("\n".join(content) + "\n")
    return data


def write_bert(folder: Path, layers: int = 2, hidden: int = 16) -> Path:
    """A Hugging Face folder with random weights and the words of `write_set`."""
    torch.manual_seed(0)
    vocabulary = [*SPECIAL, *WORDS]
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=2 * hidden,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    return folder
