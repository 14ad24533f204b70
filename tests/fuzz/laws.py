"""What must hold for the understanding of any bytes whatever."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from html.parser import HTMLParser

from intake.mail.parse import parse_mail
from intake.mail.parsed import Kind, ParsedMail

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ACTIVE_WORD = re.compile(r"(?:java|vb)script\s*:|<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
_ACTIVE_TAGS = frozenset(
    [
        "script",
        "iframe",
        "object",
        "embed",
        "style",
        "form",
        "svg",
        "math",
        "meta",
        "link",
        "base",
        "input",
        "button",
        "video",
        "frame",
    ]
)
_ACTIVE_ATTRIBUTES = frozenset(
    ["style", "srcset", "background", "action", "formaction", "data", "poster", "ping"]
)
_TEXTS = (
    "message_id",
    "in_reply_to",
    "subject",
    "text",
    "reply_text",
    "language",
    "auto_submitted",
    "reported_id",
)


class _Reader(HTMLParser):
    """Raises where a tag or an attribute could act, load or lead somewhere odd."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _ACTIVE_TAGS, tag
        for name, value in attrs:
            assert name not in _ACTIVE_ATTRIBUTES, (tag, name)
            assert not name.startswith("on"), (tag, name)
            if name == "src":
                assert (value or "").lower().startswith("cid:"), value
            if name == "href":
                link = re.match(r"[\x00-\x20]*([a-z]+):", re.sub(r"[\t\r\n]", "", value or "").lower())
                assert link is not None, value
                assert link[1] in {"http", "https", "mailto", "tel", "ftp", "cid"}, value


def obey_laws(raw: bytes) -> ParsedMail:
    """Return the mail understood from `raw`; raises AssertionError where it breaks a law.

    Nothing raises, every text can be stored and sent as JSON, the HTML cannot act or load anything, names of
    attachments are no paths.
    """
    mail = parse_mail(raw)
    assert mail.error is None or "could not be read" not in mail.error, mail.error
    assert isinstance(mail.kind, Kind)
    assert (mail.bounce is not None) == (mail.kind is Kind.BOUNCE)
    mailboxes = [mail.from_, *mail.to, *mail.cc, *mail.reply_to]
    texts = [getattr(mail, name) for name in _TEXTS]
    texts += [mail.html, *mail.references]
    texts += [text for each in mailboxes for text in (each.name, each.address)]
    texts += [text for file in mail.attachments for text in (file.filename, file.content_type)]
    if mail.bounce is not None:
        texts += [*mail.bounce.recipients, mail.bounce.original_message_id, mail.bounce.diagnostic]
        texts += [mail.bounce.action, mail.bounce.status, *mail.bounce.sent_to]
    for text in texts:
        assert isinstance(text, str)
        assert not _UNWANTED.search(text), ascii(_UNWANTED.search(text))
    json.dumps([getattr(mail, field.name) for field in fields(mail)], default=str).encode()
    assert not _ACTIVE_WORD.search(mail.html), _ACTIVE_WORD.search(mail.html)
    _Reader().feed(mail.html)
    for file in mail.attachments:
        assert file.filename.strip(". "), file.filename
        assert not set(file.filename) & set("/\\\x00"), file.filename
        assert file.size == len(file.data)
    assert len(mail.reply_text) <= len(mail.text) + len(raw) + 1000
    return mail
