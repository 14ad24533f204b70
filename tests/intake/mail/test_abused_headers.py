"""Headers and structures as careless programs write them, and what a person would read in them."""

from __future__ import annotations

import base64

import pytest

from intake.mail.parse import parse_mail

FROM = [
    ("Example, Ann <ann@example.org>", "Example, Ann"),
    ("Dr. Ann B. Example, Ph.D. <ann@example.org>", "Dr. Ann B. Example, Ph.D."),
    ("ann@example.org (Ann Example)", "Ann Example"),
    ("ann at example.org (Ann Example)", "Ann Example"),
    ("Ann [mailto:ann@example.org]", "Ann"),
    ("Ann<ann@example.org>", "Ann"),
    ("Ann <ann@example.org", "Ann"),
    ("Ann <<ann@example.org>>", "Ann"),
    ("'Ann' <ann@example.org>", "Ann"),
    ('"Ann \\"The Boss\\" E" <ann@example.org>', 'Ann "The Boss" E'),
    ("Ann Example\n <ann@example.org>", "Ann Example"),
    ("=?utf-8?q?Example=2C_Ann?= <ann@example.org>", "Example, Ann"),
    ("=?gb2312?B?zfXQocP3?=<ann@example.org>", "王小明"),
    ('"=?utf-8?B?546L5bCP5piO?=" <ann@example.org>', "王小明"),
    ("=?utf-8?B?546L5bCP5piOIDxhbm5AZXhhbXBsZS5vcmc+?=", "王小明"),
    ("王小明 <ann@example.org>", "王小明"),
    ("=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <ann@example.org>", "山田"),
    ("Team: ann@example.org, bob@example.org;", ""),
    ("<@a.example,@b.example:ann@example.org>", ""),
    ("Ann <ann@example.org>, Bob <bob@example.org>", "Ann"),
]


@pytest.mark.parametrize(("field", "name"), FROM)
def test_whoever_wrote_is_known_by_name_and_address(field: str, name: str) -> None:
    mail = parse_mail(f"From: {field}\nTo: s@example.com\nSubject: hi\n\nHello\n".encode())

    assert (mail.from_.name, mail.from_.address) == (name, "ann@example.org")


SUBJECTS = [
    ("=?utf-8?B?5a6i?= =?utf-8?B?5pyN?=", "客服"),
    ("=?utf-8?B?5a6?= =?utf-8?B?i5pyN?=", "客服"),
    ("=?utf-8?Q?=E5=AE=A2=E6?= =?utf-8?Q?=9C=8D?=", "客服"),
    ("=?utf-8?Q?caf=C3=A9 au lait?=", "café au lait"),
    ("=?utf-8?B?5a6i5pyN?", "客服"),
    ("=?utf8?B?5a6i5pyN?=", "客服"),
    ("=?utf-8*zh?B?5a6i5pyN?=", "客服"),
    ("=?utf-8?B?5a6i\n 5pyN?=", "客服"),
    ("=?x-unknown?B?5a6i5pyN?=", "客服"),
    ("a=?utf-8?Q?b?=c", "abc"),
    ("&#23458;&#26381; &amp; &#60;b&#62;", "客服 &amp; &#60;b&#62;"),
    ("=?UTF-8?Q?=3D=3FUTF-8=3FB=3F5a6i5pyN=3F=3D?=", "客服"),
    ("~{?M7~~}", "客服"),
    ("\x1b$B;qNA\x1b(B", "資料"),
]


@pytest.mark.parametrize(("field", "subject"), SUBJECTS)
def test_a_subject_is_read_however_it_was_encoded(field: str, subject: str) -> None:
    assert parse_mail(f"From: a@b.example\nSubject: {field}\n\nHello\n".encode()).subject == subject


RAW_SUBJECTS = [
    ("gbk", "退款", "hello"),
    ("gbk", "空调坏了", "空调坏了，请修"),
    ("big5", "冷氣壞了", "冷氣壞了，請派人來修。"),
    ("shift_jis", "エアコンの故障", "エアコンが壊れました"),
    ("euc-kr", "환불 요청", "환불해 주세요"),
    ("latin-1", "Größe falsch", "hello"),
]


@pytest.mark.parametrize(("encoding", "subject", "body"), RAW_SUBJECTS)
def test_a_raw_subject_is_read_without_any_label(encoding: str, subject: str, body: str) -> None:
    mail = parse_mail(f"From: a@b.example\nSubject: {subject}\n\n{body}\n".encode(encoding))

    assert (mail.subject, mail.text.strip()) == (subject, body)


