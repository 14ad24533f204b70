"""The live queue and the page of one ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from classifier.text.masking import mask
from intake.models import ChatSession, ChatTurn
from ticketing import access
from ticketing.backlog.queries import item_of_ticket
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import (
    Article,
    Classification,
    LabelState,
    Macro,
    Message,
    Product,
    Staff,
    Target,
    Team,
    Ticket,
    Topic,
)
from ticketing.outbox.queries import troubled_mails
from ticketing.people import claims
from ticketing.people.queries import customer_card
from ticketing.search.queries import matching
from ticketing.tickets import proposals, queries, relations
from ticketing.tickets.queries import View
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, READERS, blueprint, today, visible
from web.language import current_language
from web.presenting import timeline


@blueprint.get("/")
@roles(*AGENTS)
def queue() -> str:
    """The queue, sorted by what is due next."""
    return render_template("console/desk.html", **_queue(signed_in()), ticket=None)


@blueprint.get("/queue")
@roles(*AGENTS)
def queue_part() -> str:
    """The list alone, fetched again whenever something changed."""
    return render_template(
        "console/_queue.html", **_queue(signed_in()), ticket_no=request.args.get("open", "")
    )


@blueprint.get("/tickets/<ticket_no>")
@roles(*READERS)
def ticket(ticket_no: str) -> str:
    """One ticket: conversation, customer, clocks, look-alikes."""
    staff, found = visible(ticket_no)
    return page(staff, found)


@blueprint.get("/tickets/<ticket_no>/thread")
@roles(*READERS)
def thread_part(ticket_no: str) -> Response:
    """The conversation alone, fetched when something was said; 204 when the caller has everything."""
    staff, found = visible(ticket_no)
    if request.args.get("version", type=int) == found.version:
        return make_response("", 204)
    return make_response(render_template("console/_refresh.html", **_desk(staff, found)))


def page(staff: Staff, found: Ticket, *, draft: str = "", crossed: bool = False) -> str:
    """The whole desk around one ticket; ``draft`` brings back words that were not sent."""
    lists = _queue(staff) if staff.role in AGENTS else {"page": None}
    return render_template(
        "console/desk.html",
        **lists,
        **_desk(staff, found),
        draft=draft,
        crossed=crossed,
        ticket_no=found.ticket_no,
    )


@dataclass(frozen=True)
class Asked:
    """What the address asks the queue for."""

    view: View
    query: str
    team: str
    product: str

    @classmethod
    def from_request(cls) -> Asked:
        """Unknown words fall back to the whole queue."""
        name = request.args.get("view", "all")
        view = View(name) if name in set(View) else View.ALL
        return cls(
            view,
            request.args.get("q", "").strip(),
            request.args.get("team", ""),
            request.args.get("product", ""),
        )


def _queue(staff: Staff) -> dict[str, Any]:
    asked, scope = Asked.from_request(), access.ticket_scope(staff, today())
    narrow: list[sa.ColumnElement[bool]] = []
    if asked.query:
        narrow.append(matching(asked.query))
    if asked.team:
        narrow.append(Ticket.team_id == sa.select(Team.id).where(Team.code == asked.team).scalar_subquery())
    if asked.product:
        product = sa.select(Product.id).where(Product.code == asked.product).scalar_subquery()
        narrow.append(Ticket.product_id == product)
    found = queries.queue(scope, asked.view, staff, narrow=tuple(narrow), cursor=request.args.get("cursor"))
    return {
        "page": found,
        "asked": asked,
        "views": list(View),
        "counts": queries.counts(scope, staff),
        "teams": list(db.session.scalars(sa.select(Team).order_by(Team.id))),
        "products": list(db.session.scalars(sa.select(Product).where(~Product.retired).order_by(Product.id))),
    }


def _desk(staff: Staff, found: Ticket) -> dict[str, Any]:
    scope = access.ticket_scope(staff, today())
    said = queries.conversation(found)
    return {
        "ticket": found,
        "messages": said,
        "troubled": troubled_mails(found),
        "thread": _merge(said, timeline(found, current_language())),
        "bot_turns": _bot_turns(found),
        "card": customer_card(found.customer, scope, besides=found.id),
        "claims": claims.open_claims(found, scope) if staff.role in AGENTS else [],
        "person_shown": access.may_see_person(staff),
        "targets": _targets(found),
        "suggestions": _suggestions(found),
        "similar": relations.similar(found, scope),
        "proposed": proposals.proposed(found, scope) if staff.role in AGENTS else [],
        "repeats": relations.said_again(found, scope),
        "related": queries.related(found, scope),
        "known_problem": item_of_ticket(found),
        "staff": staff,
        "is_agent": staff.role in AGENTS,
        "macros": list(db.session.scalars(sa.select(Macro).order_by(Macro.id))),
        "articles": _articles(found),
        "topics": list(db.session.scalars(sa.select(Topic).order_by(Topic.code))),
        "colleagues": queries.colleagues(staff),
        "all_products": list(
            db.session.scalars(sa.select(Product).where(~Product.retired).order_by(Product.id))
        ),
        "mask": lambda text: mask(text).text,
        "now": now(),
    }


def _merge(said: list[Message], happened: list[Any]) -> list[tuple[str, Any]]:
    """Messages and events in one order of time."""
    lines = [(message.received_at, 0, "message", message) for message in said]
    lines += [(line.at, 1, "event", line) for line in happened]
    return [(kind, thing) for _at, _rank, kind, thing in sorted(lines, key=lambda line: line[:2])]


def _bot_turns(found: Ticket) -> list[ChatTurn]:
    """What the customer and the bot said to each other before a person took over."""
    number = found.extra.get("chat_session")
    session = db.session.get(ChatSession, number) if isinstance(number, int) else None
    if session is None or session.handed_off_at is None:
        return []
    statement = (
        sa.select(ChatTurn)
        .where(ChatTurn.session_id == session.id, ChatTurn.at <= session.handed_off_at)
        .order_by(ChatTurn.sequence)
    )
    return list(db.session.scalars(statement))


def _targets(found: Ticket) -> list[Target]:
    statement = sa.select(Target).where(Target.ticket_id == found.id, Target.status != "cancelled")
    return list(db.session.scalars(statement.order_by(Target.due_at)))


def _suggestions(found: Ticket) -> dict[str, Classification]:
    """The newest judgement of each field."""
    statement = (
        sa.select(Classification).where(Classification.ticket_id == found.id).order_by(Classification.id)
    )
    return {
        row.field.value: row for row in db.session.scalars(statement) if row.state != LabelState.ABSTAINED
    }


def _articles(found: Ticket) -> list[Article]:
    """Approved answers of this product, to be put into a reply by name."""
    own = sa.or_(Article.product_id == found.product_id, Article.product_id.is_(None))
    return list(db.session.scalars(sa.select(Article).where(Article.approved, own).order_by(Article.code)))
