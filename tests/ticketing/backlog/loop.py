"""Steps of the loop for tests: a theme with its voices, an item in any state."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from tests.makers import make_owner, make_product, make_staff
from tests.ticketing.feedback.voices import speak
from ticketing.backlog import decisions, guards, items, proposing, release
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.models import Item, ItemStatus, Product, Role, Severity, Staff, Theme
from ticketing.ports import Ports

ZH, EN = "续费前三天会提醒您", "You are reminded three days before renewal"


def make_themed_product(at: datetime, ports: Ports, voices: int = 5, **over: object) -> tuple[Product, Staff]:
    """A product with an owner and this many customers' voices about its renewals, harvested."""
    product = make_product()
    owner = make_staff("lin", role=Role.PRODUCT_OWNER)
    make_owner(product, owner)
    for _ in range(voices):
        speak(product, at=at, **over)
    harvest(ports, at)
    return product, owner


def the_theme() -> Theme:
    return db.session.scalars(sa.select(Theme)).one()


def the_item() -> Item:
    return db.session.scalars(sa.select(Item)).one()


def make_item(at: datetime, ports: Ports, voices: int = 5, **over: object) -> tuple[Item, Staff]:
    """A candidate with its owner."""
    _, owner = make_themed_product(at, ports, voices, **over)
    proposing.propose_items(ports, at)
    return the_item(), owner


def accept(item: Item, owner: Staff, at: datetime, ports: Ports) -> None:
    decisions.decide(
        item,
        ItemStatus.ACCEPTED,
        reason_code="evidence",
        reason="五位客户被扣款",
        by=owner,
        at=at,
        ports=ports,
        problem="关了自动续费仍被扣款",
        root_cause="process",
    )


def make_released(at: datetime, ports: Ports, voices: int = 5, **over: object) -> tuple[Item, Staff]:
    """An item that is out; nobody was told yet."""
    item, owner = make_item(at, ports, voices, **over)
    accept(item, owner, at, ports)
    planned = {"acceptance": "扣款前三天有提醒", "planned_on": date(2026, 4, 1)}
    items.advance(item, ItemStatus.PLANNED, by=owner, why="plan", at=at, ports=ports, **planned)
    ready = {"version": "6.3.0", "zh": ZH, "en": EN, "checklist": guards.CHECKLIST}
    release.release(item, by=owner, at=at, ports=ports, **ready)
    db.session.commit()
    return item, owner


GRAVE = {"severity": Severity.S1}
