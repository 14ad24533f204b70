"""A parsed mail becomes the one kind of thing the door takes."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from intake.inbound import InboundMessage
from intake.mail.authenticity.relayed import read_relayed
from intake.mail.parsed import Kind, ParsedMail
from ticketing.models import Channel, IdentityKind
from ticketing.people.identity import Sender, normalise_email
from ticketing.ports import Origin, Ports, Site
from ticketing.tickets.conversation import NewFile

if TYPE_CHECKING:
    from intake.models import MailJournal

_TOKEN = re.compile(r"\+([0-9a-f]{40})@")
MOST_THREAD_IDS = 30
LONGEST_ADDRESS = 254
"""RFC 5321 §4.5.3.1.3; what is longer is no address that anybody could answer to."""
LONGEST_ID = 380
"""Longer Message-IDs are known by their hash: the column holds 400."""


def judge_origin(mail: ParsedMail, entry: MailJournal, ports: Ports) -> Origin | None:
    """What is known about where it comes from: our relay's word where one is trusted, else asked by DNS.

    Waits for the network: to be called outside any transaction.
    """
    domain = mail.from_.address.rpartition("@")[2].lower().rstrip(".")
    if ports.site.authserv_id:
        return read_relayed(entry.raw, ports.site.authserv_id, domain)
    if ports.origins is None:
        return None
    return ports.origins.judge(
        entry.raw, domain=domain, peer=entry.peer, helo=entry.helo, sender=entry.sender
    )


def to_inbound(
    mail: ParsedMail, entry: MailJournal, site: Site, origin: Origin | None = None
) -> InboundMessage:
    """Map one mail. The moment that counts is when we got it: a mail's own date may lie."""
    address = _address(mail.from_.address or entry.sender)
    addresses = {IdentityKind.EMAIL: address} if address else {}
    language = mail.language if mail.language in {"zh", "en", "mixed"} else ""
    fingerprint = _fingerprint(mail, address)
    body, new_text = mail.text.strip() or mail.subject, mail.reply_text.strip()
    return InboundMessage(
        channel=Channel.MAIL,
        sender=Sender(
            addresses,
            name=mail.from_.name,
            language="en" if language == "en" else "zh",
            vouched=origin is None or not origin.disowned,
        ),
        body=body,
        new_text=new_text if new_text and new_text != body else None,
        html=mail.html or None,
        subject=mail.subject,
        language=language,
        address=address,
        at=entry.received_at,
        received_at=entry.received_at,
        external_id=_own_id(mail, fingerprint),
        kind=mail.kind,
        reply_tokens=_tokens(mail, entry),
        thread_ids=_thread_ids(mail),
        files=tuple(
            NewFile(one.filename, one.content_type, one.data, one.inline, one.content_id)
            for one in mail.attachments
        ),
        flags=_flags(mail, entry, origin) | {"fingerprint": fingerprint},
        extra=_extra(mail, address, site),
    )


def _address(address: str) -> str:
    plain = normalise_email(address)
    return plain if len(plain) <= LONGEST_ADDRESS else ""


def _fingerprint(mail: ParsedMail, address: str) -> str:
    """The same for copies of one mail, however they travelled; another for any other mail."""
    words = "\0".join((address, mail.subject, mail.text)).encode(errors="replace")
    files = b"".join(hashlib.sha256(one.data).digest() for one in mail.attachments)
    return hashlib.sha256(words + files).hexdigest()[:32]


def _own_id(mail: ParsedMail, fingerprint: str) -> str:
    """A mail without an id is known by what it says and when it was dated, not by the way it came."""
    if mail.message_id_made_up and mail.date is not None:
        return f"{fingerprint}.{mail.date:%Y%m%d%H%M%S}@no-message-id.invalid"
    return _shorten(mail.message_id)


def _shorten(message_id: str) -> str:
    if len(message_id) <= LONGEST_ID:
        return message_id
    return hashlib.sha256(message_id.encode(errors="replace")).hexdigest() + "@long-message-id.invalid"


def _tokens(mail: ParsedMail, entry: MailJournal) -> tuple[str, ...]:
    """Reply tokens in any address the mail was sent to, envelope included."""
    heard = [*entry.recipients, *(one.address for one in (*mail.to, *mail.cc))]
    return tuple(dict.fromkeys(token for one in heard for token in _TOKEN.findall(one.lower())))


def _thread_ids(mail: ParsedMail) -> tuple[str, ...]:
    """What it answers, newest first."""
    ids = [mail.in_reply_to, *reversed(mail.references)]
    return tuple(dict.fromkeys(_shorten(one) for one in ids if one))[:MOST_THREAD_IDS]


def _flags(mail: ParsedMail, entry: MailJournal, origin: Origin | None) -> dict[str, Any]:
    flags: dict[str, Any] = {"journal": entry.id}
    if mail.error:
        flags["parse_error"] = mail.error
    if mail.auto_submitted and mail.auto_submitted.lower() != "no":
        flags["automatic"] = mail.auto_submitted.lower()
    if origin is not None:
        flags["origin"] = origin.as_flag()
        if origin.disowned:
            flags["unproven"] = "dmarc"
    return flags


def _extra(mail: ParsedMail, address: str, site: Site) -> dict[str, Any]:
    """Where the answer goes when it is not the sender's own address, and what a bounce talks about."""
    extra: dict[str, Any] = {}
    if mail.kind == Kind.BOUNCE and mail.bounce is not None:
        extra["bounce_action"] = mail.bounce.action
        extra["bounced_from"] = list(mail.bounce.sent_to)
        extra["bounced_message_id"] = _shorten(mail.bounce.original_message_id)
        extra["bounce_reason"] = " ".join((mail.bounce.diagnostic or mail.bounce.status).split())
    if mail.reported_id:
        extra["reported_message_id"] = _shorten(mail.reported_id)
    wanted = _address(mail.reply_to[0].address) if mail.reply_to else ""
    if wanted and wanted != address and wanted not in site.own_addresses and not _TOKEN.search(wanted):
        extra["reply_to"] = wanted
    return extra
