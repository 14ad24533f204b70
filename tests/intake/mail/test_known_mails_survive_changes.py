"""What is understood of a mail does not depend on how it was packed.

The mails of the sibling data folder are packed anew in ways that change nothing that a reader would notice,
and everything that their expectations state must still hold.
"""

from __future__ import annotations

import base64
import html
import importlib.util
import json
import quopri
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from intake.mail.parse import parse_mail

SHARED = Path(__file__).resolve().parents[4] / "shared"
CASES = SHARED / "data" / "mail" / "cases.jsonl"
SCORER = SHARED / "tools" / "mail_score.py"

pytestmark = pytest.mark.skipif(
    not CASES.exists() or not SCORER.exists(), reason="no sibling folder of mails"
)


@lru_cache(maxsize=1)
def cases() -> list[tuple[str, bytes, dict[str, Any]]]:
    """Name, raw mail and expectations."""
    read = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [(each["id"], (CASES.parent / each["file"]).read_bytes(), each["expect"]) for each in read]


@lru_cache(maxsize=1)
def scorer() -> Any:  # a module outside the project
    spec = importlib.util.spec_from_file_location("mail_score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def failures(repack: Callable[[bytes], bytes | None]) -> tuple[int, list[str]]:
    """How many mails could be packed so, and which expectations no longer hold."""
    count, failed = 0, []
    for name, raw, expected in cases():
        packed = repack(raw)
        if packed is None:
            continue
        count += 1
        mail = parse_mail(packed)
        found = {
            "message_id": mail.message_id, "in_reply_to": mail.in_reply_to, "references": list(mail.references),
            "from": {"name": mail.from_.name, "address": mail.from_.address}, "subject": mail.subject, "text": mail.text,
            "reply_text": mail.reply_text, "html": mail.html, "kind": str(mail.kind),
            "attachments": [{"filename": file.filename} for file in mail.attachments],
        }  # fmt: skip
        wanted = {
            key: value for key, value in expected.items() if key not in ("must_not_crash", "n_attachments")
        }
        failed += [
            f"{name} {key}" for key, value in wanted.items() if not scorer().check(key, value, found)[0]
        ]
    return count, failed


def plain(raw: bytes) -> tuple[bytes, str] | None:
    """(headers that are not about MIME, text) of a mail that is one plain text; None for all others."""
    end = re.search(rb"\r?\n\r?\n", raw)
    if not end or re.search(
        rb"(?i)multipart|base64|quoted-printable|text/html|format=.?flowed", raw[: end.start()]
    ):
        return None
    head, body = raw[: end.start()], raw[end.end() :]
    charset = re.search(rb'(?i)charset="?([\w-]+)', head)
    try:
        text = body.decode(charset[1].decode() if charset else "utf-8").replace("\r\n", "\n")
    except (UnicodeError, LookupError):
        return None
    fields = re.split(rb"\r?\n(?![ \t])", head)
    return b"\n".join(each for each in fields if not re.match(rb"(?i)content-|mime-", each)), text


def encoded(charset: str, transfer: str) -> Callable[[bytes], bytes | None]:
    def repack(raw: bytes) -> bytes | None:
        found = plain(raw)
        try:
            body = found[1].encode(charset) if found else b""
        except UnicodeError:
            return None
        body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(transfer, bytes)(
            body
        )
        label = "gb2312" if charset == "gb18030" else charset
        head = (
            f"\nContent-Type: text/plain; charset={label}\nContent-Transfer-Encoding: {transfer}\n\n".encode()
        )
        return found[0] + head + body if found else None

    return repack


def as_page(text: str) -> str:
    """The text as a program would write it in HTML, its quote marks as blockquotes."""
    pieces, depth = [], 0
    for line in text.split("\n"):
        marks = re.match(r"(?:> ?)*", line)
        level = marks[0].count(">") if marks else 0
        pieces.append('<blockquote type="cite">' * (level - depth) + "</blockquote>" * (depth - level))
        pieces.append(html.escape(line[marks.end() if marks else 0 :], quote=False) + "<br>\n")
        depth = level
    return f"<html><body>{''.join(pieces)}{'</blockquote>' * depth}</body></html>"


def in_parts(kind: str, second: Callable[[str], bytes]) -> Callable[[bytes], bytes | None]:
    def repack(raw: bytes) -> bytes | None:
        found = plain(raw)
        if found is None:
            return None
        head, text = found
        first = b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode()
        return (
            head
            + f"\nContent-Type: multipart/{kind}; boundary==_z\n\n".encode()
            + b"".join(b"--=_z\n" + part + b"\n" for part in (first, second(text)))
            + b"--=_z--\n"
        )

    return repack


def with_tail(tail: str) -> Callable[[bytes], bytes | None]:
    def repack(raw: bytes) -> bytes | None:
        found = plain(raw)
        return (
            found
            and found[0]
            + b"\nContent-Type: text/plain; charset=utf-8\n\n"
            + (found[1].rstrip("\n") + tail).encode()
        )

    return repack


def heads(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes | None]:
    def repack(raw: bytes) -> bytes | None:
        end = re.search(rb"\r?\n\r?\n", raw)
        return (
            change(raw[: end.start()]) + raw[end.start() :] if end and re.match(rb"[!-9;-~]+:", raw) else None
        )

    return repack


FOOTER = "\n_______________________________________________\nx mailing list\nx@lists.example\nhttps://lists.example/listinfo/x\n"
OLDER = "\n\n> An older text.\n> And more.\n"
PACKINGS: dict[str, Callable[[bytes], bytes | None]] = {
    "CRLF": lambda raw: re.sub(rb"\r?\n", b"\r\n", raw),
    "LF": lambda raw: raw.replace(b"\r\n", b"\n"),
    "CR": lambda raw: re.sub(rb"\r?\n", b"\r", raw),
    "capital field names": heads(lambda head: re.sub(rb"(?m)^([A-Za-z-]+):", lambda name: name[0].upper(), head)),
    "folded after the name": heads(lambda head: re.sub(rb"(?m)^(Subject|From|To): ", rb"\1:\n ", head)),
    "more fields above": heads(lambda head: b"Received: from a by b; Mon, 6 May 2024 10:20:30 +0800\nDKIM-Signature: v=1;\n\tc=d\n" + head),
    "postmark": heads(lambda head: b"From x@y Mon May  6 10:20:30 2024\n" + head),
    "UTF-8 quoted-printable": encoded("utf-8", "quoted-printable"),
    "UTF-8 base64": encoded("utf-8", "base64"),
    "GB18030 called GB2312": encoded("gb18030", "8bit"),
    "GB18030 quoted-printable": encoded("gb18030", "quoted-printable"),
    "UTF-16": encoded("utf-16", "base64"),
    "UTF-7": encoded("utf-7", "7bit"),
    "ISO-2022-JP": encoded("iso-2022-jp", "7bit"),
    "Big5": encoded("big5", "base64"),
    "KOI8": encoded("koi8-r", "8bit"),
    "with its page": in_parts("alternative", lambda text: b"Content-Type: text/html; charset=utf-8\n\n" + as_page(text).encode()),
    "with a picture": in_parts("mixed", lambda _: b"Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="),
    "with a list's footer beside it": in_parts("mixed", lambda _: b"Content-Type: text/plain\nContent-Disposition: inline\n\n" + FOOTER.encode()),
    "with a list's footer": with_tail(FOOTER),
    "with a device line": with_tail("\n\nSent from my iPhone\n"),
    "with older history": with_tail("\n\nOn Mon, May 6, 2024 at 10:20 AM Ann Lee <ann@example.com> wrote:" + OLDER),
    "with older Chinese history": with_tail('\n\n在 2024-05-05 09:12:33，"客服" <a@b.example> 写道：' + OLDER),
    "with older German history": with_tail("\n\nAm 06.05.24 um 10:20 schrieb Ann Lee:" + OLDER),
}  # fmt: skip


@pytest.mark.parametrize("packing", PACKINGS)
def test_known_mails_are_understood_however_they_are_packed(packing: str) -> None:
    count, failed = failures(PACKINGS[packing])

    assert failed == []
    assert count > 90
