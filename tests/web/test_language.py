"""Whose language and whose clock a page uses before the browser has its say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string

from ticketing.db import db
from ticketing.models import Setting

NEW_YEARS_EVE = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [(None, "1 Jan 2027 01:30 Jan 1, 2027"), ("Europe/Berlin", "31 Dec 2026 18:30 Dec 31, 2026")],
)
def test_times_are_shown_by_the_companys_clock(app: Flask, zone: str | None, shown: str) -> None:
    """A page without scripts, a print and a screen reader's title show no UTC."""
    if zone:
        db.session.add(Setting(name="company", value={"timezone": zone}))
        db.session.commit()

    with app.test_request_context("/?language=en"):
        page = render_template_string(
            "{{ at|datetimeformat('d MMM yyyy HH:mm') }} {{ at|dateformat('medium') }}", at=NEW_YEARS_EVE
        )

    assert page == shown
