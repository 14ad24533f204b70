"""What a mail is to the rest of the system: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.mail.mime.addresses import Address

NOBODY = Address()

__all__ = ["NOBODY", "Address", "Attachment", "Bounce", "Kind", "ParsedMail"]


class Kind(StrEnum):
    """What sort of mail this is; only `message` is a person writing to us."""

    MESSAGE = "message"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    READ_RECEIPT = "read_receipt"
    SPAM_REPORT = "spam_report"

    @property
    def published(self) -> str:
        """The kind in the four words that programs outside know: receipts and reports are automatic mail."""
        return "auto_reply" if self in (Kind.READ_RECEIPT, Kind.SPAM_REPORT) else self.value


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file; `size` in bytes, `content_id` without brackets for pictures inside the HTML."""

    filename: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server reports about a mail that we sent.

    `action` is failed, delayed, delivered, relayed or expanded (RFC 3464); only `failed` means that the
    address is bad. `status` is the enhanced code such as "5.1.1", '' when the report has none. `sent_to` are
    the addresses our mail may have gone to: the failed ones, those they were forwarded from, and the receiver
    that the returned mail names; lower case.
    """

    recipients: tuple[str, ...] = ()
    original_message_id: str = ""
    action: str = "failed"
    status: str = ""
    diagnostic: str = ""
    sent_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail as understood. Message ids carry no angle brackets.

    `text` is the whole body as plain text, `reply_text` only what this writer newly wrote, `html` the body
    made safe to show. `auto_submitted` is the raw keyword of RFC 3834 ('' when absent): never answer
    automatically when it is anything but "no". `date` is what the sender claims, in UTC; trust the moment
    of receipt. `message_id_made_up` says that the sender gave none and a hash of the mail stands in.
    `reported_id` is the mail that a read receipt or spam report is about. `error` is None unless something could not be understood; the other fields hold what could be saved.
    """

    message_id: str = ""
    message_id_made_up: bool = False
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    from_: Address = NOBODY
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    text: str = ""
    reply_text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    kind: Kind = Kind.MESSAGE
    language: str = "unknown"
    date: datetime | None = None
    auto_submitted: str = ""
    bounce: Bounce | None = None
    reported_id: str = ""
    error: str | None = None
