"""Which lists are learnt from and which are chosen by: query by query, none near-identical to one of the other side."""

from collections.abc import Mapping, Sequence

from weir_models.prepare.duplicates import Dropped
from weir_models.prepare.pair_lists import PairList
from weir_models.prepare.query_text import falls_in_dev, split_key


def split_lists(
    by_split: Mapping[str, Sequence[PairList]], dev_share: float, dropped: Dropped
) -> dict[str, list[PairList]]:
    """Train and dev.

    Where the set has a dev split that stays; a train query that is near-identical to one of dev is dropped from train,
    unless it is that very query: such a set is split by products. Where there is none, `dev_share` of the queries are
    taken for it by hash.
    """
    train, dev = list(by_split.get("train", ())), list(by_split.get("dev", ()))
    if not dev:
        dev = [entry for entry in train if falls_in_dev(entry.query, dev_share)]
        return {"train": [entry for entry in train if not falls_in_dev(entry.query, dev_share)], "dev": dev}
    held = {split_key(entry.query): entry for entry in dev}
    kept = []
    for entry in train:
        twin = held.get(split_key(entry.query))
        if twin is None or twin.query_id == entry.query_id:
            kept.append(entry)
        else:
            dropped.add("train queries near-identical to one of dev", f"{entry.query} as {twin.query}")
    return {"train": kept, "dev": dev}
