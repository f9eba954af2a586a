"""What the fields of a catalogue mean: which one is the title, the brand, the type, the colour, and so on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase

from weir_models.data.judged_set import JudgedSet
from weir_models.data.product_text import Product, values_of
from weir_models.failure import Failure

DECLARED: dict[str, dict[str, str]] = {
    "esci": {"title": "title", "brand": "brand", "type": "category", "colour": "color", "details": "bullet_points"},
    "icecat": {"title": "title", "brand": "supplier", "type": "attr_t_type", "attributes": "attr_t_*+attr_n_*"},
    "movies": {
        "title": "title",
        "people": "actors+actors+director+characters",
        "genre": "genres",
        "topic": "tags",
        "year": "year",
        "details": "overview",
    },
    "crowdflower": {"title": "title", "details": "description"},
    "homedepot": {"title": "title"},
}
"""Of the known sets."""

GUESSES: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "product_title", "product_name", "label"),
    "brand": ("brand", "manufacturer", "supplier", "vendor", "maker"),
    "type": ("category", "categories", "product_type", "type", "category_path"),
    "colour": ("color", "colour"),
    "size": ("size",),
    "attributes": ("attr_*", "material", "pattern", "style"),
    "details": ("bullet_points", "description", "short_description", "overview"),
}
"""Field names that are taken for a role, where nothing is declared."""


@dataclass(frozen=True)
class Roles:
    """The fields of each role; several are joined by `+`, and one may be a pattern, `attr_*`.

    Films, books and music have people, genres, topics and years; goods have brands, types, colours and sizes.
    """

    title: tuple[str, ...]
    brand: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    """Free text that says more."""

    def values(self, product: Product, role: str) -> list[str]:
        """The texts of a product in this role."""
        return [value for name in self.names(product, role) for value in values_of(product, name)]

    def first(self, product: Product, role: str) -> str:
        """The first of them, or ""."""
        return next(iter(self.values(product, role)), "")

    def names(self, product: Product, role: str) -> list[str]:
        """The fields of the role that the product has."""
        patterns: tuple[str, ...] = getattr(self, role)
        exact = [name for name in patterns if "*" not in name and name in product]
        loose = [pattern for pattern in patterns if "*" in pattern]
        return exact + [name for name in product if any(fnmatchcase(name, pattern) for pattern in loose)]


def roles_of(judged: JudgedSet, given: str = "") -> Roles:
    """The roles given as `title=name,brand=maker,attributes=colour+size`, else declared, else guessed from names.

    Raises:
        Failure: a role or a field does not exist, or there is no title.
    """
    known = dict.fromkeys(name for product in judged.products.values() for name in product)
    if given:
        return _checked(_parsed(given), known)
    declared = judged.roles or DECLARED.get(judged.name)
    return _checked(declared, known) if declared else _guessed(known)


def _parsed(given: str) -> dict[str, str]:
    pairs = [part.split("=", 1) for part in given.split(",") if part]
    wrong = next((pair for pair in pairs if len(pair) != 2 or not pair[1]), None)
    if wrong:
        raise Failure(f"--roles: {'='.join(wrong)} must be ROLE=FIELD, or ROLE=FIELD+FIELD.")
    return {role.strip(): named.strip() for role, named in pairs}


def _checked(declared: dict[str, str], known: Iterable[str]) -> Roles:
    names = [entry.name for entry in fields(Roles)]
    unknown = [role for role in declared if role not in names]
    if unknown:
        raise Failure(f"there is no role {', '.join(unknown)}; there are {', '.join(names)}.")
    if "title" not in declared:
        raise Failure(f"a role title is needed: title=FIELD, a field of {', '.join(known)}.")
    patterns = {role: tuple(part.strip() for part in named.split("+")) for role, named in declared.items()}
    for role, wanted in patterns.items():
        if not any(fnmatchcase(name, pattern) for name in known for pattern in wanted):
            raise Failure(f"role {role}: no product has a field {', '.join(wanted)}. Fields: {', '.join(known)[:300]}.")
    return Roles(**patterns)


def _guessed(known: Iterable[str]) -> Roles:
    by_lower = {name.lower(): name for name in known}
    found: dict[str, tuple[str, ...]] = {}
    for role, patterns in GUESSES.items():
        matches = [pattern for pattern in patterns if any(fnmatchcase(name, pattern) for name in by_lower)]
        if matches:
            # Of equal names the first is meant; attributes may be many.
            kept = matches if role == "attributes" else matches[:1]
            found[role] = tuple(by_lower.get(pattern, pattern) for pattern in kept)
    if "title" not in found:
        raise Failure(f"which field is the title? Give --roles title=FIELD, a field of {', '.join(by_lower)[:300]}.")
    return Roles(**found)
