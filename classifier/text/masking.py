"""Finds personal data in free text and masks it; every pattern runs in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
import stdnum.exceptions
from stdnum import luhn
from stdnum.cn import ric


class PersonalData(StrEnum):
    """Kinds of personal data that are masked."""

    PHONE = "phone"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    URL = "url"
    ADDRESS = "address"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Span:
    """One find: `text[start:end]` of the original is personal data of this kind."""

    start: int
    end: int
    kind: PersonalData


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its personal data, and where that stood in the original."""

    text: str
    spans: tuple[Span, ...]


# Masking stops looking beyond this length: mail bodies are cut by intake long before.
LONGEST = 200_000

_DASH = r"[ \u00a0\u3000.\-\u2010-\u2015]"
_URL = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"'，。；！？、）】》]{1,2000}")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)
_ID_CARD = re.compile(rf"(?<![\dA-Za-z])\d(?:{_DASH}?\d){{16}}{_DASH}?[\dXx](?![\dA-Za-z])")
_OLD_ID_CARD = re.compile(r"(?<!\d)[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_CARD = re.compile(r"(?<![\dA-Za-z])\d(?:[ \-]?\d){12,18}(?![\dA-Za-z])")
_CARD_PREFIX = re.compile(r"4|5[1-5]|2[2-7]|3[47]|35|6[0245]|81")
_MOBILE = re.compile(rf"(?<![\d])(?:(?:\+|00)?86{_DASH}?)?1{_DASH}?[3-9](?:{_DASH}?\d){{9}}(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)\(?0\d{2,3}\)?[ \-\u2010-\u2015]?[2-9]\d{6,7}(?:(?:转|-|ext\.?)\d{1,5})?(?!\d)"
)
_FOREIGN = re.compile(rf"(?<![\d\w])\+\d(?:[{_DASH[1:-1]}()]{{0,2}}\d){{6,14}}(?!\d)")
_AMERICAN = re.compile(
    r"(?<![\d-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\d-])"
)
_NAMED_NUMBER = re.compile(
    r"(?i)(?:手机号?码?|电话号?码?|联系方式|手機號?碼?|電話號?碼?|\b(?:phone|mobile|cell|tel|telephone|call me (?:on|at)|my number)\b)"
    r"(?: (?:number|no\.?|is))?[ 是为:：.]{0,4}(\d(?:[ \-]?\d){5,14})(?!\d)"
)
_SPOKEN_DIGIT = "[零〇一二三四五六七八九幺两0-9]"
_SPOKEN = re.compile(
    rf"(?<!{_SPOKEN_DIGIT})[幺一1][ \-]?[三四五六七八九3-9](?:[ \-]?{_SPOKEN_DIGIT}){{9}}(?!{_SPOKEN_DIGIT})"
)
_POSTAL = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}(?:省|市|区|县|镇))?[\u4e00-\u9fffA-Za-z0-9]{1,10}(?:路|街|大道|胡同|弄|巷)"
    r"[0-9一二三四五六七八九十]{1,5}号(?:院|大院)?(?:[0-9A-Za-z一二三四五六七八九十\-]{1,6}(?:号楼|栋|幢|单元|楼|层|室|号|户)){0,5}(?:\d{2,5})?"
)
_ACCOUNT = re.compile(
    r"(?i)(?:微信号?|wechat(?: id)?|wx|qq号?|支付宝账?号?)[ 是:：]{1,3}([A-Za-z0-9][\w-]{4,30})"
)
_ORDER_NEARBY = re.compile(
    r"(?i)(?:订单|單號|单号|流水|工单|快递|物流|运单|order|tracking|parcel|invoice|serial|序列|imei|sn)[^\d]{0,12}$"
)
_ID_NEARBY = re.compile(r"(?i)(?:身份证|身分證|身份證|证件|證件|id card|id no|identity)[^\d]{0,12}$")


def find_personal_data(text: str) -> tuple[Span, ...]:
    """Return every find in order of place, without overlaps; the more telling kind wins an overlap."""
    searched = text[:LONGEST]
    taken: list[Span] = []
    for kind, finder in _FINDERS:
        for start, end in finder(searched):
            if all(end <= span.start or start >= span.end for span in taken):
                taken.append(Span(start, end, kind))
    return tuple(sorted(taken, key=lambda span: span.start))


