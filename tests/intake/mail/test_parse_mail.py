"""What is understood of a raw mail: headers, character sets, parts, attachments."""

import base64
import binascii
from datetime import UTC, datetime

import pytest

from intake.mail.parse import parse_mail
from intake.mail.parsed import Address, ParsedMail


def mail(headers: str = "", body: bytes = b"hello", *, encoding: str = "utf-8") -> bytes:
    """A raw mail with the given extra header lines."""
    return headers.replace("\n", "\r\n").encode(encoding) + b"\r\n" * bool(headers) + b"\r\n" + body


def multipart(*parts: bytes, kind: str = "mixed", headers: str = "") -> bytes:
    """A raw multipart mail of ready parts."""
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
    return mail(f'{headers}From: a@example.com\nContent-Type: multipart/{kind}; boundary="b"', body)


def part(headers: str, body: bytes) -> bytes:
    return headers.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


def text_of(charset: str | None, raw: bytes) -> str:
    label = f"; charset={charset}" if charset else ""
    return parse_mail(mail(f"From: a@example.com\nContent-Type: text/plain{label}", raw)).text


CHINESE = "空调开机半小时仍然不制冷，外机有异响，请问什么时候可以上门维修？"
TRADITIONAL = "產品收到了，但是說明書是日文版，可以提供繁體中文版嗎？"
JAPANESE = "今後ともよろしくお願い申し上げます。このメールはテスト用です。"
KOREAN = "안녕하세요. 제품이 고장났습니다. 언제 수리가 가능한지 알려 주세요."
RUSSIAN = "Здравствуйте, роутер не работает со вчерашнего дня, пришлите мастера."


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gb18030", "李喆、王镕两位同事" + CHINESE), ("GBK", "gb18030", CHINESE), ("gb18030", "gb18030", "㐀𠀀" + CHINESE),
        (None, "gb18030", CHINESE), ("utf-8", "gb18030", CHINESE), ("us-ascii", "gb18030", CHINESE),
        ("iso-8859-1", "gb18030", CHINESE), ("iso-8859-1", "utf-8", CHINESE), ("gb2312", "utf-8", CHINESE),
        ("x-unknown", "utf-8", CHINESE), ("big5", "big5", TRADITIONAL), (None, "big5", TRADITIONAL),
        ("big5-hkscs", "big5hkscs", TRADITIONAL), ("hz-gb-2312", "hz", CHINESE), ("utf-7", "utf-7", CHINESE),
        ("utf-16", "utf-16", CHINESE), ("iso-2022-jp", "iso2022_jp", JAPANESE), (None, "iso2022_jp", JAPANESE),
        ("shift_jis", "cp932", JAPANESE + "①Ⅳ㈱"), (None, "cp932", JAPANESE), ("euc-jp", "euc_jp", JAPANESE),
        (None, "euc_jp", JAPANESE), ("ks_c_5601-1987", "cp949", KOREAN + "뷁"), (None, "cp949", KOREAN),
        ("koi8-r", "koi8-r", RUSSIAN), (None, "koi8-r", RUSSIAN), (None, "cp1251", RUSSIAN), ("windows-1251", "cp1251", RUSSIAN),
        ("iso-8859-1", "cp1252", "Größe – 5 €, “naïve”"), (None, "latin-1", "Wir können die Größe später prüfen."),
        ("windows-1252http-equivcontent-type", "cp1252", "déjà vu"), ("utf8", "utf-8", "déjà vu"),
        ("'utf-8'", "utf-8", "déjà vu"), ("cp-850", "cp850", "déjà vu"), ("", "utf-8", "déjà vu"),
    ],
)  # fmt: skip
def test_text_is_read_whatever_its_label_says(label: str | None, codec: str, text: str) -> None:
    assert text == text_of(label, text.encode(codec))


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    raw = CHINESE.encode() + b"\xe5\x9b" + b" caf\xe9"

    text = text_of("utf-8", raw)

    assert CHINESE in text
    assert "�" not in text


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        ("=?utf-8?B?5Zue5aSN?= =?utf-8?B?77ya?=", "回复："),
        ("=?utf-8?B?5Zue5aQ=?=\r\n =?utf-8?B?jQ==?=", "回复"),
        ("=?gb2312?B?u9i4tDog1cu6xb+qzajNqNaq?=", "回复: 账号开通通知"),
        ("=?utf-8?Q?=E5=9B=9E=E5?= =?utf-8?Q?=A4=8D_1?=", "回复 1"),
        ('"=?utf-8?B?5Zue5aSN?="', '"回复"'),
        ("Re: =?utf-8?Q?New=20Webinar: x?= end", "Re: New Webinar: x end"),
        ("=?utf-8?B?5Zue5aSN?=abc", "回复abc"),
        ("=?utf-8*zh?B?5Zue5aSN?=", "回复"),
        ("=?x-unknown?B?5Zue5aSN?=", "回复"),
        ("=?utf-8?B?5Zue5aSN", "=?utf-8?B?5Zue5aSN"),
        ("plain   with\r\n\tfold", "plain with fold"),
        ("nul\x00and\u202ebidi", "nulandbidi"),
        ("=?iso-2022-jp?B?GyRCJF4kXyRgJGEkYhsoQg==?=", "まみむめも"),
    ],
)
def test_subject_is_decoded(value: str, subject: str) -> None:
    assert subject == parse_mail(f"From: a@example.com\r\nSubject: {value}\r\n\r\nx".encode()).subject


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_raw_header_bytes_are_read(codec: str) -> None:
    text = "三號機房溫度過高，請立即處理" if codec == "big5" else "三号机房温度过高，请立即处理"

    assert text == parse_mail(b"Subject: " + text.encode(codec) + b"\r\n\r\nx").subject


