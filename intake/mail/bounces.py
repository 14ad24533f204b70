"""What a bounce reports: whom it concerns, which of our mails, and why (RFC 3464, and plain words)."""

from __future__ import annotations

import re

from intake.mail.mime.charset import clean_text
from intake.mail.mime.headers import Headers, read_headers
from intake.mail.mime.parts import Part
from intake.mail.parsed import Bounce

_ADDRESS = re.compile(r"[\w.+=&'*/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_MESSAGE_ID = re.compile(r"^\s*>?\s*message-id\s*:\s*<([^<>\s]{3,500})>", re.IGNORECASE | re.MULTILINE)
_DELAYED = re.compile(
    r"delayed|still being retried|warning: (?:could not send|message)|延迟|延遲|稍后重试", re.IGNORECASE
)
_REPORTS = ("delivery-status", "disposition-notification", "feedback-report")
_TEXT_SEEN = 20_000
_MAX_RECIPIENTS = 100
_SERVERS = re.compile(r"^(?:mailer-daemon|postmaster|mail-?daemon)@", re.IGNORECASE)


def read_bounce(root: Part, subject: str, text: str, own: tuple[str, ...]) -> Bounce:
    """Return what the report says; `own` are addresses that cannot be the failed one (ours, the server's)."""
    fields = _report_fields(root)
    original, receivers = _returned(root, text)
    if fields:
        return _from_report(fields, original, receivers)
    recipients = _failed_header(root.headers) or _mentioned(text, own)
    status = _STATUS.search(text[:_TEXT_SEEN])
    action = "delayed" if _DELAYED.search(subject) else "failed"
    sent_to = _lowered([*recipients, *receivers])
    return Bounce(recipients, original, action, status[1] if status else "", _reason(text), sent_to)


def reported_id(root: Part, text: str) -> str:
    """Return the Message-ID of the mail that a read receipt or a spam report is about, '' when it does not say."""
    return _returned(root, text)[0]


def _report_fields(root: Part) -> list[Headers]:
    """The groups of fields of every report part, the per-message group included."""
    groups: list[Headers] = []
    for part in root.walk():
        if part.type.value.endswith(_REPORTS) and not part.children:
            raw, position = part.body, 0
            while position < len(raw) and len(groups) < _MAX_RECIPIENTS:
                while position < len(raw) and raw[position] in b"\r\n \t":
                    position += 1
                headers, following = read_headers(raw, position, len(raw))
                if headers.fields:
                    groups.append(headers)
                if following <= position:
                    break
                position = following
    return groups


def _from_report(groups: list[Headers], original: str, receivers: list[str]) -> Bounce:
    recipients: list[str] = []
    forwarded: list[str] = []
    action = status = diagnostic = ""
    for group in groups:
        for name in ("final-recipient", "original-recipient"):
            address = _ADDRESS.search(group.text(name).rpartition(";")[2])
            if address and group.has("action") | group.has("status") and address[0] not in recipients:
                recipients.append(address[0])
                forwarded += _ADDRESS.findall(group.text("original-recipient"))
                break
        action = action or group.text("action").lower().split(" ")[0]
        status = status or group.text("status").split(" ")[0]
        diagnostic = diagnostic or group.text("diagnostic-code").partition(";")[2].strip()
    if not action:
        action = "delayed" if status.startswith("4") else "failed"
    action, status, diagnostic = (clean_text(each)[:500] for each in (action, status, diagnostic))
    sent_to = _lowered([*recipients, *forwarded, *receivers])
    return Bounce(tuple(recipients), original, action, status, diagnostic, sent_to)


def _lowered(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.lower() for one in addresses))[:_MAX_RECIPIENTS]


def _returned(root: Part, text: str) -> tuple[str, list[str]]:
    """The id of our mail and whom it was for, by the copy that came back or by the report's own fields."""
    original, receivers = "", list[str]()
    for part in root.walk():
        if part.type.value in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/global",
            "message/global-headers",
        ):
            raw = part.body
            headers, _ = read_headers(raw, 0, len(raw), outermost=True)
            original = original or clean_text(headers.text("message-id").strip("<> "))
            receivers += _ADDRESS.findall(headers.text("to")[:2000])
    if not original:
        named = [group.text("original-message-id").strip("<> ") for group in _report_fields(root)]
        match = _MESSAGE_ID.search(text)
        original = clean_text(next(filter(None, named), "")) or (match[1] if match else "")
    return original, receivers


def _failed_header(headers: Headers) -> tuple[str, ...]:
    return tuple(_ADDRESS.findall(headers.text("x-failed-recipients")))


def _mentioned(text: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses in the report's words, before the copy of our mail begins."""
    report = re.split(
        r"(?im)^.{0,20}(?:original message(?! was)|copy of (?:the|your) message|原始邮件|received:)",
        text[:_TEXT_SEEN],
        maxsplit=1,
    )[0]
    found: list[str] = []
    for address in _ADDRESS.findall(report):
        if address.lower() not in own and not _SERVERS.match(address) and address not in found:
            found.append(address)
    return tuple(found[:1]) if not found else tuple(found[:10])


def _reason(text: str) -> str:
    for line in text[:_TEXT_SEEN].splitlines():
        if re.search(r"\b[45]\d\d[ -]|\b5\.\d\.\d", line):
            return line.strip()[:500]
    return ""
