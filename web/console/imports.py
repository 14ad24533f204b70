"""Call logs: upload, look, decide, import; follow the progress, mend what was rejected, take an import back."""

from __future__ import annotations

from datetime import datetime

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intake.hotline.cells.numbering import SWAP
from intake.hotline.columns.layouts import known_layouts
from intake.hotline.landing import batches, importer
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.rejects import rejects_csv
from intake.hotline.landing.templates import kept_layouts
from intake.hotline.landing.undo import undo
from intake.hotline.problems import HotlineFileError, OpenQuestion
from intake.models import ImportBatch, ImportStatus
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput, Refused
from ticketing.models import Role, Staff
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint
from web.console.import_words import in_words, meanings, warning_words
from web.language import current_language
from web.ports import get_ports
from web.uploads import clean_name

SHOWN = 50
"""Imports on the page."""
SHOWN_ERRORS = 100
AT_ONCE = 3_000
"""Rows that are rehearsed while the person waits; longer logs are rehearsed by the job."""
ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "cp1252", "utf-16")


@blueprint.get("/imports")
@roles(*AGENTS)
def imports() -> str:
    """Every import, and the place to drop the next log."""
    return _list()


def _list(problem: str = "") -> str:
    return render_template(
        "console/imports.html", batches=batches.newest(SHOWN), problem=problem, **_readings()
    )


def _readings() -> dict[str, list[tuple[str, str]]]:
    """What a person may choose from: layouts of their own first."""
    known = [(name, f"{name}: {one.title}") for name, one in known_layouts().items()]
    return {
        "layouts": [*((name, name) for name in kept_layouts()), *known],
        "encodings": [(name, name) for name in ENCODINGS],
    }


@blueprint.post("/imports")
@roles(*AGENTS)
def upload() -> Response | tuple[str, int]:
    """Keep the file and show how it is understood; nothing is imported before a person says so."""
    ports, at = get_ports(), now()
    sent, notes = request.files.get("file"), request.files.get("notes")
    if sent is None or not sent.filename:
        raise BadInput(_("Choose a file first."), field="file")
    sha256 = batches.keep(sent.stream, ports)
    try:
        choices = Choices(
            layout=request.form.get("layout") or None,
            encoding=request.form.get("encoding") or None,
            date_order=request.form.get("date_order") or None,
            notes=_kept(notes),
        )
        log = batches.read_log(sha256, choices, at=at, ports=ports)
    except OpenQuestion as asked:
        with unit_of_work(ports):
            batch = batches.open_question(
                asked,
                sha256,
                choices,
                filename=clean_name(sent.filename),
                at=at,
                staff_id=signed_in().id,
            )
        return redirect(url_for("console.one_import", code=batch.code), 303)
    except HotlineFileError as bad:
        return _list(in_words(bad.message)), 422
    with unit_of_work(ports):
        batch = batches.open_batch(
            log,
            sha256,
            choices,
            filename=clean_name(sent.filename),
            at=at,
            staff_id=signed_in().id,
            status=ImportStatus.DRY,
        )
    rehearse_at_once(batch, at)
    return redirect(url_for("console.one_import", code=batch.code), 303)


def _kept(notes: FileStorage | None) -> str:
    return batches.keep(notes.stream, get_ports()) if notes is not None and notes.filename else ""


def rehearse_at_once(batch: ImportBatch, at: datetime) -> None:
    """Tell what an import would do, unless the log is so long that the job must."""
    if batch.rows <= AT_ONCE:
        importer.check(batch.id, get_ports(), at=at)


@blueprint.get("/imports/<code>")
@roles(*AGENTS)
def one_import(code: str) -> str:
    """One log: how it is understood, how far it is, what became of it."""
    return _page(batches.find(code))


@blueprint.get("/imports/<code>/state")
@roles(*AGENTS)
def import_state(code: str) -> Response:
    """The part of the page that changes while rows land; the whole page when it is over."""
    batch = batches.find(code)
    answer = FlaskResponse(render_template("console/_import_state.html", **_facts(batch)))
    if not _moves(batch):
        answer.headers["HX-Refresh"] = "true"
    return answer


def _page(batch: ImportBatch) -> str:
    return render_template(
        "console/import.html",
        swap=SWAP,
        choices=batches.choices_of(batch),
        meanings=meanings(),
        may_undo=_may_undo(signed_in(), batch),
        warning_words=warning_words,
        **_readings(),
        **_facts(batch),
    )


def _facts(batch: ImportBatch) -> dict[str, object]:
    stored = batches.errors(batch.id, SHOWN_ERRORS)
    return {
        "batch": batch,
        "in_words": in_words,
        "question": batch.options.get("question"),
        "moves": _moves(batch),
        "errors": stored or batch.options.get("errors", [])[:SHOWN_ERRORS],
        "reading": batch.options.get("reading", {}),
        "preview": [_with_time(row) for row in batch.options.get("preview", [])],
    }


