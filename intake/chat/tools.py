"""What the bot may look at, built from the database and the ports for one turn."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from classifier.contract import Prediction
from classifier.lexicon import danger, wants_human
from classifier.sentiment import SentimentClassifier
from classifier.text.entities import ProductMention, find_products
from intake.chat import verdicts
from intake.chat.answers import AnswerIndex
from intake.chat.desk import desk_at
from intake.chat.slots import is_thin
from intake.chat.state import DialogueTools
from ticketing.db import db
from ticketing.feedback.pairs import tenant_bridge
from ticketing.models import Article, Product, ProductAlias, Setting
from ticketing.ports import Ports

Aliases = list[tuple[str, str]]
_TONE = SentimentClassifier()
_cache: dict[str, tuple[object, object]] = {}


def make_tools(ports: Ports, language: str, at: datetime, *, ticket_id: int | None = None) -> DialogueTools:
    """The tools of one turn of a chat, which may have a case already.

    Catalogue and articles are read again only when they changed.
    """
    aliases, names = _catalogue()
    index = read_articles(ports)
    return DialogueTools(
        company=_company(language),
        find_products=partial(_find, aliases),
        product_name=lambda code, wanted: names.get(code, {}).get(wanted, code),
        find_answers=index.find,
        danger=danger,
        wants_human=wants_human,
        predict_type=partial(_predict_type, ports),
        desk=partial(desk_at, at, ticket_id=ticket_id),
        refused=verdicts.refused,
    )


def _find(aliases: Aliases, text: str) -> Sequence[ProductMention]:
    return find_products(text, aliases)


def _predict_type(ports: Ports, text: str) -> str | None:
    """The type that the classifier stands behind; a few words are praise only where they sound so: nobody is thanked
    for "no, wrong"."""
    classifier = ports.classifiers.get("type")
    judged = classifier.predict(text) if classifier is not None else None
    if not isinstance(judged, Prediction):
        return None
    if judged.label == "praise" and is_thin(text) and not _sounds_pleased(text):
        return None
    return judged.label


def _sounds_pleased(text: str) -> bool:
    tone = _TONE.predict(text)
    return (tone.label if isinstance(tone, Prediction) else tone.best) == "positive"


def _catalogue() -> tuple[Aliases, dict[str, dict[str, str]]]:
    def build() -> tuple[Aliases, dict[str, dict[str, str]]]:
        products = list(db.session.scalars(sa.select(Product).where(~Product.retired)))
        aliases = [
            (p.code, name) for p in products for name in (p.name_zh, p.name_en, *(a.alias for a in p.aliases))
        ]
        return aliases, {p.code: {"zh": p.name_zh, "en": p.name_en} for p in products}

    stamp = db.session.execute(
        sa.select(
            sa.select(sa.func.count(Product.id)).scalar_subquery(),
            sa.select(sa.func.count(ProductAlias.id)).scalar_subquery(),
            sa.select(sa.func.max(ProductAlias.id)).scalar_subquery(),
        )
    ).one()
    return _cached("catalogue", tuple(stamp), build)


def read_articles(ports: Ports) -> AnswerIndex:
    """The approved articles, ready to be asked.

    Where there is an encoder it reads them in a thread of its own, seconds for some hundreds: no customer waits for it.
    """
    encoder = ports.encoder()

    def build() -> AnswerIndex:
        approved = sa.select(Article).where(Article.approved).order_by(Article.id)
        index = AnswerIndex(db.session.scalars(approved), tenant_bridge())
        if encoder is not None:
            reading = threading.Thread(
                target=index.learn_meaning, args=(encoder,), name="read articles", daemon=True
            )
            reading.start()
        return index

    stamp = db.session.execute(
        sa.select(sa.func.count(Article.id), sa.func.max(Article.updated_at)).where(Article.approved)
    ).one()
    return _cached("articles", (*stamp, encoder and encoder.identity), build)


def _cached(name: str, stamp: object, build):  # type: ignore[no-untyped-def]  # one cache for two shapes
    key = f"{db.engine.url}:{name}"
    known = _cache.get(key)
    if known is None or known[0] != stamp:
        known = (stamp, build())
        _cache[key] = known
    return known[1]


def _company(language: str) -> str:
    row = db.session.get(Setting, "company")
    return str(row.value.get(f"name_{language}", "VocDesk")) if row is not None else "VocDesk"
