"""One case with everything around it, and the people who may or may not see it: what the rights are tried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
from tests.web.rights_table import BODIES, FORMS
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
    LabelField,
    Macro,
    ModelVersion,
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
    "settle_columns",
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
        client, headers = self.client(role), dict(OWN_PAGE)
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

    def client(self, role: str) -> Browser:
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


def make_world(app: Flask) -> World:
    """The people, the case, and one of everything else that has an address."""
    make_calendar()
    here, elsewhere = make_team("CS1"), make_team("CS9")
    people = {
        "agent": make_staff("agent", teams=(here,)),
        "lead": make_staff("lead", role=Role.LEAD),
        "owner": make_staff("owner", role=Role.PRODUCT_OWNER),
        "admin": make_staff("admin", role=Role.ADMIN),
        "stranger": make_staff("stranger", teams=(elsewhere,)),
        "other_owner": make_staff("other_owner", role=Role.PRODUCT_OWNER),
        "committee": make_staff("committee", role=Role.COMMITTEE),
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
    version = ModelVersion(field=LabelField.TYPE, version=1, sha256="0" * 64, size=1, made_at=AT, facts={})
    db.session.add_all([item, chat, other_theme, version])
    db.session.commit()
    return {
        "ticket_no": ticket.ticket_no,
        "other_ticket_no": make_ticket(customer, team_id=team_id, product_id=product_id).ticket_no,
        "other_theme_no": other_theme.theme_no,
        "token": ticket.public_token,
        "file_token": file.token,
        "console.file.token": file.token,
        "console.as_sent.sequence": 1,
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
        "learning.model.number": version.id,
        "learning.activate.number": version.id,
        "field": "type",
        "theme_no": theme.theme_no,
        "item_no": item.item_no,
        "name": "volume",
        "filename": "favicon.svg",
        "version": "x",
        "path": "favicon.svg",
    }
