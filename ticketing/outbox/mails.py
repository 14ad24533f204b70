"""What an outgoing mail says and carries, frozen at the moment its event happens.

Threading (RFC 5322 §3.6.4): our Message-ID is made here, In-Reply-To and References point at the
customer's mails. Automatic mails carry Auto-Submitted (RFC 3834) so that nobody's robot answers ours.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Author, Channel, Message, Survey, Ticket, Visibility
from ticketing.outbox.rendering import company_name, render
from ticketing.ports import Site

REFERENCES_KEPT = 12
"""Longer threads keep the first and the newest ids, so the header stays within a line's limits."""

_PREFIX = re.compile(
    r"^\s*((re|fwd?|aw|antw|wg|sv|vs|vl|vb|rv|enc|rif|tr|i|odp|pd|ynt|ilt|atb|haw|trs|회신|전달"
    r"|回复|答复|转发|回覆|答覆|轉寄|轉發|返信|転送)(\s*[\[(]\d{1,3}[\])])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
"""Reply and forward marks of mail programs around the world, also counted ones like ``Re[2]:``."""


MOST_QUOTED = 40
"""Lines of the customer's words that an answer repeats; they have the rest themselves."""
LARGEST_ENCLOSED = 15_000_000
"""Bytes of files that travel inside a mail; more stay on the ticket's page, which the mail names."""
_OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""Promises are made in the company's time."""


class Enclosed(TypedDict):
    """A file that goes with the mail; its bytes lie in the file store."""

    filename: str
    content_type: str
    sha256: str


class Payload(TypedDict):
    """A mail ready to be sent; the worker adds nothing but the date."""

    subject: str
    text: str
    html: str
    from_name: str
    from_address: str
    reply_to: str
    message_id: str
    in_reply_to: str
    references: list[str]
    automatic: bool
    """True: nobody wrote it, so its bounces and answers by robots must go nowhere."""
    files: list[Enclosed]


def reply(ticket: Ticket, message: Message, purpose: str, site: Site) -> Payload:
    """An answer by a person, or the news of a release: the message's words under our frame."""
    is_small = sum(one.size for one in message.attachments) <= LARGEST_ENCLOSED
    payload = _frame(
        ticket,
        site,
        purpose,
        automatic=False,
        body=message.text,
        sign_off=_sign_off(ticket, message),
        quoted=_quoted(ticket, message) if site.quote_history and purpose == "reply" else None,
        left_out=[] if is_small else [one.filename for one in message.attachments],
    )
    if is_small:
        payload["files"] = [
            Enclosed(filename=one.filename, content_type=one.content_type, sha256=one.sha256)
            for one in message.attachments
        ]
    if message.external_id is None:
        message.external_id = payload["message_id"]
    payload["message_id"] = message.external_id
    return payload


def _sign_off(ticket: Ticket, message: Message) -> list[str]:
    """The lines under an answer: the agent's name, unless their signature says it, and the signature."""
    if message.staff is None:
        return []
    name = message.staff.display_name(ticket.language)
    lines = [line.strip() for line in message.staff.signature.splitlines() if line.strip()]
    return lines if any(name in line for line in lines) else [name, *lines]


class Quoted(NamedTuple):
    """The customer's words that an answer repeats below: when they were said, and line by line."""

    when: str
    lines: list[str]


def _quoted(ticket: Ticket, message: Message) -> Quoted | None:
    """What the customer wrote last before this answer; only what their own page shows, too."""
    statement = (
        sa.select(Message)
        .where(
            Message.ticket_id == ticket.id,
            Message.author == Author.CUSTOMER,
            Message.visibility == Visibility.PUBLIC,
            Message.sequence < message.sequence,
        )
        .order_by(Message.sequence.desc())
    )
    last = db.session.scalar(statement.limit(1))
    if last is None or not last.text.strip():
        return None
    lines = last.text.strip().splitlines()
    cut = [*lines[:MOST_QUOTED], "…"] if len(lines) > MOST_QUOTED else lines
    return Quoted(_moment(ticket, last.at), cut)


def acknowledgement(ticket: Ticket, site: Site, first: Message | None = None) -> Payload:
    """The automatic confirmation: our fixed words, the number and the promise; nothing the sender wrote.

    Args:
        first: the message it answers, where it is the only one so far.
    """
    heard = None if first is None else _usable([first.external_id])
    promised = ticket.next_due_at if ticket.next_due_metric == "first_response" else None
    payload = _frame(
        ticket, site, "acknowledgement", automatic=True, heard=heard, promised=_moment(ticket, promised)
    )
    payload["subject"] = {"zh": "我们已收到您的来信", "en": "We have your message"}[_language(ticket)]
    payload["subject"] += f" [{ticket.ticket_no}]"
    return payload


def _moment(ticket: Ticket, at: datetime | None) -> str:
    """A moment as people say it, in the company's time."""
    if at is None:
        return ""
    local = at.astimezone(_OFFICE_ZONE)
    if _language(ticket) == "zh":
        return f"{local.month}月{local.day}日 {local:%H:%M}（北京时间）"
    return f"{local.day} {local:%B, %H:%M} (Beijing time)"


def survey(ticket: Ticket, asked: Survey, site: Site) -> Payload:
    """Was it good? One link, five answers."""
    return _frame(ticket, site, "survey", automatic=True, link=f"{site.base_url}/survey/{asked.token}")


class Said(NamedTuple):
    """One line of ours in the chat: who, and what."""

    who: str
    words: str


def missed(ticket: Ticket, said: Iterable[Said], site: Site) -> Payload:
    """What people answered in the chat while its visitor was away; an answer by mail joins the conversation."""
    return _frame(ticket, site, "chat_answer", automatic=False, said=list(said))


def plain_subject(subject: str) -> str:
    """A subject without reply and forward prefixes of any language, in one line."""
    return _PREFIX.sub("", " ".join(subject.split()))


def new_message_id(site: Site) -> str:
    """A fresh Message-ID under our own domain; ids are kept without angle brackets everywhere."""
    return f"{secrets.token_urlsafe(18)}@{site.mail_domain}"


def _frame(
    ticket: Ticket,
    site: Site,
    template: str,
    *,
    automatic: bool,
    heard: list[str] | None = None,
    **words: object,
) -> Payload:
    language = _language(ticket)
    page = f"{site.base_url}/t/{ticket.public_token}"
    text, html = render(language, template, ticket=ticket, page=page, **words)
    heard = _heard_ids(ticket) if heard is None else heard
    return Payload(
        subject=f"Re: {plain_subject(ticket.subject)} [{ticket.ticket_no}]",
        text=text,
        html=html,
        from_name=company_name(language),
        from_address=site.mail_address,
        reply_to=site.reply_address(ticket.reply_token),
        message_id=new_message_id(site),
        in_reply_to=heard[-1] if heard else "",
        references=heard[:1] + heard[1:][-REFERENCES_KEPT:],
        automatic=automatic,
        files=[],
    )


def _language(ticket: Ticket) -> str:
    return "zh" if ticket.language == "zh" else "en"


def _heard_ids(ticket: Ticket) -> list[str]:
    """Message-IDs of this conversation in order: what the customer's mail program can thread by.

    Ids that we made up, for mails without one, say nothing to anybody else.
    """
    statement = (
        sa.select(Message.external_id)
        .where(
            Message.ticket_id == ticket.id,
            Message.channel == Channel.MAIL,
            Message.external_id.is_not(None),
            Message.author.in_([Author.CUSTOMER, Author.AGENT, Author.SYSTEM]),
        )
        .order_by(Message.sequence)
    )
    return _usable(db.session.scalars(statement))


def _usable(ids: Iterable[str | None]) -> list[str]:
    found = [value.partition("#")[0] for value in ids if value]
    return list(dict.fromkeys(one for one in found if not one.endswith(".invalid") and "@" in one))
