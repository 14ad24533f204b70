"""The first page: is everything well, and what needs a person."""

from __future__ import annotations

import sqlalchemy as sa
from flask import current_app, render_template

from ticketing.clock import now
from ticketing.db import db
from ticketing.models import JobRow, Staff, StaffSession
from web.admin.blueprint import ADMINS, blueprint
from web.auth import IDLE_LIMIT, roles
from web.cli.doctor import examine
from web.config import Settings
from web.health import count_figures


@blueprint.get("/")
@roles(*ADMINS)
def overview() -> str:
    """Figures that need somebody, and the background work."""
    at = now()
    jobs = db.session.scalars(sa.select(JobRow).order_by(JobRow.name)).all()
    return render_template(
        "admin/overview.html", figures=count_figures(at), jobs=jobs, people=_people(), at=at
    )


@blueprint.get("/health")
@roles(*ADMINS)
def health() -> str:
    """The self-check alone: fetched after the page, because it may wait for a mail relay."""
    settings: Settings = current_app.extensions["settings"]
    order = {"fault": 0, "note": 1, "ok": 2}
    findings = sorted(examine(settings), key=lambda one: order[one.level])
    return render_template("admin/_health.html", findings=findings, settings=settings.shown())


def _people() -> dict[str, int]:
    """How many may sign in, and how many are."""
    since = now() - IDLE_LIMIT
    signed_in = sa.select(sa.func.count(StaffSession.staff_id.distinct())).where(
        StaffSession.ended_at.is_(None), StaffSession.seen_at > since
    )
    active = sa.select(sa.func.count()).select_from(Staff).where(Staff.active)
    return {"active": db.session.scalar(active) or 0, "signed_in": db.session.scalar(signed_in) or 0}
