"""Notices by mail, for whoever asked for them: one mail for all that nobody looked at within a minute or two.

A notice says what happened and where to look, nothing that a customer wrote. Such a mail belongs to no ticket:
when it bounces, no case is told, so a wrong address of ours cannot set off notices about notices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, DeliveryKind, Event, Notice, Staff, Ticket
from ticketing.outbox.mails import Payload, new_message_id
from ticketing.outbox.rendering import company_name, render
from ticketing.ports import Ports, Site

SUBJECTS: dict[str, frozenset[str]] = {
    "assigned": frozenset({"ticket_assigned", "ticket_routed"}),
    "asked": frozenset({"product_asked", "product_answered"}),
    "wrote": frozenset({"customer_wrote"}),
    "deadline": frozenset({"sla_warned", "sla_breached", "sla_escalated"}),
    "undelivered": frozenset({"delivery_failed"}),
    "backlog": frozenset({"item_proposed", "theme_flared"}),
}
"""What a member of staff may want to be mailed about, and the events that it means."""
WORDS = {
    "ticket_assigned": ("工单已分配给您", "A ticket was given to you"),
    "ticket_routed": ("有工单涉及您负责的产品", "A ticket is about your product"),
    "product_asked": ("客服有问题请您答复", "Customer service asks you something"),
    "product_answered": ("产品负责人答复了您的问题", "The product's owner answered your question"),
    "customer_wrote": ("客户又来信了", "The customer wrote again"),
    "sla_warned": ("即将超时", "Due soon"),
    "sla_breached": ("已超时", "Overdue"),
    "sla_escalated": ("已升级", "Escalated"),
    "delivery_failed": ("有邮件没有送达客户", "A mail did not reach the customer"),
    "item_proposed": ("有新的待办提案", "A new item is on your backlog"),
    "theme_flared": ("某个问题的反馈突然增多", "Suddenly many people speak about one thing"),
}
LOOKED_AT_WITHIN = timedelta(minutes=2)
"""A notice that was read in the browser by then is not mailed."""
TOO_OLD = timedelta(hours=12)
MOST_LINES = 30


@dataclass(frozen=True)
class Line:
    """One notice as the mail shows it."""

    words: str
    number: str
    url: str


def mail_notices(ports: Ports, at: datetime) -> int:
    """Write a mail for everybody who has unread notices of the kinds they chose; returns how many mails."""
    wanting = sa.select(Staff).where(
        Staff.active, Staff.email != "", sa.cast(Staff.mail_about, sa.Text) != "[]"
    )
    people = list(db.session.scalars(wanting))
    if not people:
        return 0
    with unit_of_work(ports) as session:
        payloads = [(one.email, _mail(one, ports.site, at)) for one in people]
        written = [_delivery(email, payload, at) for email, payload in payloads if payload is not None]
        session.add_all(written)
    return len(written)


def _delivery(email: str, payload: dict[str, Any], at: datetime) -> Delivery:
    return Delivery(
        kind=DeliveryKind.MAIL,
        recipient=email,
        purpose="notice",
        dedupe_key=f"mail:notice:{payload['upto']}",
        external_id=payload["message_id"],
        payload=payload,
        created_at=at,
        next_try_at=at,
    )


def _mail(person: Staff, site: Site, at: datetime) -> dict[str, Any] | None:
    rows = list(db.session.execute(_unseen(person, at)))
    if not rows:
        return None
    language = "en" if person.language == "en" else "zh"
    lines = [_line(event, ticket_no, site, language) for _, event, ticket_no in rows]
    text, html = render(language, "notice", lines=lines, page=f"{site.base_url}/me")
    more = {"zh": f"{len(lines)} 条新提醒", "en": f"{len(lines)} new notices"}[language]
    one = f"{lines[0].words} {lines[0].number}".strip()
    payload = Payload(
        subject=one if len(lines) == 1 else more,
        text=text,
        html=html,
        from_name=company_name(language),
        from_address=site.mail_address,
        reply_to=site.mail_address,
        message_id=new_message_id(site),
        in_reply_to="",
        references=[],
        automatic=True,
        files=[],
    )
    return {**payload, "upto": max(notice_id for notice_id, _, _ in rows), "staff": person.id}


def _unseen(person: Staff, at: datetime) -> sa.Select[tuple[int, Event, str | None]]:
    kinds = _kinds(person.mail_about)
    mailed = sa.select(Delivery.payload).where(
        Delivery.recipient == person.email, Delivery.purpose == "notice", Delivery.created_at > at - TOO_OLD
    )
    upto = max(
        (int(one["upto"]) for one in db.session.scalars(mailed) if one["staff"] == person.id), default=0
    )
    return (
        sa.select(Notice.id, Event, Ticket.ticket_no)
        .join(Event, Event.id == Notice.event_id)
        .outerjoin(Ticket, Ticket.id == Event.ticket_id)
        .where(
            Notice.staff_id == person.id,
            Notice.read_at.is_(None),
            Notice.id > upto,
            Notice.at <= at - LOOKED_AT_WITHIN,
            Notice.at > at - TOO_OLD,
            Event.kind.in_(kinds),
        )
        .order_by(Notice.id)
        .limit(MOST_LINES)
    )


def _kinds(subjects: Iterable[str]) -> list[str]:
    return sorted({kind for one in subjects for kind in SUBJECTS.get(one, frozenset())})


def _line(event: Event, ticket_no: str | None, site: Site, language: str) -> Line:
    chinese, english = WORDS[event.kind]
    url = f"{site.base_url}/console/tickets/{ticket_no}" if ticket_no else f"{site.base_url}/notices/"
    return Line(chinese if language == "zh" else english, ticket_no or "", url)
