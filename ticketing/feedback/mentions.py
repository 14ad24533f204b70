"""The harvest: every ticket that teaches the product something becomes a mention in a theme.

A mention is (customer, product, theme, version): ten tickets of one customer are still one voice. The
marker ``Ticket.harvested_at`` finds what is waiting through an index; corrected labels, merges, a
customer found out and withdrawals clear it, so the evidence follows the ticket.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from classifier.text.masking import mask
from classifier.text.normalise import fold
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.feedback import campaigns, themes
from ticketing.models import (
    Author,
    Customer,
    Identity,
    IdentityKind,
    Mention,
    Message,
    Status,
    Theme,
    Ticket,
    TicketType,
    Visibility,
)
from ticketing.ports import Ports
from ticketing.tickets import lifecycle

BATCH = 200
"""Tickets in one transaction: others wait for the lock that long."""
WANTED = frozenset({TicketType.COMPLAINT, TicketType.FAULT, TicketType.SUGGESTION, TicketType.REQUEST})
LONGEST_QUOTE = 300
LINES_READ = 12
"""Of a long conversation only the first messages tell what it is about."""
_GREETING = re.compile(
    r"(你好|您好|在吗|在么|hi|hello|hey|转人工|人工|人工客服|客服|agent|human|是的?|不是|没有|yes|no)?[\W_]*"
)


def harvest(ports: Ports, at: datetime) -> int:
    """Look at the next tickets and keep their mentions right; returns how many tickets were looked at."""
    waiting = sa.select(Ticket).where(Ticket.harvested_at.is_(None)).order_by(Ticket.id).limit(BATCH)
    if db.session.scalar(waiting.with_only_columns(Ticket.id).limit(1)) is None:
        return 0
    with unit_of_work(ports) as session:
        tickets = list(session.scalars(for_update_skip_locked(waiting)))
        known = _known_mentions(tickets)
        words = _customer_words([ticket for ticket in tickets if _is_wanted(ticket)])
        themes_known: themes.Known = {}
        fresh = []
        with session.no_autoflush:
            for ticket in tickets:
                said = words.get(ticket.id, "")
                fresh += _settle(ticket, known[ticket.id], said, themes_known, at)
        for copy in campaigns.sort_out(fresh):
            _leave_out(copy, "campaign")
        _mark(tickets, at)
    return len(tickets)


def _mark(tickets: Sequence[Ticket], at: datetime) -> None:
    """One statement for the batch instead of one a ticket."""
    done = sa.update(Ticket).where(Ticket.id.in_([ticket.id for ticket in tickets]))
    db.session.execute(
        done.values(harvested_at=at).execution_options(synchronize_session=False),
    )
    for ticket in tickets:
        set_committed_value(ticket, "harvested_at", at)


def _settle(
    ticket: Ticket, known: Sequence[Mention], words: str, themes_known: themes.Known, at: datetime
) -> list[Mention]:
    """Make the mentions of one ticket say what its labels say now; returns those that speak."""
    if ticket.status == Status.MERGED:
        _hand_over(ticket, known)
    elif ticket.status == Status.CANCELLED:
        for mention in known:
            _leave_out(mention, "cancelled")
    elif not _is_wanted(ticket):
        for mention in known:
            _remove(mention)
    else:
        return [_mention(ticket, known, words, themes_known, at)]
    return []


def _is_wanted(ticket: Ticket) -> bool:
    labelled = ticket.type in WANTED and ticket.product_id is not None and bool(ticket.topic)
    return labelled and ticket.status not in {Status.MERGED, Status.CANCELLED}


def _mention(
    ticket: Ticket, known: Sequence[Mention], words: str, themes_known: themes.Known, at: datetime
) -> Mention:
    kept = None
    for mention in known:
        theme = db.session.get_one(Theme, mention.theme_id)
        if (theme.product_id, theme.topic) == (ticket.product_id, ticket.topic):
            kept = mention
        else:
            _remove(mention)
    customer = db.session.get_one(Customer, ticket.customer_id)
    if kept is None:
        theme = themes.join(ticket, words, at=at, known=themes_known)
        kept = Mention(
            ticket_id=ticket.id,
            customer_id=customer.id,
            product_id=theme.product_id,
            theme_id=theme.id,
            channel=ticket.channel,
            quote=quote_of(words or ticket.subject, customer.name),
            fingerprint=campaigns.fingerprint(words),
            at=ticket.created_at,
        )
        db.session.add(kept)
    kept.customer_id = customer.id
    kept.version = ticket.product_version
    kept.severity = ticket.severity
    kept.complaint = ticket.type == TicketType.COMPLAINT
    _leave_out(kept, _why_left_out(customer))
    return kept


def _hand_over(ticket: Ticket, known: Sequence[Mention]) -> None:
    """The survivor of a merge speaks for both: same customer, same matter, one ticket."""
    survivor = lifecycle.survivor(ticket)
    for mention in known:
        twin = sa.select(Mention.id).where(
            Mention.ticket_id == survivor.id, Mention.theme_id == mention.theme_id
        )
        if db.session.scalar(twin) is None:
            mention.ticket_id = survivor.id
        else:
            _remove(mention)


def _leave_out(mention: Mention, why: str) -> None:
    mention.left_out, mention.counted = why, not why
    themes.touch(mention.theme_id, mention.at)


def _remove(mention: Mention) -> None:
    themes.touch(mention.theme_id)
    db.session.delete(mention)
    db.session.flush()


def _why_left_out(customer: Customer) -> str:
    """Staff and testers do not vote; a visitor without any address may be one person many times."""
    if customer.tester:
        return "tester"
    firm = any(one.kind != IdentityKind.VISITOR for one in customer.identities)
    return "" if firm or customer.erased_at is not None else "visitor"


def count_known_visitors(ports: Ports, at: datetime) -> int:
    """Visitors who have left an address since are persons now: their mentions count. Returns how many."""
    with unit_of_work(ports) as session:
        firm = sa.select(Identity.id).where(
            Identity.customer_id == Mention.customer_id,
            Identity.kind != IdentityKind.VISITOR,
        )
        found = (
            sa.select(Mention)
            .where(
                Mention.left_out == "visitor",
                Mention.at > at - timedelta(days=90),
                firm.exists(),
            )
            .limit(BATCH)
        )
        mentions = list(session.scalars(found))
        for mention in mentions:
            _leave_out(mention, "")
    return len(mentions)


def quote_of(words: str, name: str = "") -> str:
    """The customer's words in one line without personal data, at most 300 characters."""
    line = " ".join(mask(words[: LONGEST_QUOTE * 4]).text.split())
    if len(name.strip()) >= 2:
        line = line.replace(name.strip(), "[name]")
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def _known_mentions(tickets: Iterable[Ticket]) -> defaultdict[int, list[Mention]]:
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    ids = [ticket.id for ticket in tickets]
    for mention in db.session.scalars(sa.select(Mention).where(Mention.ticket_id.in_(ids))):
        found[mention.ticket_id].append(mention)
    return found


def _customer_words(tickets: Sequence[Ticket]) -> dict[int, str]:
    """What each customer said first, one message a line; loads the customers beside it."""
    people = sa.select(Customer).where(Customer.id.in_({ticket.customer_id for ticket in tickets}))
    kept_alive = list(db.session.scalars(people.options(selectinload(Customer.identities))))
    said = (
        sa.select(Message)
        .where(
            Message.ticket_id.in_([ticket.id for ticket in tickets]),
            Message.sequence <= LINES_READ,
            Message.author == Author.CUSTOMER,
            Message.visibility == Visibility.PUBLIC,
        )
        .order_by(Message.ticket_id, Message.sequence)
    )
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for message in db.session.scalars(said) if kept_alive else ():
        lines[message.ticket_id].append(message.text)
    return {ticket_id: _without_greetings(said_lines) for ticket_id, said_lines in lines.items()}


def _without_greetings(lines: Sequence[str]) -> str:
    telling = [line for line in lines if not _GREETING.fullmatch(fold(line))]
    return "\n".join(telling or lines)
