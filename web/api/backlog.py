"""A product's backlog for the tools of product managers: the same pages as ``voc backlog pull``."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Response, jsonify

from ticketing import access
from ticketing.backlog.pull import changes
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Product, Scope
from web.api.blueprint import acting, blueprint, describe, needs
from web.api.reading import read_query
from web.api.schemas import BacklogPage, BacklogQuery


@blueprint.get("/products/<code>/backlog")
@needs(Scope.BACKLOG_READ)
@describe("backlog", {200: BacklogPage}, query=BacklogQuery)
def backlog(code: str) -> Response:
    """What changed since the cursor, with its evidence; no names, no addresses of customers."""
    asked, at = read_query(BacklogQuery), now()
    number = db.session.scalar(sa.select(Product.id).where(Product.code == code))
    if number is None or number not in access.visible_products(acting(), at.date()):
        raise NotFound("no such product")
    page = changes(code, asked.since, at, limit=asked.limit)
    return jsonify(changes=[one.data for one in page.changes], next_cursor=page.next_cursor, more=page.more)
