"""What somebody sets for themselves: the signature under their mails, and what they are mailed about."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.db import unit_of_work
from ticketing.models import Role, Staff
from ticketing.outbox.staff_mail import SUBJECTS
from web.admin.forms import Form, FormError
from web.auth import roles, signed_in
from web.ports import get_ports

EVERYBODY = tuple(Role)
LONGEST_SIGNATURE = 400
blueprint = Blueprint("me", __name__, url_prefix="/me")


@blueprint.get("/")
@roles(*EVERYBODY)
def me() -> str:
    """The form as it stands."""
    return _page({})


@blueprint.post("/")
@roles(*EVERYBODY)
def save() -> Response | tuple[str, int]:
    """Keep it; it counts from the next mail on."""
    form = Form(request.form)
    try:
        signature = form.text("signature", longest=LONGEST_SIGNATURE, required=False, lines=True)
        about = form.several("mail_about", tuple(SUBJECTS))
        form.check()
    except FormError as error:
        return _page(error.errors), 422
    with unit_of_work(get_ports()) as session:
        staff = session.get_one(Staff, signed_in().id)
        staff.signature, staff.mail_about = signature, about
    flash(_("Saved"), "success")
    return redirect(url_for("me.me"), 303)


def _page(errors: dict[str, str]) -> str:
    words = {
        "assigned": _("A ticket is given to me"),
        "asked": _("Somebody asks me, or answers my question"),
        "wrote": _("A customer writes on a ticket of mine"),
        "deadline": _("A deadline is near or missed"),
        "undelivered": _("A mail did not reach a customer"),
        "backlog": _("Something new is on my backlog"),
    }
    return render_template(
        "me.html",
        staff=signed_in(),
        errors=errors,
        sent=request.form,
        subjects=[(one, words[one]) for one in SUBJECTS],
    )
