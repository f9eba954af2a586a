from weir_models.data.judged_set import JudgedSet
from weir_models.prepare.generate_queries import generated

SHOP = JudgedSet(
    name="shop",
    products={
        str(row): {
            "_id": str(row),
            "title": f"Acme Steel Water Bottle {row} ml, leakproof travel flask with straw",
            "brand": "Acme",
            "color": "Blue",
            "category": ["Kitchen", "Bottles & Flasks"],
        }
        for row in range(40)
    },
    queries={"a": "water bottle"},
    qrels={"train": {}, "dev": {}},
)


def test_the_same_seed_gives_the_same_queries_and_another_gives_others():
    first, again, other = (list(generated(SHOP, 50, 0.1, seed)) for seed in (0, 0, 1))
    assert first == again
    assert first != other


def test_queries_are_distinct_short_and_none_that_people_judged():
    queries = [row["query"] for row in generated(SHOP, 50, 0.1, 0)]
    assert len(queries) == len(set(queries)) == 50
    assert "water bottle" not in queries
    assert all(1 <= len(query.split()) <= 6 for query in queries)
