"""Events in words: what happened on a ticket, one sentence each, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_babel import gettext as _

from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Event, Product, Setting, Staff, Target, Team, Ticket, Topic
from ticketing.sla import explain
from ticketing.tickets import queries
from web.language import current_language


def install(app: Flask) -> None:
    """Give templates the few words that need the database."""
    app.jinja_env.globals.update(now_at=now, why_due=why_due, signal_word=signal_word)


def why_due(ticket: Ticket, target: Target) -> str:
    """Why this target is due when it is due, in one breath."""
    return explain.explain(ticket, target, current_language(), now())


def signal_word(code: str) -> str:
    """A danger signal in the reader's language, as the company's files name it."""
    row = db.session.get(Setting, "signals")
    words = row.value.get(str(code), {}) if row is not None else {}
    return str(words.get(current_language(), code))


HIDDEN = frozenset(
    {"ticket_opened", "customer_wrote", "reply_sent", "note_added", "product_answered", "customer_told"}
)
"""Events whose message stands in the conversation itself."""
ICONS = {
    "ticket_assigned": "user",
    "ticket_routed": "bolt",
    "sla_warned": "clock",
    "sla_breached": "alert",
    "sla_escalated": "alert",
    "status_changed": "check",
    "delivery_failed": "alert",
    "survey_given": "star",
    "severity_raised": "alert",
}


@dataclass(frozen=True)
class EventLine:
    """One line between the messages."""

    at: datetime
    text: str
    icon: str


def timeline(ticket: Ticket, language: str) -> list[EventLine]:
    """Everything that happened to a ticket beside what was said."""
    shown = [event for event in queries.timeline(ticket) if event.kind not in HIDDEN]
    return [
        EventLine(event.at, _sentence(event, language), ICONS.get(event.kind, "info"))
        for event in shown
        if not (event.kind == "ticket_classified" and event.staff_id is None)
    ]


def line_of(event: Event, language: str) -> EventLine:
    """One event in words, whatever its kind."""
    return EventLine(event.at, _sentence(event, language), ICONS.get(event.kind, "info"))


def _sentence(event: Event, language: str) -> str:
    data, who = event.data, _name(event.staff_id, language)
    teller = _TELLERS.get(event.kind)
    return teller(data, who, language) if teller is not None else event.kind.replace("_", " ")


def _routed(data: dict[str, Any], who: str, language: str) -> str:
    details = data.get("details", {})
    why = details.get(f"reason_{language}") or data.get("reason", "")
    team = db.session.scalar(sa.select(Team).where(Team.code == data.get("team", "")))
    return _("Routed to %(team)s: %(why)s", team=team.name(language) if team else "–", why=why)


def _assigned(data: dict[str, Any], who: str, language: str) -> str:
    name = _name(data.get("assignee_id"), language)
    if data.get("how") == "claim":
        return _("%(name)s took it", name=name)
    if data.get("assignee_id") is None:
        return _("Back in the team's queue")
    if data.get("how") == "offer":
        return _("Offered to %(name)s", name=name)
    return _("Handed to %(name)s", name=name)


def _status(data: dict[str, Any], who: str, language: str) -> str:
    words = {
        "open": _("opened"),
        "pending_customer": _("set to wait for the customer"),
        "pending_third": _("set to wait for a third party"),
        "pending_product": _("set to wait for the product owner"),
        "scheduled": _("scheduled"),
        "resolved": _("resolved"),
        "closed": _("closed"),
        "merged": _("merged"),
        "cancelled": _("withdrawn"),
        "new": _("set back to new"),
    }
    what = words.get(str(data.get("after")), str(data.get("after")))
    if data.get("before") in {"resolved", "closed"} and data.get("after") == "open":
        what = _("reopened")
    return _("%(who)s: %(what)s", who=who or _("System"), what=what)


def _severity(data: dict[str, Any], who: str, language: str) -> str:
    return _(
        "Severity raised to %(level)s by rule: %(signals)s",
        level=data.get("severity"),
        signals=", ".join(_sign(str(one), language) for one in data.get("signals", [])),
    )


def _sign(code: str, language: str) -> str:
    """A danger signal, or the label whose usual severity it is (``topic:billing``, ``type:fault``)."""
    field, _colon, label = code.partition(":")
    return _label_word(field, label, language) if label else signal_word(code)


def _classified(data: dict[str, Any], who: str, language: str) -> str:
    fields = {"type": _("Type"), "product": _("Product"), "topic": _("Topic"), "severity": _("Severity")}
    labels = ", ".join(
        f"{fields.get(field, field)} → {_label_word(field, label, language)}"
        for field, label in data.get("labels", {}).items()
    )
    return _("%(who)s set %(labels)s", who=who, labels=labels)


def _label_word(field: str, label: str, language: str) -> str:
    """A label as people call it: products and topics by their names, types by the glossary."""
    if field == "product":
        product = db.session.scalar(sa.select(Product).where(Product.code == label))
        return product.name(language) if product is not None else label
    if field == "topic":
        topic = db.session.get(Topic, label)
        return (topic.name_zh if language == "zh" else topic.name_en) if topic is not None else label
    types = {
        "enquiry": _("Enquiry"),
        "complaint": _("Complaint"),
        "fault": _("Fault report"),
        "request": _("Service request"),
        "suggestion": _("Suggestion"),
        "praise": _("Praise"),
    }
    return types.get(label, label)


def _metric(name: object) -> str:
    words = {
        "first_response": _("First response"),
        "next_response": _("Next response"),
        "resolution": _("Resolution"),
        "legal": _("Legal deadline"),
        "product_answer": _("Product owner's answer"),
    }
    return words.get(str(name), str(name))


def field_word(field: str) -> str:
    """A field of the labels in the reader's language."""
    words = {"type": _("Type"), "product": _("Product"), "topic": _("Topic"), "phase": _("Phase")}
    return words.get(field, field)


