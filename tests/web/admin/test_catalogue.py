"""Products, calendars, routing, answers: changed here, written down, understood at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_calendar, make_owner, make_product, make_staff, make_team, make_ticket
from tests.web.visitors import post, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import (
    Article,
    Audit,
    Calendar,
    Exposure,
    Macro,
    Metric,
    Product,
    ProductOwner,
    Role,
    Route,
    Target,
    TargetStatus,
)
from ticketing.triage import catalogue


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in_as(app, make_staff("anran", role=Role.ADMIN))


def last_audit() -> Audit:
    return db.session.scalars(sa.select(Audit).order_by(Audit.id.desc()).limit(1)).one()


class TestProducts:
    def test_a_new_alias_is_understood_at_once(self, admin: FlaskClient) -> None:
        make_product(aliases=("帆船盘",))
        known = catalogue.products_in("帆船盘坏了")

        answer = post(
            admin, "/admin/products/DRV", name_zh="帆盘会员", name_en="FanDrive Plus", aliases="帆仔盘"
        )

        db.session.rollback()
        db.session.expire_all()
        assert (known, answer.status_code) == (("DRV",), 303)
        assert (catalogue.products_in("帆仔盘坏了"), catalogue.products_in("帆船盘坏了")) == (("DRV",), ())
        assert last_audit().data["aliases"] == [["帆船盘"], ["帆仔盘"]]

    def test_an_old_name_stays_as_another_name(self, admin: FlaskClient) -> None:
        make_product()

        post(admin, "/admin/products/DRV", name_zh="帆盘大会员", name_en="FanDrive Plus", aliases="")

        aliases = db.session.scalars(sa.select(Product)).one().aliases
        assert [one.alias for one in aliases] == ["帆盘会员"]

    def test_handing_over_ends_the_old_ownership_the_day_before(self, admin: FlaskClient) -> None:
        product, old, new = (
            make_product(),
            make_staff(role=Role.PRODUCT_OWNER),
            make_staff(role=Role.PRODUCT_OWNER),
        )
        make_owner(product, old)

        post(
            admin,
            "/admin/products/DRV/owners",
            "/admin/products/DRV",
            staff=new.id,
            deputy=old.id,
            valid_from="2026-10-01",
            valid_to="",
        )

        rows = db.session.scalars(sa.select(ProductOwner).order_by(ProductOwner.valid_from)).all()
        assert [(one.staff_id, one.valid_to) for one in rows] == [(old.id, date(2026, 9, 30)), (new.id, None)]
        assert rows[1].deputy_id == old.id

    def test_the_deputy_is_somebody_else(self, admin: FlaskClient) -> None:
        make_product()
        owner = make_staff(role=Role.PRODUCT_OWNER)
        fields = {"staff": owner.id, "deputy": owner.id, "valid_from": "2026-10-01", "valid_to": ""}

        answer = post(admin, "/admin/products/DRV/owners", "/admin/products/DRV", **fields)

        assert answer.status_code == 422
        assert db.session.scalar(sa.select(ProductOwner.id)) is None

    def test_active_users_are_kept_by_month(self, admin: FlaskClient) -> None:
        make_product()

        for users in ("120000", "130000"):
            post(
                admin, "/admin/products/DRV/users", "/admin/products/DRV", month="2026-10", active_users=users
            )

        row = db.session.scalars(sa.select(Exposure)).one()
        assert (row.month, row.active_users) == (date(2026, 10, 1), 130000)


class TestCalendars:
    WEEK = {f"week_{day}": "09:00–18:00" for day in ("mon", "tue", "wed", "thu", "fri")} | {
        "week_sat": "",
        "week_sun": "",
    }

    def fields(self, **over: str) -> dict[str, str]:
        return self.WEEK | {"closed": "", "open": "", "complete_until": "2026"} | over

    def test_holidays_and_make_up_days_are_kept(self, admin: FlaskClient) -> None:
        make_calendar()
        fields = self.fields(closed="2026-10-01..2026-10-03", open="2026-10-10 09:00-12:00, 13:00-18:00")

        post(admin, "/admin/calendars/CN-OFFICE", **fields)

        row = db.session.scalars(sa.select(Calendar)).one()
        assert row.closed == ["2026-10-01", "2026-10-02", "2026-10-03"]
        assert row.open == {"2026-10-10": [["09:00", "12:00"], ["13:00", "18:00"]]}
        assert last_audit().action == "calendar_changed"

    def test_what_would_follow_is_said_and_nothing_is_stored(self, admin: FlaskClient) -> None:
        make_calendar()
        day = now().date() + timedelta(days=3)
        ticket = make_ticket()
        db.session.add(
            Target(
                ticket_id=ticket.id,
                metric=Metric.RESOLUTION,
                status=TargetStatus.RUNNING,
                calendar_code="CN-OFFICE",
                minutes=540,
                started_at=now(),
                due_at=now() + timedelta(days=5),
            )
        )
        db.session.commit()

        answer = post(
            admin, "/admin/calendars/CN-OFFICE?language=en", **self.fields(closed=str(day), preview="1")
        )

        assert answer.status_code == 200
        assert "1 coming day changes" in answer.text and "1 running promise is due" in answer.text
        assert db.session.scalars(sa.select(Calendar)).one().closed == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"closed": "tomorrow"},
            {"closed": "2026-10-07..2026-10-01"},
            {"open": "2026-10-10 18:00-09:00"},
            {"week_mon": "9 to 5"},
            {"complete_until": "soon"},
        ],
    )
    def test_a_day_nobody_can_read_is_refused(self, admin: FlaskClient, wrong: dict[str, str]) -> None:
        make_calendar()

        answer = post(admin, "/admin/calendars/CN-OFFICE", **self.fields(**wrong))

        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_the_box_names_the_row_that_decides(app: Flask, admin: FlaskClient) -> None:
    make_team("CMP")
    for position, conditions in ((1, {"signal": ["safety"]}), (2, {"type": ["complaint"]}), (3, {})):
        db.session.add(
            Route(
                position=position,
                conditions=conditions,
                team_code="CMP",
                reason=f"r{position}",
                reason_zh=f"理由{position}",
                reason_en=f"because {position}",
            )
        )
    db.session.commit()

    page = admin.get("/admin/routing?type=complaint&language=en").text

    assert "Row 2: Team CMP, because: because 2" in page
    assert page.count('aria-selected="true"') == 1


class TestAnswers:
    ARTICLE: ClassVar = {
        "product": "",
        "question_zh": "怎么退款？",
        "question_en": "How do I get my money back?",
        "answer_zh": "在订单页申请。",
        "answer_en": "Ask on the order page.",
        "paraphrases": "退钱\n退款流程",
    }

    def test_a_new_article_waits_for_approval(self, admin: FlaskClient) -> None:
        post(admin, "/admin/articles/new", code="refund", **self.ARTICLE)
        draft = db.session.scalars(sa.select(Article)).one().approved

        post(admin, "/admin/articles/refund/approval", "/admin/articles/refund", approved="1")

        db.session.expire_all()
        assert (draft, db.session.scalars(sa.select(Article)).one().approved) == (False, True)
        assert last_audit().action == "article_approved"

    def test_both_languages_are_needed(self, admin: FlaskClient) -> None:
        answer = post(admin, "/admin/articles/new", code="refund", **(self.ARTICLE | {"answer_en": ""}))

        assert (answer.status_code, db.session.scalar(sa.select(Article.id))) == (422, None)
        assert "退款流程" in answer.text

    def test_a_canned_reply_is_changed(self, admin: FlaskClient) -> None:
        words = {"title_zh": "问候", "title_en": "Greeting", "body_zh": "您好", "body_en": "Hello"}
        post(admin, "/admin/macros/new", code="hello", **words)

        post(admin, "/admin/macros/hello", **(words | {"body_en": "Good day"}))

        db.session.expire_all()
        assert db.session.scalars(sa.select(Macro)).one().body_en == "Good day"


def test_leads_read_the_rules_but_change_nothing(app: Flask, admin: FlaskClient) -> None:
    make_product()
    make_calendar()
    lead = signed_in_as(app, make_staff(role=Role.LEAD))
    pages = (
        "products",
        "products/DRV",
        "levels",
        "calendars/CN-OFFICE",
        "routing",
        "articles",
        "macros",
        "topics",
    )

    assert [lead.get(f"/admin/{page}").status_code for page in pages] == [200] * len(pages)
    assert 'class="btn btn--primary"' not in lead.get("/admin/products/DRV").text
    assert post(lead, "/admin/products/DRV", "/console/", name_zh="x", name_en="y").status_code == 403
    stranger = signed_in_as(app, make_staff())
    assert {stranger.get(f"/admin/{page}").status_code for page in pages} == {403}
