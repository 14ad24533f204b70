"""Mails to start fuzzing from: one for each corner of the reader."""

from __future__ import annotations

import base64
import struct

HEAD = b"From: =?gb2312?B?zfXQocP3?= <w@qq.example>\r\nTo: care@voc.example\r\nSubject: =?utf-8?Q?=E8=B7=AF?= x\r\n"
WORDS = "您好，路由器还是连不上网，请尽快处理。"
HISTORY = '在 2024-05-05 09:12:33，"客服" <a@voc.example> 写道：\n> 您的工单已受理。\n'


def seeds() -> dict[str, bytes]:
    """Return name and raw mail."""
    found = {f"charset-{name}": _text(text, name) for name, text in _CHARSETS.items()}
    found |= {f"plain-{name}": HEAD + body.replace("\n", "\r\n").encode() for name, body in _BODIES.items()}
    return found | {
        "alternative": _multipart("alternative", [_PLAIN, _HTML]),
        "mixed": _multipart("mixed", [_PLAIN, _FILE, _ENCLOSED, _CALENDAR]),
        "related": _multipart("related", [_HTML, _PICTURE]),
        "report": _multipart('report; report-type="delivery-status"', [_PLAIN, _STATUS, _ENCLOSED]),
        "receipt": _multipart("report; report-type=disposition-notification", [_PLAIN, _DISPOSITION]),
        "abuse": _multipart("report; report-type=feedback-report", [_PLAIN, _FEEDBACK, _ENCLOSED]),
        "signed": _multipart("signed; protocol=application/pkcs7-signature", [_PLAIN, _SIGNATURE]),
        "winmail": _multipart("mixed", [_PLAIN, _winmail()]),
        "nested": _multipart("mixed", [b"Content-Type: multipart/digest; boundary=c\r\n\r\n--c\r\n\r\n" + HEAD + b"\r\nx\r\n--c--"]),
        "unclosed": _multipart("mixed", [_PLAIN, _FILE])[:-8],
        "junk-first": b"\r\n>From x Mon May  6\r\nno header\r\n" + HEAD + b"\r\nhello\r\n",
        "two-froms": b"From: \r\nFrom: a (comment (x)) <>\r\nReply-To: \"b\" <b@x.example>\r\n" + HEAD + b"\r\nx",
        "raw-header": "Subject: 路由器坏了\r\nFrom: 王 <w@x.example>\r\n\r\n".encode("gb18030") + WORDS.encode("gb18030"),
    }  # fmt: skip


