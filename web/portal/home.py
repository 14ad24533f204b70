"""The landing page with its two doors, and the full-page chat."""

from __future__ import annotations

from flask import render_template, request

from web.portal.blueprint import blueprint, company
from web.portal.files import ACCEPT


@blueprint.get("/")
def home() -> str:
    """Choose: customer or staff."""
    return render_template("portal/home.html", company=company())


@blueprint.get("/chat")
def chat() -> str:
    """The chat as a page of its own."""
    return render_template("portal/chat.html", company=company(), framed=False, host="", accept=ACCEPT)


@blueprint.get("/chat/frame")
def chat_frame() -> str:
    """The chat inside the widget's frame. ``host`` is the origin of the page around it."""
    host = request.args.get("host", "")
    return render_template("portal/chat.html", company=company(), framed=True, host=host, accept=ACCEPT)
