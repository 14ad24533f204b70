"""What must hold for the understanding of any bytes whatever."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from intake.mail.parse import parse_mail
from intake.mail.parsed import Kind, ParsedMail

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|form|svg|meta|link|base|input)\b|javascript\s*:|vbscript\s*:|"
    r"<[a-z][^>]*\s(?:on[a-z]+|style|srcset|background|action)\s*=|<img[^>]*\ssrc=\"(?!cid:)",
    re.IGNORECASE,
)
_TEXTS = ("message_id", "in_reply_to", "subject", "text", "reply_text", "language", "auto_submitted")


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
        texts += [mail.bounce.action, mail.bounce.status]
    for text in texts:
        assert isinstance(text, str)
        assert not _UNWANTED.search(text), ascii(_UNWANTED.search(text))
    json.dumps([getattr(mail, field.name) for field in fields(mail)], default=str).encode()
    assert not _ACTIVE.search(mail.html), _ACTIVE.search(mail.html)
    for file in mail.attachments:
        assert file.filename.strip(". "), file.filename
        assert not set(file.filename) & set("/\\\x00"), file.filename
        assert file.size == len(file.data)
    assert len(mail.reply_text) <= len(mail.text) + len(raw) + 1000
    return mail
