"""Text comes out as it was meant, whatever the label says of the bytes."""

import pytest

from intake.mail.mime.charset import decode_text
from intake.mail.parse import parse_mail

# language -> (encodings, texts as customers write them, from one word on)
WORDS: dict[str, tuple[list[str], list[str]]] = {
    "zh": (["gbk", "gb18030"], ["您好，我的订单还没有收到，请帮忙查一下。", "退款", "路由器坏了", "王小明", "发票抬头开错了，麻烦重开", "测试",
           "关于合同的补充说明", "账号无法登录", "回复：工单", "你好", "附件是截图，请查收。", "快递单号123456", "昨天买的耳机左边没声音"]),
    "tw": (["big5"], ["您好，請問什麼時候出貨？", "產品收到了", "退款申請", "訂單編號 12345 尚未收到", "發票開立錯誤", "謝謝", "請協助處理", "客服您好"]),
    "ja": (["shift_jis", "euc-jp"], ["修理をお願いします", "お世話になっております。注文の件です。", "テスト", "請求書について", "ありがとうございます",
           "山田太郎", "Re: 見積書の件", "カタカナテスト"]),
    "ko": (["euc-kr"], ["안녕하세요. 주문한 제품이 아직 안 왔습니다.", "감사합니다", "배송 문의드립니다"]),
    "ru": (["koi8-r", "windows-1251"], ["Здравствуйте, заказ не пришёл.", "Возврат денег", "Тест", "Иван Петров", "Спасибо"]),
}  # fmt: skip
WIDE = [(text, name) for names, texts in WORDS.values() for text in texts for name in names]
EVERYWHERE = [text for _, texts in WORDS.values() for text in texts] + [
    "Bonjour, ma commande n'est pas arrivée.", "déjà vu", "Guten Tag, meine Bestellung fehlt für Köln.", "¿Dónde está mi pedido?",
    "Devolución", "Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Καλημέρα, η παραγγελία δεν ήρθε.", "שלום, ההזמנה לא הגיעה.",
    "مرحبا، لم يصل الطلب.", "สวัสดี สินค้ายังไม่มา", "Merhaba, siparişim gelmedi. İade",
]  # fmt: skip
NATIONAL = [
    ("Bonjour, ma commande n'est pas arrivée.", "iso-8859-1"), ("Élève français", "mac-roman"), ("Où est mon colis ?", "iso-8859-15"),
    ("Guten Tag für Köln", "cp850"), ("Zażółć gęślą jaźń", "iso-8859-2"), ("Zażółć gęślą jaźń", "windows-1250"),
    ("Καλημέρα", "iso-8859-7"), ("Καλημέρα", "windows-1253"), ("שלום", "iso-8859-8"), ("שלום", "windows-1255"), ("مرحبا", "windows-1256"),
    ("مرحبا", "iso-8859-6"), ("สวัสดี", "tis-620"), ("Merhaba, siparişim", "iso-8859-9"), ("İade", "windows-1254"),
    ("Заказ не пришёл", "iso-8859-5"), ("Заказ не пришёл", "cp866"), ("Їжак є ґанок", "koi8-u"), ("修理をお願いします", "iso-2022-jp"),
    ("환불 요청", "iso-2022-kr"), ("您好，退款", "hz"), ("您好，退款", "utf-7"), ("您好，退款", "utf-16"), ("您好，退款", "utf-16-be"),
]  # fmt: skip


@pytest.mark.parametrize("label", ["true", None, "us-ascii", "utf-8", "x-unknown"])
@pytest.mark.parametrize(("text", "encoding"), WIDE)
def test_wide_text_is_read_with_no_or_a_wrong_label(text: str, encoding: str, label: str | None) -> None:
    assert decode_text(text.encode(encoding), encoding if label == "true" else label) == text


@pytest.mark.parametrize(
    "label",
    [
        "gb2312",
        "big5",
        "shift_jis",
        "euc-kr",
        "koi8-r",
        "windows-1251",
        "iso-8859-1",
        "us-ascii",
        "iso-2022-jp",
        None,
    ],
)
@pytest.mark.parametrize("text", EVERYWHERE)
def test_utf8_is_recognised_under_any_label(text: str, label: str | None) -> None:
    assert decode_text(text.encode(), label) == text


@pytest.mark.parametrize("label", ["gb2312", "GB_2312-80", "x-gbk", "CP936", "gbk"])
@pytest.mark.parametrize("text", ["李喆 镕基 珺", "€ 你好", "一一"])
def test_every_chinese_label_stands_for_the_largest_of_them(text: str, label: str) -> None:
    assert decode_text(text.encode("gb18030"), label) == text


@pytest.mark.parametrize(("text", "encoding"), NATIONAL)
def test_a_true_label_is_believed(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), encoding) == text


@pytest.mark.parametrize(
    "text", ["Müller", "Réclamation", "déjà vu", "niño", "Straße", "Grüße aus München", "Où est mon colis ?"]
)
@pytest.mark.parametrize("label", [None, "us-ascii", "utf-8", "iso-8859-1"])
def test_western_words_stay_western(text: str, label: str | None) -> None:
    assert decode_text(text.encode("cp1252"), label) == text


