"""Dates and clock times: each way of writing that logs use, and none that they do not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.hotline.cells.context import anchor_day, stated_zone
from intake.hotline.cells.dates import DateProblem, DateRules, read_moment

CHINA = DateRules(anchor=date(2026, 3, 15))
NEW_YORK = DateRules(zone=ZoneInfo("America/New_York"), order="mdy")
BERLIN = DateRules(zone=ZoneInfo("Europe/Berlin"), order="dmy")
TAIPEI = DateRules(zone=ZoneInfo("Asia/Taipei"), minguo=True)


def local(rules: DateRules, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=rules.zone).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day", "clock", "rules", "parts"),
    [
        ("2026-03-05 14:25:58", "", CHINA, (2026, 3, 5, 14, 25, 58)),
        ("2026-03-05T14:25:58.123", "", CHINA, (2026, 3, 5, 14, 25, 58)),
        ("2026/3/5 9:07", "", CHINA, (2026, 3, 5, 9, 7)),
        ("2026.3.5", "9:07", CHINA, (2026, 3, 5, 9, 7)),
        ("2026年3月5日 下午2点05分", "", CHINA, (2026, 3, 5, 14, 5)),
        ("２０２６－０３－０５　１４：２５", "", CHINA, (2026, 3, 5, 14, 25)),
        ("3月5日", "上午9点10分", CHINA, (2026, 3, 5, 9, 10)),
        ("3月5号", "晚上8点半", CHINA, (2026, 3, 5, 20, 30)),
        ("3月5日", "中午12点05分", CHINA, (2026, 3, 5, 12, 5)),
        ("3月5日", "凌晨12点20分", CHINA, (2026, 3, 5, 0, 20)),
        ("3月5日", "下午5时40分", CHINA, (2026, 3, 5, 17, 40)),
        ("3月5日", "9点一刻", CHINA, (2026, 3, 5, 9, 15)),
        ("20260305142558", "", CHINA, (2026, 3, 5, 14, 25, 58)),
        ("20260305", "14:25", CHINA, (2026, 3, 5, 14, 25)),
        ("46086.5", "", CHINA, (2026, 3, 5, 12, 0)),
        ("2026-03-05", "1899-12-31 09:07:00".replace("1899-12-31", "2026-03-05"), CHINA, (2026, 3, 5, 9, 7)),
        ("115/03/05 14:25", "", TAIPEI, (2026, 3, 5, 14, 25)),
        ("民國115年3月5日 上午9點10分", "", TAIPEI, (2026, 3, 5, 9, 10)),
        ("99/03/05", "10:00", TAIPEI, (2010, 3, 5, 10, 0)),
        ("3/5/2026 2:07 PM", "", NEW_YORK, (2026, 3, 5, 14, 7)),
        ("3/5/2026", "12:07 AM", NEW_YORK, (2026, 3, 5, 0, 7)),
        ("3/5/2026", "12:07 p.m.", NEW_YORK, (2026, 3, 5, 12, 7)),
        ("Thu, Mar 5, 2026", "2:07:09 PM", NEW_YORK, (2026, 3, 5, 14, 7, 9)),
        ("05.03.2026", "00:12:30", BERLIN, (2026, 3, 5, 0, 12, 30)),
        ("22-04-15", "3:53:50 PM", BERLIN, (2015, 4, 22, 15, 53, 50)),
        ("22-Apr-15", "3:53:50 PM", BERLIN, (2015, 4, 22, 15, 53, 50)),
        ("5th March 2026", "8:00", BERLIN, (2026, 3, 5, 8, 0)),
    ],
)
def test_a_written_time_is_read(day: str, clock: str, rules: DateRules, parts: tuple[int, ...]) -> None:
    assert (local(rules, *parts), True) == read_moment(day, clock, rules)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1772701090000", datetime(2026, 3, 5, 8, 58, 10, tzinfo=UTC)),
        ("1772701090", datetime(2026, 3, 5, 8, 58, 10, tzinfo=UTC)),
        ("2026-03-05T14:25:58Z", datetime(2026, 3, 5, 14, 25, 58, tzinfo=UTC)),
        ("2026-03-05 14:25:58+05:30", datetime(2026, 3, 5, 8, 55, 58, tzinfo=UTC)),
    ],
)
def test_a_stated_zone_wins_over_the_files(text: str, moment: datetime) -> None:
    assert (moment, True) == read_moment(text, "", CHINA)


def test_a_day_alone_is_its_midnight_and_says_so() -> None:
    assert (local(CHINA, 2026, 3, 5), False) == read_moment("2026-03-05", "", CHINA)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("", ""), ("昨天", ""), ("2026-02-30", ""), ("2026/13/5", ""), ("1900-01-00", ""), ("0000-00-00 00:00:00", ""),
        ("2026-03-05", "25:00"), ("2026-03-05", "一早"), ("2026-03-05", "12:61"), ("2026-03-05", "晚上12点"),
        ("2026-03-05 37", ""), ("12 Foo 2026", ""), ("13800001234", ""), ("1", ""), ("99999999999999999999", ""),
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(day: str, clock: str) -> None:
    with pytest.raises(DateProblem):
        read_moment(day, clock, CHINA)


def test_no_year_and_no_anchor_asks_for_the_year() -> None:
    with pytest.raises(DateProblem, match="year is missing"):
        read_moment("3月5日", "9:00", DateRules())


@pytest.mark.parametrize(
    ("text", "anchor", "latest", "year"),
    [
        ("12月30日", date(2026, 1, 5), True, 2025),
        ("1月3日", date(2026, 1, 5), True, 2026),
        ("12月30日", date(2026, 1, 15), False, 2025),
        ("1月3日", date(2025, 12, 15), False, 2026),
        ("2月29日", date(2025, 1, 15), True, 2024),
    ],
)
def test_a_missing_year_lies_near_the_anchor(text: str, anchor: date, latest: bool, year: int) -> None:
    rules = DateRules(anchor=anchor, anchor_is_latest=latest)

    moment, _ = read_moment(text, "12:00", rules)

    assert year == moment.year


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("all times in US Pacific Time (PT)", "America/Los_Angeles"),
        ("Times: Eastern", "America/New_York"),
        ("时间均为北京时间", "Asia/Shanghai"),
        ("Europe/Madrid", "Europe/Madrid"),
        ("Report (UTC+8)", "UTC+08:00"),
        ("Weekly report", "None"),
    ],
)
def test_a_title_line_may_state_the_zone(title: str, zone: str) -> None:
    assert zone == str(stated_zone([title]))


def test_the_year_comes_from_title_or_else_from_the_import() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)

    assert (date(2025, 12, 15), False) == anchor_day(("登记台账（2025年12月）",), at)
    assert (date(2024, 7, 1), False) == anchor_day(("", "hotline 2024"), at)
    assert (date(2026, 5, 1), True) == anchor_day(("calls",), at)


@given(st.integers(0, 2_400_000_000).map(lambda seconds: datetime.fromtimestamp(700_000_000 + seconds, UTC)))
def test_what_is_written_is_read_back(moment: datetime) -> None:
    for pattern, rules in (
        ("%Y-%m-%d %H:%M:%S", CHINA),
        ("%m/%d/%Y %I:%M:%S %p", NEW_YORK),
        ("%d.%m.%Y %H:%M:%S", BERLIN),
    ):
        found, _ = read_moment(moment.strftime(pattern), "", rules)

        assert moment.replace(tzinfo=rules.zone).astimezone(UTC) == found


@given(st.text(max_size=30), st.text(max_size=20))
def test_any_text_is_a_time_or_a_date_problem(day: str, clock: str) -> None:
    try:
        moment, _ = read_moment(day, clock, CHINA)
    except (DateProblem, OverflowError):
        return
    assert moment.tzinfo is UTC
