"""Deciding: accepted, more evidence, later, no, or the same as another; always with a reason and the day's numbers."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.backlog import decisions, guards, items, ranking
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.models import Item, ItemStatus
from web.admin.forms import Form
from web.auth import roles
from web.ports import get_ports
from web.product.blueprint import ACTORS, blueprint, viewer
from web.product.items import LONGEST, WRONG, read_weeks, show

REASON_LENGTH = 2000


@blueprint.post("/items/<item_no>/decisions")
@roles(*ACTORS)
def decide(item_no: str) -> Response | tuple[str, int]:
    """Write the decision down; a refusal or a delay is then told to everybody who asked."""
    form = Form(request.form)
    opened = request.form.get("decision", "")
    try:
        read = _read(form)
        with unit_of_work(get_ports()):
            who = viewer()
            row = items.get(item_no, who.product_ids)
            ranking.score(row, now())  # the decision keeps the figures of this moment
            other = _other(read.pop("other_no"), who.product_ids)
            decisions.decide(row, by=who.staff, at=now(), ports=get_ports(), duplicate_of=other, **read)
    except WRONG as error:
        return show(item_no, wrong=error, opened=opened)
    flash(_said(read["decision"]), "success")
    return redirect(url_for("product.item", item_no=item_no), 303)


def _read(form: Form) -> dict[str, Any]:
    """What was sent, checked; each kind of decision has its own fields. Any: fields of several types."""
    decision = form.choice("decision", [one.value for one in decisions.REASONS])
    wanted = ItemStatus(decision) if decision in set(ItemStatus) else ItemStatus.REVIEW
    fields = _fields(form, wanted)
    common = {
        "reason_code": form.choice("reason_code", decisions.REASONS.get(wanted, ())),
        "reason": form.text("reason", longest=REASON_LENGTH, lines=True),
        "other_no": form.text("other_no", longest=24) if wanted == ItemStatus.DUPLICATE else "",
    }
    form.check()
    return {"decision": wanted, **common, **fields}


def _fields(form: Form, wanted: ItemStatus) -> dict[str, Any]:
    """Any: fields of several types."""
    if wanted == ItemStatus.ACCEPTED:
        return {
            "problem": form.text("problem", longest=LONGEST, required=False, lines=True),
            "root_cause": form.choice("root_cause", guards.ROOT_CAUSES, required=False),
            "effort_weeks": read_weeks(form),
            **_override(form),
        }
    if wanted not in {ItemStatus.DEFERRED, ItemStatus.DECLINED}:
        return {}
    words = {
        name: form.text(name, longest=LONGEST, required=False, lines=True)
        for name in ("release_zh", "release_en")
    }
    revisit = {"revisit_on": form.day("revisit_on")} if wanted == ItemStatus.DEFERRED else {}
    return {**words, **revisit}


def _override(form: Form) -> dict[str, str]:
    """Asked for only while the evidence is thin; an older reason is not wiped out."""
    text = form.text("override", longest=REASON_LENGTH, required=False, lines=True)
    return {"override": text} if text else {}


def _other(item_no: str, product_ids: set[int]) -> Item | None:
    return items.get(item_no, product_ids) if item_no else None


def _said(decision: ItemStatus) -> str:
    return {
        ItemStatus.ACCEPTED: _("Accepted. The numbers of today are kept with the decision."),
        ItemStatus.NEED_EVIDENCE: _("Waiting for more evidence."),
        ItemStatus.DEFERRED: _("Deferred. Everybody who asked is being told."),
        ItemStatus.DECLINED: _("Declined. Everybody who asked is being told why."),
        ItemStatus.DUPLICATE: _("Marked as a duplicate; its voices count for the other item now."),
    }[decision]
