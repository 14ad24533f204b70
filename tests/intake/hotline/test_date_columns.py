"""Day first or month first: one answer for the whole column, from evidence, never row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intake.hotline.cells.date_columns import DateColumn
from intake.hotline.cells.numbering import Disorder, NumberedDates
from intake.hotline.cells.rows import CallRow
from intake.hotline.log import open_log
from intake.hotline.problems import HotlineFileError, RowProblem


def column(*texts: str, siblings: tuple[str, ...] = ()) -> DateColumn:
    found = DateColumn()
    for place, text in enumerate(texts):
        found.feed(text, siblings[place] if siblings else "")
    return found


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("3/5/2026", "13/5/2026"), "dmy"),
        (("3/5/2026", "3/25/2026"), "mdy"),
        (("15-04-22", "15-04-30", "15-12-03"), "ymd"),
    ],
)
def test_one_impossible_day_settles_the_column(texts: tuple[str, ...], order: str) -> None:
    assert order == column(*texts).settle(None, "Date")[0]


def test_a_sibling_column_settles_what_days_cannot() -> None:
    found = column("04-08-15", "05-06-15", siblings=("04-Aug-15", "05-Jun-15"))

    assert found.settle("mdy", "Date")[0] == "dmy"


def test_the_layout_settles_what_the_column_leaves_open() -> None:
    assert column("3/5/2026", "4/5/2026").settle("mdy", "Date")[0] == "mdy"


def test_the_column_wins_over_the_layout() -> None:
    assert column("13/5/2026", "4/5/2026").settle("mdy", "Date")[0] == "dmy"


def test_a_day_of_the_week_beside_the_date_settles_its_order() -> None:
    """5 March 2026 is a Thursday, 3 May a Sunday."""
    assert column("Thu 03/05/2026", "Fri 03/06/2026").settle(None, "Date")[0] == "mdy"
    assert column("05/03/2026 星期四", "06/03/2026（星期五）").settle(None, "日期")[0] == "dmy"


def test_with_dots_the_day_comes_first() -> None:
    assert column("05.03.2026", "06.03.2026").settle(None, "Datum")[0] == "dmy"


def test_no_call_lies_after_its_import() -> None:
    """On 1 April 2026 nobody has called on 3 May; a layout's own order still stands above that."""
    found = DateColumn(date(2026, 4, 1))
    for text in ("03/05/2026", "03/06/2026"):
        found.feed(text)

    assert found.settle(None, "Date")[0] == "mdy"
    assert found.settle("dmy", "Date")[0] == "dmy"


def test_american_clock_and_numbers_tell_of_the_month_first() -> None:
    """One of the two would be no proof: an English clock runs to twelve as well."""
    found = DateColumn()
    for text in ("3/5/2026", "4/5/2026"):
        found.feed(text, american=True)

    assert found.settle(None, "Date")[0] == "mdy"


def test_an_open_question_is_put_to_a_person() -> None:
    with pytest.raises(HotlineFileError, match="dmy or mdy"):
        column("3/5/2026", "4/5/2026").settle(None, "Date")


def test_a_stray_bad_date_does_not_turn_the_column() -> None:
    found = column(*["25.03.2026"] * 30, "31.02.2026")

    order, why = found.settle("dmy", "Date")

    assert order == "dmy"
    assert "1 of 31" in why


def test_two_date_columns_that_disagree_spoil_the_row(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    header = "Ticket #,Customer Complaint,Date,Date_month_year,Time,Received Via,City,State,Zip code,Status,Filing on Behalf of Someone\n"
    good = "{},slow,22-04-15,22-Apr-15,3:53:50 PM,Internet,Acworth,Georgia,30101,Open,No\n"
    path.write_text(
        header + "".join(good.format(n) for n in range(20)) + good.format(99).replace("22-Apr", "23-Apr")
    )

    problems = [outcome for _, outcome, _ in open_log(path).rows() if isinstance(outcome, RowProblem)]

    assert [problem.reason for problem in problems] == [
        "the two date columns disagree: 22-04-15 and 23-Apr-15"
    ]


def judged(days: list[date], numeric: bool = True) -> Disorder | None:
    numbered = NumberedDates()
    for number, day in enumerate(days):
        numbered.feed(number + 2, f"T{number:05d}", day, numeric)
    return numbered.judge()


def one_day_each(count: int) -> list[date]:
    return [date.fromordinal(date(2026, 4, 1).toordinal() + number // 3) for number in range(count)]


def test_dates_in_step_with_numbers_are_silent() -> None:
    assert judged(one_day_each(90)) is None


def test_numbers_that_are_not_handed_out_in_order_say_nothing() -> None:
    days = one_day_each(90)

    assert judged(days[::-1]) is None


def test_a_single_stray_date_is_named_without_a_repair() -> None:
    days = one_day_each(90)
    days[40] = date(2027, 1, 20)

    disorder = judged(days)

    assert disorder is not None
    assert (disorder.external_ids, disorder.rows, disorder.repair) == (("T00040",), (42,), "")


def test_exchanged_days_and_months_are_named_with_the_repair() -> None:
    days = [date(day.year, day.day, day.month) if day.day <= 12 else day for day in one_day_each(180)]

    disorder = judged(days)

    assert disorder is not None
    assert disorder.repair == "swap day and month"
    assert disorder.left == 0


def test_dates_that_name_the_month_are_never_called_exchanged() -> None:
    days = [date(day.year, day.day, day.month) if day.day <= 12 else day for day in one_day_each(180)]

    disorder = judged(days, numeric=False)

    assert disorder is not None
    assert disorder.repair == ""


def test_an_unknown_repair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HotlineFileError, match="swap day and month"):
        open_log(tmp_path / "log.csv", repair="guess")


def test_dates_a_spreadsheet_turned_round_are_mended_by_one_decision(tmp_path: Path) -> None:
    """A spreadsheet reads 03/04 month first and keeps 25/04, which it cannot read, as text."""
    path = tmp_path / "log.csv"
    lines = ["Call ID,Date,Time,Caller,Queue,Wait,Talk,Agent,Wrap-up code,Comment"]
    for number, day in enumerate(one_day_each(180)):
        written = f"{day.year}-{day.day:02d}-{day.month:02d}" if day.day <= 12 else f"{day:%d.%m.%Y}"
        lines.append(f"DE-{number},{written},10:00,,,,,,,no picture")
    path.write_text("\n".join(lines))

    log, mended = open_log(path), open_log(path, repair="swap day and month")
    list(log.rows())

    assert [warning.repair for warning in log.warnings() if warning.repair] == ["swap day and month"]
    days = [call.called_at.date() for _, call, _ in mended.rows() if isinstance(call, CallRow)]
    assert one_day_each(180) == days
