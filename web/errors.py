"""Which error becomes which answer: one table, a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

import logging
import secrets

import sqlalchemy.exc
from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from ticketing import errors
from ticketing.db import db

STATUS: list[tuple[type[errors.VocDeskError], int]] = [
    (errors.NotFound, 404),
    (errors.LostRace, 409),
    (errors.CrossedReply, 409),
    (errors.Refused, 409),
    (errors.BadInput, 422),
    (errors.DuplicateMessage, 200),
    (errors.VocDeskError, 400),
]
log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(errors.VocDeskError, _expected)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(sqlalchemy.exc.OperationalError, _busy)
    app.register_error_handler(sqlalchemy.exc.TimeoutError, _busy)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: errors.VocDeskError) -> int:
    """The HTTP status of one of our errors."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def _expected(error: errors.VocDeskError) -> tuple[Response | str, int]:
    db.session.rollback()
    return _answer(status_of(error), error.code, sentence(error), {**error.details})


def sentence(error: errors.VocDeskError) -> str:
    """What to tell the person: translated by code where a translation exists, else the error's own words."""
    translated = {
        "not_found": _("This page does not exist, or you may not see it."),
        "lost_race": _("%(winner)s was faster.", winner=error.details.get("winner", _("Somebody else"))),
        "crossed_reply": _("Somebody wrote while you were writing. Read the new lines, then send again."),
        "feedback_missing": _("Set product and topic first, or choose “no product feedback”."),
        "no_owner": _("Set the product first: its owner is who will be asked."),
        "other_customer": _("These tickets belong to two customers: link them instead of merging."),
        "merged_already": _("One of these tickets is merged already."),
        "customer_erased": _("This customer's data was erased already."),
        "legal_hold": _("A regulator's case is open: its words are evidence. Settle it first."),
        "too_late": _("A merge can be undone for 24 hours."),
    }
    code = str(error.details.get("code", error.code))
    return translated.get(code) or translated.get(error.code) or _(error.message or error.code)


def _stale_form(error: CSRFError) -> tuple[Response | str, int]:
    return _answer(400, "stale_form", _("This form is too old. Reload the page and send it again."), {})


def _http(error: HTTPException) -> tuple[Response | str, int] | Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # a ready-made answer, e.g. a redirect
    words = {
        401: _("Sign in first."),
        403: _("Your role does not open this page."),
        404: _("This page does not exist, or you may not see it."),
        405: _("This address does not take that kind of request."),
        413: _("This is too large to be sent in one go."),
        429: _("Too many tries. Wait a minute."),
    }
    status = error.code or 500
    return _answer(
        status, error.name.lower().replace(" ", "_"), words.get(status, error.description or ""), {}
    )


def _busy(error: Exception) -> tuple[Response | str, int]:
    """The database is locked, full or away: nothing was stored, and trying again makes sense."""
    db.session.rollback()
    log.error("database not available: %s", error)
    answer, status = _answer(
        503, "unavailable", _("The database is busy. Nothing was lost: try again in a moment."), {}
    )
    response = Response(answer, mimetype="text/html") if isinstance(answer, str) else answer
    response.headers["Retry-After"] = "5"
    return response, status


def _unexpected(error: Exception) -> tuple[Response | str, int]:
    db.session.rollback()
    number = secrets.token_hex(4)
    log.exception("unexpected error %s at %s", number, request.path, exc_info=error)
    words = _(
        "Something broke on our side (error %(number)s). Nothing you sent was lost on purpose.", number=number
    )
    return _answer(500, "internal_error", words, {"number": number})


def _answer(status: int, code: str, words: str, details: dict[str, object]) -> tuple[Response | str, int]:
    wants_json = request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"
    if wants_json:
        problem = jsonify(type=f"/problems/{code}", title=words, status=status, code=code, details=details)
        problem.mimetype = "application/problem+json"
        return problem, status
    if request.headers.get("HX-Request"):
        return render_template("components/error.html", words=words, status=status), status
    return render_template("error.html", words=words, status=status), status
