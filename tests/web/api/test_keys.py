"""Keys: scoped, ended, expired, bound to a person; and the description of what they open."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_owner, make_product, make_staff
from tests.web.visitors import make_key
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import ApiKey, Role


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer voc_nonsense", "Basic dm9jOnZvYw==", "voc_nonsense"]
)
def test_without_a_living_key_nothing_opens(app: Flask, header: str) -> None:
    answer = app.test_client().get("/api/v1/tickets", headers={"Authorization": header})

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_opens_only_what_it_was_made_for(app: Flask) -> None:
    key = make_key(make_staff(role=Role.LEAD), ("themes:read",))
    client = app.test_client()

    assert client.get("/api/v1/themes", headers=key).status_code == 200
    assert client.get("/api/v1/tickets", headers=key).status_code == 403


@pytest.mark.parametrize("over", [{"ended_at": now()}, {"expires_at": now() - timedelta(seconds=1)}])
def test_an_ended_or_expired_key_is_dead(app: Flask, over: dict[str, object]) -> None:
    key = make_key(make_staff(role=Role.LEAD), **over)

    assert app.test_client().get("/api/v1/tickets", headers=key).status_code == 401


def test_a_key_dies_with_its_person(app: Flask) -> None:
    lead = make_staff(role=Role.LEAD)
    key, client = make_key(lead), app.test_client()
    before = client.get("/api/v1/tickets", headers=key).status_code

    lead.active = False
    db.session.commit()

    assert (before, client.get("/api/v1/tickets", headers=key).status_code) == (200, 401)


def test_use_is_noted(app: Flask) -> None:
    key = make_key(make_staff(role=Role.LEAD))

    app.test_client().get("/api/v1/themes", headers=key)

    db.session.expire_all()
    assert db.session.scalar(sa.select(ApiKey.last_used_at)) is not None


def test_a_key_in_the_address_opens_nothing(app: Flask) -> None:
    token = make_key(make_staff(role=Role.LEAD))["Authorization"].removeprefix("Bearer ")

    assert app.test_client().get(f"/api/v1/tickets?key={token}").status_code == 401


def test_a_backlog_is_for_those_who_may_see_the_product(app: Flask) -> None:
    product, other = make_product("DRV"), make_product("HGC")
    owner = make_staff(role=Role.PRODUCT_OWNER)
    make_owner(product, owner)
    key, client = make_key(owner), app.test_client()

    own = client.get("/api/v1/products/DRV/backlog", headers=key)
    foreign = client.get(f"/api/v1/products/{other.code}/backlog", headers=key)
    missing = client.get("/api/v1/products/NONE/backlog", headers=key)

    assert own.json == {"changes": [], "next_cursor": "0", "more": False}
    assert (foreign.status_code, foreign.json) == (404, missing.json)


def test_the_description_is_openapi_3_1(app: Flask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").json

    operations = [one for path in document["paths"].values() for one in path.values()]
    wanted = {"400", "401", "403", "404", "409", "422", "429"}
    references = set(_references(document))
    assert document["openapi"].startswith("3.1")
    assert len(operations) == 6
    assert all(wanted <= set(one["responses"]) for one in operations)
    assert references and all(one in document["components"]["schemas"] for one in references)


def test_errors_of_the_api_are_problem_json(app: Flask) -> None:
    client = app.test_client()

    for answer in (client.get("/api/v1/nothing"), client.delete("/api/v1/tickets")):
        assert answer.mimetype == "application/problem+json"
        assert answer.json["status"] == answer.status_code


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].rsplit("/", 1)[1]] if "$ref" in value else []
        return own + [one for part in value.values() for one in _references(part)]
    return [one for part in value for one in _references(part)] if isinstance(value, list) else []
