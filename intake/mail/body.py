"""Which parts are the body, which are attachments, and what the body says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from intake.mail.html import html_to_text, limit_depth, looks_like_html
from intake.mail.invitations import read_invitation
from intake.mail.mime.charset import clean_text, decode_text
from intake.mail.mime.filenames import declared_name, made_up_name, safe_name
from intake.mail.mime.flowed import unflow
from intake.mail.mime.parts import Part, read_parts
from intake.mail.mime.rtf import read_rtf, unpack
from intake.mail.mime.smime import read_signed
from intake.mail.mime.tnef import Tnef, read_tnef
from intake.mail.mime.uuencode import extract_uuencoded
from intake.mail.mime.words import decode_words
from intake.mail.mime.yenc import extract_yenc
from intake.mail.parsed import Attachment

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_BODY_TYPES = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"})
_MAIL_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})
_REPORT_TYPES = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
    }
)
_ENRICHED_TAG = re.compile(r"<(/?)([a-zA-Z-]{1,40})>")
_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})
_SIGNED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
# What programs write for those who cannot show HTML.
_PLACEHOLDER = re.compile(
    r"(?:does ?n[o']t|not|cannot|can't|kein|pas|non|ne) [^\n]{0,60}html|html[^\n]{0,60}(?:not|view|client|reader|anzeig|compatible)|"
    r"不支持\s?html|html\s?(?:格式|邮件|郵件|版本)|无法显示|無法顯示|view (?:this|the) (?:e-?mail|message) in",
    re.IGNORECASE,
)
_LONGEST_PLACEHOLDER = 250
_DEEPEST_SIGNATURE = 3
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass
class Body:
    """The body in both forms and what is attached; `text` may come from the HTML."""

    text: str = ""
    html: str = ""
    is_text_from_html: bool = False
    attachments: list[Attachment] = field(default_factory=list)


def read_body(root: Part, hint: str | None = None) -> Body:
    """Return text, HTML and attachments of a mail; `hint` is the character set to try for unlabelled text."""
    body = _read(root, Body(), hint)
    if not body.text.strip() and not body.html:
        _read_enclosed(root, body, hint)
    if body.html and (not body.text.strip() or _is_placeholder(body.text)):
        body.text, body.is_text_from_html = clean_text(html_to_text(body.html)), True
    return body


def _is_placeholder(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST_PLACEHOLDER and text.count("\n") < 6 and bool(_PLACEHOLDER.search(text))


def body_charset(root: Part) -> str | None:
    """Return the first character set that a text part declares, None when there is none."""
    for part in root.walk():
        label = part.type.parameters.get("charset")
        if label and part.type.value.startswith("text/") and label.lower() not in ("us-ascii", "ascii"):
            return label
    return None


def _read_enclosed(root: Part, body: Body, hint: str | None) -> None:
    """A mail that says nothing itself: what the first mail inside it says, an invitation, a server's report."""
    for part in root.walk():
        if part.type.value in _MAIL_TYPES and not part.children:
            _read(read_parts(part.body), body, hint)
            return
    for part in root.walk():
        if part.type.value in _CALENDAR_TYPES and not body.text:
            charset = part.type.parameters.get("charset")
            _append(body, Body(read_invitation(decode_text(part.body, charset, hint))))
        if part.type.value in _REPORT_TYPES:
            _append(body, Body(decode_text(part.body, None, hint).replace("\r\n", "\n")))


def _read(part: Part, body: Body, hint: str | None, depth: int = 0) -> Body:
    """`depth` counts signatures around the part."""
    kind = part.type.value
    if not part.children:
        _read_leaf(part, body, hint, depth)
    elif kind == "multipart/alternative":
        _read_alternatives(part, body, hint, depth)
    else:
        for index, child in enumerate(part.children):
            is_start = kind == "multipart/related" and index == 0
            (_read_related_start if is_start else _read)(child, body, hint, depth)
    return body


def _read_related_start(part: Part, body: Body, hint: str | None, depth: int) -> None:
    """The first part of multipart/related is the text, whatever its name or disposition."""
    if part.type.value in _BODY_TYPES and not part.children:
        _read_text(part, body, hint)
    else:
        _read(part, body, hint, depth)


def _read_alternatives(part: Part, body: Body, hint: str | None, depth: int) -> None:
    """The same content several times: the richest HTML and the plain text that says most."""
    found = [_read(child, Body(), hint, depth) for child in part.children]
    texts = [each.text for each in found if each.text.strip() and not each.html]
    texts = texts or [each.text for each in found if each.text.strip()]
    pages = [each.html for each in found if each.html]
    chosen = Body(texts[0] if texts else "", pages[-1] if pages else "")
    _append(body, chosen)
    for each in found:
        body.attachments.extend(each.attachments)


