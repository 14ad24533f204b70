"""The public complaints of 2015: 2,224 real rows with one fault in their dates and one torn row."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.hotline.cells.rows import CallRow
from intake.hotline.log import HotlineLog, open_log

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "hotline" / "comcast_complaints.csv"
pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the public complaints lie beside the project, not in it"
)


def _calls(log: HotlineLog) -> dict[str, CallRow]:
    return {call.external_id: call for _, call, _ in log.rows() if isinstance(call, CallRow)}


def test_all_rows_become_calls() -> None:
    log = open_log(FILE)

    calls = _calls(log)

    assert log.layout == "fcc"
    assert len(calls) == 2224
    assert Counter(call.status for call in calls.values()) == {"resolved": 1707, "open": 517}


def test_dates_are_as_both_columns_say() -> None:
    calls = _calls(open_log(FILE))

    assert calls["250635"].called_at == datetime(2015, 4, 22, 19, 53, 50, tzinfo=UTC)
    assert calls["223441"].called_at == datetime(2015, 8, 4, 14, 22, 56, tzinfo=UTC)


def test_dates_against_ticket_numbers_are_warned_about() -> None:
    log = open_log(FILE)
    _calls(log)

    [warning] = [warning for warning in log.warnings() if warning.code == "dates_out_of_order"]

    assert warning.count == 486
    assert "223256" in warning.external_ids
    assert warning.repair == "swap day and month"
    assert "486 rows" in warning.message


def test_the_repair_puts_the_log_in_order() -> None:
    log = open_log(FILE, repair="swap day and month")

    calls = _calls(log)

    assert calls["223256"].called_at.date().isoformat() == "2015-04-08"
    assert not [warning for warning in log.warnings() if warning.code == "dates_out_of_order"]


def test_the_torn_row_carries_a_warning() -> None:
    calls = _calls(open_log(FILE))

    assert [number for number, call in calls.items() if call.warnings] == ["comcas"]
