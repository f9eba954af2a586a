"""UBI logs are read as the standard means them, and what is wrong in one is named by file, line and field."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from weir_models.failure import Failure
from weir_models.prepare.clicks.log import Reading, Search, read_log

QUERY = {"query_id": "1", "user_query": "Pump", "query_response_hit_ids": ["a", "b", "c"]}
CLICK = {
    "action_name": "click",
    "query_id": "1",
    "event_attributes": {"object": {"object_id": "b"}, "position": {"ordinal": 2}},
}


def read(
    folder: Path, queries: Sequence[object], events: Sequence[object], reading: Reading | None = None
) -> list[Search]:
    for name, rows in (("q.jsonl", queries), ("e.jsonl", events)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return list(read_log(folder / "q.jsonl", folder / "e.jsonl", reading or Reading()))


def event(action: str, product: object, ordinal: int | None) -> dict:
    position = {} if ordinal is None else {"ordinal": ordinal, "xy": {"x": 1, "y": 2}}
    return CLICK | {"action_name": action, "event_attributes": {"object": {"object_id": product}, "position": position}}


def test_shown_list_is_that_of_the_query_and_clicks_find_their_place_by_product(tmp_path: Path):
    assert read(tmp_path, [QUERY], [CLICK]) == [Search("Pump", ["a", "b", "c"], frozenset({1}))]


def test_impressions_say_what_was_seen_of_the_list(tmp_path: Path):
    events = [event("impression", "a", 1), event("impression", 7, 3), event("click", 7, 3)]
    assert read(tmp_path, [QUERY], events) == [Search("Pump", ["a", "", "7"], frozenset({2}))]


@pytest.mark.parametrize("action", ["add_to_cart", "click", "watch", "view", "purchase", "anything"])
def test_every_action_name_is_taken_though_the_published_schema_refuses_its_own(tmp_path: Path, action: str):
    searches = read(tmp_path, [QUERY], [event(action, "a", 1)], Reading((action,)))
    assert searches[0].clicked == {0}


def test_randomised_positions_are_read(tmp_path: Path):
    swap = QUERY | {"query_attributes": {"randomisation": {"method": "swap", "positions": [3, 1]}}}
    shuffle = QUERY | {"query_attributes": {"randomisation": {"method": "shuffle"}}}
    assert [search.randomised for search in read(tmp_path, [swap, shuffle], [])] == [(0, 2), (0, 1, 2)]


def test_what_cannot_be_used_is_counted(tmp_path: Path):
    reading = Reading(depth=2)
    events = [event("click", "c", 3), event("click", "z", 1), event("view", "a", 1), CLICK | {"query_id": "9"}]
    read(tmp_path, [QUERY, {"query_id": "2"}, QUERY | {"query_response_hit_ids": []}], events, reading)
    assert reading.unused == {
        "events of action view": 1,
        "clicks below position 2": 1,
        "clicks on what was not shown": 1,
        "queries without query_id or user_query": 1,
        "queries that showed nothing": 1,
        "clicks of queries that are not there": 1,
    }


@pytest.mark.parametrize(
    ("query", "click", "said"),
    [
        (QUERY, {"query_id": "1"}, "e.jsonl, line 1: field action_name must hold text"),
        (QUERY, CLICK | {"event_attributes": 1}, "e.jsonl, line 1: field event_attributes must be an object"),
        (QUERY, event("click", None, 1), "event_attributes.object: field object_id must hold text"),
        (QUERY, event("click", "a", 0), "ordinal must be a whole number from 1; it is 0"),
        (QUERY | {"query_response_hit_ids": "a"}, CLICK, "q.jsonl, line 1: field query_response_hit_ids"),
        (
            QUERY | {"query_attributes": {"randomisation": {"method": "swap"}}},
            CLICK,
            "q.jsonl, line 1: field query_attributes.randomisation.positions",
        ),
        (QUERY | {"query_attributes": {"randomisation": "yes"}}, CLICK, '"method": "shuffle" or "swap"'),
        ([1], CLICK, "q.jsonl, line 1 holds list, not an object"),
    ],
)
def test_mistakes_are_named_by_file_line_and_field(tmp_path: Path, query: object, click: object, said: str):
    with pytest.raises(Failure, match=re.escape(said)):
        read(tmp_path, [query], [click])


def test_logs_that_count_from_zero_can_be_read(tmp_path: Path):
    events = [event("impression", "a", 0), event("impression", "b", 1), event("click", "b", 1)]
    assert read(tmp_path, [QUERY], events, Reading(first_ordinal=0))[0] == Search("Pump", ["a", "b"], frozenset({1}))