def _append(body: Body, other: Body) -> None:
    """Add a further piece; once one piece has HTML, all pieces have."""
    if other.html or body.html:
        before = body.html or (_as_html(body.text) if body.text.strip() else "")
        after = other.html or (_as_html(other.text) if other.text.strip() else "")
        text = other.text or (clean_text(html_to_text(other.html)) if body.text.strip() else "")
        if body.html and not body.text.strip() and other.text.strip():
            body.text = clean_text(html_to_text(body.html))
        body.html = f"{before}\n{after}" if before and after else before or after
        body.text = _joined(body.text, text)
    else:
        body.text = _joined(body.text, other.text)


def _joined(first: str, second: str) -> str:
    return f"{first.rstrip()}\n\n{second}" if first.strip() and second.strip() else first or second


def _as_html(text: str) -> str:
    return f"<pre>{escape(text, quote=False)}</pre>"


def _read_leaf(part: Part, body: Body, hint: str | None, depth: int) -> None:
    kind = part.type.value
    is_attached = part.disposition.value.startswith("attachment") or bool(declared_name(part))
    if kind.startswith("multipart/"):
        _read_text(part, body, hint)  # a multipart without parts: whatever it says is all there is
    elif kind in _BODY_TYPES and not (is_attached and not _is_body_despite_name(part, body)):
        _read_text(part, body, hint)
    elif kind in _TNEF_TYPES or declared_name(part).lower() == "winmail.dat":
        _read_winmail(part, body)
    else:
        signed = read_signed(part.body) if kind in _SIGNED_TYPES else None
        if signed is not None and depth < _DEEPEST_SIGNATURE:
            _read(read_parts(signed), body, hint, depth + 1)
        _attach(part, body)


def _is_body_despite_name(part: Part, body: Body) -> bool:
    """Some programs name the text itself: inline or undisposed, first, and without any text before it."""
    return (
        not part.disposition.value.startswith("attachment")
        and not (body.text.strip() or body.html)
        and "filename" not in part.disposition.parameters
        and (part.type.value == "text/html" or not part.disposition.value)
    )


def _read_text(part: Part, body: Body, hint: str | None) -> None:
    raw = part.body
    label = part.type.parameters.get("charset")
    kind = part.type.value
    if kind != "text/html":
        raw, files = extract_uuencoded(raw)
        raw, more_files = extract_yenc(raw)
        for name, data in files + more_files:
            body.attachments.append(
                _attachment(
                    safe_name(decode_words(name.decode("latin-1"), label or hint)),
                    "application/octet-stream",
                    data,
                )
            )
    elif not label:
        match = _META_CHARSET.search(raw[:2000])
        label = match[1].decode("ascii") if match else None
    text = decode_text(raw, label, hint).replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/html" or (kind == "text/plain" and looks_like_html(text)):
        _append(body, Body("", limit_depth(text)))
        return
    if part.type.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.type.parameters.get("delsp", "").lower() == "yes")
    if kind in ("text/enriched", "text/richtext"):
        text = _ENRICHED_TAG.sub("", text)
    _append(body, Body(text))


def _attach(part: Part, body: Body) -> None:
    name = declared_name(part) or made_up_name(part, len(body.attachments) + 1)
    if part.type.value in _REPORT_TYPES and not declared_name(part) and not part.body.strip():
        return
    content_id = part.headers.text("content-id").strip("<> ")
    is_inline = part.disposition.value.startswith("inline") or (
        bool(content_id) and not part.disposition.value.startswith("attachment")
    )
    body.attachments.append(
        Attachment(name, part.type.value, len(part.body), is_inline, content_id, part.body)
    )


def _attachment(name: str, content_type: str, data: bytes) -> Attachment:
    return Attachment(name or "attachment.bin", content_type, len(data), False, "", data)


def _read_winmail(part: Part, body: Body) -> None:
    """The files inside stand for themselves; only an unreadable winmail.dat is kept as it is."""
    tnef = read_tnef(part.body)
    if tnef is None or not (tnef.files or tnef.text or tnef.html or tnef.rtf):
        _attach(part, body)
        return
    for number, file in enumerate(tnef.files, 1):
        name = safe_name(file.name) or f"attachment-{number}.bin"
        body.attachments.append(_attachment(name, file.content_type or "application/octet-stream", file.data))
    if not body.text.strip() and not body.html:
        _append(body, _tnef_body(tnef))


def _tnef_body(tnef: Tnef) -> Body:
    text = decode_text(tnef.text, tnef.codepage)
    html = decode_text(tnef.html, tnef.codepage) if tnef.html else ""
    if tnef.rtf and not text.strip() and not html:
        text, html = read_rtf(unpack(tnef.rtf))
    return Body(clean_text(text), limit_depth(clean_text(html)))
