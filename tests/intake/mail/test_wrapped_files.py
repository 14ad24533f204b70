"""Files that old programs hide inside a mail: winmail.dat, uuencode, yEnc; and what stays closed for good."""

from __future__ import annotations

import base64
import binascii
import struct

import pytest

from intake.mail.mime.rtf import read_rtf, unpack
from intake.mail.parse import parse_mail
from intake.mail.parsed import Kind, ParsedMail

HEAD = b"From: Ann <ann@example.org>\nTo: support@example.com\nSubject: hi\nMessage-ID: <m1@example.org>\nMIME-Version: 1.0\n"
PICTURE = bytes(range(256)) * 3


def _attribute(level: int, number: int, kind: int, data: bytes) -> bytes:
    """One TNEF attribute with its checksum, the sum of the bytes (MS-OXTNEF 2.1.3.1)."""
    return struct.pack("<BHHI", level, number, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(number: int, kind: int, value: bytes) -> bytes:
    """One MAPI property of variable length, padded to four bytes."""
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + b"\x00" * (-len(value) % 4)


def _winmail(*attributes: bytes) -> bytes:
    start = struct.pack("<IH", 0x223E9F78, 0x1234)
    return (
        start
        + _attribute(1, 0x9006, 8, struct.pack("<I", 0x00010000))
        + _attribute(1, 0x9007, 6, struct.pack("<II", 936, 0))
        + b"".join(attributes)
    )


def _file(title: bytes, data: bytes, *properties: bytes) -> bytes:
    return (
        _attribute(2, 0x9002, 6, struct.pack("<HIHHII", 1, 0, 0, 0, 0, 0))
        + _attribute(2, 0x8010, 1, title + b"\x00")
        + _attribute(2, 0x800F, 6, data)
        + _attribute(2, 0x9005, 6, struct.pack("<I", len(properties)) + b"".join(properties))
    )


def _mail(content_type: str, body: bytes, *, transfer: str = "base64", text: str = "") -> ParsedMail:
    encoded = base64.encodebytes(body) if transfer == "base64" else body
    part = f"Content-Type: {content_type}\nContent-Transfer-Encoding: {transfer}\n\n".encode() + encoded
    if not text:
        return parse_mail(HEAD + part)
    plain = b"--b\nContent-Type: text/plain; charset=utf-8\n\n" + text.encode() + b"\n--b\n"
    return parse_mail(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + plain + part + b"\n--b--\n")


def test_the_files_in_a_winmail_dat_stand_for_themselves() -> None:
    """The long name of the properties beats the old short title; the name may be wide or in the code page."""
    wide = _property(0x3707, 0x1F, "安装说明书.pdf".encode("utf-16-le") + b"\x00\x00")
    raw = _winmail(_file(b"ANZHUA~1.PDF", PICTURE, wide), _file("报价单.xls".encode("gbk"), b"cells"))

    mail = _mail("application/ms-tnef; name=winmail.dat", raw, text="请查收")

    assert [(file.filename, file.data) for file in mail.attachments] == [
        ("安装说明书.pdf", PICTURE),
        ("报价单.xls", b"cells"),
    ]
    assert mail.reply_text == "请查收"


def test_a_winmail_dat_alone_says_what_its_properties_hold() -> None:
    properties = struct.pack("<I", 1) + _property(0x1000, 0x1E, "打印机卡纸，请派人。\x00".encode("gbk"))

    mail = _mail("application/ms-tnef", _winmail(_attribute(1, 0x9003, 6, properties)))

    assert mail.text.strip("\x00\n ") == "打印机卡纸，请派人。"


def _rich(rtf: bytes) -> bytes:
    """A winmail.dat with rich text and nothing else, stored unpacked as MS-OXRTFCP 2.2.3 allows."""
    stored = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    return _winmail(_attribute(1, 0x9003, 6, struct.pack("<I", 1) + _property(0x1009, 0x102, stored)))


def test_a_winmail_dat_with_rich_text_alone_says_it() -> None:
    """Letters come in the code page of their font, as Unicode numbers, in halves beyond the first plane."""
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fswiss\fcharset0 Arial;}"
        rb"{\f2\froman\fcharset204 Times;}}{\*\generator Riched20;}\pard\f0\fs18\'b7\'ab\'c5\'cc\'d3\'d6\'bf\'db\'c1\'cb\f1  25 "
        rb"\f0\'bf\'e9\par\f2\'cf\'f0\'e8\'e2\'e5\'f2\f1\par \u24086?\u30424? \u-10179?\u-8704? caf\'e9{\pict\bin5 }}{}x}}"
    )

    mail = _mail("application/ms-tnef; name=winmail.dat", _rich(rtf))

    assert mail.text == "帆盘又扣了 25 块\nПривет\n帖盘 😀 café"
    assert mail.attachments == ()


def test_rich_text_that_was_made_from_html_becomes_html_again() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag18 <html>}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 world\htmlrtf }\htmlrtf0 "
        rb"{\*\htmltag92 </b>}{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 {\*\mhtmltag84 <img src=x>}{\*\htmltag72 </p>}"
        rb"\htmlrtf\par}\htmlrtf0 {\*\htmltag27 </html>}}"
    )

    mail = _mail("application/ms-tnef", _rich(rtf))

    assert mail.html == "<p>Hello <b>world</b>&nbsp;</p>"
    assert mail.reply_text == "Hello world"


