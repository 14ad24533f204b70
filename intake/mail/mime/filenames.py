"""Names of attachments: decoded, without paths, never empty."""

from __future__ import annotations

import mimetypes
import re

from intake.mail.mime.charset import clean_text
from intake.mail.mime.parts import Part, read_enclosed
from intake.mail.mime.words import decode_header

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*]+')
_DRIVE_OR_CLIMB = re.compile(r"^(?:[A-Za-z]:|[\\/]|\.\.)|\\|[\\/]\.\.")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_FILE = re.compile(r"[^?#=&%]{1,100}\.[A-Za-z0-9]{1,5}")
_LONGEST = 200
_KNOWN = {
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "message/delivery-status": ".txt",
    "message/partial": ".eml",
    "message/disposition-notification": ".txt",
    "text/rfc822-headers": ".txt",
    "text/calendar": ".ics",
    "application/ics": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-signature": ".p7s",
    "image/jpg": ".jpg",
    "image/jpeg": ".jpg",
    "application/pkcs7-mime": ".p7m",
    "text/plain": ".txt",
    "text/html": ".html",
}


def declared_name(part: Part) -> str:
    """Return the name that the sender gave, as readable text without a path; '' when there is none."""
    for source in (part.disposition, part.type):
        for key in ("filename", "name"):
            name = safe_name(source.parameters.get(key, ""))
            if name:
                return name
    location = decode_header(part.headers.get("content-location") or b"").rpartition("/")[2]
    return (
        safe_name(location) if _FILE.fullmatch(location) and not part.type.value.startswith("text/") else ""
    )


def made_up_name(part: Part, number: int) -> str:
    """Return a name for a part without one: an enclosed mail's subject, else "attachment-2.pdf"."""
    kind = part.type.value
    if kind in ("message/rfc822", "message/global", "message/news"):
        subject = decode_header(read_enclosed(part).headers.get("subject") or b"")
        return safe_name(subject.replace("/", "-")[:80] + ".eml") if subject else f"message-{number}.eml"
    extension = _KNOWN.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    return f"{'image' if kind.startswith('image/') else 'attachment'}-{number}{extension}"


def safe_name(name: str) -> str:
    """Return a file name that is safe to show and to offer for download, at most 200 characters."""
    text = clean_text(name).strip().strip("\"'").strip()
    if _DRIVE_OR_CLIMB.search(text):
        text = re.split(r"[\\/]", text)[-1]
    text = _FORBIDDEN.sub("_", text.replace("/", "_")).strip()
    if text.strip(". ") == "":
        return ""
    if _RESERVED.match(text):
        text = f"_{text}"
    if len(text) <= _LONGEST:
        return text
    stem, dot, extension = text.rpartition(".")
    return f"{stem[: _LONGEST - 12]}.{extension[:11]}" if dot and len(extension) < 12 else text[:_LONGEST]
