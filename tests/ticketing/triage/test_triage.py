"""A new ticket through the five steps: labelled, graded, routed, offered, clocks running."""

import pytest
from flask import Flask

from tests.makers import make_customer, make_message, make_owner, make_staff, make_ticket
from tests.ticketing.sla.promises import make_promises, shanghai
from tests.ticketing.triage.desk import Desk, make_desk, saying
from ticketing.db import db
from ticketing.models import (
    Availability,
    Classification,
    Event,
    LabelState,
    Priority,
    Severity,
    Status,
    Target,
    Ticket,
    TicketType,
    Tier,
)
from ticketing.ports import Ports
from ticketing.triage.triage import triage

AT = shanghai("2026-03-10 10:00")


@pytest.fixture
def desk(app: Flask) -> Desk:
    make_promises()
    return make_desk()


def triaged(text: str, ports: Ports, **over: object) -> Ticket:
    ticket = make_ticket(**{"status": Status.NEW, "created_at": AT, "received_at": AT} | over)
    triage(ticket, make_message(ticket, text), at=AT, ports=ports)
    db.session.flush()
    return ticket


def kinds(ticket: Ticket) -> list[str]:
    rows = db.session.query(Event).filter_by(ticket_id=ticket.id).order_by(Event.id)
    return [row.kind for row in rows]


def labels_of(ticket: Ticket) -> dict[str, tuple[str, LabelState]]:
    rows = db.session.query(Classification).filter_by(ticket_id=ticket.id)
    return {row.field.value: (row.label, row.state) for row in rows}


def test_a_clear_complaint_goes_to_its_desk_with_owner_priority_and_clocks(desk: Desk, ports: Ports) -> None:
    sure = saying(ports, type="complaint", topic="billing", phase="after")

    ticket = triaged("帆盘又扣了我 25 块，6.2.1 版", sure)

    assert (ticket.type, ticket.topic, ticket.phase) == (TicketType.COMPLAINT, "billing", "after")
    assert (ticket.product_id, ticket.product_version) == (desk.drive.id, "6.2.1")
    assert (ticket.severity, ticket.priority) == (Severity.S2, Priority.P2)
    assert (ticket.team, ticket.product_owner_id) == (desk.teams["CMP"], desk.owner.id)
    assert ticket.routing["reason"] == "complaint_billing"
    assert ticket.routing["reason_zh"] == "complaint_billing 中文"
    assert ticket.status == Status.OPEN
    assert ticket.next_due_at == shanghai("2026-03-10 12:00")
    assert kinds(ticket) == ["ticket_classified", "severity_raised", "ticket_routed", "status_changed"]


def test_every_judgement_is_a_row_with_confidence_margin_and_reasons(desk: Desk, ports: Ports) -> None:
    ticket = triaged("帆盘又扣款", saying(ports, type="complaint", topic=None))

    row = db.session.query(Classification).filter_by(ticket_id=ticket.id, field="type").one()
    assert (row.confidence, row.reasons, row.model) == (0.93, ["扣"], "SaysAlways")
    doubtful = db.session.query(Classification).filter_by(ticket_id=ticket.id, field="topic").one()
    assert (doubtful.confidence, doubtful.margin) == (0.4, pytest.approx(0.1))
    assert labels_of(ticket)["topic"] == ("enquiry", LabelState.ABSTAINED)
    assert labels_of(ticket)["product"] == ("DRV", LabelState.SUGGESTED)
    assert ticket.topic is None


def test_doubt_about_the_type_waits_in_triage(desk: Desk, ports: Ports) -> None:
    ticket = triaged("帆盘怎么回事", saying(ports, type=None))

    assert (ticket.type, ticket.status) == (None, Status.NEW)
    assert (ticket.team, ticket.routing["reason"]) == (desk.teams["CS1"], "low_confidence")


@pytest.mark.parametrize(("text", "candidates"), [("会员怎么退", ["DRV", "PLY"]), ("什么都没说", None)])
def test_an_ambiguous_or_unknown_product_waits_in_triage(
    desk: Desk, ports: Ports, text: str, candidates: list[str] | None
) -> None:
    ticket = triaged(text, saying(ports, type="enquiry"))

    assert (ticket.product_id, ticket.status) == (None, Status.NEW)
    assert (ticket.team, ticket.routing["reason"]) == (desk.teams["CS1"], "unknown_product")
    assert ticket.routing.get("candidates") == candidates


def test_a_product_that_no_word_names_may_be_told_by_the_classifier(desk: Desk, ports: Ports) -> None:
    ticket = triaged("又自动扣款了", saying(ports, type="complaint", product="DRV"))

    assert ticket.product_id == desk.drive.id
    assert labels_of(ticket)["product"] == ("DRV", LabelState.SUGGESTED)


@pytest.mark.parametrize("product", [None, "unknown"])
def test_a_product_the_classifier_does_not_know_stays_open(
    desk: Desk, ports: Ports, product: str | None
) -> None:
    ticket = triaged("又自动扣款了", saying(ports, type="complaint", product=product))

    assert ticket.product_id is None


