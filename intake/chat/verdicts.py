"""What visitors say of answers, kept for the same question in the same words.

An article that was no help to three customers who asked so counts less for these words, until somebody changes it or
as many visitors say that it did help. Who left no address may be one person many times: only their praise counts, as it
buries nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b

import sqlalchemy as sa

from classifier.likeness.sketch import wording
from intake.chat.state import Feedback
from intake.models import ArticleVerdict, ChatSession
from ticketing.db import db
from ticketing.models import Article, Customer, Identity, IdentityKind

REFUSERS = 3
"""So many customers must have found no help in an article before that counts."""


def keep(session: ChatSession, said: Feedback, at: datetime) -> None:
    """Count and keep what a visitor says of an article; of several words on one question the last stays."""
    article = db.session.scalar(sa.select(Article).where(Article.code == said.article))
    if article is None:
        return
    if said.helped:
        article.helped += 1
    key = {"wording": _digest(said.question), "article_id": article.id, "session_id": session.id}
    verdict = db.session.scalar(sa.select(ArticleVerdict).filter_by(**key))
    if verdict is None:
        verdict = ArticleVerdict(**key)
        db.session.add(verdict)
    verdict.helped, verdict.at = said.helped, at
    db.session.flush()


def refused(question: str) -> frozenset[str]:
    """Return the codes of articles that were no help to those who asked this in the same words, courtesies apart."""
    with_address = sa.exists().where(
        Identity.customer_id == Customer.id, Identity.kind != IdentityKind.VISITOR
    )
    counts = sa.and_(sa.not_(ArticleVerdict.helped), sa.not_(Customer.tester), with_address)
    refusers = sa.func.count(sa.distinct(sa.case((counts, Customer.id))))
    helped = sa.func.count(sa.distinct(sa.case((ArticleVerdict.helped, ChatSession.visitor))))
    statement = (
        sa.select(Article.code)
        .join(ArticleVerdict, ArticleVerdict.article_id == Article.id)
        .join(ChatSession, ChatSession.id == ArticleVerdict.session_id)
        .outerjoin(Customer, Customer.id == ChatSession.customer_id)
        .where(ArticleVerdict.wording == _digest(question), ArticleVerdict.at >= Article.updated_at)
        .group_by(Article.code)
        .having(refusers >= REFUSERS, refusers > helped)
    )
    return frozenset(db.session.scalars(statement))


def _digest(question: str) -> str:
    """The same whatever stands between the words."""
    return blake2b("".join(re.findall(r"\w+", wording(question))).encode(), digest_size=16).hexdigest()
