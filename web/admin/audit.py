"""Who did what and when: read only, newest first."""

from __future__ import annotations

import json

import sqlalchemy as sa
from flask import render_template, request

from ticketing.db import db
from ticketing.models import Audit, Staff
from web.admin.blueprint import ADMINS, blueprint
from web.auth import roles

PAGE = 100


@blueprint.get("/audit")
@roles(*ADMINS)
def audit() -> str:
    """The log, narrowed by person or kind of act."""
    action, who = request.args.get("action", ""), request.args.get("who", type=int)
    statement = (
        sa.select(Audit, Staff)
        .outerjoin(Staff, Staff.id == Audit.staff_id)
        .order_by(Audit.id.desc())
        .limit(PAGE + 1)
    )
    if action:
        statement = statement.where(Audit.action == action)
    if who is not None:
        statement = statement.where(Audit.staff_id == who)
    before = request.args.get("before", type=int)
    if before is not None:
        statement = statement.where(Audit.id < before)
    rows = db.session.execute(statement).all()
    return render_template(
        "admin/audit.html",
        rows=rows[:PAGE],
        more=rows[PAGE - 1][0].id if len(rows) > PAGE else None,
        action=action,
        who=who,
        actions=_recent_actions(),
        details=details,
        people=db.session.scalars(sa.select(Staff).order_by(Staff.login)).all(),
    )


def details(row: Audit) -> str:
    """What the row remembers, in one line."""
    return json.dumps(row.data, ensure_ascii=False, default=str)[:400] if row.data else ""


def _recent_actions() -> list[str]:
    """The kinds of act among the newest rows: a choice list that costs no scan."""
    newest = sa.select(Audit.action).order_by(Audit.id.desc()).limit(2000).subquery()
    return sorted(db.session.scalars(sa.select(newest.c.action).distinct()))
