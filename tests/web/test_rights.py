"""Every route × every role has one verdict; no look changes anything; no change without the form's token."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from intake.models import ChatSession, ImportBatch, ImportStatus, JournalStatus, MailJournal
from tests.makers import (
    AT,
    make_calendar,
    make_customer,
    make_message,
    make_owner,
    make_product,
    make_staff,
    make_team,
    make_ticket,
)
from tests.web.rights_table import BODIES, FORMS, ROLES, VERDICTS, WITHOUT_TOKEN
from tests.web.visitors import Browser, browser, make_key, signed_in_as
from ticketing import files
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import (
    ApiKey,
    Article,
    Attachment,
    CallTask,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Item,
    JobRow,
    Macro,
    Role,
    Severity,
    Staff,
    Survey,
    SurveyStatus,
    Theme,
)
from web.portal.guard import HEADER

FAR_AWAY = {"REMOTE_ADDR": "203.0.113.7"}
IMPORTS = (
    "one_import",
    "import_state",
    "read_differently",
    "start_import",
    "discard_import",
    "rejects",
    "undo_import",
)
LOOKERS = ("nobody", "lead", "owner", "admin")
OWN_PAGE = {HEADER: "1", "Origin": "http://localhost"}
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class World:
    """One case with everything around it, and the people who may or may not see it."""

    people: dict[str, Staff]
    places: dict[str, Any]
    app: Flask

    def visit(self, role: str, rule: Rule, *, missing: bool = False) -> Any:
        """What this role is answered at this route."""
        client, headers = self._client(role), dict(OWN_PAGE)
        if rule.endpoint.startswith("api.") and role in self.people:
            headers |= make_key(self.people[role])
        method = next(iter(sorted(rule.methods - SAFE)), "GET") if rule.methods else "GET"
        sent: dict[str, Any] = {"data": self._form(rule.endpoint)} if method == "POST" else {}
        if rule.endpoint in BODIES:
            sent = {"json": BODIES[rule.endpoint]}
        return client.open(
            self.address(rule, missing=missing), method=method, headers=headers, environ_base=FAR_AWAY, **sent
        )

    def _form(self, endpoint: str) -> dict[str, str]:
        return {name: self.places.get(word, word) for name, word in FORMS.get(endpoint, {}).items()}

    def _client(self, role: str) -> Browser:
        return signed_in_as(self.app, self.people[role]) if role in self.people else browser(self.app)

    def address(self, rule: Rule, *, missing: bool = False) -> str:
        """The route's address with the world's objects in it, or with ones that never were."""
        values = {}
        for name in rule.arguments:
            known = self.places.get(f"{rule.endpoint}.{name}", self.places.get(name))
            assert known is not None, f"{rule.endpoint} needs a {name}: add it to the world"
            values[name] = (
                (999_999_999 if isinstance(known, int) else f"{known}-missing") if missing else known
            )
        return self.app.url_map.bind("localhost").build(rule.endpoint, values, method=None)


@pytest.fixture
def world(app: Flask) -> World:
    make_calendar()
    here, elsewhere = make_team("CS1"), make_team("CS9")
    people = {
        "agent": make_staff("agent", teams=(here,)),
        "lead": make_staff("lead", role=Role.LEAD),
        "owner": make_staff("owner", role=Role.PRODUCT_OWNER),
        "admin": make_staff("admin", role=Role.ADMIN),
        "stranger": make_staff("stranger", teams=(elsewhere,)),
        "other_owner": make_staff("other_owner", role=Role.PRODUCT_OWNER),
    }
    make_staff("second_admin", role=Role.ADMIN)
    db.session.add(JobRow(name="deliver_due", next_run_at=now(), last_ok_at=now()))
    product = make_product("DRV")
    make_owner(product, people["owner"])
    make_owner(make_product("HGC"), people["other_owner"])
    places = _places(app, here.id, product.id, people["agent"])
    return World(people, places, app)


def _places(app: Flask, team_id: int, product_id: int, agent: Staff) -> dict[str, Any]:
    customer = make_customer(email="wang@example.com")
    ticket = make_ticket(customer, team_id=team_id, product_id=product_id)
    message = make_message(ticket)
    file = Attachment(
        message_id=message.id,
        token="f" * 40,
        sha256=files.keep(app.extensions["ports"].files, b"hello"),
        filename="a.txt",
        content_type="text/plain",
        size=5,
    )
    survey = Survey(
        ticket_id=ticket.id, customer_id=customer.id, token="s" * 40, channel="mail",
        status=SurveyStatus.ASKED, asked_at=AT,
    )  # fmt: skip
    call = CallTask(
        ticket_id=ticket.id, customer_id=customer.id, dedupe_key="c", purpose="reply", phone="1",
        script="x", created_at=AT,
    )  # fmt: skip
    delivery = Delivery(
        ticket_id=ticket.id, kind=DeliveryKind.MAIL, recipient="wang@example.com", dedupe_key="d",
        status=DeliveryStatus.FAILED, created_at=AT, next_try_at=AT,
    )  # fmt: skip
    mail = MailJournal(
        sha256="0" * 64, raw=b"x", source="smtp", received_at=AT, next_try_at=AT,
        status=JournalStatus.QUARANTINED,
    )  # fmt: skip
    batch = ImportBatch(
        code="B-1", filename="log.csv", sha256="0" * 64, status=ImportStatus.DONE, created_at=AT,
        staff_id=agent.id,
    )  # fmt: skip
    theme = Theme(
        theme_no="TH-1", product_id=product_id, topic="C.renew", title_zh="续费", title_en="Renewal",
        created_at=AT,
    )  # fmt: skip
    article = Article(
        code="refund", question_zh="?", question_en="?", answer_zh="!", answer_en="!", updated_at=AT
    )
    macro = Macro(code="hello", title_zh="a", title_en="a", body_zh="a", body_en="a")
    key = ApiKey(token_hash="k", hint="k", name="k", staff_id=agent.id, created_at=AT)
    db.session.add_all([file, survey, call, delivery, mail, batch, theme, article, macro, key])
    db.session.flush()
    other_theme = Theme(
        theme_no="TH-2", product_id=product_id, topic="C.refund", title_zh="退款", title_en="Refund",
        created_at=AT,
    )  # fmt: skip
    item = Item(
        item_no="VOC-1", product_id=product_id, theme_id=theme.id, title_zh="续费", title_en="Renewal",
        severity=Severity.S3, proposed_at=AT, changed_at=AT,
    )  # fmt: skip
    chat = ChatSession(key="v" * 40, visitor="w" * 40, ticket_id=ticket.id, started_at=AT, seen_at=AT)
    db.session.add_all([item, chat, other_theme])
    db.session.commit()
    return {
        "ticket_no": ticket.ticket_no,
        "other_ticket_no": make_ticket(customer, team_id=team_id, product_id=product_id).ticket_no,
        "other_theme_no": other_theme.theme_no,
        "token": ticket.public_token,
        "file_token": file.token,
        "console.file.token": file.token,
        "portal.survey.token": survey.token,
        "portal.give.token": survey.token,
        "portal_chat.file.token": file.token,
        "key": chat.key,
        "code": "DRV",
        "admin.article.code": "refund",
        "admin.save_article.code": "refund",
        "admin.approve.code": "refund",
        "admin.macro.code": "hello",
        "admin.save_macro.code": "hello",
        "admin.calendar.code": "CN-OFFICE",
        "admin.save_calendar.code": "CN-OFFICE",
        **{f"console.{name}.code": batch.code for name in IMPORTS},
        "number": agent.id,
        "console.outcome.number": call.id,
        "admin.decide.number": delivery.id,
        "admin.raw.number": mail.id,
        "admin.run.number": mail.id,
        "admin.end_key.number": key.id,
        "theme_no": theme.theme_no,
        "item_no": item.item_no,
        "name": "volume",
        "filename": "favicon.svg",
        "version": "x",
        "path": "favicon.svg",
    }


def rules(app: Flask) -> Iterator[Rule]:
    """Every route of the application."""
    yield from sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def verdict(answer: Any) -> str:
    """The answer in the words of the table."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in"):
        return "in"
    return str(answer.status_code) if answer.status_code in {401, 403, 404} else "ok"


