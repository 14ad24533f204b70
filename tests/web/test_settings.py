"""Settings: what is safe without any, and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask_babel import force_locale

from ticketing.errors import BadInput
from web.cli.doctor import examine
from web.config import Settings
from web.factory import create_app
from web.live import _is_ours


def test_without_a_setting_only_our_own_pages_may_embed_the_chat(tmp_path: Path) -> None:
    """The demo's host page is one of ours; a stranger's site is told no by its visitors' browsers."""
    app = create_app(Settings(var=tmp_path, testing=True))

    policy = app.test_client().get("/chat/frame").headers["Content-Security-Policy"]

    assert "frame-ancestors 'self';" in f"{policy};"


def test_named_sites_may_embed_the_chat(tmp_path: Path) -> None:
    """They stand beside our own pages in the policy."""
    app = create_app(
        Settings(var=tmp_path, testing=True, widget_origins="https://a.example http://b.example:8080")
    )

    policy = app.test_client().get("/chat/frame").headers["Content-Security-Policy"]

    assert "frame-ancestors 'self' https://a.example http://b.example:8080" in policy


@pytest.mark.parametrize("written", ["shop.example", "https://shop.example/path", "'none'; script-src *"])
def test_a_site_written_wrongly_stops_the_start(tmp_path: Path, written: str) -> None:
    """A policy that browsers would read otherwise is worse than none."""
    with pytest.raises(BadInput, match="VOC_WIDGET_ORIGINS"):
        Settings.from_env({"VOC_VAR": str(tmp_path), "VOC_WIDGET_ORIGINS": written})


@pytest.mark.parametrize(("origins", "warned"), [("*", True), ("https://shop.example", False), ("", False)])
def test_doctor_warns_when_any_site_may_embed_the_chat(tmp_path: Path, origins: str, warned: bool) -> None:
    """Works, but could be better."""
    settings = Settings(var=tmp_path, testing=True, widget_origins=origins).completed()
    app = create_app(settings)
    with app.app_context(), force_locale("en"):
        found = [one for one in examine(settings) if "embed the chat" in one.what]

    assert [one.level for one in found] == (["note"] if warned else [])


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://voc.example", True),
        ("https://shop.example", False),
        ("null", False),
    ],
)
def test_only_our_own_pages_open_sockets(origin: str, ours: bool) -> None:
    """The address that was asked for and the one in links are ours; the site around the widget is not."""
    assert _is_ours("https://voc.example", origin, {"HTTP_HOST": "127.0.0.1:8000"}) is ours
