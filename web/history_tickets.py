"""One ticket of the demo's story, lived through: opened, labelled, talked on, solved, rated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from intake.chat.session import write_turn
from intake.inbound import InboundMessage
from intake.models import ChatSession, TurnAuthor
from intake.receive import receive
from ticketing.company.reading import Company
from ticketing.company.story_items import story_releases, story_use
from ticketing.company.story_records import StoryReply, StoryTicket
from ticketing.db import db
from ticketing.learning import tasks
from ticketing.models import (
    Channel,
    Customer,
    Exposure,
    IdentityKind,
    LabelField,
    Product,
    ProductVersion,
    Staff,
    Status,
    Survey,
    SurveyStatus,
    Team,
    Ticket,
    Tier,
)
from ticketing.people.identity import Sender
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import consulting, conversation, lifecycle
from ticketing.tickets.reference import new_token
from ticketing.triage import auditing, classify


@dataclass(frozen=True)
class Happening:
    """Something of the story at its moment; ``run`` does it with the ports given."""

    at: datetime
    run: Callable[[Ports], None]
    harvest: bool = False
    """A backlog step: what was said until then is gathered first."""


class World:
    """The company's rows by their codes, and the customers met so far."""

    def __init__(self, company: Company) -> None:
        self.zone = ZoneInfo(company.profile.timezone)
        self.staff = {one.login: one.id for one in db.session.scalars(sa.select(Staff))}
        self.teams = {one.code: one.id for one in db.session.scalars(sa.select(Team))}
        self.products = {one.code: one.id for one in db.session.scalars(sa.select(Product))}
        self._numbers: dict[str, int] = {}

    def releases_and_users(self, company: Company, end: datetime) -> None:
        """Versions and active users as the story moves them towards its end."""
        for one in story_releases(company, end=end):
            row = db.session.scalar(
                sa.select(ProductVersion).where(
                    ProductVersion.product_id == self.products[one.product],
                    ProductVersion.version == one.version,
                )
            )
            if row is None:
                row = ProductVersion(product_id=self.products[one.product], version=one.version)
                db.session.add(row)
            row.released_on = one.at.astimezone(self.zone).date()
        for use in story_use(company, end=end):
            product_id = self.products[use.product]
            db.session.merge(Exposure(product_id=product_id, month=use.month, active_users=use.users))

    def life_of(self, one: StoryTicket, end: datetime) -> Iterator[Happening]:
        """Everything that happens to one ticket, each at its moment."""
        yield Happening(one.created_at, lambda ports: self._open(one, ports))
        for reply in one.replies:
            at = one.created_at + reply.after
            if at <= end:
                yield Happening(at, lambda ports, reply=reply, at=at: self._say(one, reply, at, ports))
        if one.resolved_after is not None:
            at = one.created_at + one.resolved_after
            yield Happening(at, lambda ports, at=at: self._resolve(one, at, ports))
        if one.closed_after is not None:
            at = one.created_at + one.closed_after
            yield Happening(at, lambda ports, at=at: self._close(one, at, ports))
        if one.resolved_after is None and one.status not in {"new", "open"}:
            after = max((reply.after for reply in one.replies), default=timedelta(minutes=20))
            at = min(end, one.created_at + after + timedelta(minutes=1))
            yield Happening(at, lambda ports, at=at: self._set_status(one, at, ports))

    def _ticket(self, one: StoryTicket) -> Ticket:
        return db.session.get_one(Ticket, self._numbers[one.key])

    def _agent(self, login: str) -> Staff:
        return db.session.get_one(Staff, self.staff[login])

    def _open(self, one: StoryTicket, ports: Ports) -> None:
        receipt = receive(self._inbound(one), ports)
        if receipt.ticket_id is None:
            raise LookupError(f"story ticket {one.key} was not taken in: {receipt.rule}")
        self._numbers[one.key] = receipt.ticket_id
        ticket = self._ticket(one)
        customer = db.session.get_one(Customer, ticket.customer_id)
        customer.elder = one.customer.elder
        ticket.offered_to_id = ticket.offered_until = None
        if not one.triage:
            self._label(ticket, one, ports)
        ticket.team_id = self.teams.get(one.team, ticket.team_id)
        ticket.assignee_id = self.staff[one.agent] if one.agent else None
        ticket.first_owner_id = ticket.assignee_id
        if one.channel == "chat":
            _open_window(ticket, one)

    def _inbound(self, one: StoryTicket) -> InboundMessage:
        customer = one.customer
        pairs = {
            IdentityKind.PHONE: customer.phone,
            IdentityKind.EMAIL: customer.email,
            IdentityKind.VISITOR: customer.visitor,
        }
        addresses = {kind: value for kind, value in pairs.items() if value}
        extra: dict[str, object] = {"lot": one.lot} if one.lot else {}
        return InboundMessage(
            channel=Channel(one.channel),
            sender=Sender(
                addresses, name=customer.name, language=customer.language, tier=Tier(customer.tier)
            ),
            body=one.text,
            at=one.created_at,
            received_at=one.created_at,
            external_id=f"story:{one.key}",
            subject=one.subject,
            language=one.language,
            address=customer.email or customer.phone or customer.visitor or "",
            product_code=one.product or "",
            extra=extra,
        )

    def _label(self, ticket: Ticket, one: StoryTicket, ports: Ports) -> None:
        """What people said it is, where the classifier was silent or wrong: each such word is a label kept."""
        by = self._agent(one.agent or "shenqing")
        wanted = {"type": one.type, "topic": one.topic}
        now = {"type": ticket.type, "topic": ticket.topic}
        for field, label in wanted.items():
            if now[field] != label:
                classify.correct(ticket, field, label, by=by, at=one.created_at, ports=ports)
        self._audit(ticket, wanted, one.created_at, ports)
        ticket.product_version = one.version
        if ticket.status == Status.NEW and one.status != "new":
            lifecycle.change_status(ticket, Status.OPEN, why="triaged", at=one.created_at, ports=ports)
        if one.regulator_ref and one.regulator_days:
            ticket.regulator_ref = one.regulator_ref
            due_at = one.created_at + timedelta(days=one.regulator_days)
            ledger.set_regulator_due(ticket, due_at, at=one.created_at, by=by, ports=ports)

    def _audit(self, ticket: Ticket, truth: dict[str, str], at: datetime, ports: Ports) -> None:
        """The lead has labelled what was drawn for the audit, of kind and topic; the rest still waits."""
        if auditing.is_drawn(ticket.ticket_no):
            db.session.flush()
            for field, label in truth.items():
                lead = self._agent("shenqing")
                tasks.answer(ticket.ticket_no, LabelField(field), label, by=lead, at=at, ports=ports)

    def _say(self, one: StoryTicket, reply: StoryReply, at: datetime, ports: Ports) -> None:
        ticket = self._ticket(one)
        if reply.author == "customer":
            new = conversation.NewMessage(
                channel=Channel(one.channel),
                body=reply.text,
                at=at,
                received_at=at,
                language=one.language,
                flags={"courtesy": True} if reply.kind == "thanks" else {},
            )
            conversation.add_customer_message(ticket, new, rule="door", ports=ports)
            return
        conversation.reply(
            ticket,
            self._agent(reply.author),
            reply.text,
            seen=ticket.last_sequence,
            at=at,
            ports=ports,
            wait_for_customer=reply.kind == "question",
        )

    def _resolve(self, one: StoryTicket, at: datetime, ports: Ports) -> None:
        ticket = self._ticket(one)
        if not ticket.is_active:
            return
        nothing = ticket.product_id is None or not ticket.topic
        by = self._agent(one.agent or "shenqing")
        lifecycle.resolve(ticket, code="answered", no_feedback=nothing, at=at, by=by, ports=ports)
        if one.satisfaction is not None:
            db.session.add(_survey(ticket, one.satisfaction, at))

    def _close(self, one: StoryTicket, at: datetime, ports: Ports) -> None:
        ticket = self._ticket(one)
        if ticket.status == Status.RESOLVED:
            lifecycle.close(ticket, why="silence", at=at, ports=ports)

    def _set_status(self, one: StoryTicket, at: datetime, ports: Ports) -> None:
        ticket, wanted = self._ticket(one), Status(one.status)
        if ticket.status == wanted or not ticket.is_active:
            return
        if wanted == Status.PENDING_PRODUCT and ticket.product_owner_id is not None:
            question = {
                "zh": "请产品确认原因和预计修复时间。",
                "en": "Please confirm cause and expected fix date.",
            }
            by = self._agent(one.agent or "shenqing")
            consulting.ask_product_owner(ticket, by, question[one.language], at=at, ports=ports)
            return
        lifecycle.change_status(ticket, wanted, why="by_agent", at=at, ports=ports)


def _survey(ticket: Ticket, score: int, at: datetime) -> Survey:
    return Survey(
        ticket_id=ticket.id,
        customer_id=ticket.customer_id,
        token=new_token(),
        channel=ticket.channel,
        status=SurveyStatus.GIVEN,
        asked_at=at,
        given_at=at + timedelta(hours=2),
        score=score,
        solved=score >= 3,
    )


def _open_window(ticket: Ticket, one: StoryTicket) -> None:
    """The chat the customer had, so that later news reach them where they wrote."""
    session = ChatSession(
        key=new_token(),
        visitor=one.customer.visitor or one.customer.key,
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        phase="handed_off",
        language=one.language,
        state={"phase": "handed_off", "language": one.language, "heard": [one.text]},
        started_at=one.created_at,
        seen_at=one.created_at,
        handed_off_at=one.created_at,
        last_sequence=0,
    )
    db.session.add(session)
    db.session.flush()
    write_turn(session, TurnAuthor.VISITOR, one.text, client_id=f"story:{one.key}", at=one.created_at)
