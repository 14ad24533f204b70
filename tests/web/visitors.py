"""People at the door: sign in as somebody, or come with a key."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient

from ticketing.clock import now
from ticketing.db import db
from ticketing.models import ApiKey, Scope, Staff, StaffSession
from web.admin.keys import digest
from web.auth import _digest

EVERY_SCOPE = tuple(scope.value for scope in Scope)


class Browser(FlaskClient):
    """A browser of its own: what one request remembers in the test's app context, no other one sees."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


def browser(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app, app.response_class)


def signed_in_as(app: Flask, staff: Staff, at: datetime | None = None) -> FlaskClient:
    """A browser with a session of this person: the row is real, only the slow password is left out."""
    at = at or now()
    token = secrets.token_urlsafe(16)
    db.session.add(StaffSession(token_hash=_digest(token), staff_id=staff.id, created_at=at, seen_at=at))
    db.session.commit()
    client = browser(app)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def make_key(staff: Staff, scopes: tuple[str, ...] = EVERY_SCOPE, **over: Any) -> dict[str, str]:
    """The header that opens the API as this person."""
    token = "voc_" + secrets.token_urlsafe(16)
    values = {"name": "test", "created_at": now(), "expires_at": now() + timedelta(days=1)} | over
    key = ApiKey(token_hash=digest(token), hint=token[:10], staff_id=staff.id, scopes=list(scopes), **values)
    db.session.add(key)
    db.session.commit()
    return {"Authorization": f"Bearer {token}"}


def csrf_of(client: FlaskClient, page: str) -> str:
    """The token of a page's form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found is not None, f"{page} has no form"
    return found[1]


def post(client: FlaskClient, address: str, page: str | None = None, **fields: Any) -> Any:
    """Send a form the way a browser does: with the token of the page it stands on."""
    return client.post(address, data={"csrf_token": csrf_of(client, page or address), **fields})