NAMES = [
    ("filename*=UTF-8''%E6%96%87%E4%BB%B6.pdf", "文件.pdf"),
    ("filename*=''%E6%96%87%E4%BB%B6.pdf", "文件.pdf"),
    ("filename*=utf-8''%CE%C4%BC%FE.pdf", "文件.pdf"),
    ("filename*=\"UTF-8''%E6%96%87%E4%BB%B6.pdf\"", "文件.pdf"),
    ("filename*=%E6%96%87%E4%BB%B6.pdf", "文件.pdf"),
    ('filename="%E6%96%87%E4%BB%B6.pdf"', "文件.pdf"),
    ("filename*0*=UTF-8''%E6%96; filename*1*=%87%E4%BB%B6; filename*2=.pdf", "文件.pdf"),
    ('filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
    ("filename=\"fallback.pdf\"; filename*=UTF-8''%E6%96%87%E4%BB%B6.pdf", "文件.pdf"),
    ('filename="=?utf-8?B?5paH5Lu2?=\n =?utf-8?B?LnBkZg==?="', "文件.pdf"),
    ("filename==?utf-8?B?5paH5Lu2LnBkZg==?=", "文件.pdf"),
    ('filename="=?gbk?B?zsS8/g==?==?gbk?Q?.pdf?="', "文件.pdf"),
    ("filename=我的 文件.pdf", "我的 文件.pdf"),
    ('filename="\x1b$B;qNA\x1b(B.pdf"', "資料.pdf"),
    ('filename="C:\\\\Users\\\\ann\\\\a.pdf"', "a.pdf"),
    ('filename="../../etc/passwd"', "passwd"),
    ('filename="a;b.pdf"', "a;b.pdf"),
]
TEXT = "--b1\nContent-Type: text/plain; charset=utf-8\n\nHello there\n"
FILE = "--b1\nContent-Type: application/pdf\nContent-Disposition: attachment; {}\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n"
MULTIPART = (
    "From: a@b.example\nSubject: hi\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b1\n\n"
)


@pytest.mark.parametrize(("parameter", "name"), NAMES)
def test_a_file_has_the_name_its_sender_meant(parameter: str, name: str) -> None:
    mail = parse_mail((MULTIPART + TEXT + FILE.format(parameter) + "--b1--\n").encode())

    assert [file.filename for file in mail.attachments] == [name]


WHOLE = MULTIPART + TEXT + FILE.format('filename="a.pdf"') + "--b1--\n"
BROKEN = {
    "no closing boundary": WHOLE.removesuffix("--b1--\n"),
    "no boundary named": WHOLE.replace("; boundary=b1", ""),
    "another boundary named": WHOLE.replace("boundary=b1", "boundary=b2"),
    "spaces behind the boundary": WHOLE.replace("--b1\n", "--b1 \t\n"),
    "the boundary in two pieces": WHOLE.replace("boundary=b1", "boundary*0=b; boundary*1=1"),
    "lone carriage returns": WHOLE.replace("\n", "\r"),
    "doubled carriage returns": WHOLE.replace("\n", "\r\r\n"),
    "no empty line before the first part": WHOLE.replace("b1\n\n--b1", "b1\n--b1", 1),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_multipart_gives_its_text_and_its_file(how: str) -> None:
    mail = parse_mail(BROKEN[how].encode())

    assert "Hello there" in mail.text
    assert [file.filename for file in mail.attachments] == ["a.pdf"]


ZH = "空调坏了，请派人来修。"
TRANSFERS = [
    ("base64", base64.b64encode(ZH.encode()).rstrip(b"="), ZH),
    ("base64", base64.b64encode(ZH.encode())[:20] + b"\n!!\n" + base64.b64encode(ZH.encode())[20:], ZH),
    ("base64 (encoded)", base64.b64encode(ZH.encode()), ZH),
    ('"base64"', base64.b64encode(ZH.encode()), ZH),
    (
        "base64",
        base64.b64encode(ZH.encode() * 3) + b"\n\n-- \nA list's own words: lists.example.org\n",
        ZH * 3 + "\n\n-- \nA list's own words: lists.example.org",
    ),
    ("base64", b"Hello, the unit is not working at all.", "Hello, the unit is not working at all."),
    ("x-whatever", ZH.encode(), ZH),
    ("quoted-printable", b"Gr=c3=b6=\n=C3=9Fe 50% =ZZ off", "Größe 50% =ZZ off"),
]


@pytest.mark.parametrize(("encoding", "body", "text"), TRANSFERS)
def test_a_sloppy_transfer_encoding_is_undone(encoding: str, body: bytes, text: str) -> None:
    head = f"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"

    assert parse_mail(head.encode() + body).text.strip() == text


DATES = [
    "Mon, 6 May 2024 25:61:33 +9999",
    "周一, 06 五月 2024 09:12:33 +0800",
    "Lun, 06 Mai 2024 09.12.33 +0200",
    "",
    "garbage",
    "Mon, 6 May 99999 09:12:33 +0000",
]


@pytest.mark.parametrize("date", DATES)
def test_an_odd_date_costs_nothing_else(date: str) -> None:
    mail = parse_mail(f"From: a@b.example\nSubject: hi\nDate: {date}\n\nHello\n".encode())

    assert (mail.subject, mail.text.strip(), mail.error) == ("hi", "Hello", None)
