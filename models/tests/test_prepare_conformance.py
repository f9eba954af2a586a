"""On real data: a published click log under a random policy, and the published schema of UBI."""

import csv
import gzip
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from weir_models.prepare.clicks.examination import randomised_examination
from weir_models.prepare.clicks.impressions import impressions
from weir_models.prepare.clicks.log import Search
from weir_models.prepare.clicks.pbm import fit_pbm
from weir_models.prepare.clicks.prior import Shrinkage
from weir_models.prepare.clicks.simulate import KnownQuery, Logging, Shoppers, simulated, ubi_rows
from weir_models.settings import SETTINGS

OPEN_BANDIT = SETTINGS.data / "open-bandit"
UBI = SETTINGS.data / "ubi" / "schema" / "1.3.0"


def with_data(folder: Path) -> Callable[[Callable[[], None]], Callable[[], None] | None]:
    """Registers a test only where the data is, and says so in one line where it is not."""
    if folder.exists():
        return lambda test: test
    warnings.warn(f"{folder.name} is not here: its tests are left out", stacklevel=2)
    return lambda _: None


def bandit_searches(policy: str) -> Iterator[Search]:
    """Each impression as a list of which one position is known: the three places of the page are logged one by one."""
    with gzip.open(OPEN_BANDIT / policy / "men.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            at = int(row["position"]) - 1
            shown = [""] * at + [row["item_id"]]
            yield Search("page", shown, frozenset({at} if row["click"] == "1" else ()), (0, 1, 2))


@with_data(OPEN_BANDIT)
def test_examination_from_a_random_policy_is_that_of_the_counts_and_pbm_agrees():
    """The random policy shows each product at each place alike, so the examination is the rate of each place."""
    seen = impressions(bandit_searches("random"), 3)
    chance = randomised_examination(seen)
    assert chance is not None
    rates = seen.click.sum(0) / (seen.pair >= 0).sum(0)
    assert chance.curve == pytest.approx(rates / rates[0], rel=1e-6)
    assert np.all(chance.low <= chance.curve)
    assert np.all(chance.curve <= chance.high)
    joint = fit_pbm(seen, Shrinkage(100.0)).examination
    # 46 clicks: the intervals are wide, and the estimate that is fitted with attraction must lie within.
    assert np.all((joint >= chance.low - 1e-9) & (joint <= chance.high + 1e-9))


@with_data(UBI)
def test_simulated_logs_are_as_the_published_schema_has_them():
    """`oneOf` reads as `anyOf`: as published, it refuses "click" and every other action name that it lists itself."""
    schemas = {
        name: json.loads((UBI / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("query.request", "event")
    }
    query = KnownQuery("red pump", ["a", "b", "c"], np.array([0.9, 0.5, 0.5]))
    draw = np.random.default_rng(0)
    searches = simulated([query], 50, Shoppers(), Logging(3, "swap", 0.5), draw)
    for number, search in enumerate(searches):
        row, events = ubi_rows(search, number, impressions=True)
        assert_conforms(row, schemas["query.request"], "query")
        for event in events:
            assert_conforms(event, schemas["event"], "event")


def assert_conforms(value: object, schema: dict, place: str) -> None:
    """The part of JSON Schema that UBI uses: type, required, enum, maxLength, properties, items, oneOf and anyOf."""
    kinds = {"object": dict, "string": str, "array": list, "integer": int, "number": int | float}
    if "type" in schema:
        assert isinstance(value, kinds[schema["type"]]), f"{place}: {value!r} is no {schema['type']}"
    if "enum" in schema:
        assert value in schema["enum"], place
    if isinstance(value, str):
        assert len(value) <= schema.get("maxLength", len(value)), place
    if isinstance(value, dict):
        missing = set(schema.get("required", [])) - value.keys()
        assert not missing, f"{place}: {missing} missing"
        for name, part in schema.get("properties", {}).items():
            if name in value:
                assert_conforms(value[name], part, f"{place}.{name}")
    if isinstance(value, list):
        for item in value:
            assert_conforms(item, schema.get("items", {}), place)
    choices = schema.get("anyOf", []) + schema.get("oneOf", [])
    assert not choices or any(conforms(value, choice, place) for choice in choices), f"{place}: {value!r}"


def conforms(value: object, schema: dict, place: str) -> bool:
    try:
        assert_conforms(value, schema, place)
    except AssertionError:
        return False
    return True