def mask(text: str) -> Masked:
    """Return the text with each find replaced by its kind in brackets, as in `[phone]`, and the finds."""
    spans = find_personal_data(text)
    return Masked(_replaced(text, spans, lambda span: f"[{span.kind}]"), spans)


def mask_partly(text: str) -> Masked:
    """Return the text as `mask` does, but with the last four characters of numbers kept: `[phone ***1234]`.

    For agents who must tell two numbers apart; never for other teams.
    """
    spans = find_personal_data(text)
    numbers = {PersonalData.PHONE, PersonalData.ID_CARD, PersonalData.BANK_CARD}

    def shown(span: Span) -> str:
        if span.kind not in numbers:
            return f"[{span.kind}]"
        return f"[{span.kind} ***{text[span.start : span.end].rstrip()[-4:]}]"

    return Masked(_replaced(text, spans, shown), spans)


def _replaced(text: str, spans: Iterable[Span], shown: Callable[[Span], str]) -> str:
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += [text[at : span.start], shown(span)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _plain(pattern: re.Pattern[str], group: int = 0) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [match.span(group) for match in pattern.finditer(text)]


def _urls(text: str) -> list[tuple[int, int]]:
    """Only what stands behind the host: the page is evidence, its path and query may name a person."""
    finds = []
    for match in _URL.finditer(text):
        slash = match.group().find("/", match.group().find("//") + 2)
        host_end = match.start() + slash if slash >= 0 else match.end()
        if match.end() - host_end > 1:
            finds.append((host_end + 1, match.end()))
    return finds


def _id_cards(text: str) -> list[tuple[int, int]]:
    finds = []
    for match in _ID_CARD.finditer(text):
        digits = re.sub(r"[^0-9Xx]", "", match.group()).upper()
        said_so = _ID_NEARBY.search(text[max(0, match.start() - 24) : match.start()])
        if _valid_id_card(digits) or (said_so and _has_birth_date(digits)):
            finds.append(match.span())
    for match in _OLD_ID_CARD.finditer(text):
        if _ID_NEARBY.search(text[max(0, match.start() - 24) : match.start()]):
            finds.append(match.span())
    return finds


def _valid_id_card(digits: str) -> bool:
    try:
        ric.validate(digits)
    except stdnum.exceptions.ValidationError:
        # the library's list of birth places lags behind; the checksum and the date still convince
        return _has_birth_date(digits) and ric.calc_check_digit(digits) == digits[-1]
    return True


def _has_birth_date(digits: str) -> bool:
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31


def _bank_cards(text: str) -> list[tuple[int, int]]:
    finds = []
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        ordered = _ORDER_NEARBY.search(text[max(0, match.start() - 24) : match.start()])
        if _CARD_PREFIX.match(digits) and luhn.is_valid(digits) and not ordered:
            finds.append(match.span())
    return finds


def _foreign_phones(text: str) -> list[tuple[int, int]]:
    finds = []
    for match in _FOREIGN.finditer(text):
        try:
            number = phonenumbers.parse(match.group(), None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            finds.append(match.span())
    return finds


_FINDERS: tuple[tuple[PersonalData, Callable[[str], list[tuple[int, int]]]], ...] = (
    (PersonalData.EMAIL, _plain(_EMAIL)),
    (PersonalData.URL, _urls),
    (PersonalData.ID_CARD, _id_cards),
    (PersonalData.BANK_CARD, _bank_cards),
    (PersonalData.PHONE, _foreign_phones),
    (PersonalData.PHONE, _plain(_MOBILE)),
    (PersonalData.PHONE, _plain(_SPOKEN)),
    (PersonalData.PHONE, _plain(_LANDLINE)),
    (PersonalData.PHONE, _plain(_AMERICAN)),
    (PersonalData.PHONE, _plain(_NAMED_NUMBER, 1)),
    (PersonalData.ACCOUNT, _plain(_ACCOUNT, 1)),
    (PersonalData.ADDRESS, _plain(_POSTAL)),
)
