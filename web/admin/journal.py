"""The mail journal: what arrived, and what could not be understood, with its reason and a second chance."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import defer
from werkzeug.wrappers import Response as AnyResponse

from intake.journal import run_again
from intake.models import JournalStatus, MailJournal
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound, Refused
from web.admin.blueprint import ADMINS, blueprint, write_down
from web.admin.forms import Form
from web.admin.outbox import half_hidden
from web.auth import roles
from web.health import count_figures
from web.ports import get_ports

PAGE = 50


@blueprint.get("/journal")
@roles(*ADMINS)
def journal() -> str:
    """Mails of one status, newest first, without what they say."""
    wanted = request.args.get("status", "")
    status = JournalStatus(wanted) if wanted in set(JournalStatus) else JournalStatus.QUARANTINED
    statement = (
        sa.select(MailJournal)
        .where(MailJournal.status == status)
        .options(defer(MailJournal.raw))
        .order_by(MailJournal.id.desc())
        .limit(PAGE + 1)
    )
    before = request.args.get("before", type=int)
    if before is not None:
        statement = statement.where(MailJournal.id < before)
    rows = db.session.scalars(statement).all()
    return render_template(
        "admin/journal.html",
        rows=rows[:PAGE],
        more=rows[PAGE - 1].id if len(rows) > PAGE else None,
        status=status,
        statuses=list(JournalStatus),
        counts=count_figures(now()).journal,
        half_hidden=half_hidden,
        last_line=last_line,
    )


@blueprint.post("/journal/<int:number>/raw")
@roles(*ADMINS)
def raw(number: int) -> Response:
    """The bytes of a quarantined mail. A POST, because looking into a customer's mail is written down."""
    Form(request.form).check()
    with unit_of_work(get_ports()):
        entry = _quarantined(number)
        write_down(now(), "mail_downloaded", f"journal:{number}", {"sha256": entry.sha256})
        content = entry.raw
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="mail-{number}.eml"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@blueprint.post("/journal/<int:number>/run")
@roles(*ADMINS)
def run(number: int) -> AnyResponse:
    """Another try, now: after an update the mail may be understood."""
    Form(request.form).check()
    ports, at = get_ports(), now()
    _quarantined(number)
    run_again(number, ports, at)
    with unit_of_work(ports):
        write_down(at, "mail_run_again", f"journal:{number}")
    flash(_("It is tried again now."), "success")
    return redirect(url_for("admin.journal"), 303)


def last_line(error: str) -> str:
    """The end of a traceback: what really went wrong."""
    lines = [line for line in error.strip().splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def _quarantined(number: int) -> MailJournal:
    entry = db.session.get(MailJournal, number)
    if entry is None:
        raise NotFound("no such mail")
    if entry.status != JournalStatus.QUARANTINED:
        raise Refused("only quarantined mails can be looked at here", code="not_quarantined")
    return entry