def _with_time(row: dict[str, object]) -> dict[str, object]:
    called_at = row.get("called_at")
    return {**row, "called_at": datetime.fromisoformat(str(called_at)) if called_at else None}


def _moves(batch: ImportBatch) -> bool:
    """Whether something is being done with it right now."""
    waits = batch.status == ImportStatus.DRY and batch.done < batch.rows
    return batch.status == ImportStatus.RUNNING or waits


@blueprint.post("/imports/<code>/reading")
@roles(*AGENTS)
def read_differently(code: str) -> Response | tuple[str, int]:
    """A person decides how the file is to be read: layout, encoding, order of dates, a repair."""
    ports, at, batch = get_ports(), now(), dry_import(code)
    form = request.form
    by_hand = batches.choices_of(batch).layout if "layout" not in form or not form["layout"] else None
    choices = Choices(
        layout=form.get("layout") or (by_hand if isinstance(by_hand, dict) else None),
        encoding=form.get("encoding") or None,
        date_order=form.get("date_order") or None,
        repair=form.get("repair") or None,
        notes=batches.choices_of(batch).notes or "",
    )
    try:
        log = batches.read_log(batch.sha256, choices, at=batch.created_at, ports=ports)
    except HotlineFileError as bad:
        flash(in_words(bad.message), "error")
        ask_again(code, bad, choices)
        return redirect(url_for("console.one_import", code=batch.code), 303)
    with unit_of_work(ports):
        batch = dry_import(code)
        batches.read_again(batch, log, choices)
    rehearse_at_once(batch, at)
    return redirect(url_for("console.one_import", code=batch.code), 303)


def ask_again(code: str, bad: HotlineFileError, choices: Choices) -> None:
    """While a log is not understood yet, what was decided so far stays decided."""
    if isinstance(bad, OpenQuestion):
        with unit_of_work(get_ports()):
            batch = dry_import(code)
            if batch.options.get("question"):
                batches.ask(batch, bad, choices)


@blueprint.post("/imports/<code>/start")
@roles(*AGENTS)
def start_import(code: str) -> Response:
    """The decision: the job lands the rows from now on."""
    with unit_of_work(get_ports()):
        batch = dry_import(code)
        if batch.options.get("question"):
            raise Refused(_("First say what its columns are."), code="open_question")
        importer.start(batch)
    return redirect(url_for("console.one_import", code=batch.code), 303)


@blueprint.post("/imports/<code>/discard")
@roles(*AGENTS)
def discard_import(code: str) -> Response:
    """Forget a log that was only looked at."""
    with unit_of_work(get_ports()) as session:
        session.delete(dry_import(code))
    flash(_("Discarded. Nothing was imported."), "success")
    return redirect(url_for("console.imports"), 303)


def dry_import(code: str) -> ImportBatch:
    """The import of this code that nobody has started yet. Raises NotFound, Refused."""
    batch = batches.find(code)
    if batch.status != ImportStatus.DRY:
        raise Refused(_("This import was started already."), code="started")
    return batch


@blueprint.post("/imports/<code>/undo")
@roles(*AGENTS)
def undo_import(code: str) -> Response:
    """Take an import back; what somebody has worked on since stays and is named."""
    staff, batch = signed_in(), batches.find(code)
    if not _may_undo(staff, batch):
        raise Refused(_("Only leads, and whoever imported it, take an import back."), code="not_yours")
    number, staff_id = batch.code, staff.id
    undone = undo(batch.id, get_ports(), at=now(), staff_id=staff_id)
    said = ngettext("%(num)s ticket taken back.", "%(num)s tickets taken back.", undone.tickets)
    if undone.kept:
        said += " " + _("Kept, because somebody has worked on them: %(numbers)s", numbers=_some(undone.kept))
    flash(said, "success")
    return redirect(url_for("console.one_import", code=number), 303)


def _may_undo(staff: Staff, batch: ImportBatch) -> bool:
    begun = batch.status in {ImportStatus.RUNNING, ImportStatus.DONE, ImportStatus.FAILED}
    return begun and (staff.role == Role.LEAD or batch.staff_id == staff.id)


def _some(numbers: list[str]) -> str:
    return ", ".join(numbers[:10]) + (" …" if len(numbers) > 10 else "")


@blueprint.get("/imports/<code>/rejects.csv")
@roles(*AGENTS)
def rejects(code: str) -> Response:
    """The rejected rows with their reasons, to mend and upload again."""
    batch = batches.find(code)
    answer = FlaskResponse(stream_with_context(rejects_csv(batch, current_language())), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{batch.code}-rejects.csv"'
    return answer
