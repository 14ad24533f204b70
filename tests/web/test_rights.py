"""Every route × every role has one verdict; no look changes anything; no change without the form's token."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from tests.web.rights_table import ROLES, VERDICTS, WITHOUT_TOKEN
from tests.web.rights_world import FAR_AWAY, SAFE, World, make_world
from tests.web.visitors import browser, make_key
from ticketing.db import db

pytestmark = pytest.mark.usefixtures("founded")
LOOKERS = ("nobody", "lead", "owner", "admin")


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(app)


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

    for role in LOOKERS:
        client, headers = world.client(role), {}
        if role in world.people:
            headers = make_key(world.people[role])
            client.get("/api/v1/openapi.json", headers=headers)
        before = fingerprint()
        for rule in rules(world.app):
            if not rule.methods or not rule.methods & {"GET"} or rule.methods - SAFE:
                continue
            asked = headers if rule.endpoint.startswith("api.") else {}
            client.get(world.address(rule), headers=asked, environ_base=FAR_AWAY)
            after = fingerprint()
            if after != before:
                wrong.append(f"{rule.endpoint} as {role}")
            before = after

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
