"""Negatives are hard, of the kinds that were asked for, and never what is relevant as far as anything tells."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.data.roles import Roles
from weir_models.data.rows import write_rows
from weir_models.failure import Failure
from weir_models.prepare.attribute_negatives import AttributeNeighbours
from weir_models.prepare.candidate_sources import Dense, Lexical, OneAttributeOff, top
from weir_models.prepare.guard_check import GuardCheck
from weir_models.prepare.lexical import Bm25
from weir_models.prepare.mine_negatives import main
from weir_models.prepare.mining import Miner, Mining, parse_shares
from weir_models.prepare.pair_lists import PairList, read_pair_lists
from weir_models.prepare.vector_index import VectorIndex

CORPUS = [str(row) for row in range(40)]
ENTRY = PairList("shop", "red pump", "ab", ["0", "1"], [3.0, 0.0], "judgments")

app = Typer()
app.command()(main)


class Ranked:
    """Candidates in the order of their rows."""

    def ranked(self, query: int, positives: object) -> list[int]:  # noqa: ARG002
        return list(range(40))


def miner(mining: Mining) -> Miner:
    return Miner(CORPUS, {"bm25": Ranked(), "dense": Ranked()}, mining, np.random.default_rng(0))


def scores(**known: float) -> np.ndarray:
    found = np.zeros(40, np.float32)
    for row, score in known.items():
        found[int(row[1:])] = score
    return found


def test_judged_products_and_those_that_score_like_the_positive_are_no_negatives():
    mine = miner(Mining(4, {"bm25": 1}, skip_above=0.9))
    mined = mine.mined(0, ENTRY, scores(_0=1.0, _2=0.95, _3=0.89, _4=0.91))
    assert mined.products == ["0", "1", "3", "5", "6", "7"]
    assert mined.grades == [3, 0, 0, 0, 0, 0]
    assert mined.kinds == ["judged", "judged", "bm25", "bm25", "bm25", "bm25"]
    assert mine.guarded == 2


def test_the_median_of_several_positives_guards():
    entry = PairList("shop", "q", "ab", ["0", "1", "2"], [1.0, 1.0, 1.0], "judgments")
    mined = miner(Mining(1, {"bm25": 1}, 1.0)).mined(0, entry, scores(_0=0.1, _1=0.5, _2=0.9, _3=0.6, _4=0.4))
    assert mined.products[3:] == ["4"]


def test_the_first_candidates_can_be_passed_over():
    mined = miner(Mining(2, {"bm25": 1}, skip_first=10)).mined(0, ENTRY, scores(_0=1.0))
    assert mined.products[2:] == ["10", "11"]


def test_kinds_have_their_shares_on_average_and_never_repeat_a_product():
    mine = miner(Mining(3, {"bm25": 0.5, "dense": 0.25, "random": 0.25}))
    for _ in range(200):
        mined = mine.mined(0, ENTRY, scores(_0=1.0))
        assert len(set(mined.products)) == len(mined.products) == 5
    total = mine.taken.total()
    assert total == 600
    for kind, share in (("bm25", 0.5), ("dense", 0.25), ("random", 0.25)):
        assert mine.taken[kind] / total == pytest.approx(share, abs=0.05)


def test_what_a_kind_lacks_the_next_makes_up():
    mining = Mining(4, {"attribute": 0.5, "bm25": 0.5})
    mine = Miner(CORPUS, {"attribute": Nothing(), "bm25": Ranked()}, mining, np.random.default_rng(0))
    assert mine.mined(0, ENTRY, scores(_0=1.0)).kinds[2:] == ["bm25"] * 4  # pyright: ignore[reportOptionalSubscript]


class Nothing:
    """No candidates."""

    def ranked(self, query: int, positives: object) -> list[int]:  # noqa: ARG002
        return []


def test_a_list_without_a_positive_stays():
    entry = PairList("shop", "q", "ab", ["0"], [0.0], "judgments")
    assert miner(Mining(4, {"bm25": 1})).mined(0, entry, scores()).products == ["0"]


@pytest.mark.parametrize("text", ["bm25", "bm25=x", "bm26=1", "bm25=-1,dense=2", "bm25=0"])
def test_mistakes_in_shares_are_named(text: str):
    with pytest.raises(Failure, match="--shares"):
        parse_shares(text)


def test_lexical_candidates_share_words_and_dense_ones_are_near():
    draw = np.random.default_rng(0)
    lexical = Lexical(Bm25(["red pump", "blue pump", "hose"]), ["pump"], 10, draw)
    assert sorted(lexical.ranked(0, [])) == [0, 1]
    vectors = np.eye(3, dtype=np.float32)
    queries = np.array([[0.8, 0.6, 0]], np.float32)
    assert sorted(Dense(VectorIndex(vectors), queries, 2, draw).ranked(0, [])) == [0, 1]


def test_hnsw_finds_what_exact_search_finds():
    draw = np.random.default_rng(0)
    vectors = draw.normal(size=(3000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact, graph = VectorIndex(vectors), VectorIndex(vectors, "hnsw")
    assert exact.exact
    assert not graph.exact
    one, other = exact.nearest(vectors[:50], 10), graph.nearest(vectors[:50], 10)
    assert np.mean([len(set(a) & set(b)) / 10 for a, b in zip(one, other, strict=True)]) > 0.95
    with pytest.raises(Failure, match="there is no index tree"):
        VectorIndex(vectors, "tree")


def test_top_is_ordered_and_stable():
    assert top(np.array([1, 3, 3, 2], np.float32), 3).tolist() == [1, 2, 3]
    assert top(np.array([1, 3], np.float32), 5).tolist() == [1, 0]


PUMPS = [
    {"_id": "0", "title": "Acme red garden pump", "brand": "Acme", "color": "Red", "category": ["Tools", "Pumps"]},
    {"_id": "1", "title": "Acme blue garden pump", "brand": "Acme", "color": "Blue", "category": ["Tools", "Pumps"]},
    {"_id": "2", "title": "Acme blue hose", "brand": "Acme", "color": "Blue", "category": ["Tools", "Hoses"]},
    {"_id": "3", "title": "Bolt red garden pump", "brand": "Bolt", "color": "Red", "category": ["Tools", "Pumps"]},
    {"_id": "4", "title": "Acme garden pump", "brand": "Acme", "color": "Blue and red", "category": ["Tools", "Pumps"]},
    {"_id": "5", "title": "Bolt green pump", "brand": "Bolt", "color": "Green", "category": ["Tools", "Pumps"]},
]
ROLES = Roles(title=("title",), brand=("brand",), colour=("color",), type=("category",))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("red pump", [(1, "colour"), (5, "colour")]),  # 1 agrees on all else, 5 has the other word; 4 is red, too
        ("acme pump", [(2, "type"), (3, "brand"), (5, "brand")]),
        ("pump", []),
        ("acme red pump", [(1, "colour"), (3, "brand")]),
        ("garden", []),
    ],
)
def test_attribute_negatives_differ_in_what_the_query_asks_for(query: str, expected: list[tuple[int, str]]):
    assert sorted(AttributeNeighbours(PUMPS, ROLES).negatives(0, query)) == expected


def test_size_and_colour_are_read_from_titles():
    titles = ["Hose 10 ft green", "Hose 25 ft green", "Bucket 25 ft green"]
    neighbours = AttributeNeighbours(
        [{"_id": str(row), "title": title} for row, title in enumerate(titles)], Roles(title=("title",))
    )
    assert neighbours.negatives(0, "10 ft hose") == [(1, "size")]
    assert OneAttributeOff(neighbours, ["10 ft hose"]).ranked(0, [0]) == [1]


def test_guard_is_checked_on_what_people_judged():
    check = GuardCheck()
    assert "could not be checked" in check.told(0.9)
    entry = PairList("shop", "q", "ab", ["a", "b", "c", "d"], [1.0, 1.0, 0.0, 0.0], "judgments")
    check.add(entry, {"a": 1.0, "b": 0.95, "c": 0.2, "d": 0.99}, 0.9)
    assert "100% of 1 positives, and 50% of 2 products" in check.told(0.9)


def test_the_command_writes_lists_that_agree_for_one_seed(tmp_path: Path):
    folder = tmp_path / "sets" / "shop"
    products = [{"_id": str(at), "title": f"{('red', 'blue')[at % 2]} pump number {at}"} for at in range(40)]
    write_rows(folder / "corpus.jsonl", products)
    (folder / "set.json").write_text(json.dumps({"template": ["title"]}))
    write_rows(
        folder / "train.jsonl", [PairList("shop", "red pump number 4", "ab", ["4"], [1.0], "generated", 0.5).row()]
    )
    options = ["--lists", str(folder / "train.jsonl"), "--data", str(tmp_path / "sets"), "--encoder", "none"]
    written = []
    for name in ("one", "two"):
        ran = CliRunner().invoke(app, [*options, "--out", str(tmp_path / name), "--negatives", "5"])
        assert ran.exit_code == 0, (ran.output, ran.exception)
        written.append((tmp_path / name).read_text())
    assert written[0] == written[1]
    (entry,) = read_pair_lists(tmp_path / "one")
    assert len(entry.products) == 6
    assert entry.weight == 0.5
    assert entry.kinds is not None
    assert "bm25" in entry.kinds
    failed = CliRunner().invoke(app, [*options[:-1], "berta", "--out", str(tmp_path / "three")])
    assert "there is no bi-encoder berta; there are minilm" in str(failed.exception)
