"""What a file says about all its rows outside the table: the zone of its clock, the year of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_IANA = re.compile(r"\b((?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific|US)/[A-Za-z_]+)")
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?")
_NAMED_ZONES = (
    (re.compile(r"\b(?:ET|EST|EDT|Eastern)\b"), "America/New_York"),
    (re.compile(r"\b(?:CT|CDT|Central)\b"), "America/Chicago"),
    (re.compile(r"\b(?:MT|MST|MDT|Mountain)\b"), "America/Denver"),
    (re.compile(r"\b(?:PT|PST|PDT|Pacific)\b"), "America/Los_Angeles"),
    (re.compile(r"\b(?:CET|CEST|MEZ)\b"), "Europe/Berlin"),
    (re.compile(r"北京时间|北京時間"), "Asia/Shanghai"),
    (re.compile(r"台北时间|臺北時間|台北時間"), "Asia/Taipei"),
    (re.compile(r"\b(?:UTC|GMT)\b"), "UTC"),
)
ZONE_LETTERS: dict[str, float | None] = {
    "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "HKT": 8, "SGT": 8,
    "JST": 9, "KST": 9, "CET": 1, "CEST": 2, "AEST": 10, "AEDT": 11, "CST": None,
}  # fmt: skip
"""Hours ahead of UTC by the letters that clocks print; CST is China's or Chicago's, as the file's own clock is."""
_FULL_DAY = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_MADE = re.compile(r"导出|制表|打印|生成|export|generat|print", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d{2})(?:\s*[年\-_/.]?\s*(0?[1-9]|1[0-2])(?!\d))?")


def stated_zone(titles: Iterable[str]) -> tzinfo | None:
    """Return the time zone that a title line names (IANA, UTC+8, Eastern, 北京时间), else None."""
    text = "\n".join(titles)
    if (found := _IANA.search(text)) and (zone := find_zone(found[1])):
        return zone
    if offset := _OFFSET.search(text):
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span)
    return next((find_zone(name) for pattern, name in _NAMED_ZONES if pattern.search(text)), None)


def find_zone(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name, None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def anchor_day(texts: Iterable[str], at: datetime | None) -> tuple[date | None, bool]:
    """Return (a day near which dates without a year lie, whether none lies after it).

    The first year named in `texts` (title, sheet, file name) counts, with its month if given, else mid-year;
    without any, the moment `at` of the import is the latest day.
    """
    for text in texts:
        if found := _YEAR_MONTH.search(text):
            month, day = (int(found[2]), 15) if found[2] else (7, 1)
            return date(int(found[1]), month, day), False
    return (at.date(), True) if at else (None, False)


def zone_of_letters(letters: str, local: datetime, zone: tzinfo) -> tzinfo:
    """Return the zone that letters behind a time name, in a file whose own clock is `zone`."""
    ahead = ZONE_LETTERS[letters.upper()]
    if ahead is None:
        china = local.replace(tzinfo=zone).utcoffset() == timedelta(hours=8)
        ahead = 8 if china else -6
    return timezone(timedelta(hours=ahead))


def stated_day(titles: Iterable[str]) -> date | None:
    """Return the one day that the title lines name; None when they name none or several, or only when it was made."""
    said = (found for line in titles if not _MADE.search(line) for found in _FULL_DAY.findall(line))
    days = {(int(year), int(month), int(day)) for year, month, day in said}
    try:
        return date(*days.pop()) if len(days) == 1 else None
    except ValueError:
        return None
