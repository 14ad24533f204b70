"""The one door. Chat, mail and hotline log all end here, in the caller's transaction."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import sqlalchemy as sa

from intake import screening, threads
from intake.chat.slots import Cue, read_cue
from intake.inbound import InboundMessage, Receipt, Result
from ticketing.backlog import release
from ticketing.bulk import FEW, written_together
from ticketing.db import db
from ticketing.feedback import surveys
from ticketing.models import Customer, LinkKind, Message, Product, Ticket, Visibility
from ticketing.outbox import customers
from ticketing.people import claims, identity
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import conversation, lifecycle, opening, proposals
from ticketing.triage import triage


def receive(inbound: InboundMessage, ports: Ports, *, people: identity.People | None = None) -> Receipt:
    """Screen, identify, thread; then either a new ticket through triage, or one more message on a known one.

    Raises:
        DuplicateMessage: from the unit of work, when two processes store the same message at once.

    Args:
        people: who is behind the senders of a whole batch, when the door has looked them up together.
    """
    known = None if inbound.looked_up else _stored(inbound)
    if known is not None:
        return known
    verdict = screening.screen(inbound, ports)
    if verdict.drop:
        return Receipt(Result.DROPPED, verdict.ticket_id, rule=verdict.rule)
    people = identity.look_up([inbound.sender]) if people is None else people
    match = threads.find_ticket(inbound, identity.known(inbound.sender, people))
    new = _new_message(inbound, {**verdict.flags, **match.flags})
    if match.ticket is not None and lifecycle.may_reopen(match.ticket, inbound.received_at):
        if inbound.sender.addresses:  # a ticket's own page is the ticket's customer, whoever that is
            identity.identify(inbound.sender, at=inbound.at, people=people, by_secret=match.by_secret)
        message = conversation.add_customer_message(match.ticket, new, rule=match.rule, ports=ports)
        claims.note(match.ticket, inbound.sender)
        release.hear(match.ticket, message, at=inbound.received_at, ports=ports)
        return _receipt(Result.ADDED, match.ticket, message, match.rule)
    with _one_writing(inbound):
        customer = identity.identify(inbound.sender, at=inbound.at, people=people)
        ticket, message = _open(inbound, customer, match, new, ports)
        claims.note(ticket, inbound.sender)
    return _receipt(Result.OPENED, ticket, message, match.rule)


def _one_writing(inbound: InboundMessage) -> AbstractContextManager[None]:
    """A new ticket's rows go to their tables in one statement each; a slip's date needs its clocks stored."""
    if inbound.historic or inbound.regulator_due_at is not None or inbound.score is not None:
        return nullcontext()
    return written_together(db.session(), FEW)


def _open(
    inbound: InboundMessage,
    customer: Customer,
    match: threads.Match,
    new: conversation.NewMessage,
    ports: Ports,
) -> tuple[Ticket, Message]:
    ticket, message = opening.open_ticket(
        customer, new, ports=ports, extra=inbound.extra, followup_of=match.ticket
    )
    if match.related is not None:
        opening.link(ticket, match.related, LinkKind.RELATED, at=inbound.received_at)
    _take_over(ticket, inbound)
    if inbound.status == "resolved":  # before triage: what was settled on the phone gets no clocks
        _resolve_historic(ticket, inbound, ports)
    at = inbound.at if inbound.historic else inbound.received_at
    triage.triage(ticket, message, at=at, ports=ports)
    proposals.propose(ticket, at=inbound.received_at)
    _keep_promises(ticket, inbound, ports)
    customers.acknowledge(ticket, message, at=inbound.received_at, ports=ports)
    return ticket, message


def _stored(inbound: InboundMessage) -> Receipt | None:
    """The courtesy look-up; the unique key is what really stops a second copy."""
    if inbound.external_id is None:
        return None
    statement = sa.select(Message.ticket_id, Message.id).where(
        Message.channel == inbound.channel, Message.external_id == inbound.external_id
    )
    found = db.session.execute(statement).first()
    return Receipt(Result.DUPLICATE, found.ticket_id, message_id=found.id) if found is not None else None


def _new_message(inbound: InboundMessage, flags: dict[str, object]) -> conversation.NewMessage:
    return conversation.NewMessage(
        channel=inbound.channel,
        body=inbound.body,
        at=inbound.at,
        received_at=inbound.received_at,
        external_id=inbound.external_id,
        new_text=inbound.new_text,
        html=inbound.html,
        subject=inbound.subject,
        language=inbound.language,
        sender=inbound.address,
        flags={**inbound.flags, **flags, **_courtesy(inbound)},
        files=inbound.files,
        historic=inbound.historic,
        visibility=Visibility.INTERNAL if "other_sender" in flags else Visibility.PUBLIC,
    )


def _courtesy(inbound: InboundMessage) -> dict[str, bool]:
    """Whether the whole message is a thanks or a goodbye: it must neither reopen a case nor start a clock."""
    text = inbound.body if inbound.new_text is None else inbound.new_text
    return {"courtesy": True} if read_cue(text) in {Cue.THANKS, Cue.BYE} and not inbound.files else {}


def _take_over(ticket: Ticket, inbound: InboundMessage) -> None:
    """What the door learnt already: the product chosen in the chat or written in the log."""
    ticket.import_batch = inbound.batch or None
    ticket.regulator_ref, ticket.regulator_due_at = inbound.regulator_ref[:80], inbound.regulator_due_at
    if inbound.product_code:
        ticket.product_id = db.session.scalar(
            sa.select(Product.id).where(Product.code == inbound.product_code)
        )


def _resolve_historic(ticket: Ticket, inbound: InboundMessage, ports: Ports) -> None:
    """The log says it was settled on the phone: a closed case that still feeds the backlog."""
    at = max(inbound.at, inbound.resolved_at or inbound.at)
    lifecycle.resolve(ticket, code="answered", no_feedback=True, at=at, ports=ports)
    lifecycle.close(ticket, why="settled_on_the_phone", at=at, ports=ports)
    ticket.no_feedback = False


def _keep_promises(ticket: Ticket, inbound: InboundMessage, ports: Ports) -> None:
    """A regulator's date rules the clock of an open case; a grade given on the phone is an answer."""
    if inbound.regulator_due_at is not None and ticket.is_active:
        ledger.set_regulator_due(ticket, inbound.regulator_due_at, at=inbound.at, by=None, ports=ports)
    if inbound.score is not None:
        surveys.note(ticket, score=inbound.score, at=max(inbound.at, inbound.resolved_at or inbound.at))


def _receipt(result: Result, ticket: Ticket, message: Message, rule: str) -> Receipt:
    return Receipt(result, ticket.id, ticket.ticket_no, message.id, rule)