def _model_ready(data: dict[str, Any], who: str, language: str) -> str:
    field, version = field_word(str(data.get("field"))), data.get("version")
    if data.get("outcome") == "passes":
        return _("%(field)s: version %(version)s may replace the present one", field=field, version=version)
    return _("%(field)s: version %(version)s is worse and stays out", field=field, version=version)


def _model_drifted(data: dict[str, Any], who: str, language: str) -> str:
    field = field_word(str(data.get("field")))
    words = {
        "labels": _("%(field)s: what customers write about has shifted", field=field),
        "confidence": _("%(field)s: the classifier is less or more sure than before", field=field),
        "vocabulary": _("Customers use new words"),
    }
    return words.get(str(data.get("what")), field)


_TELLERS: dict[str, Any] = {
    "model_changed": lambda data, who, language: _(
        "%(field)s: version %(version)s of the classifier is at work",
        field=field_word(str(data.get("field"))),
        version=data.get("version"),
    ),
    "model_ready": _model_ready,
    "model_refused": lambda data, who, language: _("A model file was refused; the rules judge"),
    "model_drifted": _model_drifted,
    "customer_wrote": lambda data, who, language: _("The customer wrote again"),
    "product_answered": lambda data, who, language: _("%(who)s answered your question", who=who),
    "item_proposed": lambda data, who, language: _("A new item is on your backlog"),
    "theme_flared": lambda data, who, language: _("Suddenly many people speak about this"),
    "ticket_routed": _routed,
    "ticket_assigned": _assigned,
    "status_changed": _status,
    "severity_raised": _severity,
    "ticket_classified": _classified,
    "product_asked": lambda data, who, language: _(
        "%(who)s asked %(owner)s", who=who, owner=_name(data.get("owner_id"), language)
    ),
    "sla_warned": lambda data, who, language: _("%(what)s is due soon", what=_metric(data.get("metric"))),
    "sla_breached": lambda data, who, language: _("%(what)s is overdue", what=_metric(data.get("metric"))),
    "sla_escalated": lambda data, who, language: _("Escalated to level %(level)s", level=data.get("level")),
    "escalation_acknowledged": lambda data, who, language: _("%(who)s sees to it", who=who),
    "arbitration_asked": lambda data, who, language: _("Whose matter is it? Two owners say not theirs"),
    "arbitration_settled": lambda data, who, language: _(
        "%(who)s settled that it belongs to %(product)s",
        who=who,
        product=_label_word("product", str(data.get("product", "")), language),
    ),
    "review_asked": lambda data, who, language: _(
        "%(who)s asks for your department's opinion or your vote", who=who
    ),
    "opinion_given": lambda data, who, language: _("%(who)s gave a department's opinion", who=who),
    "committee_voted": lambda data, who, language: (
        _("The committee is in favour")
        if data.get("verdict") == "in_favour"
        else _("The committee is against it")
    ),
    "ticket_merged": lambda data, who, language: (
        _("%(who)s undid a merge", who=who) if data.get("undone") else _("%(who)s merged it", who=who)
    ),
    "customer_confirmed": lambda data, who, language: _("%(who)s said whose case it is", who=who),
    "survey_asked": lambda data, who, language: _("The customer was asked whether it helped"),
    "survey_given": lambda data, who, language: _(
        "The customer gave %(score)s of 5", score=data.get("score")
    ),
    "delivery_failed": lambda data, who, language: _("A mail did not arrive: %(why)s", why=data.get("why")),
    "outcome_answered": lambda data, who, language: (
        _("The customer says the release helped")
        if data.get("helped")
        else _("The customer says the release did not help")
    ),
}


def _name(staff_id: Any, language: str) -> str:
    staff = db.session.get(Staff, staff_id) if isinstance(staff_id, int) else None
    return staff.display_name(language) if staff is not None else ""
