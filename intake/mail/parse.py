"""Raw bytes in, one understood mail out: never raises, whatever the bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from classifier.text.language import detect_language
from intake.mail.body import Body, body_charset, read_body
from intake.mail.bounces import read_bounce, reported_id
from intake.mail.kinds import tell_kind
from intake.mail.mime.addresses import Address, read_addresses, read_author
from intake.mail.mime.charset import clean_text
from intake.mail.mime.headers import Headers
from intake.mail.mime.parts import Part, read_parts
from intake.mail.mime.words import decode_header
from intake.mail.parsed import Bounce, Kind, ParsedMail
from intake.mail.quoting import reply_text, reply_text_of_html
from intake.mail.sanitising import sanitise_html

_ID_IN_BRACKETS = re.compile(r"<([^<>\s\x00-\x1f\x7f-\x9f]{1,990})>")
_BARE_ID = re.compile(r"[^\s<>,;\"()\x00-\x1f\x7f-\x9f]{1,500}@[^\s<>,;\"()\x00-\x1f\x7f-\x9f]{1,500}")
_SPACE = re.compile(r"\s+")
_MOST_REFERENCES = 100
_LONGEST_REFERENCES = 200_000  # bytes of one field
_LANGUAGE_SAMPLE = 2000

_Result = TypeVar("_Result")


class _Problems:
    """Collects what went wrong, so that one broken field does not cost the others."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def attempt(self, what: str, read: Callable[[], _Result], spare: _Result) -> _Result:
        """The result of `read`, or `spare` with a note when it fails in any way."""
        try:
            return read()
        except Exception as problem:  # the reader of hostile bytes is the one place for this
            self.found.append(f"{what} could not be read ({type(problem).__name__}: {str(problem)[:120]})")
            return spare


def parse_mail(raw: bytes) -> ParsedMail:
    """Return everything understood of one raw mail; `error` says what could not be read, if anything.

    Time and memory are bounded by the size of the mail: depth and number of parts, header fields,
    addresses and the length of HTML are limited.
    """
    if not raw.strip():
        return ParsedMail(error="the mail is empty: there is nothing to read")
    problems = _Problems()
    root = problems.attempt("the structure", lambda: read_parts(raw), None)
    if root is None:
        return ParsedMail(text=raw.decode("latin-1"), error="; ".join(problems.found))
    headers = root.headers
    hint = problems.attempt("the character set", lambda: body_charset(root), None)
    body = problems.attempt("the body", lambda: read_body(root, hint), Body())
    author = problems.attempt("the sender", lambda: read_author(headers, hint), Address())
    subject = problems.attempt("the subject", lambda: decode_header(headers.get("subject") or b"", hint), "")
    reply = problems.attempt("the new text", lambda: _new_text(body, author.address), body.text)
    kind = problems.attempt("the kind", lambda: tell_kind(root, author, subject, body.text), Kind.MESSAGE)
    message_id, made_up = _message_id(headers, raw)
    in_reply_to, references = problems.attempt("the references", lambda: _references(headers), ("", ()))
    to, cc, reply_to = (
        problems.attempt(f"the field {name}", lambda name=name: _mailboxes(headers, name, hint), ())
        for name in ("to", "cc", "reply-to")
    )
    return ParsedMail(
        message_id=message_id,
        message_id_made_up=made_up,
        in_reply_to=in_reply_to,
        references=references,
        from_=author,
        to=to,
        cc=cc,
        reply_to=reply_to,
        subject=subject,
        text=body.text,
        reply_text=reply,
        html=problems.attempt(
            "the HTML", lambda: clean_text(sanitise_html(body.html)) if body.html else "", ""
        ),
        attachments=tuple(body.attachments),
        kind=kind,
        language=str(detect_language((reply or body.text or subject)[:_LANGUAGE_SAMPLE])),
        date=problems.attempt("the date", lambda: _date(headers), None),
        auto_submitted=clean_text(headers.text("auto-submitted").lower())[:100],
        bounce=problems.attempt("the report", lambda: _bounce(root, kind, subject, body.text, to), None),
        reported_id=problems.attempt("the report", lambda: _reported_id(root, kind, body.text), ""),
        error="; ".join(problems.found) or None,
    )


def _new_text(body: Body, address: str) -> str:
    """The new text; the sender's own address below it is how one program signs, and tells nothing."""
    if body.is_text_from_html:
        text = clean_text(reply_text_of_html(body.html))
    else:
        text = clean_text(reply_text(body.text, body.html or None))
    above, _, last = text.rpartition("\n")
    is_signed = bool(above.strip()) and address and last.strip(" <>").casefold() == address.casefold()
    return above.rstrip() if is_signed else text


def _message_id(headers: Headers, raw: bytes) -> tuple[str, bool]:
    """The first usable id; a hash of the mail where there is none, so that a second copy is recognised."""
    for value in headers.all("message-id"):
        text = value.decode("latin-1")
        match = _ID_IN_BRACKETS.search(text)
        found = match[1] if match else clean_text(_SPACE.sub("", text.strip("<> \t")))[:990]
        if found:
            return found, False
    return f"{hashlib.sha256(raw).hexdigest()}@no-message-id.invalid", True


def _references(headers: Headers) -> tuple[str, tuple[str, ...]]:
    """The id answered to, and all ids of the thread, oldest first; long threads keep both ends."""
    answered = _ids(headers, "in-reply-to")
    thread = _ids(headers, "references")
    everything = list(dict.fromkeys([*thread, *answered]))
    if len(everything) > _MOST_REFERENCES:
        everything = [everything[0], *everything[-_MOST_REFERENCES + 1 :]]
    return (answered[0] if answered else ""), tuple(everything)


def _ids(headers: Headers, name: str) -> list[str]:
    found: list[str] = []
    for value in headers.all(name):
        text = value[:_LONGEST_REFERENCES].decode("latin-1")
        found.extend(_ID_IN_BRACKETS.findall(text) or _BARE_ID.findall(text))
    return found


def _mailboxes(headers: Headers, name: str, hint: str | None) -> tuple[Address, ...]:
    found = (mailbox for raw in headers.all(name) for mailbox in read_addresses(raw, hint))
    return tuple(mailbox for mailbox in found if mailbox.address)


def _date(headers: Headers) -> datetime | None:
    """The sender's date in UTC; None when missing or impossible."""
    for value in (headers.text("date"), headers.text("received").rpartition(";")[2]):
        try:
            date = parsedate_to_datetime(value[:200])
        except (TypeError, ValueError, OverflowError, IndexError):
            continue
        try:
            return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _bounce(root: Part, kind: Kind, subject: str, text: str, to: tuple[Address, ...]) -> Bounce | None:
    if kind is not Kind.BOUNCE:
        return None
    return read_bounce(root, subject, text, tuple(mailbox.address.lower() for mailbox in to))


def _reported_id(root: Part, kind: Kind, text: str) -> str:
    return reported_id(root, text) if kind in (Kind.READ_RECEIPT, Kind.SPAM_REPORT) else ""
