"""Long commands leave what the process keeps anyway out of the collections of garbage."""

from __future__ import annotations

import gc

import pytest

from web.cli.settling import settled


def test_what_was_there_is_left_out_inside_and_looked_at_again_after() -> None:
    with settled():
        assert gc.get_freeze_count() > 10_000

    assert gc.get_freeze_count() == 0


def test_an_error_inside_does_not_leave_the_garbage_frozen() -> None:
    with pytest.raises(LookupError), settled():
        raise LookupError("something else went wrong")

    assert gc.get_freeze_count() == 0
