"""A product owner at their pages: a themed product of today, an item, a browser that is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_owner, make_product, make_staff
from tests.ticketing.backlog import loop
from tests.web.visitors import browser, csrf_of, signed_in_as
from ticketing.backlog import proposing
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Item, Role, Staff, Theme


@dataclass
class Desk:
    """Who sits there, and the ways to ask and to act."""

    app: Flask
    owner: Staff
    client: FlaskClient
    at: datetime

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def post(self, address: str, page: str, **fields: Any) -> Any:
        """Send a form with the token of the page it stands on."""
        answer = self.client.post(address, data={"csrf_token": csrf_of(self.client, page), **fields})
        db.session.rollback()
        db.session.expire_all()
        return answer

    def stranger(self) -> FlaskClient:
        """The owner of another product."""
        other = make_staff("other", role=Role.PRODUCT_OWNER, language="en")
        make_owner(make_product("HGC"), other)
        return signed_in_as(self.app, other)

    def nobody(self) -> FlaskClient:
        return browser(self.app)


def make_desk(app: Flask, voices: int = 5, **over: Any) -> Desk:
    """A product with this many customers' voices of just now, and its owner signed in."""
    at = now()
    _, owner = loop.make_themed_product(at, app.extensions["ports"], voices, **over)
    owner.language = "en"
    db.session.commit()
    return Desk(app, owner, signed_in_as(app, owner), at)


def make_item(desk: Desk) -> Item:
    """What the evidence alone puts on the backlog."""
    proposing.propose_items(desk.app.extensions["ports"], desk.at)
    return loop.the_item()


def the_theme() -> Theme:
    return loop.the_theme()
