"""Logs as other systems export them, composed after their known column names; expected is what a reader sees in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForeignLog:
    """``rows``: of each data row the fields that matter; None = a reject, {} = anything."""

    name: str
    data: bytes
    rows: list[dict[str, object] | None]


def foreign(name: str, text: str, rows: list[dict[str, object] | None], enc: str = "utf-8") -> ForeignLog:
    """A log of this text in this encoding."""
    return ForeignLog(name, text.encode(enc), rows)
