"""Working on themes: confirm, put on the backlog, merge (after a look at what changes), take voices out, undo."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.backlog import evidence, items, ranking
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound, VocDeskError
from ticketing.feedback import queries, themes
from ticketing.models import Item, Mention, Theme, ThemeChange, ThemeStatus
from web import errors
from web.admin.forms import Form
from web.auth import roles
from web.ports import get_ports
from web.product.blueprint import ACTORS, Viewer, blueprint, sentence, viewer
from web.product.items import WRONG
from web.product.themes import show

MOST_VOICES = 500


@blueprint.post("/themes/<theme_no>/confirmation")
@roles(*ACTORS)
def confirm(theme_no: str) -> Response | tuple[str, int]:
    """These belong together, under this name."""

    def work(_who: Viewer, found: Theme, form: Form) -> str:
        names = {name: form.text(name, required=False) for name in ("title_zh", "title_en")}
        form.check()
        themes.confirm(found, **names)
        return theme_no

    return _change(theme_no, work, "confirm", _("Confirmed"))


@blueprint.post("/themes/<theme_no>/item")
@roles(*ACTORS)
def propose(theme_no: str) -> Response | tuple[str, int]:
    """Put it on the backlog: by its evidence, or with a reason without."""
    try:
        form = Form(request.form)
        reason = form.text("reason", longest=2000, required=False, lines=True)
        form.check()
        with unit_of_work(get_ports()):
            who, at = viewer(), now()
            found = queries.get_theme(theme_no, who.product_ids)
            gate = evidence.gate_of(found.id, at)
            why = gate.value if gate is not None else "override"
            new = items.propose(found, why=why, at=at, ports=get_ports(), by=who.staff, reason=reason)
            ranking.score(new, at)
            item_no = new.item_no
    except WRONG as error:
        return show(theme_no, wrong=error, opened="propose")
    flash(_("%(number)s is on the backlog.", number=item_no), "success")
    return redirect(url_for("product.item", item_no=item_no), 303)


@blueprint.get("/themes/<theme_no>/merge")
@roles(*ACTORS)
def merge_preview(theme_no: str) -> str:
    """What would change if this theme became one with another."""
    return _preview(theme_no, request.args.get("into", ""))[0]


@blueprint.post("/themes/<theme_no>/merge")
@roles(*ACTORS)
def merge(theme_no: str) -> Response | tuple[str, int]:
    """Make them one; both keep their numbers and it can be taken back."""
    into_no = request.form.get("into", "")
    try:
        with unit_of_work(get_ports()):
            who = viewer()
            found = queries.get_theme(theme_no, who.product_ids)
            into = queries.get_theme(into_no, who.product_ids)
            themes.merge(found, into, by=who.staff, at=now(), why=request.form.get("why", "")[:500])
    except WRONG as error:
        return _preview(theme_no, into_no, error)
    flash(_("They are one theme now. It can be taken back under Lineage."), "success")
    return redirect(url_for("product.theme", theme_no=into_no), 303)


@blueprint.post("/themes/<theme_no>/split")
@roles(*ACTORS)
def take_out(theme_no: str) -> Response | tuple[str, int]:
    """Voices that are about something else get a theme of their own."""

    def work(who: Viewer, found: Theme, form: Form) -> str:
        chosen = [int(one) for one in form.several("mention", _members(found))][:MOST_VOICES]
        names = {
            name: form.text(name, required=False) for name in ("title_zh", "title_en", "keywords", "why")
        }
        form.check()
        return themes.split(found, chosen, by=who.staff, at=now(), **names).theme_no

    return _change(
        theme_no, work, "split", _("A theme of its own was made; later texts with its words follow.")
    )


@blueprint.post("/themes/<theme_no>/undo")
@roles(*ACTORS)
def undo(theme_no: str) -> Response | tuple[str, int]:
    """Take a merge or a split back."""

    def work(who: Viewer, found: Theme, form: Form) -> str:
        number = form.number("change", 1, 10**12)
        form.check()
        change = db.session.get(ThemeChange, number)
        if change is None or found.id not in (change.theme_id, change.other_id):
            raise NotFound("no such change")
        themes.undo(change, by=who.staff, at=now())
        return theme_no

    return _change(theme_no, work, "", _("Taken back"))


def _change(
    theme_no: str, work: Callable[[Viewer, Theme, Form], str], opened: str, said: str
) -> Response | tuple[str, int]:
    try:
        with unit_of_work(get_ports()):
            who = viewer()
            target = work(who, queries.get_theme(theme_no, who.product_ids), Form(request.form))
    except WRONG as error:
        return show(theme_no, wrong=error, opened=opened)
    flash(said, "success")
    return redirect(url_for("product.theme", theme_no=target), 303)


def _members(found: Theme) -> set[str]:
    rows = sa.select(Mention.id).where(Mention.theme_id == found.id)
    return {str(number) for number in db.session.scalars(rows)}


def _preview(theme_no: str, into_no: str, wrong: VocDeskError | None = None) -> tuple[str, int]:
    if wrong is not None:
        db.session.rollback()
    who, at = viewer(), now()
    found = queries.get_theme(theme_no, who.product_ids)
    into = queries.get_theme(into_no, who.product_ids) if into_no else None
    both = [found.id, *([into.id] if into is not None else [])]
    page = render_template(
        "product/merge.html",
        theme=found,
        into=into,
        counts=queries.count_themes(both, at),
        items=queries.items_of(both),
        quotes={number: queries.quotes_of(number, limit=3) for number in both},
        together=_together(both),
        choices=_choices(found),
        wrong=sentence(wrong) if wrong is not None else "",
    )
    return page, errors.status_of(wrong) if wrong is not None else 200


def _together(theme_ids: list[int]) -> int:
    """Distinct people of both: whoever speaks in each counts once."""
    statement = sa.select(sa.func.count(Mention.customer_id.distinct())).where(
        Mention.theme_id.in_(theme_ids), Mention.counted
    )
    return int(db.session.scalar(statement) or 0)


def _choices(found: Theme) -> list[Theme]:
    """Themes it could become one with: of the same product, same topic first."""
    has_item = sa.select(Item.id).where(Item.theme_id == Theme.id).exists()
    statement = (
        sa.select(Theme)
        .where(Theme.product_id == found.product_id, Theme.id != found.id, Theme.status != ThemeStatus.MERGED)
        .order_by((Theme.topic == found.topic).desc(), has_item.desc(), Theme.last_mention_at.desc())
    )
    return list(db.session.scalars(statement.limit(100)))
