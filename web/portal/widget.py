"""``/widget.js``: one script tag puts the chat on any site; and a page that shows it in use."""

from __future__ import annotations

from flask import Response, render_template, send_from_directory

from web.assets import STATIC_FOLDER
from web.portal.blueprint import blueprint, company

FRESH = 300
"""Seconds a host page may keep the script: short, so that a repair reaches every site soon."""


@blueprint.get("/widget.js")
def widget() -> Response:
    """The launcher's script; the same for everybody."""
    response = send_from_directory(STATIC_FOLDER / "js", "widget.js")
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = FRESH
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"  # so that hosts may pin it with integrity=
    return response


@blueprint.get("/widget-demo")
def widget_demo() -> str:
    """A stand-in for somebody's shop, with a script of its own that is broken."""
    return render_template("portal/widget_demo.html", company=company())