_CHARSETS = {
    "gb2312": WORDS + "喆镕", "big5": "產品收到了", "shift_jis": "修理をお願いします", "iso-2022-jp": "修理をお願いします",
    "euc-kr": "수리해 주세요", "koi8-r": "Пожалуйста, почините", "windows-1251": "Пожалуйста", "windows-1252": "déjà vu",
    "utf-7": "路由器", "utf-16": "hello", "hz": "路由器", "iso-2022-kr": "수리",
}  # fmt: skip
_BODIES = {
    "reply": f"\n{WORDS}\n\n{HISTORY}",
    "header-block": f"Content-Type: text/plain; charset=utf-8\n\n{WORDS}\n\n-----邮件原件-----\n发件人: 客服 [mailto:a@x.example]\n"
    "发送时间: 2024年5月5日 9:12\n收件人: w\n主题: x\n\nold\n",
    "flowed": "Content-Type: text/plain; format=flowed; delsp=yes\n\n> a \n> b\n>> c \nd \n-- \nAnn\n",
    "uuencode": "\nsee file\n\nbegin 644 a.txt\n%:&5L;&\\\n`\nend\nbye\n",
    "signature": "\nhello\n\nSent from my iPhone\n\n-- \nAnn\n_______________________________________________\nlist mailing list\n",
    "stacked": "\nyes\n\nAnn <ann@example.com>\nSent by: x\n05/06/2024 10:20 AM\n\nTo\nBob\ncc\n\nSubject\nRe: x\n\nno\n",
    "foreign": "\nyes\n\nგამომგზავნი: Ann <ann@example.com>\nგაგზავნილია: 6.05.2024 10:20\nთემა: x\n\nno\n",
    "supercited": '\n>>>>> "ann" == Ann <ann@example.com> writes:\n\n  ann> no\n\nyes\n',
    "mew": "\nFrom: Ann <ann@example.com>\nSubject: x\nDate: Mon, 6 May 2024 10:20:00 +0900\n\n> no\n\nyes\nSent from TypeApp\nhttps://x.example\n",
    "news": '\n"Ann" <ann@example.com> wrote in message news:1a@example.com...\n> no\n\nAnn Example wrote:\nno\n',
    "one line": '\nyes\n\nOn Mon, May 6, 2024 at 10:20, Ann <ann@example.com> wrote: no\n\n"Ann" ---06/05/2024 10:20:00---no\n',
    "yenc": "\nsee\n=ybegin line=128 size=3 name=a.bin\n=ypart begin=1 end=3\n=}ab=J\n=yend size=3\n",
    "seven bits": "Subject: ~{?M7~~} &#23458; =?utf-8?Q?=3D=3Futf-8=3FB=3F5a6i=3F=3D?= =?utf-8?B?5a6i5pyN?\n\n~{:C5D~} +YhE-\n",
    "names": "From: Example, Ann, PhD <ann@example.com>\nTo: ann at example.org (Ann), Bob [mailto:bob@example.com]\n\nx\n",
    "footer": "Content-Transfer-Encoding: base64\n\n5oKo5aW9\n\n-- \nA list's own words: x.example\n",
    "wrapped": "\nyes\n\nOn Mon, May 6, 2024 at 10:20 AM Ann Lee <\nann@example.com> wrote:\n\n> no\n>> maybe\n\nlater\n",
    "pgp": "\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n",
    "bounce": "Return-Path: <>\n\nHi. This is the qmail-send program.\n<a@b.example>:\n550 5.1.1 unknown user\n\nMessage-ID: <1@voc.example>\n",
    "quoted-printable": "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html\n\n<p>=E8=B7=AF=\n=E7</p><!--=0A=ZZ\n",
    "base64": "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\n5oKo5aW9=5oKo*5aW9\n",
    "automatic": "Auto-Submitted: auto-replied\nList-Id: <x>\nPrecedence: bulk\nReferences: <a@b> <c@d>\n\n自动回复\n",
}
_PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + f"{WORDS}\n\n{HISTORY}".encode()
_HTML = (
    b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><div>ok<br>"
    b"<table><tr><td>a</td><td>b</td></tr></table><ul><li>x</ul><img src=cid:p1><img src=http://x.example/a.gif>"
    b'<blockquote type=cite>old</blockquote><div class="gmail_quote">On 6 May Ann wrote:<blockquote>no</blockquote></div>'
    b"<script>alert(1)</script><svg onload=x><a href=javascript:x>y</a><div id=divRplyFwdMsg>From: a</div>"
)
_FILE = (
    b"Content-Type: application/pdf;\r\n name*0*=utf-8''%E8%B7%AF; name*1=b.pdf\r\nContent-Disposition: attachment;\r\n"
    b' filename="=?gbk?B?zfXQoQ==?= ..\\..\\a.exe"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n'
)
_ENCLOSED = b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <1@voc.example>\r\n" + HEAD + b"\r\nold\r\n"
_CALENDAR = (
    b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nSUMMARY:x\r\nEND:VCALENDAR\r\n"
)
_PICTURE = b"Content-Type: image/png\r\nContent-ID: <p1>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
_STATUS = (
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\n"
    b"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n"
)
_DISPOSITION = (
    b"Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action; displayed\r\n"
)
_FEEDBACK = b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
_SIGNATURE = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAG\r\n"


def _text(text: str, charset: str) -> bytes:
    raw = text.encode("gb18030" if charset == "gb2312" else charset)
    return HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + raw + b"\r\n"


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + f"Content-Type: multipart/{kind}; boundary=b\r\n\r\n".encode() + body + b"--b--\r\n"


def _winmail() -> bytes:
    def attribute(level: int, number: int, kind: int, data: bytes) -> bytes:
        return (
            struct.pack("<BHHI", level, number, kind, len(data))
            + data
            + struct.pack("<H", sum(data) & 0xFFFF)
        )

    properties = struct.pack("<IHHII", 1, 0x1E, 0x3707, 1, 6) + b"a.txt\x00\x00\x00"
    raw = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9007, 6, struct.pack("<II", 936, 0))
    raw += attribute(2, 0x9002, 6, b"\x00" * 14) + attribute(2, 0x800F, 6, b"hello")
    raw += attribute(2, 0x9005, 6, properties)
    return (
        b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(raw)
    )
