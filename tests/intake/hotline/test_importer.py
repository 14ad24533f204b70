"""Importing a log: what becomes of each row, and that the same call is never stored twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.rehearsal import rehearse
from intake.models import ImportRow, ImportStatus, RowStatus
from tests.intake.hotline.desk import SAMPLES, begin, bring_in, counts, log_of, row
from tests.intake.hotline.test_layouts import EXPECTED
from tests.makers import make_customer, make_product, make_ticket
from ticketing.db import db
from ticketing.models import (
    Channel,
    Customer,
    Delivery,
    IdentityKind,
    MergeProposal,
    Message,
    Notice,
    Status,
    Survey,
    Target,
    Ticket,
)
from ticketing.ports import Ports

pytestmark = pytest.mark.usefixtures("app")
PUBLIC = Path(__file__).resolve().parents[4] / "shared" / "data" / "hotline" / "comcast_complaints.csv"


def count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_of_every_layout_is_accounted_for(name: str, ports: Ports, at: datetime) -> None:
    _layout, _encoding, rows, statistics, bad = EXPECTED[name]

    batch = bring_in((SAMPLES / name).read_bytes(), ports, at)

    assert batch.status == ImportStatus.DONE
    assert sum(counts(batch)) == rows == batch.rows == batch.done
    assert batch.rejected == len(bad)
    assert batch.statistics_only == sum(statistics.values())
    assert count(Ticket) == batch.created
    assert count(ImportRow) == rows


@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_file_again_stores_nothing(name: str, ports: Ports, at: datetime) -> None:
    data = (SAMPLES / name).read_bytes()
    first = bring_in(data, ports, at)

    again = bring_in(data, ports, at + timedelta(days=1), name="renamed.csv")

    assert counts(again) == (
        0,
        0,
        first.created + first.duplicates + first.statistics_only,
        0,
        first.rejected,
    )
    assert count(Ticket) == first.created
    assert [one["code"] for one in again.warnings if one["code"] == "already_imported"]


def test_a_rehearsal_says_what_the_import_then_does(ports: Ports, at: datetime) -> None:
    for name in ("L1.csv", "L2.csv", "L6.csv"):
        data = (SAMPLES / name).read_bytes()
        batch = begin(data, ports, at)
        log = batches.read_log(batch.sha256, Choices(), at=at, ports=ports)
        before = count(Ticket)

        found = rehearse(log)

        assert count(Ticket) == before
        done = bring_in(data, ports, at)
        said = (found.created, found.updated, found.duplicates, found.statistics_only, found.rejected)
        assert said == counts(done)
        assert found.errors == batches.errors(done.id)


def test_a_call_keeps_its_time_its_words_and_its_caller(ports: Ports, at: datetime) -> None:
    make_product("DRV", aliases=("帆盘",))

    batch = bring_in(log_of([row(565, "孩子照片全没了")]), ports, at)

    ticket = db.session.scalars(sa.select(Ticket)).one()
    message = db.session.scalars(sa.select(Message)).one()
    assert ticket.created_at == datetime(2026, 3, 5, 1, 25, tzinfo=UTC)
    assert (ticket.received_at, ticket.historic, ticket.import_batch) == (at, True, batch.code)
    assert (ticket.product.code, ticket.language, ticket.channel) == ("DRV", "zh", "hotline")
    assert (message.body, message.sender) == ("孩子照片全没了 565", "+8613800000565")
    assert ticket.customer.address(IdentityKind.PHONE) == "+8613800000565"
    assert ticket.extra["category"] == "计费"


def test_history_mails_and_alarms_nobody(ports: Ports, at: datetime) -> None:
    bring_in((SAMPLES / "L2.csv").read_bytes(), ports, at)

    assert (count(Delivery), count(Notice)) == (0, 0)


def test_a_known_caller_is_found_by_the_number(ports: Ports, at: datetime) -> None:
    customer = make_customer("王小雨", phone="+8613800000007")

    bring_in(log_of([row(7), row(8)]), ports, at)

    tickets = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).all()
    assert tickets[0].customer_id == customer.id
    assert count(Customer) == 2


def test_callers_without_number_are_people_of_their_own(ports: Ports, at: datetime) -> None:
    rows = [f"2026/3/5 9:0{n},,,帆盘,计费,帆盘重复扣费 {n},,处理中,101," for n in range(3)]

    bring_in(log_of(rows), ports, at)

    assert count(Customer) == 3


def test_what_was_settled_on_the_phone_is_closed_and_owes_nothing(ports: Ports, at: datetime) -> None:
    bring_in(log_of([row(1, state="已解决")]), ports, at)

    ticket = db.session.scalars(sa.select(Ticket)).one()
    assert (ticket.status, ticket.queue_at, ticket.no_feedback) == (Status.CLOSED, None, False)
    assert count(Target) == 0


def test_a_regulators_slip_brings_its_own_deadline(ports: Ports, at: datetime) -> None:
    bring_in((SAMPLES / "L5.csv").read_bytes(), ports, at)

    slips = db.session.scalars(sa.select(Ticket)).all()
    assert all(slip.regulator_ref for slip in slips)
    assert all("regulator" in slip.signals for slip in slips)
    owed = [slip for slip in slips if slip.is_active and slip.regulator_due_at]
    assert owed
    assert all(slip.next_due_at == slip.regulator_due_at for slip in owed)


def test_grades_given_on_the_phone_become_answers(ports: Ports, at: datetime) -> None:
    bring_in((SAMPLES / "L1.csv").read_bytes(), ports, at)

    surveys = db.session.scalars(sa.select(Survey)).all()
    assert surveys
    assert {survey.mode for survey in surveys} == {"imported"}
    assert {survey.score for survey in surveys} <= {2, 4, 5}


def test_a_later_export_adds_what_became_of_a_call(ports: Ports, at: datetime) -> None:
    bring_in(log_of([row(1), row(2)]), ports, at)

    later = bring_in(log_of([row(1, state="已解决", done="已退款"), row(2), row(3)]), ports, at)

    assert counts(later) == (1, 1, 1, 0, 0)
    updated = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).first()
    assert updated is not None
    assert (updated.status, updated.extra["log"]["resolution"]) == (Status.CLOSED, "已退款")
    assert counts(bring_in(log_of([row(1, state="已解决", done="已退款")]), ports, at)) == (0, 0, 1, 0, 0)


def test_a_log_does_not_close_what_our_people_work_on(ports: Ports, at: datetime) -> None:
    bring_in(log_of([row(1)]), ports, at)
    ticket = db.session.scalars(sa.select(Ticket)).one()
    ticket.first_response_at = at
    db.session.commit()

    bring_in(log_of([row(1, state="已解决")]), ports, at)

    assert ticket.is_active


def test_two_systems_may_use_the_same_numbers(ports: Ports, at: datetime) -> None:
    head = "Call ID;Date;Time;Caller;Queue;Wait;Talk;Agent;Wrap-up code;Comment\n"
    one = (
        head + "1;05.03.2026;09:00:00;+4930901820;care;00:00:10;00:02:00;A;bill;charged twice for the drive\n"
    )
    two = (
        head + "1;09.03.2026;11:30:00;+4930901821;care;00:00:10;00:02:00;A;sync;sync is stuck at 99 percent\n"
    )
    bring_in(one.encode(), ports, at)

    second = bring_in(two.encode(), ports, at)

    assert counts(second) == (1, 0, 0, 0, 0)
    assert counts(bring_in(two.encode(), ports, at)) == (0, 0, 1, 0, 0)
    assert counts(bring_in(one.encode(), ports, at)) == (0, 0, 1, 0, 0)


def test_a_call_repeated_within_the_file_counts_once(ports: Ports, at: datetime) -> None:
    batch = bring_in(log_of([row(1), row(2), row(1)]), ports, at)

    assert counts(batch) == (2, 0, 1, 0, 0)


def test_rejected_rows_say_where_and_why(ports: Ports, at: datetime) -> None:
    batch = bring_in((SAMPLES / "L2.csv").read_bytes(), ports, at)

    errors = batches.summary(batch)["errors"]

    assert [error["row"] for error in errors] == [12, 13, 14, 15]
    assert errors[0] == {"row": 12, "column": "来电时间", "reason": "there is no such day: 2026/13/5 9:07"}
    assert all(error["reason"] for error in errors)


def test_a_row_that_the_database_refuses_does_not_stop_the_others(ports: Ports, at: datetime) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the refusing trigger is written for SQLite")
    db.session.execute(
        sa.text(
            "CREATE TRIGGER refuses BEFORE INSERT ON message WHEN new.body LIKE '%poison%' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    )
    db.session.commit()
    rows = [row(n, "poison" if n == 2 else "帆盘重复扣费") for n in range(5)]

    batch = bring_in(log_of(rows), ports, at)

    assert counts(batch) == (4, 0, 0, 0, 1)
    [error] = batches.errors(batch.id)
    assert (error["row"], error["reason"]) == (4, "could not be stored: IntegrityError")
    assert count(Message) == count(Ticket) == 4


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public complaints lie beside the project, not in it")
def test_the_public_complaints_all_land_with_a_warning(ports: Ports, at: datetime) -> None:
    data = PUBLIC.read_bytes()

    batch = bring_in(data, ports, at)

    assert counts(batch) == (2224, 0, 0, 0, 0)
    [warning] = [one for one in batch.warnings if one["code"] == "dates_out_of_order"]
    assert "223256" in warning["external_ids"]
    assert counts(bring_in(data, ports, at)) == (0, 0, 2224, 0, 0)


def test_rows_remember_their_tickets(ports: Ports, at: datetime, app: Flask) -> None:
    batch = bring_in(log_of([row(1), "2026/13/5,,,,,坏行,,,,"]), ports, at)

    rows = db.session.scalars(sa.select(ImportRow).where(ImportRow.batch_id == batch.id)).all()

    assert [one.status for one in rows] == [RowStatus.CREATED, RowStatus.REJECTED]
    assert rows[0].ticket_id is not None
    assert (rows[0].raw, rows[1].raw["问题描述"]) == ({}, "坏行")


def test_a_call_about_what_was_mailed_the_day_before_is_proposed_as_a_merge(
    ports: Ports, at: datetime
) -> None:
    known, product = make_customer("", phone="+8613800000001"), make_product("DRV", aliases=("帆盘",))
    mailed_at = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    mail = make_ticket(
        customer=known,
        product_id=product.id,
        channel=Channel.MAIL,
        created_at=mailed_at,
        received_at=mailed_at,
    )

    bring_in(log_of([row(1), row(2)]), ports, at)

    [proposal] = db.session.scalars(sa.select(MergeProposal))
    call = db.session.get_one(Ticket, proposal.ticket_id)
    assert (proposal.other_id, call.customer_id, call.channel) == (mail.id, known.id, Channel.HOTLINE)
    assert count(Ticket) == 3
