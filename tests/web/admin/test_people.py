"""People: added with a password shown once, let go with all their sessions, never without an administrator."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_calendar, make_staff, make_team, make_ticket
from tests.web.visitors import browser, csrf_of, post, signed_in_as
from ticketing.db import db
from ticketing.models import Audit, Role, Staff, StaffSession, Status, Ticket

FORM = {
    "name": "梅雪",
    "name_en": "Mei Xue",
    "email": "mei@example.com",
    "role": "agent",
    "language": "zh",
    "languages": ["zh", "en"],
    "capacity": "5",
    "signature": "",
    "teams": ["CS1"],
}


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    make_calendar()
    make_team()
    return signed_in_as(app, make_staff("anran", role=Role.ADMIN))


def actions() -> list[str]:
    return list(db.session.scalars(sa.select(Audit.action).order_by(Audit.id)))


def password_on(page: str) -> str:
    found = re.search(r'<code class="mono selectable">([^<]+)</code>', page)
    assert found is not None
    return found[1]


def test_a_new_person_can_sign_in_with_the_password_shown_once(app: Flask, admin: FlaskClient) -> None:
    page = post(admin, "/admin/people/new", login="mei", **FORM)
    password = password_on(page.text)

    newcomer = browser(app)
    signed_in = post(newcomer, "/sign-in", login="mei", password=password)

    mei = db.session.scalars(sa.select(Staff).where(Staff.login == "mei")).one()
    assert signed_in.status_code == 302
    assert password not in admin.get(f"/admin/people/{mei.id}").text
    assert ([team.code for team in mei.teams], mei.capacity) == (["CS1"], 5)
    assert "staff_added" in actions()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "no address"}, "email"),
        ({"role": "root"}, "role"),
        ({"capacity": "1e9"}, "capacity"),
        ({"capacity": ["1", "2"]}, "capacity"),
        ({"teams": ["NOPE"]}, "teams"),
        ({"login": "anran"}, "login"),
        ({"login": "a b"}, "login"),
    ],
)
def test_a_wrong_field_is_named_beside_it(admin: FlaskClient, change: dict[str, object], field: str) -> None:
    answer = post(admin, "/admin/people/new", **({"login": "mei"} | FORM | change))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and f'name="{field}"' in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Staff)) == 1


def test_a_field_nobody_asked_for_is_refused(admin: FlaskClient) -> None:
    answer = post(admin, "/admin/people/new", login="mei", password_hash="x", **FORM)

    assert answer.status_code == 422


def test_letting_go_ends_every_session_and_frees_the_cases(app: Flask, admin: FlaskClient) -> None:
    team = make_team("CS2")
    agent = make_staff("luyao", teams=(team,))
    desk = signed_in_as(app, agent)
    ticket = make_ticket(team=team, assignee_id=agent.id, status=Status.OPEN)
    before = desk.get("/console/").status_code

    post(admin, f"/admin/people/{agent.id}/activity", f"/admin/people/{agent.id}", active="0")

    db.session.expire_all()
    assert (before, desk.get("/console/").status_code) == (200, 302)
    assert db.session.get_one(Ticket, ticket.id).assignee_id is None
    assert db.session.scalar(
        sa.select(StaffSession.ended_at).where(StaffSession.staff_id == agent.id)
    ) is not None  # fmt: skip
    assert "staff_deactivated" in actions()


def test_the_last_administrator_stays(admin: FlaskClient) -> None:
    anran = db.session.scalars(sa.select(Staff).where(Staff.login == "anran")).one()

    gone = post(admin, f"/admin/people/{anran.id}/activity", f"/admin/people/{anran.id}", active="0")
    demoted = post(admin, f"/admin/people/{anran.id}", **(FORM | {"role": "agent"}))

    db.session.expire_all()
    assert (gone.status_code, demoted.status_code) == (422, 422)
    assert db.session.get_one(Staff, anran.id).role == Role.ADMIN


def test_a_changed_role_counts_at_once(app: Flask, admin: FlaskClient) -> None:
    lead = make_staff("shen", role=Role.LEAD)
    browser = signed_in_as(app, lead)
    before = browser.get("/admin/levels").status_code

    post(admin, f"/admin/people/{lead.id}", **FORM)

    assert (before, browser.get("/admin/levels").status_code) == (200, 403)


def test_ending_sessions_signs_out(app: Flask, admin: FlaskClient) -> None:
    agent = make_staff("luyao")
    browser = signed_in_as(app, agent)

    post(admin, f"/admin/people/{agent.id}/sessions", f"/admin/people/{agent.id}")

    assert browser.get("/console/").status_code == 302
    assert "sessions_ended" in actions()


def test_a_new_password_replaces_the_old_one(app: Flask, admin: FlaskClient) -> None:
    agent = make_staff("luyao")

    page = post(admin, f"/admin/people/{agent.id}/password", f"/admin/people/{agent.id}")

    assert post(browser(app), "/sign-in", login="luyao", password=password_on(page.text)).status_code == 302


def test_without_the_forms_token_nothing_changes(admin: FlaskClient) -> None:
    answer = admin.post("/admin/people/new", data={"login": "mei", **FORM})

    assert answer.status_code == 400
    assert csrf_of(admin, "/admin/people/new")


def test_a_stranger_sees_nobody(app: Flask, admin: FlaskClient) -> None:
    agent = make_staff("luyao")
    stranger = signed_in_as(app, agent)

    assert browser(app).get("/admin/people").status_code == 302
    assert stranger.get("/admin/people").status_code == 403
    assert admin.get("/admin/people/999999").status_code == 404
