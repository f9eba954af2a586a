"""Spelling mistakes as fingers make them."""

from weir_models.prepare.generation.facets import Draw


def misspelt(query: str, draw: Draw) -> str:
    """One letter lost, doubled, swapped or replaced, in a word of five letters or more."""
    parts = query.split()
    long = [at for at, word in enumerate(parts) if len(word) >= 5 and word.isalpha()]
    if not long:
        return query
    at = long[int(draw.integers(len(long)))]
    word = parts[at]
    cut = int(draw.integers(1, len(word) - 1))
    letter = "abcdefghijklmnopqrstuvwxyz"[int(draw.integers(26))]
    parts[at] = (
        word[:cut] + word[cut + 1 :],
        word[:cut] + word[cut] + word[cut:],
        word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
        word[:cut] + letter + word[cut + 1 :],
    )[int(draw.integers(4))]
    return " ".join(parts)
