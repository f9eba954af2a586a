"""The text of a product that the models see."""

from typing import Any

TEMPLATES: dict[str, tuple[str, ...]] = {
    "esci": ("title", "brand", "color"),
    "icecat": ("title", "short_description"),
    "movies": ("title", "year", "genres", "director", "actors", "overview"),
    "crowdflower": ("title",),
    "homedepot": ("title",),
    "contracts": ("text",),
}
"""Fields whose text, joined by spaces in this order, is what a model sees of a product; cut by tokens, not here."""

Product = dict[str, Any]


def model_text(product: Product, fields: tuple[str, ...]) -> str:
    """The values of `fields` that the product has, joined by spaces; a list gives its items in order."""
    return " ".join(part for field in fields for part in values_of(product, field))


def values_of(product: Product, field: str) -> list[str]:
    """The texts of a field, each with single spaces; empty ones are left out."""
    value = product.get(field)
    values = value if isinstance(value, list) else [value]
    texts = (" ".join(str(item).split()) for item in values if item is not None)
    return [text for text in texts if text]
