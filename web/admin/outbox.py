"""What has to leave the house and what hinders it. A person decides what no machine can know."""

from __future__ import annotations

import sqlalchemy as sa
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, DeliveryStatus, Ticket
from ticketing.outbox.deciding import give_up, leave, send_again
from web.admin.blueprint import ADMINS, blueprint, write_down
from web.admin.forms import Form
from web.auth import roles
from web.config import OUTBOX_CLOSED, Settings
from web.health import count_figures
from web.ports import get_ports

SHOWN = (DeliveryStatus.UNCERTAIN, DeliveryStatus.FAILED, DeliveryStatus.QUEUED, DeliveryStatus.SENT)
PAGE = 50


@blueprint.get("/outbox")
@roles(*ADMINS)
def outbox() -> str:
    """Deliveries of one status, newest first; with addresses half hidden, without what they say."""
    wanted = request.args.get("status", "")
    counts = count_figures(now()).deliveries
    status = DeliveryStatus(wanted) if wanted in SHOWN else _worst(counts)
    statement = (
        sa.select(Delivery, Ticket.ticket_no)
        .outerjoin(Ticket, Ticket.id == Delivery.ticket_id)
        .where(Delivery.status == status)
        .order_by(Delivery.id.desc())
        .limit(PAGE + 1)
    )
    before = request.args.get("before", type=int)
    if before is not None:
        statement = statement.where(Delivery.id < before)
    rows = db.session.execute(statement).all()
    return render_template(
        "admin/outbox.html",
        rows=rows[:PAGE],
        more=rows[PAGE - 1][0].id if len(rows) > PAGE else None,
        status=status,
        statuses=SHOWN,
        counts=counts,
        closed=_is_closed(),
        by_setting=_settings().outbox == "closed",
        half_hidden=half_hidden,
    )


@blueprint.post("/outbox/<int:number>/decision")
@roles(*ADMINS)
def decide(number: int) -> Response:
    """Send it (again), or give it up for good."""
    form, ports, at = Form(request.form), get_ports(), now()
    what = form.choice("decision", ("send", "leave", "give_up"))
    form.check()
    with unit_of_work(ports):
        if what == "send":
            row = send_again(number, at=at, ports=ports)
        elif what == "leave":
            row = leave(number, at=at, ports=ports)
        else:
            row = give_up(number, _("given up by an administrator"), at=at, ports=ports)
        write_down(at, f"delivery_{what}", f"delivery:{number}", {"purpose": row.purpose})
    said = {
        "send": _("It leaves next."),
        "leave": _("Taken for delivered; it is not sent again."),
        "give_up": _("Given up. The ticket says so."),
    }
    flash(said[what], "success")
    return redirect(url_for("admin.outbox"), 303)


@blueprint.post("/outbox/open")
@roles(*ADMINS)
def open_outbox() -> Response:
    """After a restore: from now on mail leaves again. Written down, because it cannot be taken back."""
    Form(request.form).check()
    with unit_of_work(get_ports()):
        write_down(now(), "outbox_opened", "outbox")
    (_settings().var / OUTBOX_CLOSED).unlink(missing_ok=True)
    flash(_("The outbox is open: what waits leaves now."), "success")
    return redirect(url_for("admin.outbox"), 303)


def half_hidden(recipient: str) -> str:
    """``w…@example.com``: enough to see which mail server is meant, not who is written to."""
    name, at_sign, domain = recipient.rpartition("@")
    return f"{name[:1]}…@{domain}" if at_sign else recipient


def _worst(counts: dict[str, int]) -> DeliveryStatus:
    return next((one for one in SHOWN if counts.get(one.value)), DeliveryStatus.UNCERTAIN)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _is_closed() -> bool:
    """After a restore nothing leaves until an operator opens the outbox."""
    return _settings().outbox == "closed" or (_settings().var / OUTBOX_CLOSED).exists()
