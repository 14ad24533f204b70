"""Settles what `3/5/2026` means, once for a whole column: by the days that exist, by a sibling column, by the layout.

A row is never judged by itself: 13/5 and 5/6 in one column are read in the same order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from intake.hotline.cells.dates import (
    NUMERIC,
    DateProblem,
    DateRules,
    read_numeric,
    split_date,
    tidy,
    weekday_said,
)
from intake.hotline.problems import HotlineFileError

ORDERS = ("dmy", "mdy", "ymd")
_AGREE = 0.9  # share of rows in which a sibling must agree before it decides
_TOLERATED = 0.05  # share of unreadable dates that a declared or best order may leave as bad rows


@dataclass
class DateColumn:
    """What a whole column of dates says about its order; feed every row, then ``settle``.

    ``latest`` is the last day on which a call of the file can have been: none lies after its import.
    """

    latest: date | None = None
    numeric: int = 0
    readable: Counter[str] = field(default_factory=Counter)
    siblings: int = 0
    agreeing: Counter[str] = field(default_factory=Counter)
    ahead: Counter[str] = field(default_factory=Counter)
    dotted: int = 0
    american: int = 0
    years: dict[str, set[int]] = field(default_factory=lambda: {order: set() for order in ORDERS})

    def feed(self, text: str, sibling: str = "", *, american: bool = False) -> None:
        """Count one row: the date text and, if the file has one, the same date in another column.

        `american` tells that the row's clock runs to twelve and its caller's number is North American.
        """
        match = NUMERIC.match(tidy(text))
        if not match:
            return
        self.numeric += 1
        days = {}
        for order in ORDERS[: 3 if len(match[3]) == 2 else 2]:
            try:
                days[order] = read_numeric(match, order)
            except DateProblem:
                continue
            self.years[order].add(days[order].year)
        self.readable.update(days.keys())
        self.ahead.update(order for order, day in days.items() if self.latest and day > self.latest)
        self.dotted += "." in match[0]
        self.american += american and "/" in match[0]
        if (named := weekday_said(text)) is not None:
            self.siblings += 1
            self.agreeing.update(order for order, day in days.items() if day.weekday() == named)
        if sibling and (certain := _certain_day(sibling)):
            self.siblings += 1
            self.agreeing.update(order for order, day in days.items() if day == certain)

    def settle(self, declared: str | None, column: str) -> tuple[str, str]:
        """Return (order, why); `declared` is the layout's or the person's order, if any.

        Raises HotlineFileError when two orders read the whole column and nothing tells which is meant.
        """
        if not self.numeric:
            return declared or "ymd", ""
        if order := self._by_sibling():
            return order, f"{column}: read as {order}, as the other date column or the day of the week says"
        fitting = self._gathered([order for order in ORDERS if self.readable[order] == self.numeric])
        if self.dotted == self.numeric:  # with dots nobody writes the month first
            fitting = [order for order in fitting if order != "mdy"] or fitting
        if len(fitting) == 1:
            return fitting[
                0
            ], f"{column}: read as {fitting[0]}, the only order in which all days exist and lie together"
        if declared in fitting:
            return str(declared), f"{column}: read as {declared}, as this layout writes dates"
        if not fitting:
            return self._best_effort(declared, column)
        likely = self._likely(fitting)
        if len(likely) == 1:
            return likely[0], f"{column}: read as {likely[0]}, for {self._why(fitting)}"
        raise HotlineFileError(
            f"The dates in {column} can be read as {' or '.join(fitting)} and nothing in the file tells which: "
            "choose the layout, or the order of day and month.",
            column=column,
        )

    def _by_sibling(self) -> str | None:
        if not self.siblings:
            return None
        best, count = self.agreeing.most_common(1)[0] if self.agreeing else ("", 0)
        rivals = [order for order, other in self.agreeing.items() if order != best and other >= count]
        return best if count >= self.siblings * _AGREE and not rivals else None

    def _gathered(self, orders: list[str]) -> list[str]:
        """Drop orders that scatter the log over years: of two-digit parts, the one that hardly varies is the year."""
        fewest = min((len(self.years[order]) for order in orders), default=0)
        spread = {order: max(self.years[order]) - min(self.years[order]) for order in orders}
        least = min(spread.values(), default=0)
        return [
            order
            for order in orders
            if len(self.years[order]) <= 2 * fewest and spread[order] <= 2 * least + 1
        ]

    def _likely(self, orders: list[str]) -> list[str]:
        """No call lies after its import; an American clock beside American numbers tells of the month first."""
        past = [order for order in orders if not self.ahead[order]] or orders
        if "mdy" in past and self.american >= self.numeric * _AGREE:
            return ["mdy"]
        return past

    def _why(self, orders: list[str]) -> str:
        if any(self.ahead[order] for order in orders):
            return "otherwise calls would lie after their import"
        return "clock and telephone numbers are American"

    def _best_effort(self, declared: str | None, column: str) -> tuple[str, str]:
        allowed = self.numeric * (1 - _TOLERATED)
        best = max(ORDERS, key=lambda order: self.readable[order])
        if declared and self.readable[declared] >= allowed:
            best = declared
        bad = self.numeric - self.readable[best]
        return best, f"{column}: no order reads all dates; as {best}, {bad} of {self.numeric} are no days"


def _certain_day(text: str) -> object:
    """Return the day of a text that can be read one way only, else None."""
    plain = tidy(text)
    if NUMERIC.match(plain):
        return None
    try:
        return split_date(plain, DateRules())[0]
    except DateProblem:
        return None
