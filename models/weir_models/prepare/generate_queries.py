"""Generate shopping queries from catalogues, so that a student can learn from teachers where nobody judged.

The kinds follow what people type: words of a title, head phrases that many titles share, brand and type, attribute and
type, category names, model numbers, the verbal tails of film queries ("full movie", "cast"), reordered, cut and
misspelt versions of all of these.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich import print as say

from weir_models.data.judged_set import JudgedSet, Product, load, model_text
from weir_models.settings import SETTINGS

EXAMPLES = """
weir-models generate-queries --out queries.jsonl --per-set 4000 --sets esci,icecat
"""

STOP = frozenset(
    "a an and as at by for from in into is it its of on or the to with your x w pack set inch".split()  # noqa: SIM905
)
MOST_WORDS = 6
Draw = np.random.Generator


def main(
    out: Annotated[Path, typer.Option(help="JSONL to write: one {set, query, kind, source} a line.")],
    per_set: Annotated[int, typer.Option(help="Queries a set.")] = 6000,
    sets: Annotated[str, typer.Option(help="Sets whose licence allows to learn from them.")] = "esci,icecat,movies",
    misspelt: Annotated[float, typer.Option(help="Share of queries with a spelling mistake.")] = 0.12,
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Write distinct generated queries, and print some of each kind."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for name in sets.split(","):
            rows = list(generated(load(name, data), per_set, misspelt, seed))
            lines.writelines(json.dumps({"set": name, **row}, ensure_ascii=False) + "\n" for row in rows)
            kinds = Counter(row["kind"] for row in rows)
            for kind, count in kinds.most_common():
                say(name, kind, count, [row["query"] for row in rows if row["kind"] == kind][:6])


def generated(judged: JudgedSet, count: int, misspelt: float, seed: int) -> Iterator[dict[str, str]]:
    """Up to `count` distinct queries; `source` is the product that a query was drawn from, "" for a head phrase."""
    draw = np.random.default_rng(seed)
    products = list(judged.products.values())
    makers: list[tuple[str, float, Callable[[Product, Draw], str]]] = _MOVIES if judged.name == "movies" else _SHOP
    weights = np.array([weight for _, weight, _ in makers])
    heads = _head_phrases(products)
    seen: set[str] = set(judged.queries.values())
    missed = 0
    while count > 0 and missed < 20 * len(products):
        product = products[draw.integers(len(products))]
        kind, _, make = makers[draw.choice(len(makers), p=weights / weights.sum())]
        source = product["_id"]
        query = make(product, draw)
        if kind == "head" and heads:
            query, source = heads[int(draw.integers(len(heads)))], ""
        query = " ".join(query.lower().split()[:MOST_WORDS])
        if draw.random() < misspelt:
            query = _misspelt(query, draw)
        if len(query) < 2 or query in seen:
            missed += 1
            continue
        seen.add(query)
        count -= 1
        yield {"query": query, "kind": kind, "source": source}


def _words(text: str) -> list[str]:
    return re.findall(r"[\w][\w.'/+-]*[\w+]|\w", text)


def _content(text: str) -> list[str]:
    return [word for word in _words(text) if word.lower() not in STOP]


def _head_phrases(products: list[Product]) -> list[str]:
    """One to three words that stand together in at least four titles, repeated by the root of how many."""
    counts: Counter[str] = Counter()
    for product in products:
        words = [word.lower() for word in _words(model_text(product, ("title",)))]
        phrases = {" ".join(words[at : at + n]) for n in (1, 2, 3) for at in range(len(words) - n + 1)}
        counts.update(phrases)
    heads: list[str] = []
    for phrase, count in sorted(counts.items()):
        ends = phrase.split()
        if count >= 4 and ends[0] not in STOP and ends[-1] not in STOP and re.search(r"[a-z]{3}", phrase):
            heads.extend([phrase] * int(count**0.5 * len(ends)))
    return heads


def _title_words(product: Product, draw: Draw) -> str:
    words = _content(product["title"])[:14]
    count = min(len(words), int(draw.integers(1, 5)))
    return " ".join(words[at] for at in sorted(draw.choice(len(words), count, replace=False))) if words else ""


def _title_span(product: Product, draw: Draw) -> str:
    words = _words(product["title"])
    count = int(draw.integers(2, 6))
    at = int(draw.integers(0, max(1, min(8, len(words) - count + 1))))
    span = words[at : at + count]
    while span and span[0].lower() in STOP:
        span = span[1:]
    while span and span[-1].lower() in STOP:
        span = span[:-1]
    return " ".join(span)


def _kind_of(product: Product, draw: Draw) -> str:
    """What the product is: its last category, its declared type, or the words after the model number of its title."""
    category = product.get("category")
    if isinstance(category, list) and category:
        return re.split(r"[,&]", category[-1 - int(draw.integers(0, min(2, len(category))))])[0]
    if "attr_t_type" in product and draw.random() < 0.3:
        return str(product["attr_t_type"])
    plain = [word for word in _words(product["title"]) if word.isalpha() and word.islower() and word not in STOP]
    return " ".join(plain[:2]) if plain else " ".join(_content(product["title"])[-2:])


def _brand(product: Product) -> str:
    return str(product.get("brand") or product.get("supplier") or "")


def _attribute(product: Product, draw: Draw) -> str:
    keys = [key for key in product if key in ("color",) or key.startswith(("attr_t_", "attr_n_"))]
    keys = [
        key for key in keys if product[key] and not re.search(r"temperature|humidity|weight|package|dimension", key)
    ]
    if not keys:
        return " ".join(_content(str(product.get("bullet_points") or ""))[:2])
    key = keys[int(draw.integers(len(keys)))]
    value = str(product[key]).split(",")[0].removesuffix(".0")
    name = key.removeprefix("attr_t_").removeprefix("attr_n_").replace("_", " ")
    return value if key == "color" or not re.fullmatch(r"[\d.]+", value) else f"{name} {value}"


def _brand_kind(product: Product, draw: Draw) -> str:
    return f"{_brand(product)} {_kind_of(product, draw)}"


def _attribute_kind(product: Product, draw: Draw) -> str:
    return f"{_attribute(product, draw)} {_kind_of(product, draw)}"


def _kind_for(product: Product, draw: Draw) -> str:
    tails = ("for women", "for men", "for kids", "without cord", "for home", "for travel", "small", "best", "cheap")
    tail = tails[int(draw.integers(len(tails)))]
    if draw.random() < 0.4:
        tail = ("for " if draw.random() < 0.6 else "without ") + _attribute(product, draw)
    return f"{_kind_of(product, draw)} {tail}"


def _model_number(product: Product, draw: Draw) -> str:
    codes = [word for word in _words(product["title"]) if re.search(r"\d", word) and len(word) > 2]
    return codes[int(draw.integers(len(codes)))] if codes else _title_words(product, draw)


def _brand_only(product: Product, draw: Draw) -> str:
    return _brand(product) if draw.random() < 0.3 else f"{_brand(product)} {_title_words(product, draw)}"


def _shuffled(product: Product, draw: Draw) -> str:
    words = _title_span(product, draw).split()
    return " ".join(words[at] for at in draw.permutation(len(words)))


def _picked(product: Product, key: str, draw: Draw) -> str:
    values = product.get(key) or []
    values = values if isinstance(values, list) else [values]
    return str(values[int(draw.integers(len(values)))]) if values else ""


def _film(product: Product, draw: Draw) -> str:
    return product["title"] if draw.random() < 0.5 else _title_span(product, draw)


def _film_tail(product: Product, draw: Draw) -> str:
    tails = (
        "movie",
        "full movie",
        "cast",
        "film",
        "trailer",
        "characters",
        "sequel",
        "1",
        "2",
        "story",
        "ending",
        "part 2",
    )
    return f"{_film(product, draw)} {tails[int(draw.integers(len(tails)))]}"


def _film_year(product: Product, draw: Draw) -> str:
    return f"{_film(product, draw)} {product.get('year') or ''}"


def _film_person(product: Product, draw: Draw) -> str:
    key = ("actors", "actors", "director", "characters")[int(draw.integers(4))]
    person = re.sub(r"\(.*?\)", "", _picked(product, key, draw))
    return f"{person} {_film(product, draw)}" if draw.random() < 0.5 else f"{_film(product, draw)} {person}"


def _person_films(product: Product, draw: Draw) -> str:
    tails = ("movies", "", "film", _picked(product, "genres", draw), str(product.get("year") or ""))
    return f"{_picked(product, ('actors', 'director')[int(draw.integers(2))], draw)} {tails[int(draw.integers(5))]}"


def _plot(product: Product, draw: Draw) -> str:
    words = _content(str(product.get("overview") or ""))
    if not words:
        return ""
    count = min(len(words), int(draw.integers(2, 5)))
    at = int(draw.integers(len(words) - count + 1))
    return f"{'movie about ' if draw.random() < 0.3 else ''}{' '.join(words[at : at + count])}"


def _genre(product: Product, draw: Draw) -> str:
    about = _picked(product, "tags", draw) or str(product.get("year") or "")
    return f"{about} {_picked(product, 'genres', draw)} movies"


def _misspelt(query: str, draw: Draw) -> str:
    """One letter lost, doubled, swapped or replaced, in a word of five letters or more."""
    words = query.split()
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return query
    at = long[int(draw.integers(len(long)))]
    word = words[at]
    cut = int(draw.integers(1, len(word) - 1))
    letter = "abcdefghijklmnopqrstuvwxyz"[int(draw.integers(26))]
    words[at] = (
        word[:cut] + word[cut + 1 :],
        word[:cut] + word[cut] + word[cut:],
        word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
        word[:cut] + letter + word[cut + 1 :],
    )[int(draw.integers(4))]
    return " ".join(words)


_SHOP: list[tuple[str, float, Callable[[Product, Draw], str]]] = [
    ("head", 2.5, _title_words),
    ("title words", 2, _title_words),
    ("title span", 2, _title_span),
    ("shuffled span", 0.5, _shuffled),
    ("kind", 1, _kind_of),
    ("brand and kind", 1.5, _brand_kind),
    ("brand", 0.7, _brand_only),
    ("attribute and kind", 2, _attribute_kind),
    ("kind and use", 1.5, _kind_for),
    ("model number", 0.5, _model_number),
]
_MOVIES: list[tuple[str, float, Callable[[Product, Draw], str]]] = [
    ("title", 2, _film),
    ("title and tail", 3, _film_tail),
    ("title and year", 1, _film_year),
    ("title and person", 2, _film_person),
    ("person", 1.5, _person_films),
    ("plot", 1, _plot),
    ("genre", 0.5, _genre),
    ("shuffled span", 0.5, _shuffled),
    ("head", 0.5, _title_words),
]