def test_packed_rich_text_is_unpacked() -> None:
    """The example of MS-OXRTFCP 3.1.1."""
    packed = (
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )

    assert unpack(bytes.fromhex(packed)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    "rtf",
    [
        b"{\\rtf1" + b"{" * 100_000,
        b"{\\rtf1 " + b"\\f1 a" * 900_000,
        b"{\\rtf1 " + b"\\bin99999999 x" * 1000,
        b"}" * 99,
    ],
    ids=["deep", "long", "beyond the end", "no rtf"],
)
def test_hostile_rich_text_ends_early(rtf: bytes) -> None:
    text, html = read_rtf(rtf)

    assert len(text) <= 200_000 and html == ""


def test_rich_text_that_unpacks_without_end_is_cut() -> None:
    """Each pair of bytes asks for seventeen more; eight megabytes are more than anybody writes."""
    pairs = [((207 + 17 * each - 1) % 4096 << 4 | 15).to_bytes(2, "big") for each in range(600_000)]
    packed = b"".join(b"\xff" + b"".join(pairs[place : place + 8]) for place in range(0, len(pairs), 8))

    assert len(unpack(struct.pack("<II4sI", 2**31, 2**31, b"LZFu", 0) + packed)) == 8 << 20


def test_a_winmail_dat_known_only_by_its_name_is_opened() -> None:
    mail = _mail(
        'application/octet-stream; name="winmail.dat"', _winmail(_file(b"a.txt", b"words")), text="x"
    )

    assert [file.filename for file in mail.attachments] == ["a.txt"]


@pytest.mark.parametrize("length", range(0, 1100, 53))
def test_a_winmail_dat_cut_short_is_kept_or_read_as_far_as_it_goes(length: int) -> None:
    raw = _winmail(_file(b"a.bin", PICTURE), _file(b"b.bin", b"more"))[:length]

    mail = _mail("application/ms-tnef; name=winmail.dat", raw, text="x")

    assert mail.error is None
    assert mail.reply_text == "x"


def _uuencoded(name: str, data: bytes) -> bytes:
    lines = b"".join(binascii.b2a_uu(data[place : place + 45]) for place in range(0, len(data), 45))
    return f"begin 644 {name}\n".encode() + lines + b"`\nend\n"


def _yenc(name: str, data: bytes, part: str = "") -> bytes:
    """yEnc as its draft says: shifted by 42, critical bytes escaped, 128 columns."""
    shifted = bytearray()
    for value in data:
        letter = (value + 42) % 256
        shifted += bytes([61, (letter + 64) % 256]) if letter in (0, 10, 13, 61) else bytes([letter])
    lines = b"\r\n".join(bytes(shifted[place : place + 128]) for place in range(0, len(shifted), 128))
    head = f"=ybegin {part and 'part=1 total=1 '}line=128 size={len(data)} name={name}\r\n{part}".encode()
    return head + lines + f"\r\n=yend size={len(data)} crc32={binascii.crc32(data):08x}\r\n".encode()


@pytest.mark.parametrize(
    "written",
    [
        _uuencoded("photo.jpg", PICTURE),
        _yenc("photo.jpg", PICTURE),
        _yenc("photo.jpg", PICTURE, f"=ypart begin=1 end={len(PICTURE)}\r\n"),
    ],
    ids=["uuencode", "yEnc", "yEnc in one part"],
)
def test_a_file_written_into_the_text_becomes_an_attachment(written: bytes) -> None:
    mail = _mail("text/plain", b"See the photo.\n\n" + written + b"\nBye\n", transfer="8bit")

    assert [(file.filename, file.data) for file in mail.attachments] == [("photo.jpg", PICTURE)]
    assert mail.text.split() == ["See", "the", "photo.", "Bye"]


@pytest.mark.parametrize(
    "text",
    ["=ybegin line=128 size=3 name=a\nabc", "=yend size=3", "begin 644 things\nbegin 1 a new day\nand end."],
)
def test_words_about_such_files_stay_words(text: str) -> None:
    mail = _mail("text/plain", text.encode(), transfer="7bit")

    assert mail.text.strip() == text
    assert mail.attachments == ()


ENCRYPTED = {
    "S/MIME": b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\n'
    b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n"
    b"MIAGCSqGSIb3DQEHA6CAMIACAQAxggFXMIIBUwIBADA7\n",
    "PGP/MIME": b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
    b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
    b'Content-Type: application/octet-stream; name="encrypted.asc"\n\n'
    b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n--b--\n",
}


@pytest.mark.parametrize("how", ENCRYPTED)
def test_an_encrypted_mail_keeps_its_closed_content_as_a_file(how: str) -> None:
    """Nobody here holds the key: sender and subject are read, the agent gets the file."""
    mail = parse_mail(HEAD + ENCRYPTED[how])

    assert (mail.error, mail.kind, mail.from_.address) == (None, Kind.MESSAGE, "ann@example.org")
    assert mail.attachments[-1].filename in ("smime.p7m", "encrypted.asc")


@pytest.mark.parametrize(("protocol", "name"), [("pkcs7", "smime.p7s"), ("pgp", "signature.asc")])
def test_clear_signed_words_are_the_text_and_the_signature_a_file(protocol: str, name: str) -> None:
    raw = (
        HEAD
        + f'Content-Type: multipart/signed; protocol="application/{protocol}-signature"; boundary=b\n\n'.encode()
        + b"--b\nContent-Type: text/plain; charset=utf-8\n\nSigned words.\n--b\n"
        + f'Content-Type: application/{protocol}-signature; name="{name}"\n\nAAAA\n--b--\n'.encode()
    )

    mail = parse_mail(raw)

    assert mail.reply_text == "Signed words."
    assert [file.filename for file in mail.attachments] == [name]


def test_dashes_that_an_inline_signature_escaped_are_dashes_again() -> None:
    raw = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nMy words.\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"

    assert _mail("text/plain", raw, transfer="7bit").reply_text == "My words."
