"""Folders in BEIR's layout and bare catalogues are read as sets."""

import json
from pathlib import Path

import pytest

from weir_models.data.judged_set import load
from weir_models.data.qrels import write_qrels
from weir_models.data.rows import write_rows
from weir_models.failure import Failure

PRODUCTS = [
    {"_id": "1", "title": "Red pump", "maker": "Acme", "tags": ["a", None, "b"]},
    {"_id": "2", "title": "Hose"},
]


def test_a_catalogue_alone_is_a_set_without_queries(tmp_path: Path):
    write_rows(tmp_path / "shop.jsonl.gz", PRODUCTS)
    judged = load(str(tmp_path / "shop.jsonl.gz"), tmp_path, ["title", "maker", "tags"])
    assert judged.name == "shop"
    assert judged.text("1") == "Red pump Acme a b"
    assert judged.text("2") == "Hose"
    assert judged.queries == {}
    assert judged.qrels == {"train": {}, "dev": {}}


def test_a_folder_declares_its_template_and_a_split_that_is_not_there_is_empty(tmp_path: Path):
    folder = tmp_path / "shop"
    write_rows(folder / "corpus.jsonl", PRODUCTS)
    write_rows(folder / "queries.jsonl", [{"_id": "q", "text": "pump"}])
    write_qrels(folder / "qrels" / "train.tsv", {"q": {"1": 1.0}})
    (folder / "set.json").write_text(json.dumps({"template": ["maker", "title"]}))
    for name in ("shop", str(folder)):
        judged = load(name, tmp_path)
        assert judged.text("1") == "Acme Red pump"
        assert judged.judged("train", "dev") == {"q": {"1": 1.0}}


def test_a_corpus_may_stand_in_each_split_and_a_query_in_both(tmp_path: Path):
    folder = tmp_path / "contracts"
    for split, id_ in (("train", "a"), ("dev", "b")):
        write_rows(folder / split / "corpus.jsonl.gz", [{"_id": id_, "text": f"passage {id_}"}])
        write_qrels(folder / "qrels" / f"{split}.tsv", {"q": {id_: 1.0}})
    write_rows(folder / "queries.jsonl", [{"_id": "q", "text": "renewal"}])
    judged = load("contracts", tmp_path)
    assert set(judged.products) == {"a", "b"}
    assert judged.judged("train", "dev") == {"q": {"a": 1.0, "b": 1.0}}


def test_another_field_may_identify_a_product(tmp_path: Path):
    write_rows(tmp_path / "shop.jsonl", [{"sku": 17, "name": "Hose"}])
    assert load(str(tmp_path / "shop.jsonl"), tmp_path, ["name"], "sku").text("17") == "Hose"


def test_mistakes_are_named(tmp_path: Path):
    path = tmp_path / "shop.jsonl"
    write_rows(path, PRODUCTS)
    with pytest.raises(Failure, match="there is no set shopp"):
        load("shopp", tmp_path)
    with pytest.raises(Failure, match=r"give --template. Fields: title, maker, tags"):
        load(str(path), tmp_path)
    with pytest.raises(Failure, match="no product has the field titel of the template"):
        load(str(path), tmp_path, ["titel"])
    with pytest.raises(Failure, match="line 1: field sku must hold text; it is not there"):
        load(str(path), tmp_path, ["title"], "sku")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Failure, match=r"empty has no corpus.jsonl"):
        load("empty", tmp_path)