def test_every_route_has_its_row(app: Flask) -> None:
    known = set(VERDICTS)

    assert sorted({rule.endpoint for rule in rules(app)} - known) == []
    assert all(len(row.split()) == len(ROLES) for row in VERDICTS.values())


def test_no_row_outlives_its_route(app: Flask) -> None:
    here = {rule.endpoint for rule in rules(app)}
    rows = {endpoint for endpoint in VERDICTS if endpoint.partition(".")[0] in app.blueprints}

    assert sorted(rows - here) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_the_verdict_of_the_table(world: World, role: str) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = False
    column, wrong = ROLES.index(role), []

    for rule in rules(world.app):
        answer = world.visit(role, rule)
        wanted, found = VERDICTS[rule.endpoint].split()[column], verdict(answer)
        if found != wanted or answer.status_code >= 500:
            wrong.append(f"{rule.endpoint}: {found} ({answer.status_code}) instead of {wanted}")

    assert "\n".join(wrong) == ""


def test_what_is_not_there_is_not_found(world: World) -> None:
    """By somebody who would be let in: otherwise the answer would say nothing about the object."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    wrong = []

    for rule in rules(world.app):
        welcome = [
            role for role, word in zip(ROLES, VERDICTS[rule.endpoint].split(), strict=True) if word == "ok"
        ]
        if rule.arguments and welcome:
            answer = world.visit(
                welcome[-1] if rule.endpoint.startswith("admin.") else welcome[0], rule, missing=True
            )
            if answer.status_code != 404:
                wrong.append(f"{rule.endpoint}: {answer.status_code}")

    assert "\n".join(wrong) == ""


def test_looking_changes_nothing(world: World) -> None:
    wrong = []

    for rule in rules(world.app):
        if not rule.methods or not rule.methods & {"GET"} or rule.methods - SAFE:
            continue
        for role in LOOKERS:
            client, headers = world._client(role), {}
            if rule.endpoint.startswith("api.") and role in world.people:
                headers = make_key(world.people[role])
                client.get("/api/v1/openapi.json", headers=headers)
            before = fingerprint()
            client.get(world.address(rule), headers=headers, environ_base=FAR_AWAY)
            if fingerprint() != before:
                wrong.append(f"{rule.endpoint} as {role}")

    assert "\n".join(wrong) == ""


def test_doors_without_a_token_ask_for_something_else(world: World) -> None:
    """A key, or the header that another site's page cannot send."""
    wrong = []

    for rule in rules(world.app):
        if rule.methods and rule.methods - SAFE and rule.endpoint.partition(".")[0] in WITHOUT_TOKEN:
            answer = browser(world.app).post(world.address(rule), json={})
            if answer.status_code not in {401, 403}:
                wrong.append(f"{rule.endpoint}: {answer.status_code}")

    assert "\n".join(wrong) == ""


def test_no_change_without_the_forms_token(world: World) -> None:
    wrong = []

    for rule in rules(world.app):
        if rule.methods and rule.methods - SAFE and rule.endpoint.partition(".")[0] not in WITHOUT_TOKEN:
            answers = {role: world.visit(role, rule).status_code for role in ("nobody", "lead", "admin")}
            wrong += [
                f"{rule.endpoint} as {role}: {status}" for role, status in answers.items() if status != 400
            ]

    assert "\n".join(wrong) == ""


def fingerprint() -> str:
    """Everything in the database but when keys and sessions were last seen."""
    db.session.rollback()
    seen = hashlib.sha256()
    for table in db.metadata.sorted_tables:
        columns = [one for one in table.c if one.name not in {"last_used_at", "seen_at"}]
        for row in sorted(map(repr, db.session.execute(sa.select(*columns)).all())):
            seen.update(row.encode())
    return seen.hexdigest()
