"""The steps between a decision and a release, and back to review."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.backlog import items
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.models import ItemStatus
from web.admin.forms import Form
from web.auth import roles
from web.ports import get_ports
from web.product.blueprint import ACTORS, blueprint, viewer
from web.product.items import LONGEST, WRONG, read_weeks, show

STEPS = (
    ItemStatus.REVIEW,
    ItemStatus.PLANNED,
    ItemStatus.BUILDING,
    ItemStatus.TESTING,
    ItemStatus.DONE,
)


@blueprint.post("/items/<item_no>/steps")
@roles(*ACTORS)
def step(item_no: str) -> Response | tuple[str, int]:
    """Move the item one step along its life."""
    opened = request.form.get("to", "")
    try:
        to, why, fields = _read(Form(request.form))
        with unit_of_work(get_ports()):
            who = viewer()
            row = items.get(item_no, who.product_ids)
            items.advance(row, to, by=who.staff, why=why, at=now(), ports=get_ports(), **fields)
    except WRONG as error:
        return show(item_no, wrong=error, opened=opened)
    flash(_("Saved"), "success")
    return redirect(url_for("product.item", item_no=item_no), 303)


def _read(form: Form) -> tuple[ItemStatus, str, dict[str, Any]]:
    """Any: fields of several types."""
    to = form.choice("to", [one.value for one in STEPS])
    why = form.text("why", longest=500, required=False, lines=True)
    fields: dict[str, Any] = {}
    if to == ItemStatus.PLANNED:
        fields = {
            "acceptance": form.text("acceptance", longest=LONGEST, required=False, lines=True),
            "planned_on": form.day("planned_on"),
            "target_ratio": form.number("target_percent", 0, 100) / 100,
            "effort_weeks": read_weeks(form),
        }
    form.check()
    return ItemStatus(to), why, fields