def test_a_word_for_several_products_is_not_settled_by_the_classifier(desk: Desk, ports: Ports) -> None:
    ticket = triaged("会员怎么退", saying(ports, type="enquiry", product="DRV"))

    assert ticket.product_id is None


def test_without_any_classifier_nothing_is_guessed(desk: Desk, ports: Ports) -> None:
    ticket = triaged("帆盘又扣款", ports)

    assert ticket.routing["reason"] == "low_confidence"
    assert ticket.next_due_at is not None


def test_smoke_outranks_every_model(desk: Desk, ports: Ports) -> None:
    ticket = triaged("摄像头充电口冒烟了", saying(ports, type=None))

    assert (ticket.severity, ticket.priority) == (Severity.S1, Priority.P1)
    assert (ticket.team, ticket.routing["reason"]) == (desk.teams["CMP"], "safety")
    assert ticket.product_owner_id == desk.owner.id
    raised = db.session.query(Event).filter_by(kind="severity_raised").one()
    assert raised.data["signals"] == ["safety"]
    escalated = db.session.query(Event).filter_by(kind="sla_escalated").one()
    assert escalated.data == {"level": 3, "why": "safety"}


def test_personal_data_is_masked_before_anything_is_kept(desk: Desk, ports: Ports) -> None:
    ticket = triaged("帆盘扣款，不解决我就打12315，电话13800001234", saying(ports, type="complaint"))

    kept = [str(row.reasons) for row in db.session.query(Classification).filter_by(ticket_id=ticket.id)]
    assert not any("13800001234" in reasons for reasons in kept)
    assert "threat" in ticket.signals


@pytest.mark.parametrize(
    ("topic", "tier", "priority"),
    [("function", Tier.STANDARD, "P3"), ("function", Tier.VIP, "P2"), ("billing", Tier.VIP, "P2")],
)
def test_a_vip_stands_one_step_higher_but_never_among_the_urgent(
    desk: Desk, ports: Ports, topic: str, tier: Tier, priority: str
) -> None:
    customer = make_customer(tier=tier, email="vip@example.com")

    ticket = triaged("帆盘不行", saying(ports, type="fault", topic=topic), customer=customer)

    assert ticket.priority == priority


def test_a_question_about_charges_is_no_wrong_charge(desk: Desk, ports: Ports) -> None:
    ticket = triaged("帆盘怎么计费", saying(ports, type="enquiry", topic="billing"))

    assert ticket.severity == Severity.S4


def test_what_the_door_knew_is_kept(desk: Desk, ports: Ports) -> None:
    over = {"product_id": desk.camera.id, "type": TicketType.FAULT}

    ticket = triaged("帆盘和别的", saying(ports, type="complaint"), **over)

    assert (ticket.product_id, ticket.type) == (desk.camera.id, TicketType.FAULT)
    assert ticket.routing["reason"] == "fault_hardware"


def test_the_log_may_name_the_product_by_code_or_alias(desk: Desk, ports: Ports) -> None:
    sure = saying(ports, type="fault")

    by_code = triaged("坏了", sure, extra={"product_code": "CAM"})
    by_alias = triaged("坏了", sure, extra={"product_code": "云空间"})

    assert (by_code.product_id, by_alias.product_id) == (desk.camera.id, desk.drive.id)


def test_a_new_alias_is_known_at_once(desk: Desk, ports: Ports) -> None:
    sure = saying(ports, type="fault")
    before = triaged("镜头侠坏了", sure)

    desk.camera.aliases.append(type(desk.camera.aliases[0])(alias="镜头侠"))
    db.session.commit()
    after = triaged("镜头侠坏了", sure)

    assert (before.product_id, after.product_id) == (None, desk.camera.id)


def test_the_deputy_acts_while_the_owner_is_away(desk: Desk, ports: Ports) -> None:
    desk.owner.availability = Availability.AWAY

    ticket = triaged("帆盘坏了", saying(ports, type="fault"))

    assert ticket.product_owner_id == desk.deputy.id


def test_the_owner_is_the_one_of_the_day(desk: Desk, ports: Ports) -> None:
    successor = make_staff("hewan", name="何婉")
    row = desk.drive.owners[0]
    row.valid_to = shanghai("2026-03-09 12:00").date()
    make_owner(desk.drive, successor, valid_from=shanghai("2026-03-10 12:00").date())

    ticket = triaged("帆盘坏了", saying(ports, type="fault"))

    assert ticket.product_owner_id == successor.id


def test_without_rows_everything_goes_to_triage(app: Flask, ports: Ports) -> None:
    ticket = triaged("你好", saying(ports, type="enquiry"))

    assert (ticket.team_id, ticket.routing["reason"]) == (None, "unknown_product")


def test_an_import_is_not_offered_and_a_settled_one_gets_no_clocks(desk: Desk, ports: Ports) -> None:
    make_staff(teams=(desk.teams["CS2"],))

    ticket = triaged("帆盘坏了", saying(ports, type="fault"), historic=True, status=Status.CLOSED)

    assert ticket.offered_to_id is None
    assert db.session.query(Target).filter_by(ticket_id=ticket.id).count() == 0
