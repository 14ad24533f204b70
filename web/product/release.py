"""Saying that it is out: the version, the words in both languages, and who will hear them where."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ticketing.backlog import guards, items, release, words
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import VocDeskError
from web import errors
from web.admin.forms import Form, FormError
from web.auth import roles
from web.ports import get_ports
from web.product.blueprint import ACTORS, blueprint, sentence, viewer
from web.product.items import LONGEST, WRONG
from web.product.reach import reach_of

MARK = "\u2063"
"""Stands where the owner's own words go in the previewed message; nobody types it."""


@blueprint.get("/items/<item_no>/release")
@roles(*ACTORS)
def release_form(item_no: str) -> str:
    """The form, with the message as customers will read it beside it."""
    return _page(item_no)[0]


@blueprint.post("/items/<item_no>/release")
@roles(*ACTORS)
def release_now(item_no: str) -> Response | tuple[str, int]:
    """Release it; everybody linked is told on the channel they used, in their language."""
    form = Form(request.form)
    try:
        version = form.text("version", longest=40)
        texts = {language: form.text(language, longest=LONGEST, lines=True) for language in ("zh", "en")}
        done = form.several("checklist", guards.CHECKLIST)
        waiver = form.text("waiver", longest=500, required=False, lines=True)
        form.check()
        with unit_of_work(get_ports()):
            who = viewer()
            row = items.get(item_no, who.product_ids)
            number = reach_of(row).customers
            ready = {"checklist": done, "waiver": waiver}
            release.release(row, version=version, by=who.staff, at=now(), ports=get_ports(), **texts, **ready)
    except WRONG as error:
        return _page(item_no, error)
    flash(
        ngettext(
            "Released. %(num)s customer is being told.", "Released. %(num)s customers are being told.", number
        ),
        "success",
    )
    return redirect(url_for("product.item", item_no=item_no), 303)


def _page(item_no: str, wrong: VocDeskError | None = None) -> tuple[str, int]:
    if wrong is not None:
        db.session.rollback()
    row = items.get(item_no, viewer().product_ids)
    frames = {
        language: words.release(row.title(language), MARK, language).split(MARK) for language in ("zh", "en")
    }
    page = render_template(
        "product/release.html",
        item=row,
        reach=reach_of(row),
        frames=frames,
        checklist=guards.CHECKLIST,
        done=request.form.getlist("checklist") if wrong is not None else row.checklist,
        wrong=sentence(wrong) if wrong is not None else "",
        faults=wrong.errors if isinstance(wrong, FormError) else {},
        sent=request.form if wrong is not None else {},
    )
    return page, errors.status_of(wrong) if wrong is not None else 200
