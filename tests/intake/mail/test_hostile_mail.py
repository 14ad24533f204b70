"""No bytes whatever raise, and no mail takes long."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.mail.parse import parse_mail
from intake.mail.quoting import reply_text

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "mail"
HEAD = b"From: a@b.example\r\nSubject: x\r\n"
PLAIN = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
PAGE = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
TYPE = HEAD + b"Content-Type: text/plain; "
NESTED = HEAD + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
    for number in range(3000)
)
HOSTILE = {
    "178 KB of nested multiparts": NESTED,
    "nested comments": b"From: " + b"(" * 2000 + b"a@b.example\r\n\r\nx",
    "comments in a row": b"From: " + b"(a)" * 60000 + b"\r\n\r\nx",
    "escaped quotes": b'From: "' + b'\\"' * 100000 + b"\r\n\r\nx",
    "angle brackets": b"From: " + b"<" * 200000 + b"\r\n\r\nx",
    "megabyte header": b"Subject: " + b"=?utf-8?B?5Zue?= " * 60000 + b"\r\n\r\nx",
    "unfinished words": b"Subject: " + b"=?utf-8?Q?" * 100000 + b"\r\n\r\nx",
    "many headers": b"X-A: b\r\n" * 100000 + b"\r\nx",
    "lone carriage returns": b"a: b\r" * 100000,
    "many parts": HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\n" * 100000,
    "parameters": TYPE + b"; ;" * 100000 + b"\r\n\r\nx",
    "quotes in parameters": TYPE + b'a="' * 100000 + b"\r\n\r\nx",
    "uuencode beginnings": PLAIN + b"begin 644 a\n" * 60000,
    "labels": PLAIN + b"a:\n" * 100000,
    "attributions": PLAIN + b"On 10:20 x wrote:\n" * 30000,
    "copied headers": PLAIN + b"From: a@b\nxx\n" * 30000,
    "rules": PLAIN + (b"_" * 30 + b"\n") * 30000,
    "signature marks": PLAIN + b"--\nx\n" * 60000,
    "hyphens": PLAIN + b"-" * 500000,
    "device lines": PLAIN + b"Sent from my " * 50000,
    "colons": PLAIN + b"a b:" * 200000,
    "deep HTML": PAGE + b"<div>" * 100000,
    "deep quotations": PAGE + b"<blockquote>a" * 30000,
    "attributes": PAGE + b"<a " + b"b=c " * 100000 + b">",
    "angle brackets in HTML": PAGE + b"<" * 500000,
    "pictures": PAGE + b'<img alt="a" ' * 50000,
    "escape sequences": HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + b"\x1b$B" * 100000,
    "base64 blocks": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"YQ==" * 200000,
    "references": b"References: " + b"<a@b> " * 100000 + b"\r\n\r\nx",
    "a name in encoded words": b"From: " + b"=?utf-8?Q?=E5?=" * 60000 + b"\r\n\r\nx",
    "accents without end": PLAIN + b"a" + "\u0301\u0323".encode() * 200000,
    "ids without end": b"References: " + b"a.a" * 300000 + b"@\r\n\r\nx",
    "signed pieces": HEAD
    + b"Content-Type: application/pkcs7-mime\r\n\r\n\x30\x80\x06\x09"
    + bytes.fromhex("2a864886f70d010702")
    + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09"
    + bytes.fromhex("2a864886f70d010701")
    + b"\xa0\x80\x24\x80"
    + b"\x04\x01x" * 300000,
    "legal notices": PLAIN + b"This email is confidential\n\n" * 30000,
    "day lines": PLAIN + b"2011-10-17\n\nAnn\n" * 60000,
    "NUL": b"\x00" * 500000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mail_is_read_in_time(raw: bytes) -> None:
    start = time.process_time()

    parsed = parse_mail(raw)

    assert time.process_time() - start < 5
    assert parsed.error is None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    parsed = parse_mail(raw)

    parsed.text.encode()  # no lone surrogates
    assert "could not be read" not in (parsed.error or "")


FIELDS = st.sampled_from([
    b"From: ", b"Subject: =?gb2312?B?", b"Content-Type: multipart/mixed; boundary=b", b"--b", b"--b--", b"\r\n", b"\n\n", b"\r",
    b"Content-Transfer-Encoding: base64", b"Content-Type: text/html", b"<blockquote>", b"> ", b"On 5 May 2024 a <a@b> wrote:",
    "发件人：".encode(), "写道：".encode("gbk"), b"-- \n", b"begin 644 x\n", b"=?utf-8?Q?=E4?=", b"filename*0*=utf-8''%E4", b"\x1b$B",
    b"Content-Type: message/delivery-status", b"Content-Type: application/ms-tnef", b"\x78\x9f\x3e\x22", b"\xff\xfe", b"+AGE-",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(FIELDS, st.binary(max_size=20)), max_size=60))
def test_pieces_of_mails_in_any_order_never_raise(pieces: list[bytes]) -> None:
    assert "could not be read" not in (parse_mail(b"".join(pieces)).error or "")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_new_text_is_made_of_the_text(text: str, html: str) -> None:
    result = reply_text(text)

    assert all(line.strip() in text.replace("\xa0", " ") for line in result.split("\n") if line.isascii())
    assert isinstance(reply_text(text, html), str)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the sibling folder shared/data/mail with real mails is not here"
)
def test_mutated_real_mails_never_raise() -> None:
    randomly = random.Random(20240506)
    files = [path for path in sorted(CORPUS.glob("*/*")) if path.stat().st_size < 20_000]
    start = time.perf_counter()
    while time.perf_counter() - start < 4:
        raw = _mutate(bytearray(randomly.choice(files).read_bytes()), randomly)

        parsed = parse_mail(raw)

        assert "could not be read" not in (parsed.error or ""), raw[:200]
        parsed.text.encode()
        parsed.subject.encode()


def _mutate(raw: bytearray, randomly: random.Random) -> bytes:
    for _ in range(randomly.randint(1, 12)):
        if not raw:
            break
        place = randomly.randrange(len(raw))
        match randomly.randrange(4):
            case 0:
                raw[place] = randomly.randrange(256)
            case 1:
                del raw[place : place + randomly.randint(1, 200)]
            case 2:
                raw[place:place] = raw[place : place + randomly.randint(1, 200)]
            case _:
                raw[place:place] = randomly.choice(
                    [b"\r\n", b"\n\n", b"\x00", b'"', b"--", b"=?", b"\xff", b";", b"<", b": "]
                )
    return bytes(raw)


def test_entities_bring_no_control_characters_back() -> None:
    """What a page spells in numbers is cleaned like what it says in bytes."""
    mail = parse_mail(PAGE + b"<p>a&#x202e;b&#0;c&#xd800;d&#8;e</p>")

    assert not set(mail.text + mail.reply_text + mail.html) & {"\u202e", "\x00", "\ud800", "\x08"}
