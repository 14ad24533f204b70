"""Which process of a run gets which tests: a house that is dear to set up is set up once, and first."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ONE_HOUSE = ("tests/journeys", "tests/several")
"""Folders whose tests share one running system."""
SLOWEST_FIRST = (*ONE_HOUSE, "tests/faults", "tests/web/learning", "tests/web", "tests/intake")


class ByHouse(LoadScopeScheduling):
    """One process a file, for what a file sets up once; one for all files of a folder that share a system.

    The mark `xdist_group` does nothing under pytest 9.2: pytest-dev/pytest-xdist issue 1386.
    """

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        config.option.loadscopereorder = False  # by the number of tests: the slowest would come last
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return house_of(nodeid)


def house_of(nodeid: str) -> str:
    """The file, or the folder, whose tests run in one process."""
    return next(
        (folder for folder in ONE_HOUSE if nodeid.startswith(f"{folder}/")), nodeid.partition("::")[0]
    )


def move_in(run: Path, folder: str) -> None:
    """Note in the folder of a run that its house is set up; fails when another process has set it up already."""
    try:
        (run / folder.replace("/", "-")).mkdir()
    except FileExistsError:
        pytest.fail(
            f"{folder} is set up by a second process: its tests are not kept together, or the first one died"
        )


def slowest_first(items: list[pytest.Item]) -> None:
    """Move what takes long to the front, so that no process is left alone with it at the end."""
    places = {folder: place for place, folder in enumerate(SLOWEST_FIRST)}
    items.sort(
        key=lambda item: min((places[one] for one in places if item.nodeid.startswith(f"{one}/")), default=99)
    )
