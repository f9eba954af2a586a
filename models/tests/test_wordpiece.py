import numpy as np

from weir_models.settings import SETTINGS
from weir_models.text.wordpiece import WordPiece, padded

WORDPIECE = WordPiece(SETTINGS.artifacts / "encoder-minilm-l6" / "2" / "vocab.txt")
CLS, SEP = 101, 102


def test_a_literal_special_token_is_text():
    ids = WORDPIECE.ids(["a [SEP] b [CLS]"])[0]
    assert SEP not in ids
    assert CLS not in ids


def test_accents_and_case_are_folded():
    assert WORDPIECE.ids(["Café"]) == WORDPIECE.ids(["cafe"])


def test_the_product_is_cut_before_the_query():
    sequence, first = WORDPIECE.pair(list(range(200, 210)), list(range(300, 400)), max_tokens=20, max_query_tokens=8)
    assert len(sequence) == 20
    assert sequence[:first] == [CLS, *range(200, 208), SEP]
    assert sequence[first:] == [*range(300, 309), SEP]


def test_token_type_one_begins_with_the_product_and_padding_is_masked():
    batch = padded([[CLS, 5, SEP, 6, SEP], [CLS, 5, SEP, SEP]], [3, 3])
    assert batch["token_type_ids"].tolist() == [[0, 0, 0, 1, 1], [0, 0, 0, 1, 0]]
    assert np.array_equal(batch["attention_mask"], [[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]])
