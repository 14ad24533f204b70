"""Imports under faults: killed, raced, taken back, mended."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from intake.hotline.landing import batches, importer
from intake.hotline.landing.rejects import rejects_csv
from intake.hotline.landing.undo import undo
from intake.models import ImportBatch, ImportRow, ImportStatus
from tests.intake.hotline.desk import SAMPLES, begin, bring_in, counts, log_of, row
from tests.makers import make_customer, make_staff
from tests.statements import statements
from ticketing import files
from ticketing.db import db, unit_of_work
from ticketing.errors import Refused
from ticketing.models import Customer, Message, Target, Ticket
from ticketing.ports import Ports
from ticketing.tickets import conversation

pytestmark = pytest.mark.usefixtures("app")


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def kill_after_first_unit(_rows: int) -> None:
    raise Killed


@pytest.fixture
def small_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "UNIT", 4)


@pytest.mark.usefixtures("small_units")
def test_a_killed_import_goes_on_at_the_next_row(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(n) for n in range(10)]), ports, at)
    with pytest.raises(Killed):
        importer.work(batch.id, ports, at=at, tell=kill_after_first_unit)
    db.session.refresh(batch)
    assert (batch.done, count(Ticket)) == (4, 4)

    later = at + importer.LEASE + timedelta(seconds=1)
    done = importer.import_rows(ports, later)

    db.session.refresh(batch)
    assert (done, batch.status, counts(batch)) == (6, ImportStatus.DONE, (10, 0, 0, 0, 0))
    assert (count(Ticket), count(ImportRow)) == (10, 10)


@pytest.mark.usefixtures("small_units")
def test_a_batch_in_other_hands_is_left_alone(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(n) for n in range(10)]), ports, at)
    with pytest.raises(Killed):
        importer.work(batch.id, ports, at=at, tell=kill_after_first_unit)

    assert importer.work(batch.id, ports, at=at + timedelta(seconds=5)) == 0
    assert importer.import_rows(ports, at + timedelta(seconds=5)) == 0


@pytest.mark.usefixtures("small_units")
def test_of_two_importers_one_lands_each_row(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(n) for n in range(10)]), ports, at)

    def another_is_faster(_rows: int) -> None:
        importer.work(batch.id, ports, at=at + timedelta(minutes=1))

    importer.work(batch.id, ports, at=at, tell=another_is_faster)

    db.session.refresh(batch)
    assert counts(batch) == (10, 0, 0, 0, 0)
    assert (count(Ticket), count(ImportRow)) == (10, 10)


@pytest.mark.usefixtures("small_units")
def test_the_job_stops_when_its_time_is_up_and_goes_on_later(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(n) for n in range(10)]), ports, at)

    first = importer.work(batch.id, ports, at=at, seconds=0.0)
    rest = importer.import_rows(ports, at)

    assert (first, rest) == (4, 6)


def test_a_file_whose_bytes_are_gone_fails_with_words(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(1)]), ports, at)
    files.locate(ports.files, batch.sha256).unlink()

    importer.work(batch.id, ports, at=at)

    db.session.refresh(batch)
    assert batch.status == ImportStatus.FAILED
    assert "import the file again" in batch.error


def test_an_undone_import_leaves_nothing(ports: Ports, at: datetime) -> None:
    batch = bring_in((SAMPLES / "L2.csv").read_bytes(), ports, at)

    undone = undo(batch.id, ports, at=at)

    assert (undone.tickets, undone.kept) == (batch.created, [])
    assert [count(kind) for kind in (Ticket, Message, Target, Customer)] == [0, 0, 0, 0]
    assert db.session.get_one(ImportBatch, batch.id, populate_existing=True).status == ImportStatus.UNDONE


@pytest.mark.parametrize("name", ["L1.csv", "L2.csv"])
def test_an_undone_log_may_be_imported_again(name: str, ports: Ports, at: datetime) -> None:
    data = (SAMPLES / name).read_bytes()
    first = bring_in(data, ports, at)
    undo(first.id, ports, at=at)

    assert counts(bring_in(data, ports, at)) == counts(first)


def test_undo_keeps_what_somebody_has_worked_on(ports: Ports, at: datetime) -> None:
    batch = bring_in(log_of([row(n) for n in range(3)]), ports, at)
    agent = make_staff()
    with unit_of_work(ports) as session:
        ticket = session.scalars(sa.select(Ticket).order_by(Ticket.id)).all()[1]
        conversation.reply(ticket, agent, "已为您退款", seen=1, at=at, ports=ports)

    undone = undo(batch.id, ports, at=at)

    assert (undone.tickets, undone.kept) == (2, [ticket.ticket_no])
    assert (count(Ticket), count(Customer)) == (1, 1)


def test_undo_keeps_customers_whom_others_know(ports: Ports, at: datetime) -> None:
    make_customer("王小雨", phone="+8613800000001")
    batch = bring_in(log_of([row(1), row(2)]), ports, at)

    undone = undo(batch.id, ports, at=at)

    assert (undone.customers, count(Customer)) == (1, 1)


def test_taking_back_asks_no_more_for_many_tickets_than_for_few(ports: Ports, at: datetime) -> None:
    """The tickets of a unit go together: none is read by itself."""
    asked = []
    for size in (3, 60):
        batch = bring_in(log_of([row(n) for n in range(size)]), ports, at)
        with statements() as seen:
            assert undo(batch.id, ports, at=at).tickets == size
        asked.append(len(seen))

    assert asked[0] == asked[1]


def test_what_was_never_started_cannot_be_taken_back(ports: Ports, at: datetime) -> None:
    batch = begin(log_of([row(1)]), ports, at)
    batch.status = ImportStatus.DRY
    db.session.commit()

    with pytest.raises(Refused):
        undo(batch.id, ports, at=at)


def test_rejects_can_be_mended_and_imported(ports: Ports, at: datetime) -> None:
    batch = bring_in((SAMPLES / "L2.csv").read_bytes(), ports, at)

    text = "".join(rejects_csv(batch))

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [one["VocDesk row"] for one in rows] == ["12", "13", "14", "15"]
    mended = text.replace("2026/13/5 9:07", "2026/3/5 9:07").replace("昨天下午", "2026/3/4 15:00")
    again = bring_in(mended.encode("utf-8"), ports, at)
    assert (again.layout, again.created, again.rejected) == ("L2", 2, 2)


def test_rejects_do_not_run_as_formulas(ports: Ports, at: datetime) -> None:
    bad = '2026/13/5,="13800001234",=HYPERLINK("http://x"),帆盘,计费,坏行,,,,'
    batch = bring_in(log_of([bad]), ports, at)

    [_, cells] = csv.reader(io.StringIO("".join(rejects_csv(batch))))

    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert batches.errors(batch.id)[0]["row"] == 2
