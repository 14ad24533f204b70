"""Cells that a spreadsheet must not run."""

import pytest

from ticketing.feedback.cells import neutral


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "  =cmd", "＝1", "\r=1"])
def test_formulas_get_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["帆盘", "a=b", "", 5, -5, 1.5, None])
def test_everything_else_stays(cell: object) -> None:
    assert neutral(cell) == cell
