"""The laws of business time, over random calendars, and a minute-by-minute oracle across clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.sla.business_time import add, between
from ticketing.sla.calendar import WEEKDAYS, BusinessCalendar

ZONES = ("America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai", "Europe/London")
# Around the clock changes of 2026: spring and autumn in each zone, Ramadan in Casablanca.
CHANGES = ("2026-02-14", "2026-03-07", "2026-03-21", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-31")
MINUTE = timedelta(minutes=1)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def windows(draw: st.DrawFn) -> list[list[str]]:
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [[_clock(a * 15), _clock(b * 15)] for a, b in pairs]


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    weekly = {day: draw(windows()) for day in WEEKDAYS}
    weekly["wed"] = weekly["wed"] or [["00:00", "24:00"]]
    days = st.builds(lambda n: date(2026, 1, 1) + timedelta(days=n), st.integers(0, 364))
    return BusinessCalendar(
        draw(st.sampled_from(ZONES)),
        weekly,
        draw(st.lists(days, max_size=5)),
        draw(st.dictionaries(days, windows(), max_size=5)),
    )


moments = st.builds(
    lambda n: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(seconds=n), st.integers(0, 420 * 86_400)
)
pauses = st.lists(
    st.builds(lambda a, n: (a, a + timedelta(minutes=n)), moments, st.integers(0, 9000)), max_size=4
)
laws = settings(max_examples=80, deadline=None)


@laws
@given(calendars(), st.tuples(moments, moments, moments), pauses)
def test_splitting_anywhere_gives_the_same_sum(calendar, three, paused) -> None:
    a, middle, b = three

    whole = between(calendar, a, b, paused)

    assert whole == between(calendar, a, middle, paused) + between(calendar, middle, b, paused)


@laws
@given(calendars(), moments, st.floats(0, 20_000), st.floats(0, 20_000), pauses)
def test_more_minutes_are_never_due_earlier(calendar, start, few, more, paused) -> None:
    few, more = sorted((few, more))

    assert start <= add(calendar, start, few, paused) <= add(calendar, start, more, paused)


@laws
@given(calendars(), moments, moments, st.integers(1, 20_000), pauses)
def test_a_later_start_is_never_due_earlier(calendar, first, second, minutes, paused) -> None:
    first, second = sorted((first, second))

    assert add(calendar, first, minutes, paused) <= add(calendar, second, minutes, paused)


@laws
@given(calendars(), moments, st.integers(0, 20_000), pauses)
def test_what_was_added_lies_between(calendar, start, minutes, paused) -> None:
    due = add(calendar, start, minutes, paused)

    assert timedelta(minutes=minutes) == between(calendar, start, due, paused)


@laws
@given(calendars(), moments, moments, pauses)
def test_adding_what_lies_between_is_never_past_the_end(calendar, a, b, paused) -> None:
    a, b = sorted((a, b))

    assert a <= add(calendar, a, between(calendar, a, b, paused), paused) <= b


@settings(max_examples=60, deadline=None)
@given(calendars(), st.sampled_from(CHANGES), st.integers(0, 2 * 1440), st.integers(1, 1500), st.data())
def test_every_minute_agrees_with_the_wall_clock(calendar, change, offset, minutes, data) -> None:
    start = datetime.fromisoformat(change).replace(tzinfo=UTC) + offset * MINUTE
    begins = start + data.draw(st.integers(-500, 2000)) * MINUTE
    pause = (begins, begins + data.draw(st.integers(0, 1500)) * MINUTE)

    assert _count_minutes(calendar, start, minutes, pause) == add(calendar, start, minutes, [pause])


def _count_minutes(
    calendar: BusinessCalendar, start: datetime, minutes: int, pause: tuple[datetime, datetime]
) -> datetime:
    """The oracle: look at the wall clock each minute, knowing nothing of intervals or transitions."""
    now, zone = start, ZoneInfo(calendar.timezone)
    while minutes:
        paused = pause[0] <= now < pause[1]
        minutes -= not paused and _wall_is_open(calendar, now.astimezone(zone))
        now += MINUTE
    return now


def _wall_is_open(calendar: BusinessCalendar, shown: datetime) -> bool:
    day = shown.date()
    windows = calendar.weekly[WEEKDAYS[day.weekday()]]
    if day in calendar.closed:
        windows = []
    windows = calendar.open.get(day, windows)
    return any(opens <= shown.strftime("%H:%M") < closes for opens, closes in windows)
