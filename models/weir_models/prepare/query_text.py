"""When two queries are the same, and which split a query falls in."""

import hashlib
import re
import unicodedata
from functools import lru_cache


def same_query_key(text: str, ignore_word_order: bool = False) -> str:
    """Equal for queries that differ in case, white space, punctuation around words, width of letters or composition.

    `%`, `.`, `'`, `-`, `/`, `+`, `#` and `&` stay inside of words ("1/2", "5.5", "c++"), where they say something.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = re.findall(r"[\w%#+][\w.'/&+%#-]*", folded)
    words = [word.rstrip(".'/&-") for word in words]
    return " ".join(sorted(words) if ignore_word_order else words)


@lru_cache(100_000)
def query_id(text: str) -> str:
    """Twelve hexadecimal digits, the same for every spelling that `same_query_key` holds for the same."""
    return _digest(same_query_key(text))[:12]


def split_key(text: str) -> str:
    """Coarser than sameness: word order, accents and endings do not count, so that near-identical queries have one."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(char))
    return " ".join(sorted({_stem(word) for word in re.findall(r"\w+", plain)}))


def _stem(word: str) -> str:
    word = re.sub(r"(?<=\w{2})ies$", "y", word)
    return re.sub(r"(?<=\w{3})(?:es|s|ing|ed|e)$", "", word)


def falls_in_dev(text: str, dev_share: float, salt: str = "") -> bool:
    """Whether the query is of the dev split: by a hash of `split_key`, so the same in every run and every log."""
    return int(_digest(f"{salt}\0{split_key(text)}")[:13], 16) / 16**13 < dev_share


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
