"""The routing matrix in words, and a box to try it: which row decides, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import render_template, request
from flask_babel import gettext as _

from ticketing.db import db
from ticketing.models import Product, Route, Setting, Severity, Team, TicketType, Tier, Topic
from ticketing.triage import routing as matrix
from web.admin.blueprint import READERS, blueprint
from web.auth import roles
from web.language import current_language

ASKED = (
    "type",
    "phase",
    "topic",
    "product",
    "severity",
    "signal",
    "channel",
    "language",
    "tier",
    "confidence",
)


@dataclass(frozen=True)
class Line:
    """One row of the matrix as the page shows it; ``stopped_by`` is the condition a tried case failed."""

    route: Route
    conditions: list[tuple[str, str, list[str], bool | None]]
    """Field, its name, accepted values, whether the tried case meets it."""
    stopped_by: str = ""
    decides: bool = False


@blueprint.get("/routing")
@roles(*READERS)
def routing() -> str:
    """Every row in its order; with a case in the address, which of them decides."""
    tried = {name: request.args.get(name, "") for name in ASKED}
    facts = _facts(tried) if any(tried.values()) else None
    chosen = matrix.first_match(facts) if facts is not None else None
    routes = db.session.scalars(sa.select(Route).order_by(Route.position)).all()
    words = _Words(current_language())
    return render_template(
        "admin/routing.html",
        lines=[_line(route, facts, chosen, words) for route in routes],
        tried=tried,
        facts=facts,
        chosen=chosen,
        teams={team.code: team for team in db.session.scalars(sa.select(Team))},
        choices=words.choices(),
        words=words,
    )


def _facts(tried: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """A case as routing sees it: what was not chosen is not known."""
    code = tried["product"] or matrix.UNKNOWN
    product = db.session.scalar(sa.select(Product).where(Product.code == code))
    given = {**tried, "product": code, "kind": product.kind.value if product is not None else ""}
    given["confidence"] = tried["confidence"] or "high"
    return {name: frozenset([value]) for name, value in given.items() if value} | {
        "signal": frozenset(one for one in [tried["signal"]] if one)
    }


def _line(
    route: Route, facts: Mapping[str, frozenset[str]] | None, chosen: Route | None, words: _Words
) -> Line:
    conditions, stopped_by = [], ""
    for name, accepted in route.conditions.items():
        if not accepted:
            continue
        met = None if facts is None else not facts.get(name, frozenset()).isdisjoint(accepted)
        title = words.field(name)
        conditions.append((name, title, [words.value(name, str(one)) for one in accepted], met))
        if met is False and not stopped_by:
            stopped_by = title
    return Line(route, conditions, stopped_by, chosen is not None and route.id == chosen.id)


class _Words:
    """Names of fields and values in the reader's language."""

    def __init__(self, language: str) -> None:
        self._zh = language == "zh"
        topics = db.session.scalars(sa.select(Topic).order_by(Topic.code))
        products = db.session.scalars(sa.select(Product).order_by(Product.code))
        signals = db.session.get(Setting, "signals")
        named = signals.value.items() if signals is not None else ()
        self._values: dict[str, dict[str, str]] = {
            "type": _types(),
            "phase": {"pre": _("before purchase"), "in": _("in use"), "after": _("after purchase")},
            "topic": {one.code: one.name_zh if self._zh else one.name_en for one in topics},
            "product": {one.code: one.name(language) for one in products} | {matrix.UNKNOWN: _("unknown")},
            "severity": {one.value: one.value for one in Severity},
            "signal": {code: str(names.get(language, code)) for code, names in named},
            "channel": {"chat": _("Web chat"), "mail": _("E-mail"), "hotline": _("Hotline"), "api": "API"},
            "language": {"zh": "中文", "en": "English", "other": _("another language")},
            "tier": {Tier.STANDARD.value: _("standard"), Tier.VIP.value: "VIP"},
            "confidence": {"low": _("not sure")},
        }

    def field(self, name: str) -> str:
        """A condition's name."""
        names = {
            "type": _("Type"),
            "phase": _("Phase"),
            "topic": _("Topic"),
            "product": _("Product"),
            "kind": _("Kind of product"),
            "severity": _("Severity"),
            "signal": _("Signal"),
            "channel": _("Channel"),
            "language": _("Language"),
            "tier": _("Customer"),
            "confidence": _("Recognition"),
            "priority": _("Priority"),
        }
        return names.get(name, name)

    def value(self, name: str, code: str) -> str:
        """An accepted value."""
        return self._values.get(name, {}).get(code, code)

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the box offers, by field."""
        return {name: list(self._values[name].items()) for name in ASKED}


def _types() -> dict[str, str]:
    words = {
        TicketType.ENQUIRY: _("Enquiry"),
        TicketType.COMPLAINT: _("Complaint"),
        TicketType.FAULT: _("Fault report"),
        TicketType.REQUEST: _("Service request"),
        TicketType.SUGGESTION: _("Suggestion"),
        TicketType.PRAISE: _("Praise"),
        TicketType.WHISTLE: _("Report of wrongdoing"),
    }
    return {kind.value: words.get(kind, kind.value) for kind in TicketType}
