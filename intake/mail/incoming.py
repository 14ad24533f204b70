"""A parsed mail becomes the one kind of thing the door takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from intake.inbound import InboundMessage
from intake.mail.parsed import Kind, ParsedMail
from ticketing.models import Channel, IdentityKind
from ticketing.people.identity import Sender, normalise_email
from ticketing.ports import Site
from ticketing.tickets.conversation import NewFile

if TYPE_CHECKING:
    from intake.models import MailJournal

_TOKEN = re.compile(r"\+([0-9a-f]{40})@")
MOST_THREAD_IDS = 30


def to_inbound(mail: ParsedMail, entry: MailJournal, site: Site) -> InboundMessage:
    """Map one mail. The moment that counts is when we got it: a mail's own date may lie."""
    address = normalise_email(mail.from_.address or entry.sender)
    addresses = {IdentityKind.EMAIL: address} if address else {}
    language = mail.language if mail.language in {"zh", "en", "mixed"} else ""
    return InboundMessage(
        channel=Channel.MAIL,
        sender=Sender(addresses, name=mail.from_.name, language="en" if language == "en" else "zh"),
        body=mail.text or mail.subject,
        new_text=mail.reply_text if mail.reply_text and mail.reply_text != mail.text else None,
        html=mail.html or None,
        subject=mail.subject,
        language=language,
        address=address,
        at=entry.received_at,
        received_at=entry.received_at,
        external_id=mail.message_id,
        kind=mail.kind,
        reply_tokens=_tokens(mail, entry),
        thread_ids=_thread_ids(mail),
        files=tuple(
            NewFile(one.filename, one.content_type, one.data, one.inline, one.content_id)
            for one in mail.attachments
        ),
        flags=_flags(mail, entry),
        extra=_extra(mail, address, site),
    )


def _tokens(mail: ParsedMail, entry: MailJournal) -> tuple[str, ...]:
    """Reply tokens in any address the mail was sent to, envelope included."""
    heard = [*entry.recipients, *(one.address for one in (*mail.to, *mail.cc))]
    return tuple(dict.fromkeys(token for one in heard for token in _TOKEN.findall(one.lower())))


def _thread_ids(mail: ParsedMail) -> tuple[str, ...]:
    """What it answers, newest first."""
    ids = [mail.in_reply_to, *reversed(mail.references)]
    return tuple(dict.fromkeys(one for one in ids if one))[:MOST_THREAD_IDS]


def _flags(mail: ParsedMail, entry: MailJournal) -> dict[str, Any]:
    flags: dict[str, Any] = {"journal": entry.id}
    if mail.error:
        flags["parse_error"] = mail.error
    if mail.auto_submitted and mail.auto_submitted.lower() != "no":
        flags["automatic"] = mail.auto_submitted.lower()
    return flags


def _extra(mail: ParsedMail, address: str, site: Site) -> dict[str, Any]:
    """Where the answer goes when it is not the sender's own address, and what a bounce talks about."""
    extra: dict[str, Any] = {}
    if mail.kind == Kind.BOUNCE and mail.bounce is not None:
        extra["bounce_action"] = mail.bounce.action
        extra["bounced_message_id"] = mail.bounce.original_message_id
        extra["bounce_reason"] = mail.bounce.diagnostic or mail.bounce.status
    wanted = normalise_email(mail.reply_to[0].address) if mail.reply_to else ""
    if wanted and wanted != address and wanted not in site.own_addresses:
        extra["reply_to"] = wanted
    return extra
