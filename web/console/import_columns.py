"""A person says which column of a log is what; kept under a name, the next such log is read the same way."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.templates import keep_layout, stored_layout, with_columns
from intake.hotline.problems import HotlineFileError
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from web.auth import roles
from web.console.blueprint import AGENTS, blueprint
from web.console.import_words import in_words
from web.console.imports import dry_import, rehearse_at_once
from web.ports import get_ports


@blueprint.post("/imports/<code>/columns")
@roles(*AGENTS)
def settle_columns(code: str) -> Response:
    """Read the log anew with the columns as the person says they are."""
    ports, at, batch = get_ports(), now(), dry_import(code)
    before = batches.choices_of(batch)
    try:
        log = batches.read_log(batch.sha256, before, at=batch.created_at, ports=ports)
        said = request.form.getlist("meaning")
        columns = {name: said[place] for place, name in enumerate(log.columns) if place < len(said)}
        layout = with_columns(log.bound.layout, columns)
        name = request.form.get("template", "").strip()
        choices = Choices(
            layout=stored_layout(layout),
            encoding=before.encoding,
            date_order=before.date_order,
            repair=before.repair,
            notes=before.notes,
        )
        log = batches.read_log(batch.sha256, choices, at=batch.created_at, ports=ports)
        with unit_of_work(ports):
            if name:
                keep_layout(name, layout)
            batches.read_again(dry_import(code), log, choices)
    except (HotlineFileError, BadInput) as bad:
        flash(in_words(bad.message), "error")
        return redirect(url_for("console.one_import", code=batch.code), 303)
    rehearse_at_once(batch, at)
    if name:
        flash(_("Kept as %(name)s: the next log with these columns is read like this.", name=name), "success")
    return redirect(url_for("console.one_import", code=batch.code), 303)
