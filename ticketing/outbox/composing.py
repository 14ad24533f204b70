"""A delivery as the bytes of a MIME mail: plain text with HTML beside it, threading and automation headers."""

from __future__ import annotations

import mimetypes
import re
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from typing import Any

from ticketing import files
from ticketing.models import Delivery

KEYWORDS = {"acknowledgement": "auto-replied", "survey": "auto-generated", "release": "auto-generated"}
"""What ``Auto-Submitted`` says (RFC 3834 §5): robots that heed it answer none of these."""

TO_MANY = frozenset({"release"})
"""Said to everybody concerned at once: mail programs can sort it by its List-Id (RFC 2919)."""
_PLAIN = re.compile(r"[^\s<>()\[\],;:@\"\\\x00-\x20\x7f]+")


class _Ids(UnstructuredHeader):
    """Message-IDs, one a line: the library would encode a long one like text, and no thread survives that."""

    def fold(self, *, policy: Any) -> str:
        gap = f"{policy.linesep} "
        return f"{self.name}: {gap.join(str(self).split())}{policy.linesep}"


_registry = HeaderRegistry()
for _name in ("message-id", "in-reply-to", "references"):
    _registry.map_to_type(_name, _Ids)
_POLICY: EmailPolicy = policy.SMTP.clone(header_factory=_registry, cte_type="7bit")
_POLICY_UTF8: EmailPolicy = _POLICY.clone(utf8=True)


def compose(one: Delivery, root: Path) -> bytes:
    """The whole mail, in lines every relay takes; ``root`` is where enclosed files lie.

    Raises:
        ValueError: an address or a header that cannot be written.
        FileNotFoundError: an enclosed file is gone.
    """
    payload: dict[str, Any] = one.payload
    recipient = wire_address(one.recipient)
    mail = EmailMessage(policy=_POLICY if recipient.isascii() else _POLICY_UTF8)
    mail["From"] = _address(payload["from_name"], payload["from_address"])
    mail["To"] = _address("", recipient)
    mail["Reply-To"] = _address(payload["from_name"], payload["reply_to"])
    mail["Subject"] = payload["subject"]
    mail["Date"] = one.created_at
    mail["Message-ID"] = f"<{payload['message_id']}>"
    if payload["in_reply_to"]:
        mail["In-Reply-To"] = f"<{payload['in_reply_to']}>"
        mail["References"] = " ".join(f"<{one}>" for one in payload["references"])
    if payload["automatic"] or one.purpose in KEYWORDS:
        mail["Auto-Submitted"] = KEYWORDS.get(one.purpose, "auto-generated")
        mail["X-Auto-Response-Suppress"] = "All"
    if one.purpose in TO_MANY:
        mail["List-Id"] = f"<{one.purpose}.{payload['from_address'].partition('@')[2]}>"
    mail.set_content(payload["text"])
    mail.add_alternative(payload["html"], subtype="html")
    for enclosed in payload.get("files", []):
        kind, _, subkind = _content_type(enclosed).partition("/")
        data = files.read(root, enclosed["sha256"])
        mail.add_attachment(data, maintype=kind, subtype=subkind, filename=enclosed["filename"])
    return mail.as_bytes()


def wire_address(address: str) -> str:
    """The address as it travels: a domain in other letters in its ASCII form (RFC 5890).

    Raises:
        ValueError: the domain has no such form.
    """
    local, _, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{domain.encode('idna').decode()}"


def _address(name: str, address: str) -> Address:
    """The library parses addresses, but none with letters outside ASCII before the @ (RFC 6532)."""
    clean = "".join(letter for letter in name if letter.isprintable())
    if address.isascii():
        return Address(display_name=clean, addr_spec=address)
    local, _, domain = address.rpartition("@")
    if not (_PLAIN.fullmatch(local) and _PLAIN.fullmatch(domain)):
        raise ValueError(f"{address!r} is no address")
    return Address(display_name=clean, username=local, domain=domain)


def _content_type(enclosed: dict[str, str]) -> str:
    """The type as it was given, else by the name; never one that a mail program would unfold."""
    given = enclosed["content_type"].partition(";")[0].strip().lower()
    found = given if given.count("/") == 1 else mimetypes.guess_type(enclosed["filename"])[0] or ""
    usable = found and not found.startswith(("multipart/", "message/"))
    return found if usable else "application/octet-stream"
