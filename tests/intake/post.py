"""The post: mails as they come over the wire, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

import sqlalchemy as sa

from intake import journal, keeping
from intake.models import MailJournal
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, Message, Staff, Ticket
from ticketing.ports import Ports
from ticketing.tickets import conversation

_numbers = count(1)
WANG, STRANGER = "wang@example.com", "stranger@example.org"


@dataclass
class Post:
    """Brings mails through the journal and shows the rows they left."""

    ports: Ports
    at: datetime
    ids: list[str] = field(default_factory=list)

    def bring(
        self,
        body: str = "帆盘重复扣款，请退款",
        *,
        sender: str = WANG,
        to: str = "care@hefan.example",
        subject: str = "扣费问题",
        message_id: str | None = "",
        answers: str = "",
        references: str = "",
        headers: str = "",
        at: datetime | None = None,
        envelope: tuple[str, ...] = (),
    ) -> MailJournal:
        """One mail to the end of its way through the journal."""
        identity = f"m{next(_numbers)}@example.com" if message_id == "" else message_id
        lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", "MIME-Version: 1.0"]
        lines += ["Date: Tue, 10 Mar 2026 09:59:00 +0800", "Content-Type: text/plain; charset=utf-8"]
        lines += ["Content-Transfer-Encoding: 8bit"]
        lines += [f"Message-ID: <{identity}>"] if identity is not None else []
        lines += [f"In-Reply-To: <{answers}>"] if answers else []
        lines += [f"References: {references}"] if references else []
        lines += [headers] if headers else []
        raw = "\r\n".join([*lines, "", body, ""]).encode()
        return self.bring_raw(raw, at=at, envelope=envelope or (to,), sender=sender)

    def bring_raw(
        self, raw: bytes, *, at: datetime | None = None, envelope: tuple[str, ...] = (), sender: str = WANG
    ) -> MailJournal:
        """The same for ready bytes."""
        at = at or self.at
        number = keeping.keep(
            keeping.Arrived(raw, "smtp", at, sender=sender, recipients=envelope), self.ports
        )
        journal.parse_journal(self.ports, at)
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(MailJournal, number)

    def answer(self, ticket: Ticket, by: Staff, words: str = "已为您退款。") -> Message:
        """An agent's reply, at the post's own moment."""
        with unit_of_work(self.ports) as session:
            ticket, by = session.get_one(Ticket, ticket.id), session.get_one(Staff, by.id)
            return conversation.reply(
                ticket, by, words, seen=ticket.last_sequence, at=self.at, ports=self.ports
            )


def tickets() -> list[Ticket]:
    return list(db.session.scalars(sa.select(Ticket).order_by(Ticket.id)))


def messages(ticket: Ticket) -> list[Message]:
    found = sa.select(Message).where(Message.ticket_id == ticket.id).order_by(Message.sequence)
    return list(db.session.scalars(found))


def deliveries(purpose: str | None = None) -> list[Delivery]:
    rows = db.session.scalars(sa.select(Delivery).order_by(Delivery.id))
    return [row for row in rows if purpose in (None, row.purpose)]
