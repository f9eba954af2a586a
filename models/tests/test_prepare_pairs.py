"""Lists are split by query without leaks, and nothing is dropped without being told."""

import json
from pathlib import Path

import pytest

from weir_models.data.judged_set import JudgedSet, load
from weir_models.data.qrels import Qrels, write_qrels
from weir_models.data.rows import read_rows, write_rows
from weir_models.failure import Failure
from weir_models.prepare.pair_lists import PairList, read_pair_lists
from weir_models.prepare.pairing import GeneratedQuery, Judgments, Pairing, prepared
from weir_models.prepare.prepare_pairs import main
from weir_models.prepare.query_text import falls_in_dev, query_id, same_query_key, split_key


def a_set(queries: dict[str, str], train: Qrels, dev: Qrels | None = None) -> JudgedSet:
    titles = {"1": "Red pump", "2": "red  PUMP", "3": "Blue pump", "4": ""}
    products = {id_: {"_id": id_, "title": title} for id_, title in titles.items()}
    return JudgedSet("shop", products, queries, {"train": train, "dev": dev or {}}, ("title",))


def made(judged: JudgedSet, generated: list[GeneratedQuery] | None = None, pairing: Pairing | None = None):
    sources = [Judgments("judgments", judged.queries, judged.qrels)]
    return prepared(judged, sources, generated or [], pairing or Pairing())


def test_same_queries_have_one_key_and_others_have_not():
    assert same_query_key("  Red  PUMP! ") == same_query_key("red pump") == same_query_key("\uff52\uff45\uff44 pump")
    assert same_query_key("pump red", ignore_word_order=True) == same_query_key("red pump", ignore_word_order=True)
    for one, other in (("pump red", "red pump"), ("1/2 hose", "12 hose"), ("c++", "c"), ("100%", "100")):
        assert same_query_key(one) != same_query_key(other)
    assert query_id("Red pump") == query_id("red  pump")
    assert int(query_id("Red pump"), 16) >= 0


def test_near_identical_queries_fall_on_one_side():
    for one, twin in (("red pump", "Pumps, red"), ("bottle", "bottles"), ("battery", "batteries"), ("café", "cafe")):
        assert split_key(one) == split_key(twin)
    assert split_key("red pump") != split_key("red hose")
    shares = [falls_in_dev(f"query number {row}", 0.2) for row in range(2000)]
    assert 0.17 < sum(shares) / len(shares) < 0.23
    assert all(falls_in_dev(f"number {row} queries", 0.2) == held for row, held in enumerate(shares[:200]) if held)


def test_alike_products_become_one_and_the_higher_grade_holds():
    result = made(
        a_set({"a": "pump"}, {"a": {"1": 1.0, "2": 3.0, "3": 0.0, "4": 2.0, "9": 1.0}}), pairing=Pairing(0.001)
    )
    assert result.products == ["1", "3"]
    (entry,) = result.lists["train"] + result.lists["dev"]
    assert (entry.products, entry.grades) == (["1", "3"], [3.0, 0.0])
    assert result.dropped.counts == {
        "products whose text another has": 1,
        "products without text": 1,
        "judgments of products whose text another has": 1,
        "of these, graded apart": 1,
        "judgments of products that are not there": 2,
    }


def test_same_queries_become_one_list():
    qrels = {"a": {"1": 1.0}, "b": {"3": 2.0, "1": 0.0}, "c": {"1": 1.0}}
    queries = {"a": "Red pump", "b": "red  pump", "c": "pump red"}
    result = made(a_set(queries, qrels))
    lists = result.lists["train"] + result.lists["dev"]
    assert {entry.query: entry.grades for entry in lists} == {"Red pump": [1.0, 2.0], "pump red": [1.0]}
    merged = made(a_set(queries, qrels), pairing=Pairing(ignore_word_order=True))
    assert len(merged.lists["train"] + merged.lists["dev"]) == 1


def test_splits_of_the_set_stay_and_train_loses_what_is_near_identical_to_dev():
    queries = {"a": "red pumps", "b": "blue pump", "c": "pump red"}
    result = made(a_set(queries, {"a": {"1": 1.0}, "b": {"3": 1.0}}, {"c": {"1": 1.0}}))
    assert [entry.query for entry in result.lists["train"]] == ["blue pump"]
    assert [entry.query for entry in result.lists["dev"]] == ["pump red"]
    assert result.dropped.counts["train queries near-identical to one of dev"] == 1


