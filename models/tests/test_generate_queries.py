"""Generated queries are drawn from any catalogue, look like real ones, and find their products again."""

from pathlib import Path

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from weir_models.data.judged_set import JudgedSet
from weir_models.data.roles import Roles, roles_of
from weir_models.data.rows import read_rows, write_rows
from weir_models.failure import Failure
from weir_models.prepare.generate_queries import main
from weir_models.prepare.generation.generated import generated, generated_like, style_of
from weir_models.prepare.generation.head_phrases import head_phrases
from weir_models.prepare.generation.misspelling import misspelt
from weir_models.prepare.generation.round_trip import RoundTrip, weight
from weir_models.prepare.generation.style import Style, Traits, target, thinned

app = Typer()
app.command()(main)

COLOURS = ("Blue", "Red", "Black", "White")
THINGS = ("Water Bottle", "Lunch Box", "Travel Mug", "Tent Pole")


def shop(**fields: str) -> JudgedSet:
    """Forty products whose fields have the names that are given."""
    names = {"title": "title", "brand": "brand", "colour": "color", "type": "category"} | fields
    products = {}
    for row in range(40):
        thing = THINGS[row % 4]
        products[str(row)] = {
            "_id": str(row),
            names[
                "title"
            ]: f"Maker{row} Steel {thing} {row} ml, leakproof travel flask with straw in {COLOURS[row // 10]}",
            names["brand"]: f"Maker{row}",
            names["colour"]: COLOURS[row // 10],
            names["type"]: ["Kitchen", f"{thing}s & Flasks"],
        }
    return JudgedSet("shop", products, {"a": "water bottle"}, {"train": {}, "dev": {}}, (names["title"],))


def draw(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_same_seed_gives_the_same_queries_and_another_gives_others():
    judged = shop()
    first, again, other = (list(generated(judged, roles_of(judged), 50, 0.1, draw(seed))) for seed in (0, 0, 1))
    assert first == again
    assert first != other


def test_queries_are_distinct_short_and_none_that_people_judged():
    judged = shop()
    queries = [entry.query for entry in generated(judged, roles_of(judged), 50, 0.1, draw())]
    assert len(queries) == len(set(queries)) == 50
    assert "water bottle" not in queries
    assert all(1 <= len(query.split()) <= 6 for query in queries)


def test_roles_make_any_catalogue_a_source():
    judged = shop(title="naam", brand="merk", colour="kleur", type="soort")
    with pytest.raises(Failure, match="which field is the title"):
        roles_of(judged)
    roles = roles_of(judged, "title=naam,brand=merk,type=soort,attributes=kleur")
    made = list(generated(judged, roles, 150, 0.0, draw()))
    branded = [entry.query for entry in made if entry.kind == "brand and type"]
    assert branded
    assert all(query.split()[0].startswith("maker") for query in branded)
    assert {"attribute and type", "head", "type"} <= {entry.kind for entry in made}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("title", "must be ROLE=FIELD"),
        ("titel=title", "there is no role titel"),
        ("brand=brand", "a role title is needed"),
        ("title=name", "role title: no product has a field name"),
    ],
)
def test_mistakes_in_roles_are_named(given: str, said: str):
    with pytest.raises(Failure, match=said):
        roles_of(shop(), given)


def test_people_make_a_catalogue_one_of_works():
    product = {
        "_id": "1",
        "title": "The Long River",
        "actors": ["Ann Bee", "Cid Dee"],
        "genres": ["Drama"],
        "year": 1999,
    }
    judged = JudgedSet("films", {"1": product}, {}, {"train": {}, "dev": {}}, ("title",))
    roles = Roles(title=("title",), people=("actors",), genre=("genres",), year=("year",))
    queries = {entry.query for entry in generated(judged, roles, 30, 0.0, draw())}
    assert any("movie" in query for query in queries)
    assert any("ann bee" in query or "cid dee" in query for query in queries)


