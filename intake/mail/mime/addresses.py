"""Addresses out of header fields that obey RFC 5322 and of those that do not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake.mail.mime.headers import Headers
from intake.mail.mime.words import decode_header, decode_words

_MAX_ADDRESSES = 500
_MAX_NESTED_COMMENTS = 20
_MOST_PIECES = 4
_MAX_FIELD = 200_000  # characters of one address field that are looked at
_SPECIAL = re.compile(r'[",;:<>()\\]')
_BARE = re.compile(r"[^\s<>\"(),;:]{1,320}@[^\s<>\"(),;:]{1,320}")
_SPACES = re.compile(r"\s+")
_IN_QUOTES = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_IN_COMMENT = re.compile(r"\\.|[()]", re.DOTALL)
_INNER_COMMENT = re.compile(r"\([^()]{0,200}\)")
_MAILTO = re.compile(r"\[\s?mailto:([^\]\s<>]{3,320})\s?\]")
_AT_IN_WORDS = re.compile(r"([\w.+-]{1,64}) at ([\w-]{1,63}(?:\.[\w-]{1,63})+)")
_SPACED_MARK = re.compile(r"\s{0,20}([.@])\s{0,20}")
_IS_NAME = re.compile(r"\s|=\?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: the name as shown ('' if none) and the address ('' if there is none)."""

    name: str = ""
    address: str = ""


def read_addresses(raw: bytes, hint: str | None = None) -> tuple[Address, ...]:
    """Return the mailboxes of one field, groups opened; a field hidden in one encoded word is read too."""
    text = _MAILTO.sub(r"<\1>", raw[:_MAX_FIELD].decode("latin-1"))
    found = tuple(_decode(name, comment, address, hint) for name, comment, address in _split(text))
    if "=?" in text and not any("@" in mailbox.address for mailbox in found):
        decoded = decode_header(raw, hint)
        again = tuple(
            Address(_tidy(name or comment), _tidy_address(address))
            for name, comment, address in _split(decoded)
        )
        if any("@" in mailbox.address for mailbox in again):
            return again
    return tuple(mailbox for mailbox in found if mailbox.name or mailbox.address)


def read_author(headers: Headers, hint: str | None = None) -> Address:
    """Return who wrote: From, else Reply-To, Sender, Return-Path; the first with an address counts."""
    spare = Address()
    for field in ("from", "reply-to", "sender", "return-path", "x-sender", "x-original-from"):
        for raw in headers.all(field):
            for mailbox in _join_names(read_addresses(raw, hint)):
                if "@" in mailbox.address or (field == "from" and mailbox.address and mailbox.name):
                    return Address(mailbox.name or spare.name, mailbox.address)
                spare = spare if spare.name or spare.address else mailbox
    return spare


def _join_names(mailboxes: tuple[Address, ...]) -> list[Address]:
    """Pieces of "Example, Ann <ann@example.org>", whose comma should have stood in quotes, are one name."""
    found: list[Address] = []
    waiting: list[str] = []
    for mailbox in mailboxes:
        shown = mailbox.name or mailbox.address
        if "@" not in mailbox.address and shown and "@" not in shown and len(waiting) < _MOST_PIECES:
            waiting.append(shown)
            continue
        name = ", ".join([*waiting, mailbox.name]) if waiting and mailbox.name else mailbox.name
        found.append(Address(name, mailbox.address))
        waiting = []
    return [*found, *(Address(each, "") for each in waiting)]


def _decode(name: str, comment: str, address: str, hint: str | None) -> Address:
    shown = _tidy(decode_words(name, hint)) or _tidy(decode_words(comment, hint))
    return Address(shown, _tidy_address(decode_words(address, hint)))


def _tidy(name: str) -> str:
    return _SPACES.sub(" ", name).strip().strip("\"'").strip()


def _tidy_address(address: str) -> str:
    text = _SPACES.sub("", _INNER_COMMENT.sub("", address)).strip("<>\"',;")
    if text.lower().startswith("mailto:"):
        text = text[7:]
    local, at, domain = text.rpartition("@")
    # <@relay1,@relay2:user@host>: the old source route is not part of the address
    if local.startswith("@") and ":" in local:
        local = local.rpartition(":")[2]
    return f"{local}{at}{domain.rstrip('.').lower()}" if at else text


class _Reader:
    """One pass over an address field, character class by character class."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.angle: str | None = None

    def finish(self) -> None:
        """Close the mailbox read so far."""
        name = "".join(self.words).strip()
        comment = " ".join(self.comments).strip()
        address = self.angle
        if address is None or (not address.strip() and "@" in name):
            squeezed = _SPACED_MARK.sub(r"\1", name)
            match = _BARE.search(name if _SPACES.search(squeezed) else squeezed) if "@" in name else None
            name = name if _SPACES.search(squeezed) else squeezed
            at_in_words = _AT_IN_WORDS.fullmatch(name) if comment and not match else None
            if at_in_words:
                # list archives: "ann at example.org (Ann Example)"
                address, name = f"{at_in_words[1]}@{at_in_words[2]}", ""
            elif match:
                address, name = match[0], (name[: match.start()] + name[match.end() :]).strip()
            else:
                address, name = (name, "") if name and not _IS_NAME.search(name) else ("", name)
        if (name or comment or address) and len(self.found) < _MAX_ADDRESSES:
            self.found.append((name, comment, address or ""))
        self.words, self.comments, self.angle = [], [], None


def _split(text: str) -> list[tuple[str, str, str]]:
    """(name, comment, address) of each mailbox."""
    reader = _Reader(text)
    position = 0
    while position < len(text):
        match = _SPECIAL.search(text, position)
        if not match:
            reader.words.append(text[position:])
            break
        reader.words.append(text[position : match.start()])
        position = _take(reader, match[0], match.start())
    reader.finish()
    return reader.found


def _take(reader: _Reader, mark: str, position: int) -> int:
    """Handle one special character; where to go on."""
    text = reader.text
    if mark == '"':
        content, after = _quoted(text, position + 1)
        # "support@example.com" alone is an address in quotes; else quotes protect a name
        reader.words.append(content)
        return after
    if mark == "(":
        content, after = _comment(text, position + 1)
        reader.comments.append(content)
        return after
    if mark == "<":
        end = text.find(">", position)
        content = text[position + 1 : end if end >= 0 else len(text)]
        inner = content.rpartition("<")[2]
        if reader.angle is None or "@" not in reader.angle:
            reader.angle = inner
        return end + 1 if end >= 0 else len(text)
    if mark in ",;":
        reader.finish()
    elif mark == ":":
        _take_colon(reader)
    elif mark == "\\":
        reader.words.append(text[position + 1 : position + 2])
        return position + 2
    return position + 1


def _take_colon(reader: _Reader) -> None:
    """A group's name ends here; other colons are part of a careless name."""
    before = "".join(reader.words)
    if reader.angle is None and "@" not in before:
        reader.words = []
    else:
        reader.words.append(":")


def _quoted(text: str, position: int) -> tuple[str, int]:
    match = _IN_QUOTES.match(text, position)
    end = match.end() if match else position
    if text[end : end + 1] != '"':
        return "", position  # an unclosed quote protects nothing
    return _ESCAPED.sub(r"\1", text[position:end]), end + 1


def _comment(text: str, position: int) -> tuple[str, int]:
    depth = 1
    for match in _IN_COMMENT.finditer(text, position):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return _ESCAPED.sub(r"\1", text[position : match.start()]), match.end()
        if depth > _MAX_NESTED_COMMENTS:
            break
    end = text.find(")", position)
    return (text[position:end], end + 1) if end >= 0 else (text[position:], len(text))