def test_a_set_that_is_split_by_products_keeps_its_queries_on_both_sides():
    result = made(a_set({"a": "renewal"}, {"a": {"1": 1.0}}, {"a": {"3": 1.0}}))
    assert [len(result.lists[split]) for split in ("train", "dev")] == [1, 1]


def test_a_generated_query_has_its_product_for_positive_unless_it_was_judged():
    judged = a_set({"a": "pump"}, {"a": {"1": 1.0, "3": 0.0}})
    queries = [
        GeneratedQuery("red", "2", 0.5),
        GeneratedQuery("RED", "1", 1.0),
        GeneratedQuery("Pump", "1", 1.0),
        GeneratedQuery("hose", "9", 1.0),
    ]
    result = made(judged, queries)
    lists = result.lists["train"] + result.lists["dev"]
    (entry,) = [entry for entry in lists if entry.source == "generated"]
    assert entry == PairList("shop", "red", query_id("red"), ["1"], [1.0], "generated", 0.5)
    reasons = [reason for reason in result.dropped.counts if reason.startswith("generated")]
    assert len(reasons) == 3


def test_the_folder_that_is_written_is_a_set_and_its_lists_are_read_back(tmp_path: Path, capsys):
    rows = [{"_id": str(at), "name": f"thing {at}"} for at in range(30)] + [{"_id": "x", "name": "Thing 0"}]
    write_rows(tmp_path / "shop.jsonl", rows)
    write_rows(
        tmp_path / "q.jsonl",
        [{"set": "shop", "query": f"buy {at}", "source": str(at), "weight": 0.5} for at in range(30)],
    )
    clicked = tmp_path / "clicked"
    write_rows(clicked / "queries.jsonl", [{"_id": query_id("thing"), "text": "thing"}])
    write_qrels(clicked / "qrels" / "train.tsv", {query_id("thing"): {"x": 2.0, "1": 0.0}})
    main(
        [str(tmp_path / "shop.jsonl")],
        out=tmp_path / "sets",
        template="name",
        clicks=clicked,
        generated=tmp_path / "q.jsonl",
        data=tmp_path,
        id_field="_id",
    )
    judged = load("shop", tmp_path / "sets")
    assert len(judged.products) == 30
    assert judged.text("3") == "thing 3"
    lists = [
        entry for split in ("train", "dev") for entry in read_pair_lists(tmp_path / "sets" / "shop" / f"{split}.jsonl")
    ]
    assert len(lists) == 31
    assert judged.judged("train", "dev") == {query_id("thing"): {"0": 2.0, "1": 0.0}}
    report = json.loads((tmp_path / "sets" / "shop" / "report.json").read_text())
    assert report["products"] == {"read": 31, "kept": 30}
    assert "products whose text another has" in capsys.readouterr().out


def test_a_catalogue_without_queries_says_where_they_come_from(tmp_path: Path):
    write_rows(tmp_path / "shop.jsonl", [{"_id": "1", "name": "thing"}])
    with pytest.raises(Failure, match="generate some"):
        main([str(tmp_path / "shop.jsonl")], out=tmp_path, template="name", data=tmp_path, id_field="_id")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"set": "s", "query": "q", "products": ["1"], "grades": []}, "line 1: 1 products, 0 grades"),
        ({"set": "s", "query": "q", "products": ["1"], "grades": ["x"]}, "line 1: field grades must hold numbers"),
        ({"set": "s", "query": "q", "products": "1", "grades": [1]}, "line 1: field products must be a list"),
        ({"query": "q", "products": ["1"], "grades": [1]}, "line 1: field set must hold text"),
    ],
)
def test_mistakes_in_lists_are_named(tmp_path: Path, row: dict, said: str):
    write_rows(tmp_path / "lists.jsonl", [row])
    with pytest.raises(Failure, match=said):
        list(read_pair_lists(tmp_path / "lists.jsonl"))
    assert list(read_rows(tmp_path / "lists.jsonl"))