def test_generated_queries_look_like_the_sample():
    judged = shop()
    roles = roles_of(judged)
    real = ["steel flask"] * 40 + ["travel mug"] * 20
    style = style_of(judged, roles)
    wanted = style.shares(real)
    free = style.shares([entry.query for entry in generated(judged, roles, 200, 0.0, draw())])
    calibrated = style.shares([entry.query for entry in generated_like(judged, roles, real, 200, 0.0, draw())])
    assert min(free["brand"], free["number"]) > 0.2
    assert calibrated == wanted == {"words": 2, "brand": 0, "number": 0}


def test_brands_of_several_words_and_numbers_are_traits():
    style = Style(["Pacific Trading", "UGG"])
    assert style.traits("purple PACIFIC trading mug") == Traits(4, True, False)
    assert style.traits("pacific mug 2l") == Traits(3, False, True)


def test_target_sums_to_one_and_fills_cells_that_a_small_sample_left_empty():
    shares = target([Traits(2, True, False), Traits(3, False, False), Traits(3, False, True)])
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[Traits(2, False, True)] > 0


def test_thinning_keeps_shares_and_gives_what_a_small_cell_lacks_to_the_others():
    cells = ["a"] * 100 + ["b"] * 100 + ["c"] * 5 + ["d"] * 50
    rows = thinned(cells, {"a": 0.5, "b": 0.25, "c": 0.25}, 80, draw())
    counts = {cell: sum(cells[row] == cell for row in rows) for cell in "abcd"}
    assert counts == {"a": 50, "b": 25, "c": 5, "d": 0}


def test_round_trip_ranks_the_source_and_alike_products_share_a_rank():
    texts = ["red pump", "red pump", "blue pump", "green hose"]
    products = {str(row): {"_id": str(row), "title": text} for row, text in enumerate(texts)}
    judged = JudgedSet("shop", products, {}, {"train": {}, "dev": {}}, ("title",))
    trip = RoundTrip(judged, None, "none")
    assert trip.ranks(["red pump", "red pump", "pump", "red hose"], ["0", "1", "3", "2"]) == [1, 1, 4, 4]
    assert weight(1) == 1
    assert weight(3) == pytest.approx(0.5)


def test_head_phrases_stand_in_many_titles():
    heads = set(head_phrases([f"steel water bottle {row}" for row in range(4)] + ["iron bar"] * 3))
    assert heads == {"steel", "water", "bottle", "steel water", "water bottle", "steel water bottle"}


def test_a_misspelling_changes_one_long_word_by_one_letter_at_most():
    for seed in range(30):
        made = misspelt("big bottle", draw(seed))
        first, second = made.split()
        assert first == "big"
        assert abs(len(second) - len("bottle")) <= 1
    assert misspelt("ab 12345", draw()) == "ab 12345"


def test_the_command_writes_queries_with_rank_and_weight_from_any_catalogue(tmp_path: Path):
    products = shop(title="naam", brand="merk").products.values()
    write_rows(tmp_path / "shop.jsonl.gz", products)
    write_rows(tmp_path / "real.jsonl", [{"user_query": f"maker{row} bottle"} for row in range(25)])
    options = ["--sets", str(tmp_path / "shop.jsonl.gz"), "--template", "naam", "--roles", "title=naam,brand=merk"]
    options += ["--per-set", "60", "--encoder", "none", "--within", "5", "--data", str(tmp_path)]
    for like in ("none", str(tmp_path / "real.jsonl")):
        ran = CliRunner().invoke(app, [*options, "--like", like, "--out", str(tmp_path / "q.jsonl")])
        assert ran.exit_code == 0, (ran.output, ran.exception)
        rows = [row for _, row in read_rows(tmp_path / "q.jsonl")]
        assert rows
        for row in rows:
            assert row["set"] == "shop"
            assert not row["source"] or (1 <= row["rank"] <= 5 and 0 < row["weight"] <= 1)
    # All real queries name a brand, and so do these but for misspellings of it.
    assert sum("maker" in row["query"] for row in rows) >= 0.8 * len(rows)
    (tmp_path / "real.jsonl").write_text('{"text": "one"}\n' * 30)
    failed = CliRunner().invoke(
        app, [*options, "--like", str(tmp_path / "real.jsonl"), "--out", str(tmp_path / "q.jsonl")]
    )
    assert "20 are needed" in str(failed.exception)
