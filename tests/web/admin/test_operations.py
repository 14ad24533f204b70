"""What needs a person: stuck deliveries, quarantined mails, keys; and the log that remembers it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from intake.models import JournalStatus, MailJournal
from tests.makers import make_staff, make_ticket
from tests.web.visitors import browser, post, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import ApiKey, Audit, Delivery, DeliveryKind, DeliveryStatus, JobRow, Role
from web.auth import hash_password

PASSWORD = "correct horse"


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in_as(app, make_staff("anran", role=Role.ADMIN, password_hash=hash_password(PASSWORD)))


def stuck(status: DeliveryStatus = DeliveryStatus.UNCERTAIN) -> Delivery:
    row = Delivery(
        ticket_id=make_ticket().id,
        kind=DeliveryKind.MAIL,
        recipient="wangxiaoming@example.com",
        dedupe_key="stuck",
        payload={"text": "secret words of a case"},
        status=status,
        created_at=now() - timedelta(hours=1),
        next_try_at=now() + timedelta(days=900),
        last_error="no answer after the last byte",
    )
    db.session.add(row)
    db.session.commit()
    return row


def quarantined() -> MailJournal:
    row = MailJournal(
        sha256="0" * 64,
        raw=b"From: x@example.com\r\n\r\nodd",
        source="smtp",
        sender="x@example.com",
        received_at=now(),
        status=JournalStatus.QUARANTINED,
        attempts=3,
        next_try_at=now(),
        error="Traceback\nLookupError: unknown encoding: klingon",
    )
    db.session.add(row)
    db.session.commit()
    return row


def actions() -> list[str]:
    return list(db.session.scalars(sa.select(Audit.action).order_by(Audit.id)))


def test_the_overview_shows_failing_work(admin: FlaskClient) -> None:
    db.session.add(JobRow(name="deliver_due", next_run_at=now(), last_error="boom", failures=3, runs=3))
    db.session.commit()

    page = admin.get("/admin/").text

    assert "deliver_due" in page and "boom" in page
    assert admin.get("/admin/health").status_code == 200


def test_the_self_check_speaks_the_reader_s_language(admin: FlaskClient) -> None:
    """The page in Chinese, the command line in English."""
    page = admin.get("/admin/health?language=zh").get_data(as_text=True)

    assert "邮件只留在本机，没有发出" in page
    assert "mail out is kept inside" in admin.get("/admin/health?language=en").get_data(as_text=True)


def test_the_outbox_shows_no_words_and_half_an_address(admin: FlaskClient) -> None:
    stuck()

    page = admin.get("/admin/outbox").text

    assert "w…@example.com" in page
    assert "wangxiaoming" not in page and "secret words" not in page


@pytest.mark.parametrize(
    ("decision", "status", "action"),
    [
        ("send", DeliveryStatus.QUEUED, "delivery_send"),
        ("leave", DeliveryStatus.SENT, "delivery_leave"),
        ("give_up", DeliveryStatus.FAILED, "delivery_give_up"),
    ],
)
def test_a_person_decides_about_an_uncertain_mail(
    admin: FlaskClient, decision: str, status: DeliveryStatus, action: str
) -> None:
    row = stuck()

    answer = post(admin, f"/admin/outbox/{row.id}/decision", "/admin/outbox", decision=decision)

    db.session.expire_all()
    assert (answer.status_code, db.session.get_one(Delivery, row.id).status) == (303, status)
    assert action in actions()


@pytest.mark.parametrize("decision", ["leave", "send", "give_up"])
def test_only_a_doubtful_mail_can_be_left(admin: FlaskClient, decision: str) -> None:
    """What failed did not arrive: calling it delivered would be a lie."""
    row = stuck(DeliveryStatus.FAILED)

    answer = post(admin, f"/admin/outbox/{row.id}/decision", "/admin/outbox?status=failed", decision=decision)

    assert answer.status_code == (409 if decision == "leave" else 303)


def test_an_administrator_opens_the_outbox_after_a_restore(admin: FlaskClient) -> None:
    """C58: the page says that nothing leaves; one button, written down, lets it leave."""
    settings = admin.application.extensions["settings"]
    (settings.var / "outbox-closed").touch()
    assert "/admin/outbox/open" in admin.get("/admin/outbox").text

    answer = post(admin, "/admin/outbox/open", "/admin/outbox")

    assert answer.status_code == 303 and not (settings.var / "outbox-closed").exists()
    assert "outbox_opened" in actions() and "/admin/outbox/open" not in admin.get("/admin/outbox").text


def test_what_was_sent_is_not_sent_again(admin: FlaskClient) -> None:
    row = stuck(DeliveryStatus.SENT)

    answer = post(admin, f"/admin/outbox/{row.id}/decision", "/admin/outbox?status=sent", decision="send")

    assert answer.status_code == 409


def test_a_quarantined_mail_is_downloaded_and_run_again(admin: FlaskClient) -> None:
    row = quarantined()
    page = admin.get("/admin/journal").text

    raw = post(admin, f"/admin/journal/{row.id}/raw", "/admin/journal")
    post(admin, f"/admin/journal/{row.id}/run", "/admin/journal")

    db.session.expire_all()
    assert "unknown encoding: klingon" in page
    assert (raw.data, raw.mimetype) == (b"From: x@example.com\r\n\r\nodd", "application/octet-stream")
    assert raw.headers["Content-Disposition"].startswith("attachment")
    assert db.session.get_one(MailJournal, row.id).status == JournalStatus.NEW
    assert actions() == ["mail_downloaded", "mail_run_again"]


def test_a_mail_that_became_a_case_is_not_shown_here(admin: FlaskClient) -> None:
    row = quarantined()
    row.status = JournalStatus.PARSED
    db.session.commit()

    assert post(admin, f"/admin/journal/{row.id}/raw", "/admin/people/new").status_code == 409


KEY = {"name": "shop", "scopes": ["tickets:read"], "days": "30"}


def test_a_key_is_shown_once_opens_the_api_and_is_ended(app: Flask, admin: FlaskClient) -> None:
    lead = make_staff(role=Role.LEAD)
    page = post(admin, "/admin/keys", staff=lead.id, password=PASSWORD, **KEY).text
    token = re.search(r"voc_[\w-]{40,}", page)
    assert token is not None
    header = {"Authorization": f"Bearer {token[0]}"}
    key = db.session.scalars(sa.select(ApiKey)).one()

    before = browser(app).get("/api/v1/tickets", headers=header).status_code
    post(admin, f"/admin/keys/{key.id}/end", "/admin/keys")
    after = browser(app).get("/api/v1/tickets", headers=header).status_code

    assert (before, after) == (200, 401)
    assert token[0] not in admin.get("/admin/keys").text and token[0] not in key.token_hash
    assert actions() == ["api_key_added", "api_key_ended"]


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"password": ""}, {"scopes": []}, {"scopes": ["root"]}, {"days": "9999"}]
)
def test_a_key_needs_the_password_and_a_scope(admin: FlaskClient, wrong: dict[str, object]) -> None:
    lead = make_staff(role=Role.LEAD)

    answer = post(admin, "/admin/keys", **({"staff": lead.id, "password": PASSWORD} | KEY | wrong))

    assert (answer.status_code, db.session.scalar(sa.select(ApiKey.id))) == (422, None)


def test_a_key_never_acts_as_an_administrator(admin: FlaskClient) -> None:
    other = make_staff(role=Role.ADMIN)

    assert post(admin, "/admin/keys", staff=other.id, password=PASSWORD, **KEY).status_code == 422


def test_the_log_is_read_only_and_can_be_narrowed(app: Flask, admin: FlaskClient) -> None:
    db.session.add(Audit(at=now(), action="unmask", subject="customer:7", data={"why": "<b>call</b>"}))
    db.session.add(Audit(at=now(), action="sign_in"))
    db.session.commit()

    page = admin.get("/admin/audit?action=unmask").text

    assert "customer:7" in page and "<b>call" not in page
    assert admin.post("/admin/audit").status_code in {400, 405}
    assert signed_in_as(app, make_staff()).get("/admin/audit").status_code == 403
