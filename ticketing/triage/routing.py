"""Which team gets a ticket first: the first row of the matrix whose conditions all hold.

A condition is a list of accepted values, one hit is enough; what a row does not ask always holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ticketing.db import db, once
from ticketing.events import TicketRouted
from ticketing.models import Availability, ProductOwner, Route, Staff, Team, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports

TRIAGE_TEAM = "CS1"
UNKNOWN = "unknown"
_OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""Ownership changes hands at the company's midnight."""

_LAST_RESORT = {
    "low_confidence": ("识别把握不足：分诊人工判断", "not sure enough: a person decides in triage"),
    "unknown_product": ("产品不明：分诊问清", "product unknown: triage asks"),
    "triage": ("没有匹配的规则：分诊人工判断", "no rule fits: a person decides in triage"),
}


def choose_team(
    ticket: Ticket,
    signals: Collection[str],
    *,
    at: datetime,
    ports: Ports,
    low_confidence: bool = False,
    language: str = "",
    candidates: Collection[str] = (),
    by: Staff | None = None,
) -> tuple[Route, Team | None]:
    """Set team, product owner and the written reason; the team is None only in a company without any."""
    facts = _facts(ticket, signals, low_confidence, language)
    route = first_match(facts) or _last_resort(facts)
    team = once(Team, route.team_code, lambda: _team(route.team_code))
    ticket.team, ticket.team_id = team, team.id if team is not None else None
    owner = owner_at(ticket.product_id, at)
    ticket.product_owner_id = owner.id if owner is not None else None
    ticket.routing = _explanation(route, facts, signals, candidates)
    details = {"reason_zh": route.reason_zh, "reason_en": route.reason_en}
    record(
        TicketRouted(
            at=at,
            ticket_id=ticket.id,
            staff_id=by.id if by is not None else None,
            team=team.code if team is not None else "",
            reason=ticket.routing["reason"],
            details=details,
            to_owner=bool(route.to_owner),
        ),
        ports,
    )
    return route, team


def first_match(facts: Mapping[str, Collection[str]]) -> Route | None:
    """The first row of the matrix that these facts meet."""
    rows = once(Route, "matrix", _matrix)
    return next((row for row in rows if holds(row.conditions, facts)), None)


def _matrix() -> Sequence[Route]:
    return db.session.scalars(sa.select(Route).order_by(Route.position)).all()


def holds(conditions: Mapping[str, Any], facts: Mapping[str, Collection[str]]) -> bool:
    """Whether every condition is met. A field that nobody knows meets none."""
    return all(
        not accepted or not facts.get(name, frozenset()).isdisjoint(accepted)  # type: ignore[attr-defined]
        for name, accepted in conditions.items()
    )


def _facts(
    ticket: Ticket, signals: Collection[str], low_confidence: bool, language: str
) -> dict[str, frozenset[str]]:
    product = ticket.product
    one = {
        "type": ticket.type,
        "phase": ticket.phase,
        "topic": ticket.topic,
        "kind": product.kind if product is not None else None,
        "product": product.code if product is not None else UNKNOWN,
        "severity": ticket.severity,
        "priority": ticket.priority,
        "tier": ticket.customer.tier,
        "channel": ticket.channel,
        "language": language or ticket.language,
        "confidence": "low" if low_confidence else "high",
    }
    facts = {name: frozenset([str(value)]) for name, value in one.items() if value}
    return facts | {"signal": frozenset(signals)}


def _last_resort(facts: Mapping[str, Collection[str]]) -> Route:
    """No row holds, or there are no rows: triage, so that nothing lies nowhere. Not stored."""
    code = "triage"
    if "low" in facts["confidence"]:
        code = "low_confidence"
    elif UNKNOWN in facts["product"]:
        code = "unknown_product"
    zh, en = _LAST_RESORT[code]
    return Route(
        position=0,
        conditions={},
        team_code=TRIAGE_TEAM,
        to_owner=False,
        reason=code,
        reason_zh=zh,
        reason_en=en,
    )


def _team(code: str) -> Team | None:
    wanted = db.session.scalar(sa.select(Team).where(Team.code == code))
    if wanted is not None:
        return wanted
    by_triage_first = sa.select(Team).order_by(Team.code != TRIAGE_TEAM, Team.id).limit(1)
    return db.session.scalar(by_triage_first)


def _explanation(
    route: Route, facts: Mapping[str, Collection[str]], signals: Collection[str], candidates: Collection[str]
) -> dict[str, Any]:
    """A row without conditions says why nothing better was found, so that triage knows what to ask."""
    last = _last_resort(facts) if not any(route.conditions.values()) else route
    explanation: dict[str, Any] = {
        "reason": last.reason if last.reason != "triage" else route.reason,
        "row": route.position,
        "reason_zh": route.reason_zh,
        "reason_en": route.reason_en,
        "consult": list(route.consult or []),
        "escalate": route.escalate or "",
        "signals": list(signals),
    }
    return explanation | ({"candidates": list(candidates)} if candidates else {})


def owner_at(product_id: int | None, at: datetime) -> Staff | None:
    """Who owns a product at a moment; the deputy while the owner is away or has left."""
    if product_id is None:
        return None
    day = at.astimezone(_OFFICE_ZONE).date()
    row = once(ProductOwner, (product_id, day), lambda: _row_of(product_id, day))
    if row is None:
        return None
    away = not row.staff.active or row.staff.availability == Availability.AWAY
    return row.deputy if away and row.deputy is not None else row.staff


def _row_of(product_id: int, day: date) -> ProductOwner | None:
    return db.session.scalar(
        sa.select(ProductOwner)
        .where(
            ProductOwner.product_id == product_id,
            ProductOwner.valid_from <= day,
            sa.or_(ProductOwner.valid_to.is_(None), ProductOwner.valid_to >= day),
        )
        .order_by(ProductOwner.valid_from.desc(), ProductOwner.id.desc())
        .limit(1)
    )
