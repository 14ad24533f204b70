"""Dates and clock times as call logs write them, Chinese and English, to aware UTC moments.

Nothing here guesses: what `3/5/2026` means is settled for the whole column by ``date_columns`` and comes in as
``DateRules.order``; a missing year comes from ``DateRules.anchor``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from intake.hotline.cells.context import ZONE_LETTERS, zone_of_letters

EARLIEST_YEAR = 1990  # an older call is a zero date of some program, not a call
CHINA = ZoneInfo("Asia/Shanghai")
_MINGUO = 1911  # year 1 of the Republic calendar is 1912
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet serial numbers
_NOON = 12
_MONTHS_A_YEAR = 12

_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?!\d)")
_ROC = re.compile(r"(?:民[國国])?\s*(\d{2,3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?!\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?(?!\d)")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s/.]*([A-Za-z]{3,9})\.?[-\s/.,]*(\d{4}|\d{2})(?!\d)")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
ALL_FIGURES = re.compile(r"\d+[-/.]\d+[-/.]\d")  # a date in which day and month could have been exchanged
NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_ROC_COMPACT = re.compile(r"(1\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_CTIME = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(\d{4})$")
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?$")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?$")
BARE_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)([0-5]\d)?")  # 0912 in a column of its own
_DAY_SHARE = re.compile(r"0?\.\d{2,}")  # a clock cell of a spreadsheet that lost its format
_HALVES = "上午|下午|凌晨|早上|清晨|中午|傍晚|晚上|夜里|夜間|AM|PM|A\\.M\\.|P\\.M\\."
_TIME = re.compile(
    rf"(?P<before>{_HALVES})?\s*(?P<hour>\d{{1,2}})\s*(?:[:：点點时時h]\s*(?P<minute>\d{{1,2}}|半|一刻|三刻|钟|鐘|整)?\s*分?"
    rf"(?:[:：]?\s*(?P<second>\d{{1,2}})(?:[.,]\d+)?秒?)?)?\s*(?P<after>{_HALVES})?"
    rf"\s*(?P<zone>Z|[+-]\d{{2}}:?\d{{2}}|{'|'.join(ZONE_LETTERS)})?$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{2})(?=\s*[ap]\.?m)", re.IGNORECASE)  # 9.12am
_MINUTE_WORDS = {"半": 30, "一刻": 15, "三刻": 45, "钟": 0, "鐘": 0, "整": 0}
_MORNING = frozenset({"上午", "凌晨", "早上", "清晨", "am", "a.m."})
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|[(（]?(?:星期|周|週)[一二三四五六日天][)）]?", re.I
)


class DateProblem(ValueError):
    """A text that is no date or time under the rules given; the message says why."""


@dataclass(frozen=True)
class DateRules:
    """How one file writes its dates.

    ``order`` of all-number dates: "dmy", "mdy" or "ymd" (two-digit year first); ``zone`` of its clock;
    ``day`` that of all calls, where only a title line names it; ``anchor`` a day near which dates without a year lie (``anchor_is_latest``: none lies after it);
    ``minguo`` reads two-digit years as the Republic calendar; ``swapped`` is a person's decision that dates whose
    day is at most 12 had day and month exchanged by the program that wrote the file.
    """

    zone: tzinfo = CHINA
    order: str = "ymd"
    anchor: date | None = None
    day: date | None = None
    anchor_is_latest: bool = False
    minguo: bool = False
    swapped: bool = False


def read_moment(day_text: str, clock_text: str, rules: DateRules) -> tuple[datetime, bool]:
    """Return (moment in UTC, whether a time of day was given); midnight of the file's zone when it was not.

    `clock_text` is the separate time column, "" when the date cell carries the time. Raises DateProblem.
    """
    text = tidy(day_text)
    if epoch := _EPOCH.fullmatch(text):
        return _from_epoch(epoch[1]), True
    day, rest = (rules.day, text) if rules.day and is_clock(text) else split_date(text, rules)
    clock = tidy(clock_text) or rest
    if bare := BARE_CLOCK.fullmatch(clock):
        clock = ":".join(part for part in bare.groups() if part)
    if not clock:
        return _to_utc(datetime.combine(day, time()), rules.zone), False
    if dated := _leading_date(clock, rules):
        clock = dated[1] or "00:00"
    return _join(day, clock, rules.zone), True


def is_clock(text: str) -> bool:
    """Return whether a text is a time of day and nothing else."""
    clock = _DOTTED.sub(r"\1:\2", tidy(text))
    return bool(re.search(r"[:：点點时時]|\dh", clock)) and _TIME.fullmatch(clock) is not None


def tidy(text: str) -> str:
    """Return the text in half-width form, without invisible characters, outer quotes or weekday names."""
    if text.isascii() and text[:1].isdigit():
        return text.strip()
    plain = (
        unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").strip().strip("'\"=")
    )
    return _WEEKDAY.sub("", plain).strip()


def weekday_said(text: str) -> int | None:
    """Return the day of the week that a cell names beside its date, Monday 0; None when it names none."""
    match = _WEEKDAY.search(text.strip())
    if match is None:
        return None
    said = match[0].strip(" .,()（）").lower()
    return "一二三四五六日".find(said[-1].replace("天", "日")) if said[-1] > "z" else _DAYS.index(said[:3])


def split_date(text: str, rules: DateRules) -> tuple[date, str]:
    """Return (day, what follows it: usually the time) of a tidy text; raises DateProblem."""
    if match := _YMD.match(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]), text)
        return (exchange(day) if rules.swapped else day), _rest(text, match)
    if match := NUMERIC.match(text):
        if rules.minguo and len(match[3]) == 2:
            return _minguo_day(match, text), _rest(text, match)
        return read_numeric(match, rules.order, rules.swapped), _rest(text, match)
    if (match := _ROC.match(text)) and (len(match[1]) == 3 or text[0] == "民" or rules.minguo):
        return _minguo_day(match, text), _rest(text, match)
    if match := _DAY_NAME.match(text):
        return _day(_year(match[3]), _month(match[2], text), int(match[1]), text), _rest(text, match)
    if match := _NAME_DAY.match(text):
        return _day(int(match[3]), _month(match[1], text), int(match[2]), text), _rest(text, match)
    if match := _MONTH_DAY.match(text):
        return _without_year(int(match[1]), int(match[2]), rules, text), _rest(text, match)
    if match := _COMPACT.match(text):
        clock = ":".join(part for part in match.groups()[3:] if part)
        return _day(int(match[1]), int(match[2]), int(match[3]), text), clock or _rest(text, match)
    if match := _SERIAL.fullmatch(text):
        return _from_serial(match)
    if match := _CTIME.match(text):
        return _day(int(match[4]), _month(match[1], text), int(match[2]), text), match[3]
    if match := _ROC_COMPACT.match(text):
        return _minguo_day(match, text), _rest(text, match)
    raise DateProblem("this is not a date" if text else "the date is missing")


def read_numeric(match: re.Match[str], order: str, swapped: bool = False) -> date:
    """Return the day of an all-number date read in `order`; raises DateProblem when that order cannot be."""
    first, second, third = match.groups()
    if order == "ymd":
        year, month, day = _year(first), int(second), int(third)
    elif order == "mdy":
        year, month, day = _year(third), int(first), int(second)
    else:
        year, month, day = _year(third), int(second), int(first)
    found = _day(year, month, day, match[0])
    return exchange(found) if swapped else found


def exchange(day: date) -> date:
    """Return the date with day and month exchanged, where that is a date at all (day at most 12)."""
    return date(day.year, day.day, day.month) if day.day <= _MONTHS_A_YEAR else day


def _day(year: int, month: int, day: int, text: str) -> date:
    if year < EARLIEST_YEAR:
        raise DateProblem(f"the year {year} lies before any call log")
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise DateProblem(f"there is no such day: {text[:40]}") from wrong


def _rest(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip(" T,，:").removeprefix("at ")


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _minguo_day(match: re.Match[str], text: str) -> date:
    return _day(int(match[1]) + _MINGUO, int(match[2]), int(match[3]), text)


def _month(name: str, text: str) -> int:
    month = _MONTHS.get(name[:3].lower())
    if month is None:
        raise DateProblem(f"there is no such month: {text[:40]}")
    return month


def _without_year(month: int, day: int, rules: DateRules, text: str) -> date:
    anchor = rules.anchor
    if anchor is None:
        raise DateProblem("the year is missing: put it into the title line, the sheet name or the file name")
    near = [anchor.year + step for step in (0, -1, 1)]
    days = [_day(year, month, day, text) for year in near if not (month == 2 and day == 29 and year % 4)]
    if rules.anchor_is_latest:
        days = [found for found in days if found <= anchor] or days
    return min(days, key=lambda found: abs(found - anchor))


def _from_epoch(digits: str) -> datetime:
    seconds = int(digits) / (1000 if len(digits) == 13 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    if moment.year < EARLIEST_YEAR:
        raise DateProblem(f"the year {moment.year} lies before any call log")
    return moment


def _from_serial(match: re.Match[str]) -> tuple[date, str]:
    day = _SERIAL_ZERO + timedelta(days=int(match[1]))
    if day.year < EARLIEST_YEAR:
        raise DateProblem("this number is no date of a spreadsheet")
    if not match[2]:
        return day, ""
    seconds = round(float(match[2]) * 86_400)
    return day, str(timedelta(seconds=min(seconds, 86_399)))


def _leading_date(clock: str, rules: DateRules) -> tuple[date, str] | None:
    """Return the (date, time) of a time column that repeats the date, as spreadsheets export clock cells."""
    if not (_YMD.match(clock) or NUMERIC.match(clock)):
        return None
    return split_date(clock, rules)


def _join(day: date, clock: str, zone: tzinfo) -> datetime:
    if _DAY_SHARE.fullmatch(clock):
        return _to_utc(datetime.combine(day, time()) + timedelta(seconds=round(float(clock) * 86_400)), zone)
    clock = _DOTTED.sub(r"\1:\2", clock)
    match = _TIME.match(clock)
    if not match or not (
        ":" in clock
        or match["before"]
        or match["after"]
        or re.search(r"[:：点點时時]|\dh", clock, re.IGNORECASE)
    ):
        raise DateProblem(f"this is not a time of day: {clock[:40]}")
    hour, minute = int(match["hour"]), _minute(match["minute"])
    hour = _hour_of_day(hour, (match["before"] or match["after"] or "").lower(), clock)
    try:
        local = datetime.combine(day, time(hour, minute, int(match["second"] or 0)))
    except ValueError as wrong:
        raise DateProblem(f"there is no such time of day: {clock[:40]}") from wrong
    return _to_utc(local, _stated_zone(match["zone"], local, zone))


def _minute(text: str | None) -> int:
    if not text:
        return 0
    return _MINUTE_WORDS[text] if text in _MINUTE_WORDS else int(text)


def _hour_of_day(hour: int, half: str, clock: str) -> int:
    if not half or hour > _NOON:
        return hour
    if half in _MORNING:
        return 0 if hour == _NOON else hour
    if half == "中午":
        return hour if hour >= 11 else hour + 12
    if hour == _NOON and half in {"晚上", "夜里", "夜間"}:
        raise DateProblem(f"twelve at night may be either day: {clock[:40]}")
    return hour if hour == _NOON else hour + 12


def _stated_zone(text: str | None, local: datetime, zone: tzinfo) -> tzinfo:
    if not text:
        return zone
    if text in {"Z", "z"}:
        return UTC
    if text[0] not in "+-":
        return zone_of_letters(text, local, zone)
    return datetime.strptime(text.replace(":", ""), "%z").tzinfo or zone


def _to_utc(local: datetime, zone: tzinfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
