"""The board as its owner sees it."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.makers import make_owner, make_product, make_staff
from tests.ticketing.feedback.voices import speak
from tests.web.product.desk import make_desk, make_item
from ticketing.db import db
from ticketing.models import Role, Ticket
from ticketing.tickets import consulting


def test_an_item_stands_there_with_its_proof(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    page = desk.page("/product/")

    assert item.item_no in page
    assert "To decide" in page
    assert '<b>5</b><span class="muted"> · 5</span>' in page


def test_what_waits_too_long_is_marked(app: Flask) -> None:
    desk = make_desk(app)
    make_item(desk).proposed_at = desk.at - timedelta(days=15)
    db.session.commit()

    late, open_items = desk.page("/product/?late=1"), desk.page("/product/")

    assert "Decision overdue" in open_items
    assert "waits 15 days" in late


def test_a_question_from_an_agent_waits_at_the_top_with_the_person_masked(app: Flask) -> None:
    desk = make_desk(app)
    ticket = db.session.query(Ticket).first()
    ticket.product_owner_id = desk.owner.id
    agent = make_staff("mei", name_en="Mei")
    ports = app.extensions["ports"]
    consulting.ask_product_owner(
        ticket, agent, "电话 13800001234 的客户问何时修好？", at=desk.at, ports=ports
    )
    db.session.commit()

    page = desk.page("/product/")

    assert "Agents wait for your answer" in page
    assert f"/console/tickets/{ticket.ticket_no}" in page
    assert "何时修好" in page
    assert "13800001234" not in page


def test_own_products_come_first_and_a_deputy_may_look_further(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    other = make_staff("tang", role=Role.PRODUCT_OWNER)
    make_owner(make_product("FAM", name_en="Family Plus"), other, deputy_id=desk.owner.id)

    own, everything = desk.page("/product/"), desk.page("/product/?product=all")

    assert "My products" in own and item.item_no in own
    assert item.item_no in everything
    assert item.item_no not in desk.page("/product/?product=FAM")


def test_the_board_of_another_owner_is_empty_of_it(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    page = desk.stranger().get("/product/").text

    assert item.item_no not in page
    assert "No items yet" in page


def test_themes_are_listed_by_people_and_may_be_put_forward(app: Flask) -> None:
    desk = make_desk(app, voices=3)

    page = desk.page("/product/themes")

    assert "FanDrive Plus" in page
    assert "Propose…" in page


def test_a_ticket_page_opens_for_the_owner_but_not_for_the_stranger(app: Flask) -> None:
    desk = make_desk(app)
    product = make_product("PLY")
    make_owner(product, desk.owner)
    ticket_no = speak(product, at=desk.at).ticket_no

    assert desk.client.get(f"/console/tickets/{ticket_no}").status_code == 200
    assert desk.stranger().get(f"/console/tickets/{ticket_no}").status_code == 404
    assert desk.nobody().get("/product/").status_code == 302
