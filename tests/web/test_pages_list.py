"""The list of pages that pictures and checks walk is whole."""

from __future__ import annotations

from flask import Flask

from tests.pages import ELSEWHERE, PARTS, PLACES


def test_every_page_is_walked_or_said_to_be_walked_elsewhere(app: Flask) -> None:
    """A new page without a line in ``tests/pages.py`` fails here; so does a line without a page."""
    looked_at = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("api.")
    }

    assert {place.endpoint for place in PLACES} | set(ELSEWHERE) | PARTS == looked_at


def test_a_page_is_listed_once() -> None:
    """One line a page: its picture has its endpoint's name."""
    names = [place.name for place in PLACES]

    assert sorted(set(names)) == sorted(names)
