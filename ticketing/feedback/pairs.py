"""What a tenant says in both languages: from it the grouping learns which words belong together."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from classifier.likeness.bridge import Bridge, learn_bridge
from ticketing.db import db
from ticketing.models import Article, Product, Topic

MOST_ARTICLES = 500
"""The newest; learning from so many takes a moment, once for as long as none of them changes."""


def tenant_bridge() -> Bridge:
    """The bridge learnt from the names of products and topics and from the questions of approved articles."""
    questions = (
        sa.select(Article.question_zh, Article.question_en)
        .where(Article.approved)
        .order_by(Article.updated_at.desc(), Article.id)
        .limit(MOST_ARTICLES)
    )
    found = [
        *db.session.execute(sa.select(Product.name_zh, Product.name_en).order_by(Product.id)),
        *db.session.execute(sa.select(Topic.name_zh, Topic.name_en).order_by(Topic.code)),
        *db.session.execute(questions),
    ]
    return _learnt(tuple((chinese, english) for chinese, english in found))


@lru_cache(maxsize=4)
def _learnt(pairs: tuple[tuple[str, str], ...]) -> Bridge:
    return learn_bridge(pairs)
