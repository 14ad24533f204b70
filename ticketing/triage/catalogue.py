"""The product names that texts may use, prepared once per process and renewed when the catalogue changes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from classifier.entities import ProductFinder, find_versions, product_candidates
from ticketing.db import db, once
from ticketing.models import Product, ProductAlias

Version = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A finder over every product's code, names and aliases."""

    version: Version
    finder: ProductFinder
    ids: dict[str, int]
    """Product code → id."""


_kept: dict[str, Catalogue] = {}


def products_in(text: str) -> tuple[str, ...]:
    """The product codes a text may mean, likeliest first: one is certain, several mean ask."""
    return product_candidates(_catalogue().finder.find(text))


def versions_in(text: str) -> tuple[str, ...]:
    """The version numbers in a text, in order."""
    return find_versions(text)


def knows(code: str) -> bool:
    """Whether the catalogue has a product of this code."""
    return code in _catalogue().ids


def product_by(code: str) -> Product | None:
    """The product of this code."""
    product_id = _catalogue().ids.get(code)
    if product_id is None:
        return None
    return once(Product, product_id, lambda: db.session.get_one(Product, product_id))


def _catalogue() -> Catalogue:
    return once(Product, "catalogue", _newest)


def _newest() -> Catalogue:
    version = _version()
    kept = _kept.get(version[0])
    if kept is None or kept.version != version:
        kept = _kept[version[0]] = _read(version)
    return kept


def _version() -> Version:
    """Cheap to ask for every text: rows are added and taken away, hardly ever rewritten."""
    numbers = [
        sa.select(expression).scalar_subquery()
        for expression in (
            sa.func.count(ProductAlias.id),
            sa.func.coalesce(sa.func.max(ProductAlias.id), 0),
            sa.func.count(Product.id),
            sa.func.coalesce(sa.func.max(Product.id), 0),
        )
    ]
    one, two, three, four = db.session.execute(sa.select(*numbers)).one()
    return (str(db.engine.url), one, two, three, four)


def _read(version: Version) -> Catalogue:
    products = db.session.execute(sa.select(Product.id, Product.code, Product.name_zh, Product.name_en)).all()
    aliases = db.session.execute(
        sa.select(Product.code, ProductAlias.alias).join(ProductAlias, ProductAlias.product_id == Product.id)
    ).all()
    names = [(code, name) for _, code, *rest in products for name in (code, *rest)]
    names += [(code, alias) for code, alias in aliases]
    return Catalogue(version, ProductFinder(names), {code: number for number, code, *_ in products})
