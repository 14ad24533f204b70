"""The product names that texts may use, prepared once per process and renewed when the catalogue changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from classifier.text.entities import ProductFinder, find_versions, product_candidates
from ticketing.kept import kept, present
from ticketing.models import Product, ProductAlias

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A finder over every product's code, names and aliases."""

    finder: ProductFinder
    products: dict[str, Product]
    """By code."""


def products_in(text: str) -> tuple[str, ...]:
    """The product codes a text may mean, likeliest first: one is certain, several mean ask."""
    finder = _catalogue().finder
    return _named(finder, text) if len(text) <= _LONGEST_NAME else product_candidates(finder.find(text))


@lru_cache(maxsize=512)
def _named(finder: ProductFinder, text: str) -> tuple[str, ...]:
    # The column of a log that names the product holds the same few names a million times.
    return product_candidates(finder.find(text))


def versions_in(text: str) -> tuple[str, ...]:
    """The version numbers in a text, in order."""
    return find_versions(text)


def knows(code: str) -> bool:
    """Whether the catalogue has a product of this code."""
    return code in _catalogue().products


def product_by(code: str) -> Product | None:
    """The product of this code."""
    product = _catalogue().products.get(code)
    return present(product) if product is not None else None


def _catalogue() -> Catalogue:
    return kept("catalogue", _read)


def _read(session: Session) -> Catalogue:
    products = session.scalars(sa.select(Product)).all()
    aliases = session.execute(
        sa.select(Product.code, ProductAlias.alias).join(ProductAlias, ProductAlias.product_id == Product.id)
    ).all()
    names = [(row.code, name) for row in products for name in (row.code, row.name_zh, row.name_en)]
    names += [(code, alias) for code, alias in aliases]
    return Catalogue(ProductFinder(names), {row.code: row for row in products})
