"""A person says which column of a log is what; kept under a name, the next such log is read the same way."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from intake.hotline.columns.layouts import Layout
from intake.hotline.columns.mapping import CUSTOM
from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.templates import keep_layout, stored_layout, with_columns
from intake.hotline.problems import HotlineFileError
from intake.models import ImportBatch
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from ticketing.ports import Ports
from web.auth import roles
from web.console.blueprint import AGENTS, blueprint
from web.console.import_words import in_words
from web.console.imports import ask_again, dry_import, rehearse_at_once
from web.ports import get_ports


@blueprint.post("/imports/<code>/columns")
@roles(*AGENTS)
def settle_columns(code: str) -> Response:
    """Read the log anew with the columns as the person says they are."""
    ports, at, batch = get_ports(), now(), dry_import(code)
    before = batches.choices_of(batch)
    choices, name = before, request.form.get("template", "").strip()
    try:
        layout = with_columns(_layout(batch, before, ports), _said(batch))
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
        if isinstance(bad, HotlineFileError):
            ask_again(code, bad, choices)
        return redirect(url_for("console.one_import", code=batch.code), 303)
    rehearse_at_once(batch, at)
    if name:
        flash(_("Kept as %(name)s: the next log with these columns is read like this.", name=name), "success")
    return redirect(url_for("console.one_import", code=batch.code), 303)


def _said(batch: ImportBatch) -> dict[str, str]:
    """What the person says each column is, in the order of the form."""
    said = request.form.getlist("meaning")
    return {name: said[place] for place, name in enumerate(batch.columns) if place < len(said)}


def _layout(batch: ImportBatch, before: Choices, ports: Ports) -> Layout:
    """The layout whose columns are to be set: as it was read, or none that anybody knows."""
    question = batch.options.get("question")
    if question is None:
        return batches.read_log(batch.sha256, before, at=batch.created_at, ports=ports).bound.layout
    return Layout(CUSTOM, CUSTOM, batch.columns, headerless=bool(question["headerless"]))
