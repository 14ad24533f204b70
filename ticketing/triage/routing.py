"""Which team gets a ticket first: the first row of the matrix whose conditions all hold.

A condition is a list of accepted values, one hit is enough; what a row does not ask always holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ticketing.db import db
from ticketing.events import TicketRouted
from ticketing.kept import kept, present
from ticketing.models import Availability, ProductOwner, Route, Staff, Team, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports

TRIAGE_TEAM = "CS1"
UNKNOWN = "unknown"
_OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""Ownership changes hands at the company's midnight."""

_HERE = "staff_here"
"""Under this name a session remembers its transaction and who was at work in it."""

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
    team = _team(route.team_code)
    ticket.team, ticket.team_id = team, team.id if team is not None else None
    ticket.product_owner_id = owner_id_at(ticket.product_id, at)
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
    for row, asked in kept("matrix", _matrix):
        for name, accepted in asked:
            if accepted.isdisjoint(facts.get(name, ())):
                break
        else:
            return row
    return None


def _matrix(session: Session) -> list[tuple[Route, list[tuple[str, frozenset[str]]]]]:
    """The rows in order, each with what it really asks. A field that nobody knows meets nothing."""
    return [
        (row, [(name, frozenset(accepted)) for name, accepted in row.conditions.items() if accepted])
        for row in session.scalars(sa.select(Route).order_by(Route.position))
    ]


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
    """The team of this code; triage, else the first one, where the matrix names none that exists."""
    teams = kept("teams", _teams)
    wanted = teams.get(code) or teams.get(TRIAGE_TEAM) or next(iter(teams.values()), None)
    return present(wanted) if wanted is not None else None


def _teams(session: Session) -> dict[str, Team]:
    return {row.code: row for row in session.scalars(sa.select(Team).order_by(Team.id))}


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


def owner_id_at(product_id: int | None, at: datetime) -> int | None:
    """The id of who owns a product at a moment; the deputy's while the owner is away or has left."""
    if product_id is None:
        return None
    row = _ownership(product_id, at.astimezone(_OFFICE_ZONE).date())
    if row is None or row.deputy_id is None:
        return row.staff_id if row is not None else None
    return row.staff_id if _is_here(row.staff_id) else row.deputy_id


def _is_here(staff_id: int) -> bool:
    """Whether somebody is at work; asked once a transaction, for an import routes hundreds of tickets in one."""
    session = db.session()
    transaction, known = session.info.get(_HERE, (None, {}))
    if transaction is None or transaction is not session.get_transaction():
        known = {}
    if staff_id not in known:
        here = sa.select(Staff.active & (Staff.availability != Availability.AWAY))
        known[staff_id] = bool(session.scalar(here.where(Staff.id == staff_id)))
        session.info[_HERE] = (session.get_transaction(), known)
    return known[staff_id]


def _ownership(product_id: int, day: date) -> ProductOwner | None:
    """The newest ownership of the product that holds on this day."""
    held = kept("ownership", _ownerships).get(product_id, ())
    return next(
        (row for row in held if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)), None
    )


def _ownerships(session: Session) -> dict[int, list[ProductOwner]]:
    newest_first = sa.select(ProductOwner).order_by(ProductOwner.valid_from.desc(), ProductOwner.id.desc())
    held: dict[int, list[ProductOwner]] = {}
    for row in session.scalars(newest_first):
        held.setdefault(row.product_id, []).append(row)
    return held
