"""Token ids by the reference tokenizer, for test/conformance/tokenizer.spec.ts.

    tokenizer_oracle.py VOCABULARY TASK TARGET < input.json

Tasks, each writing a JSON array to TARGET:
* ids: of each text, uncut, no special tokens;
* plain-ids: the same by the reference's parts with no special token registered, so that a literal "[SEP]" is text;
* pairs: `[ids, type ids]` of each [query, product], by BERT's own post-processor;
* words: of each text, before they are cut into pieces.
"""

import json
import sys
from pathlib import Path

from tokenizers import (
    BertWordPieceTokenizer,
    Tokenizer,
    models,
    normalizers,
    pre_tokenizers,
)


def well_formed(text: str) -> str:
    """A lone surrogate is no character: U+FFFD stands for it, as in every decoder."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def main() -> None:
    vocabulary, task, target = sys.argv[1:4]
    reference = BertWordPieceTokenizer(vocabulary, lowercase=True)
    plain = Tokenizer(models.WordPiece.from_file(vocabulary, unk_token="[UNK]"))
    plain.normalizer = normalizers.BertNormalizer(lowercase=True)
    plain.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    if task == "words":
        answer = [words(plain, text) for text in json.load(sys.stdin)]
    elif task == "pairs":
        pairs = [
            (well_formed(query), well_formed(product))
            for query, product in json.load(sys.stdin)
        ]
        answer = [
            [encoding.ids, encoding.type_ids]
            for encoding in reference.encode_batch(pairs)
        ]
    else:
        tokenizer = plain if task == "plain-ids" else reference
        texts = [well_formed(text) for text in json.load(sys.stdin)]
        answer = [
            encoding.ids
            for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)
        ]
    Path(target).write_text(json.dumps(answer), encoding="utf-8")


def words(tokenizer: Tokenizer, text: str) -> list[str]:
    return [
        word
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(
            tokenizer.normalizer.normalize_str(text)
        )
    ]


main()