@pytest.mark.parametrize(
    ("field", "author"),
    [
        ("From: =?utf-8?B?546L5bCP5piO?= <W@QQ.Example>", Address("王小明", "W@qq.example")),
        ('From: "Lee, Ann" <ann@example.com>', Address("Lee, Ann", "ann@example.com")),
        ("From: ann@example.com (Ann Lee)", Address("Ann Lee", "ann@example.com")),
        ("From: <>\nReply-To: ann@example.com", Address("", "ann@example.com")),
        ("Reply-To: Ann <ann@example.com>", Address("Ann", "ann@example.com")),
        ("Sender: ann@example.com", Address("", "ann@example.com")),
        ("From:\nFrom: ann@example.com", Address("", "ann@example.com")),
        ("From: =?utf-8?B?546L5bCP5piOIDx3QHFxLmV4YW1wbGU+?=", Address("王小明", "w@qq.example")),
        ("From: Team: ann@example.com, bob@example.com;", Address("", "ann@example.com")),
        ("From: 王 <用户@例子.公司>", Address("王", "用户@例子.公司")),
        ('From: "ann@example.com" <ann@example.com>', Address("ann@example.com", "ann@example.com")),
        ("From: Ann <mailto:ann@example.com>", Address("Ann", "ann@example.com")),
        ("From: Ann ann@example.com", Address("Ann", "ann@example.com")),
        ('From: "Ann <ann@example.com>', Address("Ann", "ann@example.com")),
        (
            "From: Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
            Address("Pete", "pete@silly.test"),
        ),
        ("From: jdoe@test   . example", Address("", "jdoe@test.example")),
    ],
)
def test_author_is_found(field: str, author: Address) -> None:
    assert author == parse_mail(mail(field)).from_


def test_ids_carry_no_brackets_and_keep_their_order() -> None:
    parsed = parse_mail(
        mail("Message-ID:  <3@x>\nIn-Reply-To: Your mail <2@x> of today\nReferences: <1@x>\n <2@x>")
    )

    assert (parsed.message_id, parsed.in_reply_to, parsed.references) == ("3@x", "2@x", ("1@x", "2@x"))


def test_missing_message_id_is_made_up_from_the_bytes() -> None:
    first, again, other = (parse_mail(mail("From: a@b.example", body)) for body in (b"x", b"x", b"y"))

    assert first.message_id_made_up
    assert first.message_id == again.message_id != other.message_id


