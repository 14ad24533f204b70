"""A run with several processes sets up a house once, and begins with what takes longest."""

from __future__ import annotations

import pytest

from tests.sharing_out import ONE_HOUSE, house_of


def test_all_files_of_a_shared_system_go_to_one_process() -> None:
    files = ("tests/journeys/test_pages.py::test_a[zh]", "tests/journeys/test_mail_journey.py::test_b")

    assert {house_of(one) for one in files} == {"tests/journeys"}
    assert house_of("tests/web/test_me.py::test_c[sqlite]") == "tests/web/test_me.py"


def test_the_slow_houses_come_first(request: pytest.FixtureRequest) -> None:
    places = [house_of(item.nodeid) in ONE_HOUSE for item in request.session.items]

    assert places == sorted(places, reverse=True)
