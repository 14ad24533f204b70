"""Themes for programs: what customers speak of, how many, and since when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify

from ticketing import access
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.feedback.queries import ThemeRow, list_themes
from ticketing.models import Product, Scope
from web.api.blueprint import acting, blueprint, describe, needs
from web.api.reading import read_cursor, read_query, write_cursor
from web.api.schemas import ThemePage, ThemeQuery


@blueprint.get("/themes")
@needs(Scope.THEMES_READ)
@describe("themes", {200: ThemePage}, query=ThemeQuery)
def themes() -> Response:
    """Live themes of the products this key may see, newest mention first."""
    asked, at = read_query(ThemeQuery), now()
    products = access.visible_products(acting(), at.date())
    if asked.product is not None:
        number = db.session.scalar(sa.select(Product.id).where(Product.code == asked.product))
        if number is None or number not in products:
            raise NotFound("no such product")
        products = {number}
    start = read_cursor(asked.cursor) if asked.cursor is not None else 0
    found = list_themes(products, at, since=timedelta(days=asked.days), limit=asked.limit + 1, offset=start)
    more = len(found) > asked.limit
    cursor = write_cursor(str(start + asked.limit)) if more else None
    return jsonify(data=[_theme(one) for one in found[: asked.limit]], next_cursor=cursor)


def _theme(row: ThemeRow) -> dict[str, Any]:
    """Any: it is JSON."""
    theme, counts = row.theme, row.counts
    return {
        "theme_no": theme.theme_no,
        "product": theme.product.code,
        "topic": theme.topic,
        "title_zh": theme.title_zh,
        "title_en": theme.title_en,
        "status": theme.status,
        "severity": counts.severity,
        "customers": counts.customers,
        "customers_30": counts.customers_30,
        "customers_90": counts.customers_90,
        "tickets": counts.tickets,
        "channels": counts.channels,
        "weekly": list(counts.weekly),
        "last_mention_at": theme.last_mention_at.isoformat() if theme.last_mention_at else None,
        "item_no": row.item.item_no if row.item is not None else None,
    }