def test_date_is_utc() -> None:
    assert (
        datetime(2024, 5, 6, 2, 20, 30, tzinfo=UTC)
        == parse_mail(mail("Date: Mon, 06 May 2024 10:20:30 +0800")).date
    )
    assert parse_mail(mail("Date: yesterday")).date is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n\r\nFrom: a@example.com\r\nSubject: s\r\n\r\nhello",
        b"From someone Mon May  6 2024\nFrom: a@example.com\nSubject: s\n\nhello",
        b"From: a@example.com\nSubject: s\n\nhello",
        b"From: a@example.com\rSubject: s\r\rhello",
        b"From: a@example.com\r\njunk without a colon\r\nSubject: s\r\n\r\nhello",
        b"From : a@example.com\r\nSubject :s\r\n\r\nhello",
        b"\xef\xbb\xbfFrom: a@example.com\r\nSubject: s\r\n\r\nhello",
    ],
)
def test_headers_survive_junk_and_any_line_end(raw: bytes) -> None:
    parsed = parse_mail(raw)

    assert (parsed.from_.address, parsed.subject, parsed.text) == ("a@example.com", "s", "hello")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="=?GBK?B?ubq7+reixrEucGRm?="', "购机发票.pdf"),
        ("attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        ("attachment; filename*0*=gb18030''%B7%A2; filename*1*=%C6%B1.pdf", "发票.pdf"),
        ('attachment; filename*0="long"; filename*1="name.pdf"', "longname.pdf"),
        ("attachment; filename=My File.pdf", "My File.pdf"),
        ('attachment; filename="%E5%8F%91%E7%A5%A8.pdf"', "发票.pdf"),
        ('attachment; filename="发票.pdf"', "发票.pdf"),
        ('attachment; filename="..\\\\..\\\\etc\\\\passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\me\\\\发票.pdf"', "发票.pdf"),
        ('attachment; filename="invoice\u202efdp.exe"', "invoicefdp.exe"),
        ('attachment; filename="con.txt"', "_con.txt"),
        ('attachment; filename="=?utf-8?B?5Y+R?=\n =?utf-8?B?56Wo?=.pdf"', "发票.pdf"),
        ("attachment", "attachment-1.pdf"),
    ],
)
def test_attachment_name_is_readable_and_safe(disposition: str, name: str) -> None:
    parsed = parse_mail(
        multipart(part(f"Content-Type: application/pdf\nContent-Disposition: {disposition}", b"%PDF"))
    )

    assert [name] == [each.filename for each in parsed.attachments]
    assert parsed.attachments[0].data == b"%PDF"


def test_raw_gbk_attachment_name_is_read() -> None:
    raw = multipart(part("Content-Type: image/jpeg\nContent-Disposition: attachment; filename=NAME", b"x"))

    parsed = parse_mail(raw.replace(b"NAME", '"故障照片.jpg"'.encode("gbk")))

    assert parsed.attachments[0].filename == "故障照片.jpg"


def test_alternatives_are_one_body() -> None:
    parsed = parse_mail(
        multipart(part("Content-Type: text/plain", b"plain"), part("Content-Type: text/html", b"<b>rich</b>"),
                  kind="alternative")
    )  # fmt: skip

    assert (parsed.text, parsed.html, parsed.attachments) == ("plain", "<b>rich</b>", ())


def test_empty_plain_text_gives_way_to_html() -> None:
    parsed = parse_mail(
        multipart(part("Content-Type: text/plain", b" "), part("Content-Type: text/html", b"<p>a</p><p>b</p>"),
                  kind="alternative")
    )  # fmt: skip

    assert "a\n\nb" == parsed.text == parsed.reply_text


def test_several_texts_are_appended_and_enclosed_mails_attached() -> None:
    parsed = parse_mail(
        multipart(
            part("Content-Type: text/plain", b"one"), part("Content-Type: text/plain", b"two"),
            part("Content-Type: message/rfc822", b"Subject: old\r\n\r\ninner"),
        )
    )  # fmt: skip

    assert parsed.text == "one\n\ntwo"
    assert [each.filename for each in parsed.attachments] == ["old.eml"]


def test_inline_picture_keeps_its_content_id() -> None:
    parsed = parse_mail(
        multipart(part("Content-Type: text/html", b'<img src="cid:1@x">'),
                  part("Content-Type: image/png\nContent-ID: <1@x>", b"png"), kind="related")
    )  # fmt: skip

    assert [(a.content_id, a.inline, a.filename) for a in parsed.attachments] == [
        ("1@x", True, "image-1.png")
    ]
    assert 'src="cid:1@x"' in parsed.html


@pytest.mark.parametrize("closing", [b"--b--", b""])
def test_missing_closing_boundary_loses_nothing(closing: bytes) -> None:
    raw = mail(
        "Content-Type: multipart/mixed; boundary=b",
        b"--b\r\n\r\ntext\r\n--b\r\nContent-Type: a/b; name=f\r\n\r\nx\r\n",
    )

    parsed = parse_mail(raw + closing)

    assert (parsed.text, [each.filename for each in parsed.attachments]) == ("text", ["f"])


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("base64", b"5L2g\r\n 5aW9\r\n!"), ("base64", b"5L2g5aW9"), ("BASE64 ", b"5L2g=\r\n5aW9"),
        ("quoted-printable", b"=E4=BD=A0=\r\n=E5=A5=BD"), ("quoted-printable", b"=E4=BD=A0= \r\n=E5=A5=BD"),
        ("8bits", "你好".encode()), ("7bit", "你好".encode()), ("nonsense", "你好".encode()),
        ("base64", "你好".encode()),
    ],
)  # fmt: skip
def test_transfer_encodings_are_forgiving(encoding: str, raw: bytes) -> None:
    header = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}"

    assert parse_mail(mail(header, raw)).text.strip() == "你好"


