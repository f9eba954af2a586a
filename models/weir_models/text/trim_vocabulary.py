"""A vocabulary without the pieces that the texts at hand never use: a smaller table, the same tokens."""

from collections.abc import Iterable
from pathlib import Path

from weir_models.text.wordpiece import WordPiece

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def used_pieces(vocabulary: Path, texts: Iterable[str], batch: int = 2000) -> list[int]:
    """Ids, in their order, of the special pieces, of single characters with and without `##`, and of what is used.

    Single characters stay, so that a word that no text here has is still spelt out rather than unknown.
    """
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    kept = {at for at, piece in enumerate(pieces) if piece in SPECIAL or len(piece.removeprefix("##")) == 1}
    wordpiece = WordPiece(vocabulary)
    held: list[str] = []
    for text in texts:
        held.append(text)
        if len(held) == batch:
            kept.update(id_ for ids in wordpiece.ids(held) for id_ in ids)
            held = []
    kept.update(id_ for ids in wordpiece.ids(held) for id_ in ids)
    # [PAD] has id 0 in every vocabulary, and the lowest id here.
    return sorted(kept)


def write_trimmed(vocabulary: Path, kept: list[int], target: Path) -> None:
    """Write the `vocab.txt` in which a kept piece's id is its place in `kept`."""
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(f"{pieces[id_]}\n" for id_ in kept), encoding="utf-8")
