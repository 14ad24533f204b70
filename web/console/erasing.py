"""A customer asks to be forgotten, and a lead has made sure who is asking."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from intake import erasing
from ticketing import access, files
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from ticketing.models import Role
from web.auth import roles, signed_in
from web.console.blueprint import blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/customer/erasure")
@roles(Role.LEAD)
def erase_customer(ticket_no: str) -> Response:
    """Erase the words and addresses of the ticket's customer everywhere. There is no way back."""
    reason, sure = request.form.get("reason", "").strip(), request.form.get("sure") == "yes"
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        customer = access.get_ticket(staff, ticket_no, today()).customer
        if not (reason and sure):
            raise BadInput(_("Say who asked and how you made sure of it, and tick the box."), field="reason")
        gone = erasing.erase(customer, reason=reason, by=staff, at=now())
    for sha256 in gone:
        files.forget(ports.files, sha256)
    flash(_("This customer's words and addresses are erased."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