def test_uuencoded_file_becomes_an_attachment() -> None:
    body = b"see file\r\nbegin 644 data.bin\r\n" + binascii.b2a_uu(b"content") + b"`\r\nend\r\nbye"

    parsed = parse_mail(mail("From: a@example.com", body))

    assert [(each.filename, each.data) for each in parsed.attachments] == [("data.bin", b"content")]
    assert parsed.text.split() == ["see", "file", "bye"]


def test_flowed_text_is_joined() -> None:
    header = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"

    assert parse_mail(mail(header, "今天又断 \r\n了四次。\r\n>旧".encode())).text == "今天又断了四次。\n> 旧"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>',
        "<iframe src=//evil></iframe>", "<svg><script>alert(1)</script></svg>", "<form action=//evil><input></form>",
        '<meta http-equiv=refresh content="0;url=//evil">', '<a href="java\tscript:alert(1)">x</a>',
        '<div style="background:url(//evil)">x</div>', "<object data=x></object>", "<embed src=x>", "<base href=//evil>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "javascript:alert(1)", "<p>a on click= b</p>",
        '<img src="http://evil.example/pixel.gif">',
    ],
)  # fmt: skip
def test_html_is_safe(attack: str) -> None:
    html = parse_mail(
        mail("Content-Type: text/html; charset=utf-8", f"<p>ok</p>{attack}".encode())
    ).html.lower()

    assert "ok" in html
    for word in (
        "<script",
        "javascript:",
        "onerror=",
        "<iframe",
        "<form",
        "<meta",
        "style=",
        ' src="http',
        "<object",
        "<embed",
    ):
        assert word not in html


def test_language_is_that_of_the_new_text() -> None:
    body = "机器还是坏的。\r\n\r\nOn Mon, May 6, 2024 at 10:20 AM Ann <a@example.com> wrote:\r\n> please restart the router today"

    assert parse_mail(mail("Content-Type: text/plain; charset=utf-8", body.encode())).language == "zh"


def test_empty_file_is_an_error_with_words() -> None:
    parsed = parse_mail(b"")

    assert isinstance(parsed, ParsedMail)
    assert "empty" in (parsed.error or "")


def test_signed_and_encrypted_parts_stay_attached() -> None:
    signature = base64.encodebytes(b"sig")
    parsed = parse_mail(
        multipart(part("Content-Type: text/plain", b"signed text"),
                  part("Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64", signature),
                  kind="signed")
    )  # fmt: skip

    assert (parsed.text, [each.filename for each in parsed.attachments]) == ("signed text", ["smime.p7s"])


def test_mail_that_only_encloses_another_says_what_that_one_says() -> None:
    inner = b"Subject: old\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + CHINESE.encode()

    parsed = parse_mail(multipart(part("Content-Type: message/rfc822", inner)))

    assert parsed.text == CHINESE
    assert [each.filename for each in parsed.attachments] == ["old.eml"]


def test_western_text_without_a_label_stays_western() -> None:
    assert (
        parse_mail(b"Subject: " + "Formação e ações".encode("latin-1") + b"\r\n\r\nx").subject
        == "Formação e ações"
    )


def test_iso_2022_jp_with_vendor_characters_is_read() -> None:
    raw = b"\x1b$B\x1b(B\x1b$B$^$_\x2d\x21\x1b(B ok \x1b$B\x1b(B"

    assert text_of("iso-2022-jp", raw) == "まみ① ok "


def test_the_senders_own_address_is_no_last_line() -> None:
    """Foxmail signs so; somebody else's address is what the customer tells us."""
    raw = (
        "From: w@example.cn\nContent-Type: text/plain; charset=utf-8\n\n请发到：\nother@example.cn\n\n\n{}\n"
    )

    assert parse_mail(raw.format("W@Example.cn").encode()).reply_text == "请发到：\nother@example.cn"
    assert parse_mail(raw.format("x@example.cn").encode()).reply_text.endswith("x@example.cn")
