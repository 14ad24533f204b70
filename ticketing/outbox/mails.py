"""What an outgoing mail says and carries, frozen at the moment its event happens.

Threading (RFC 5322 §3.6.4): our Message-ID is made here, In-Reply-To and References point at the
customer's mails. Automatic mails carry Auto-Submitted (RFC 3834) so that nobody's robot answers ours.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TypedDict

import jinja2
import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Author, Channel, Message, Setting, Survey, Ticket
from ticketing.ports import Site

REFERENCES_KEPT = 12
"""Longer threads keep the first and the newest ids, so the header stays within a line's limits."""

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_PREFIX = re.compile(r"^\s*((re|fwd?|aw|wg|sv|回复|答复|转发|回覆|轉寄)\s*[:：]\s*)+", re.IGNORECASE)


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


def reply(ticket: Ticket, message: Message, purpose: str, site: Site) -> Payload:
    """An answer by a person, or the news of a release: the message's words under our frame."""
    signature = message.staff.signature if message.staff is not None else ""
    name = message.staff.display_name(ticket.language) if message.staff is not None else ""
    payload = _frame(
        ticket, site, purpose, automatic=False, body=message.text, signature=signature, agent=name
    )
    if message.external_id is None:
        message.external_id = payload["message_id"]
    payload["message_id"] = message.external_id
    return payload


def acknowledgement(ticket: Ticket, site: Site) -> Payload:
    """The automatic confirmation: our fixed words and the number, nothing the sender wrote."""
    payload = _frame(ticket, site, "acknowledgement", automatic=True)
    payload["subject"] = {"zh": "我们已收到您的来信", "en": "We have your message"}[_language(ticket)]
    payload["subject"] += f" [{ticket.ticket_no}]"
    return payload


def survey(ticket: Ticket, asked: Survey, site: Site) -> Payload:
    """Was it good? One link, five answers."""
    return _frame(ticket, site, "survey", automatic=True, link=f"{site.base_url}/survey/{asked.token}")


def plain_subject(subject: str) -> str:
    """A subject without reply and forward prefixes of any language, in one line."""
    return _PREFIX.sub("", " ".join(subject.split()))


def new_message_id(site: Site) -> str:
    """A fresh Message-ID under our own domain; ids are kept without angle brackets everywhere."""
    return f"{secrets.token_urlsafe(18)}@{site.mail_domain}"


def _frame(ticket: Ticket, site: Site, template: str, *, automatic: bool, **words: str) -> Payload:
    language = _language(ticket)
    values = {
        "ticket": ticket,
        "company": _company(language),
        "page": f"{site.base_url}/t/{ticket.public_token}",
        "due_at": ticket.next_due_at,
        **words,
    }
    heard = _heard_ids(ticket)
    return Payload(
        subject=f"Re: {plain_subject(ticket.subject)} [{ticket.ticket_no}]",
        text=_environment.get_template(f"{language}/{template}.txt").render(values),
        html=_environment.get_template(f"{language}/{template}.html").render(values),
        from_name=_company(language),
        from_address=site.mail_address,
        reply_to=site.reply_address(ticket.reply_token),
        message_id=new_message_id(site),
        in_reply_to=heard[-1] if heard else "",
        references=heard[:1] + heard[1:][-REFERENCES_KEPT:],
        automatic=automatic,
    )


def _language(ticket: Ticket) -> str:
    return "zh" if ticket.language == "zh" else "en"


def _company(language: str) -> str:
    row = db.session.get(Setting, "company")
    fallback = {"zh": "客服中心", "en": "Customer service"}[language]
    return str(row.value.get(f"name_{language}", fallback)) if row is not None else fallback


def _heard_ids(ticket: Ticket) -> list[str]:
    """Message-IDs of this conversation in order: what the customer's mail program can thread by."""
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
    return [value for value in db.session.scalars(statement) if value]
