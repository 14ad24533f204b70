"""The demo company's own data through triage, with the classifier that needs no training."""

import dataclasses

import pytest
from flask import Flask

from classifier.keywords import keyword_classifier
from tests.makers import make_message, make_ticket
from tests.ticketing.sla.promises import shanghai
from ticketing.company.loading import load_company
from ticketing.company.reading import Company, read_company
from ticketing.db import db
from ticketing.models import Product, Staff, Status, Team, Ticket
from ticketing.ports import Ports
from ticketing.triage.triage import triage

AT = shanghai("2026-03-10 10:00")


@pytest.fixture(scope="module")
def company() -> Company:
    return read_company()


@pytest.fixture
def demo(app: Flask, ports: Ports, company: Company) -> Ports:
    load_company(company, at=AT)
    db.session.commit()
    fields = ("type", "topic", "phase")
    return dataclasses.replace(ports, classifiers={field: keyword_classifier(field) for field in fields})


def triaged(text: str, ports: Ports) -> Ticket:
    ticket = make_ticket(status=Status.NEW, subject=text[:80])
    triage(ticket, make_message(ticket, text), at=AT, ports=ports)
    db.session.flush()
    return ticket


@pytest.mark.parametrize(
    ("text", "team", "priority", "reason"),
    [
        ("小帆摄像头充电口冒烟还有糊味，差点着火！", "CMP", "P1", "safety"),
        ("smoke from the charging port of my FanCam", "CMP", "P1", "safety"),
        ("帆盘怎么又扣我25块，不退我就打12315投诉", "CMP", "P2", "threat"),
        ("会员怎么收费", "CS1", None, "unknown_product"),
        ("🙂🙂", "CS1", None, "low_confidence"),
        ("帆路由每天晚上8点准时断网，重启才好", "CS2", "P3", "fault_hardware"),
        ("帆盘同步卡在99%，换网也不行，6.2.1版", "CS2", "P3", "fault_software"),
        ("FanDrive stuck at 99% on Windows, v6.2.1", "CS2", "P3", "fault_software"),
        ("希望帆盘能按人脸整理相册", "CS1", "P4", "suggestion"),
    ],
)
def test_a_case_goes_where_the_matrix_says(
    demo: Ports, text: str, team: str, priority: str | None, reason: str
) -> None:
    ticket = triaged(text, demo)

    assert ticket.routing["reason"] == reason
    assert ticket.team == db.session.query(Team).filter_by(code=team).one()
    assert priority is None or ticket.priority == priority
    assert ticket.next_due_at is not None


def test_the_owner_of_the_product_is_named(demo: Ports) -> None:
    ticket = triaged("帆盘同步卡在99%", demo)

    owner = db.session.query(Staff).filter_by(name="林知夏").one()
    assert ticket.product == db.session.query(Product).filter_by(code="DRV").one()
    assert ticket.product_owner_id == owner.id


def test_an_urgent_case_owes_its_first_answer_in_minutes(demo: Ports) -> None:
    ticket = triaged("家护云存回看里出现别人家的客厅，隐私泄露！", demo)

    assert ticket.priority == "P1"
    assert ticket.next_due_at == shanghai("2026-03-10 10:15")
