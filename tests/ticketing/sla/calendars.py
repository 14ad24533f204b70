"""The calendars of the service-level examples, with the State Council's days for 2026."""

from datetime import date, timedelta

from ticketing.sla.calendar import BusinessCalendar

OFFICE_HOURS = [["09:00", "18:00"]]
OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_HOURS)
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFF_2026 = (("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7))
MAKE_UP_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def _span(first: str, days: int) -> list[date]:
    start = date.fromisoformat(f"2026-{first}")
    return [start + timedelta(days=n) for n in range(days)]


CLOSED_2026 = [day for first, days in OFF_2026 for day in _span(first, days)]
OPEN_2026 = {f"2026-{day}": OFFICE_HOURS for day in MAKE_UP_2026}
CN_OFFICE = BusinessCalendar("Asia/Shanghai", OFFICE_WEEK, CLOSED_2026, OPEN_2026)
CN_SERVICE = BusinessCalendar("Asia/Shanghai", {key: [["08:00", "22:00"]] for key in EVERY_DAY})
ALWAYS = BusinessCalendar("Asia/Shanghai", {key: [["00:00", "24:00"]] for key in EVERY_DAY})
