"""The demo company: loaded once into an empty database, with twelve weeks of history behind it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from ticketing.clock import now
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Setting
from web.auth import hash_password
from web.founding import SETTING, examples_of
from web.history import live_through

PASSWORD = "hefan-demo"  # noqa: S105  # printed on the terminal on purpose: the demo is for one's own machine
SHOWN = {
    "luyao": "agent at the complaint desk, /console",
    "jiangxiaoman": "agent, first line, /console",
    "shenqing": "lead: sees everything, /console and /reports",
    "linzhixia": "product owner of FanDrive and FanPlay, /product",
    "anran": "admin, /admin",
}


RATE = 6.0
"""Tickets a day in the demo's history: about 500 in twelve weeks, half a minute to live through."""


def load(app: Flask, tell: Callable[[str], None], *, rate: float = RATE) -> None:
    """Load company and history if the database is empty; otherwise leave everything as it is.

    Args:
        rate: tickets a day of history; 0 loads the company alone.
    """
    if db.session.get(Setting, "company") is not None:
        return
    ports = app.extensions["ports"]
    tell("loading the demo company Hefan Connect 禾帆互联 ...")
    company = read_company(DEMO_FOLDER)
    hashed = hash_password(PASSWORD)
    with unit_of_work(ports) as session:
        load_company(company, at=now(), password_of=lambda _login: hashed)
        session.merge(Setting(name=SETTING, value=examples_of(company)))
    if rate:
        told = live_through(company, ports, end=now(), rate=rate, tell=tell)
        tell(f"{told} tickets of twelve weeks are in")


def sign_ins() -> list[str]:
    """One line for each person worth trying."""
    return [f"  {login:<14} {what}" for login, what in SHOWN.items()]
