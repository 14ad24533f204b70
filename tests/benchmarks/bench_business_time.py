"""How fast business time is. Run: `python -m tests.benchmarks.bench_business_time`; figures are the best of 9."""

from datetime import UTC, datetime, timedelta
from timeit import repeat

from tests.ticketing.sla.calendars import CN_OFFICE
from ticketing.sla.business_time import add, between
from ticketing.sla.calendar import BusinessCalendar
from ticketing.sla.layout import clear_layouts

START = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
PAUSE = [(START, START + timedelta(hours=1))]
ROUNDS = 20_000


def measure() -> dict[str, float]:
    """Microseconds per call, after the calendar is laid out; `build` is the first call of a new calendar."""
    end = START + timedelta(days=9)
    work = {
        "add": lambda: add(CN_OFFICE, START, 27 * 60),
        "add with a pause": lambda: add(CN_OFFICE, START, 27 * 60, PAUSE),
        "between": lambda: between(CN_OFFICE, START, end),
    }
    figures = {name: min(repeat(call, number=ROUNDS, repeat=9)) / ROUNDS * 1e6 for name, call in work.items()}
    figures["build"] = min(repeat(_first_add, number=1, repeat=9)) * 1e6
    return figures


def _first_add() -> None:
    clear_layouts()
    fresh = BusinessCalendar(CN_OFFICE.timezone, CN_OFFICE.weekly, CN_OFFICE.closed, CN_OFFICE.open)
    add(fresh, START, 27 * 60)


if __name__ == "__main__":
    for name, microseconds in measure().items():
        print(f"{name:>18} {microseconds:10.2f} µs")
