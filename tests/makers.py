"""Makers: each returns one flushed row, ready to use; keyword arguments override any column."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from ticketing.db import db
from ticketing.models import (
    Author,
    Calendar,
    Channel,
    Customer,
    Identity,
    IdentityKind,
    Message,
    Product,
    ProductAlias,
    ProductKind,
    ProductOwner,
    Role,
    Staff,
    Status,
    Team,
    Ticket,
)

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
WORKING_HOURS = [["09:00", "18:00"]]
_numbers = count(1)


def _save(row: Any) -> Any:
    db.session.add(row)
    db.session.commit()
    return row


def make_team(code: str = "CS1", **over: Any) -> Team:
    values = {"name_zh": f"{code} 组", "name_en": f"Team {code}", "calendar_code": "CN-OFFICE"} | over
    return _save(Team(code=code, **values))


def make_staff(
    login: str | None = None, role: Role = Role.AGENT, teams: tuple[Team, ...] = (), **over: Any
) -> Staff:
    login = login or f"agent{next(_numbers)}"
    values = {"name": login, "name_en": login, "created_at": AT, "availability": "online"} | over
    return _save(Staff(login=login, role=role, teams=list(teams), **values))


def make_product(code: str = "DRV", *, aliases: tuple[str, ...] = (), **over: Any) -> Product:
    values = {"kind": ProductKind.SOFTWARE, "name_zh": "帆盘会员", "name_en": "FanDrive Plus"} | over
    return _save(Product(code=code, aliases=[ProductAlias(alias=one) for one in aliases], **values))


def make_owner(product: Product, staff: Staff, **over: Any) -> ProductOwner:
    values = {"valid_from": date(2025, 1, 1)} | over
    return _save(ProductOwner(product_id=product.id, staff_id=staff.id, **values))


def make_customer(name: str = "王小明", **over: Any) -> Customer:
    addresses = {kind: over.pop(kind) for kind in ("email", "phone", "visitor", "account") if kind in over}
    row = Customer(name=name, **({"created_at": AT} | over))
    row.identities = [
        Identity(kind=IdentityKind(kind), value=value, verified=True) for kind, value in addresses.items()
    ]
    return _save(row)


def make_ticket(customer: Customer | None = None, **over: Any) -> Ticket:
    number = next(_numbers)
    values = {
        "ticket_no": f"T-{number}",
        "public_token": f"public{number}",
        "reply_token": f"reply{number}",
        "customer": customer or make_customer(email=f"c{number}@example.com"),
        "channel": Channel.MAIL,
        "subject": "帆盘重复扣款",
        "status": Status.OPEN,
        "created_at": AT,
        "received_at": AT,
        "updated_at": AT,
        "extra": {},
    } | over
    return _save(Ticket(**values))


def make_message(ticket: Ticket, body: str = "为什么又扣了我 25 块？", **over: Any) -> Message:
    ticket.last_sequence += 1
    values = {
        "author": Author.CUSTOMER,
        "channel": ticket.channel,
        "at": AT,
        "received_at": AT,
        "sequence": ticket.last_sequence,
        "flags": {},
    } | over
    return _save(Message(ticket_id=ticket.id, body=body, **values))


def make_calendar(code: str = "CN-OFFICE", **over: Any) -> Calendar:
    weekly = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), WORKING_HOURS)
    values = {
        "name_zh": code,
        "name_en": code,
        "timezone": "Asia/Shanghai",
        "weekly": weekly,
        "closed": [],
        "open": {},
        "complete_until": 2026,
    } | over
    return _save(Calendar(code=code, **values))
