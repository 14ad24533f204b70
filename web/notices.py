"""Notices: what one member of staff should see, newest first, each leading to its ticket or item."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, Flask, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import Event, Item, Notice, Role, Ticket
from web.auth import roles
from web.language import current_language
from web.ports import get_ports
from web.presenting import EventLine, line_of

SHOWN = 60
COUNTED = 99
REVIEW = frozenset({"review_asked", "opinion_given", "committee_voted"})
"""What leads to the review of an item: those who are asked may not see its backlog."""
EVERYBODY = tuple(Role)
blueprint = Blueprint("notices", __name__, url_prefix="/notices")


@dataclass(frozen=True)
class NoticeLine:
    """One notice in words; ``url`` leads to what it is about."""

    line: EventLine
    subject: str
    url: str
    unread: bool


def install(app: Flask) -> None:
    """Every staff page knows how many wait."""
    app.context_processor(lambda: {"notices_waiting": waiting()})
    app.register_blueprint(blueprint)


def waiting() -> int:
    """Unread notices of the person signed in, counted up to 99."""
    if not current_user or not current_user.is_authenticated:
        return 0
    unread = (
        sa.select(Notice.id)
        .where(Notice.staff_id == current_user.staff_id, Notice.read_at.is_(None))
        .limit(COUNTED)
        .subquery()
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(unread)) or 0


@blueprint.get("/")
@roles(*EVERYBODY)
def notices() -> str:
    """The newest notices of the person signed in."""
    statement = (
        sa.select(Notice, Event, Ticket, Item)
        .join(Event, Event.id == Notice.event_id)
        .outerjoin(Ticket, Ticket.id == Event.ticket_id)
        .outerjoin(Item, Item.id == Event.item_id)
        .where(Notice.staff_id == current_user.staff_id)
        .order_by(Notice.id.desc())
        .limit(SHOWN)
    )
    lines = [_line(*row) for row in db.session.execute(statement)]
    return render_template("notices.html", lines=lines)


@blueprint.post("/read")
@roles(*EVERYBODY)
def read_all() -> Response:
    """Everything seen."""
    with unit_of_work(get_ports()) as session:
        session.execute(
            sa.update(Notice)
            .where(Notice.staff_id == current_user.staff_id, Notice.read_at.is_(None))
            .values(read_at=now())
        )
    return redirect(url_for("notices.notices"), 303)


def _line(notice: Notice, event: Event, ticket: Ticket | None, item: Item | None) -> NoticeLine:
    language = current_language()
    url, subject = "", ""
    if ticket is not None:
        url, subject = url_for("console.ticket", ticket_no=ticket.ticket_no), ticket.subject
    elif item is not None:
        page = "product.review_of" if event.kind in REVIEW else "product.item"
        url, subject = url_for(page, item_no=item.item_no), item.title(language)
    elif event.kind.startswith("model_"):
        page = "learning.watching_now" if event.kind == "model_drifted" else "learning.models"
        url, subject = url_for(page), _("Learning")
    return NoticeLine(line_of(event, language), subject, url, notice.read_at is None)
