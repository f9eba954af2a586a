"""BM25 over product texts, to mine candidates that share words with a query."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


class Bm25:
    """BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.5 over lower-cased words cut to a crude stem."""

    def __init__(self, texts: Sequence[str], k1: float = 1.2, b: float = 0.5) -> None:
        bags = [Counter(stems(text)) for text in texts]
        self._columns = {term: column for column, term in enumerate(sorted({term for bag in bags for term in bag}))}
        rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
        columns = np.array([self._columns[term] for bag in bags for term in bag], np.intp)
        counts = np.array([count for bag in bags for count in bag.values()], np.float32)
        lengths = np.bincount(rows, counts, len(bags))
        frequency = np.bincount(columns, minlength=len(self._columns))
        idf = np.log1p((len(bags) - frequency + 0.5) / (frequency + 0.5))
        norm = k1 * (1 - b + b * lengths / max(1.0, lengths.mean()))
        weights = idf[columns] * counts * (k1 + 1) / (counts + norm[rows])
        self._weights = csr_matrix((weights, (rows, columns)), (len(bags), len(self._columns)), np.float32).tocsc()

    def scores(self, query: str) -> NDArray[np.float32]:
        """One score a text, 0 where no word is shared."""
        columns = [self._columns[term] for term in dict.fromkeys(stems(query)) if term in self._columns]
        return np.asarray(self._weights[:, columns].sum(axis=1), np.float32).ravel()


def stems(text: str) -> list[str]:
    """Lower-cased words, a plural, -ed or -ing cut off those that keep three letters."""
    return [re.sub(r"(?<=\w{3})(?:es|s|ing|ed)$", "", word) for word in re.findall(r"\w+", text.lower())]
