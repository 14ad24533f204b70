"""The report page: whose figures, what is not shown, and tables to take away."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from tests.intake.hotline.desk import bring_in
from tests.intake.hotline.test_call_figures import LOG
from tests.makers import make_staff
from tests.web.product.desk import make_desk, make_item
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.models import Exposure, Product, Role, Survey, SurveyStatus, Ticket
from ticketing.ports import Ports


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_an_owner_sees_the_figures_of_their_products_only(app: Flask) -> None:
    desk = make_desk(app)
    stranger = desk.stranger()

    own = rows(desk.client, "/reports/volume.csv")
    foreign = rows(stranger, "/reports/volume.csv")

    assert sum(int(one["tickets"]) for one in own) == 5
    assert foreign == []
    assert stranger.get("/reports/?product=DRV").status_code == 404


def test_a_lead_sees_everything_and_may_narrow_it(app: Flask) -> None:
    make_desk(app)
    lead = signed_in_as(app, make_staff("shen", role=Role.LEAD, language="en"))

    assert "All products" in lead.get("/reports/").text
    assert len(rows(lead, "/reports/volume.csv?product=DRV")) == 1


def test_users_nobody_entered_are_not_zero(app: Flask) -> None:
    desk = make_desk(app)

    before = rows(desk.client, "/reports/complaints.csv")
    product = db.session.query(Product).filter_by(code="DRV").one()
    month = desk.at.date().replace(day=1)
    db.session.add(Exposure(product_id=product.id, month=month, active_users=2_000))
    db.session.commit()
    after = rows(desk.client, "/reports/complaints.csv")

    assert before[-1]["rate_per_1000"] == ""
    assert float(after[-1]["rate_per_1000"]) == 2.5
    assert "n/a" in desk.page("/reports/")


def test_four_answers_are_too_few_for_a_share(app: Flask) -> None:
    desk = make_desk(app)
    for number, ticket in enumerate(db.session.query(Ticket).all()):
        db.session.add(
            Survey(
                ticket_id=ticket.id, customer_id=ticket.customer_id, token=f"s{number}", channel="mail",
                asked_at=desk.at, status=SurveyStatus.GIVEN, given_at=desk.at,
                score=5 if number < 4 else None,
            )
        )  # fmt: skip
    db.session.commit()

    page = desk.page("/reports/?span=7")

    assert "n = 4, fewer than 5" in page


def test_a_period_of_ones_own_is_kept_in_the_links(app: Flask) -> None:
    desk = make_desk(app)

    page = desk.page("/reports/?first=2026-01-01&last=2026-01-31")

    assert "/reports/sla.csv?first=2026-01-01&amp;last=2026-01-31" in page
    assert "No tickets in this period." in page
    assert desk.client.get("/reports/?first=2026-02-01&last=2026-01-01").status_code == 422


def test_every_table_can_be_taken_away(app: Flask) -> None:
    desk = make_desk(app)
    names = ("volume", "sla", "complaints", "satisfaction", "waits", "backlog", "loop")

    answers = {name: desk.client.get(f"/reports/{name}.csv") for name in names}

    assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(names, 200)
    assert desk.client.get("/reports/nothing.csv").status_code == 404
    assert desk.nobody().get("/reports/volume.csv").status_code == 302


def test_one_decision_is_too_few_for_a_median(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    item.proposed_at, item.decided_at = desk.at - timedelta(days=3), desk.at
    db.session.commit()

    page = desk.page("/reports/?span=7")

    assert "n = 1, 0 waiting" in page
    assert "3 d" not in page


def test_calls_given_up_are_figures_for_the_lead_only(app: Flask, ports: Ports, at: datetime) -> None:
    desk = make_desk(app)
    bring_in(LOG.encode(), ports, at)
    lead = signed_in_as(app, make_staff("shen", role=Role.LEAD, language="en"))
    days = "first=2026-03-01&last=2026-03-31"

    page = lead.get(f"/reports/?{days}").text

    assert "Answer rate" in page
    assert "66.7 %" in page
    assert rows(lead, f"/reports/calls.csv?{days}")[1] == {
        "day": "2026-03-06", "answered": "2", "abandoned": "2", "outbound": "1", "internal": "1",
    }  # fmt: skip
    assert rows(desk.client, f"/reports/calls.csv?{days}") == []
    assert "Answer rate" not in desk.client.get(f"/reports/?{days}").text
