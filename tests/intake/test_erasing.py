"""A customer who asks to be forgotten is found nowhere any more, and no figure changes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from intake import erasing, journal, keeping
from intake.chat import session as chat
from intake.models import ChatSession, ImportBatch, ImportStatus
from tests.makers import make_customer, make_product, make_staff, make_ticket
from ticketing import files
from ticketing.db import Model, db, unit_of_work
from ticketing.errors import Refused
from ticketing.feedback import mentions
from ticketing.models import Audit, Customer, Mention, Role, Ticket
from ticketing.ports import Ports
from ticketing.search import index

SECRETS = ("li.na@example.com", "李娜娜", "13800001234", "蓝鲸落在窗台上")
"""Her address, name, number, and words that nobody else writes."""
RAW = f"""From: {SECRETS[1]} <{SECRETS[0]}>
To: care@voc.example
Subject: {SECRETS[3]}
Message-ID: <one@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

帆盘又扣钱了，{SECRETS[3]}，请打 {SECRETS[2]}
--b
Content-Type: text/plain; name="{SECRETS[3]}.txt"
Content-Disposition: attachment

{SECRETS[3]}
--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def hers(app: Flask, at: datetime, ports: Ports) -> Ticket:
    """A mail of hers with a file, sorted, counted and searchable."""
    product = make_product("DRV")
    keeping.keep(keeping.Arrived(RAW, "smtp", at, sender=SECRETS[0], recipients=("care@voc.example",)), ports)
    journal.parse_journal(ports, at)
    ticket = db.session.scalars(sa.select(Ticket)).one()
    ticket.type, ticket.product_id, ticket.topic, ticket.harvested_at = (
        "complaint",
        product.id,
        "renewal",
        None,
    )
    db.session.commit()
    mentions.harvest(ports, at)
    index.refresh(ports, at)
    return ticket


def everything() -> str:
    """Every value of every table, as text."""
    rows = [
        str(row) if not isinstance(row, bytes) else row.decode("utf-8", "replace")
        for table in Model.metadata.sorted_tables
        for found in db.session.execute(sa.select(table))
        for row in found
    ]
    return "\n".join(rows)


def erase(customer: Customer, at: datetime, ports: Ports) -> set[str]:
    with unit_of_work(ports):
        return erasing.erase(customer, reason="信函，核对了证件", by=make_staff("lead", Role.LEAD), at=at)


def counted() -> list[tuple[object, ...]]:
    columns = (Mention.ticket_id, Mention.customer_id, Mention.theme_id, Mention.left_out, Mention.severity)
    return [tuple(row) for row in db.session.execute(sa.select(*columns))]


def test_nothing_of_hers_is_left_in_any_table(hers: Ticket, at: datetime, ports: Ports) -> None:
    """All tables are searched for her name, address, number and words, before and after."""
    before = everything()
    assert all(secret in before for secret in SECRETS)
    figures, number = counted(), hers.ticket_no

    erase(hers.customer, at + timedelta(days=1), ports)

    after = everything()
    assert [secret for secret in SECRETS if secret in after] == []
    assert counted() == figures
    assert db.session.scalars(sa.select(Ticket.ticket_no)).all() == [number]


def test_who_erased_and_why_is_kept(hers: Ticket, at: datetime, ports: Ports) -> None:
    """The one trace: a line in the audit log, without her name."""
    erase(hers.customer, at, ports)

    row = db.session.scalars(sa.select(Audit).where(Audit.action == "erase")).one()
    assert (row.subject, row.data["tickets"], row.data["files"]) == (f"customer:{hers.customer_id}", 1, 1)


def test_her_files_may_go_from_the_disk(hers: Ticket, at: datetime, ports: Ports) -> None:
    """The bytes that only she had sent are named, and gone once forgotten."""
    gone = erase(hers.customer, at, ports)
    assert len(gone) == 1

    for one in gone:
        files.forget(ports.files, one)
    with pytest.raises(FileNotFoundError):
        files.read(ports.files, next(iter(gone)))


def test_her_chat_window_is_closed_for_good(app: Flask, at: datetime, ports: Ports) -> None:
    """The key in her browser opens nothing; what was said in it is gone."""
    with unit_of_work(ports):
        window = chat.open_session(
            "visitor-key-of-hers", "zh", "https://shop.example/orders/77", at=at, ports=ports
        )
    key = window.key
    with unit_of_work(ports):
        chat.hear(window, f"转人工，{SECRETS[3]}，电话{SECRETS[2]}", "line-0001", at=at, ports=ports)
    ticket = db.session.get_one(Ticket, window.ticket_id)

    erase(ticket.customer, at, ports)

    after = everything()
    assert [one for one in (*SECRETS[2:], "visitor-key-of-hers", "orders/77") if one in after] == []
    assert db.session.scalar(sa.select(ChatSession.id).where(ChatSession.key == key)) is None


def test_a_regulator_s_open_case_is_held(hers: Ticket, at: datetime, ports: Ports) -> None:
    """Evidence is not erased while somebody lawfully asks for it."""
    hers.regulator_ref = "12315-2026-0099"
    db.session.commit()

    with pytest.raises(Refused, match="regulator"):
        erase(hers.customer, at, ports)

    assert SECRETS[0] in everything()


def test_others_keep_their_words(hers: Ticket, at: datetime, ports: Ports) -> None:
    """Only the one who asked is forgotten."""
    other = make_ticket(subject="别人的工单")
    db.session.commit()

    erase(hers.customer, at, ports)

    assert db.session.get_one(Ticket, other.id).subject == "别人的工单"


def test_nobody_is_erased_twice(hers: Ticket, at: datetime, ports: Ports) -> None:
    """The second lead learns that it was done."""
    erase(hers.customer, at, ports)

    with pytest.raises(Refused) as refused:
        erasing.erase(hers.customer, reason="x", by=make_staff("lead2", Role.LEAD), at=at)

    assert refused.value.details["code"] == "customer_erased"


def test_rows_shown_beside_an_open_question_go_too(app: Flask, at: datetime, ports: Ports) -> None:
    """A log that nobody understood yet shows its first rows on the page: her number may be in them."""
    customer = make_customer(phone=f"+86{SECRETS[2]}")
    question = {"said": "which column is the time?", "headerless": True, "rows": [["9:07", SECRETS[2]]]}
    db.session.add(
        ImportBatch(
            code="IMP-1",
            filename="x.csv",
            sha256="0" * 64,
            status=ImportStatus.DRY,
            options={"question": question},
            created_at=at,
        )
    )
    db.session.commit()

    erase(customer, at, ports)

    assert SECRETS[2] not in everything()