def test_the_bodys_character_set_settles_a_short_raw_header() -> None:
    """谢谢 in GBK also is UTF-8 for two Cyrillic letters."""
    raw = "Subject: 谢谢\nContent-Type: text/plain; charset=gbk\n\n您好\n".encode("gbk")

    assert parse_mail(raw).subject == "谢谢"


def test_quoted_printable_of_old_macintoshes_is_read_whole() -> None:
    """Their lines end in a lone CR, soft breaks included."""
    raw = b"From: a@b.example\rContent-Type: text/plain\rContent-Transfer-Encoding: quoted-printable\r\rone=\r two=3D\rthree\r"

    assert parse_mail(raw).text.strip() == "one two=\nthree"


@pytest.mark.parametrize(
    "label",
    [
        "iso-8859-30",
        "iso-8859-99",
        "windows-1299",
        "cp1200x",
        "iso-8859-",
        "iso-8859-15format=flowed",
        "x" * 500,
    ],
)
def test_a_character_set_that_does_not_exist_costs_nothing(label: str) -> None:
    raw = f'From: a@b.example\nContent-Type: text/plain; charset="{label}"\n\nJ\xf6rn'.encode("latin-1")

    mail = parse_mail(raw)

    assert (mail.text, mail.error) == ("Jörn", None)


SHORT = {
    "gbk": [
        "谢谢",
        "好的",
        "收到",
        "可以",
        "不行",
        "已付款",
        "坏了",
        "OK，谢谢",
        "订单号 A1001 请退款",
        "酒店",
        "系统",
    ],
    "big5": ["謝謝", "收到", "退款", "螢幕破了", "請盡快處理"],
    "shift_jis": ["はい", "了解です", "まだ届きません"],
    "euc-kr": ["네", "감사합니다", "환불해 주세요", "고장났어요"],
}


@pytest.mark.parametrize("label", [None, "utf-8"])
@pytest.mark.parametrize(
    ("text", "encoding"), [(text, encoding) for encoding, texts in SHORT.items() for text in texts]
)
def test_two_characters_without_a_true_label_are_enough(text: str, encoding: str, label: str | None) -> None:
    """What the standards put into their first level is what people write; "谢谢" in GBK also is UTF-8 for "лл"."""
    assert decode_text(text.encode(encoding), label) == text


@pytest.mark.parametrize(
    "text", ["да", "не", "ОК, да", "où", "ναι", "כן", "نعم", "là", "я", "км", "Ré", "ŠKODA"]
)
@pytest.mark.parametrize("label", [None, "utf-8"])
def test_short_words_in_utf8_stay_what_they_are(text: str, label: str | None) -> None:
    assert decode_text(text.encode(), label) == text


@pytest.mark.parametrize("label", [None, "us-ascii", "gb2312", "utf-8", "hz-gb-2312"])
@pytest.mark.parametrize("text", ["好的", "尽快处理", "订单号 A1001 请退款", "屏幕碎了"])
def test_chinese_in_seven_bits_is_read_under_any_label(text: str, label: str | None) -> None:
    assert decode_text(text.encode("hz"), label) == text


@pytest.mark.parametrize("text", ["~{not Chinese~}", "a = ~{b}", "~{ab", "cd ~/{x,y}"])
def test_tildes_and_braces_in_ordinary_text_stay(text: str) -> None:
    assert decode_text(text.encode(), None) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("παρακαλώ", "iso-8859-7"), ("Καλημέρα σας", "cp1253"), ("שלום רב", "cp1255"), ("مرحبا بكم", "cp1256")],
)
def test_greek_hebrew_and_arabic_are_told_from_each_other(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), None) == text


@pytest.mark.parametrize("label", [None, "us-ascii", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    "text",
    [
        "帆盘又扣了我25块，请退款。",
        "Größe für Müller",
        "Привет, мир! 1+1=2",
        "こんにちは、返金を",
        "안녕하세요",
    ],
)
def test_utf7_is_read_under_any_label(text: str, label: str | None) -> None:
    assert decode_text(text.encode("utf-7"), label) == text


@pytest.mark.parametrize(
    "text",
    [
        "call +8613800138000 now", "C++ and a+b-c", "1+1=2, A+The-B", "the REST+API-key", "MLA+APA-style", "a+b+c-d",
        "care+0123456789abcdef0123456789abcdef@hefan.example", "https://x.example/?q=a+TmT-est&b=+AbC-",
        "+ADw-script+AD4-alert(1)", "care+ZeVn5Q@hefan.example", "key: 4k+XgZ22FPIYmNOhmIR/9x==",
    ],
)  # fmt: skip
def test_plus_signs_in_ordinary_text_stay(text: str) -> None:
    """UTF-7 hides "<" as well; only what is letters of one script in each run counts as undeclared UTF-7."""
    assert decode_text(text.encode(), None) == text
