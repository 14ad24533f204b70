"""What changed in a product's backlog since a cursor, with its evidence: for tools of product managers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ticketing.backlog import items
from ticketing.backlog.evaluation import answers
from ticketing.backlog.evidence import gather
from ticketing.backlog.queries import PUBLIC
from ticketing.db import db
from ticketing.errors import BadInput, NotFound
from ticketing.feedback.cells import neutral
from ticketing.models import Decision, Item, Product, Staff

PAGE = 200
COLUMNS = (
    "item_no",
    "product",
    "title_zh",
    "title_en",
    "status",
    "severity",
    "score",
    "customers",
    "customers_30",
    "customers_90",
    "tickets",
    "channels",
    "owner",
    "problem",
    "decision",
    "reason",
    "planned_on",
    "released_at",
    "release_version",
    "verdict",
    "quotes",
    "change_number",
    "changed_at",
)


@dataclass(frozen=True)
class Change:
    """One item as it is now; ``data`` is plain JSON. Any: it is JSON."""

    cursor: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Some changes in their order, and where to go on."""

    changes: list[Change]
    next_cursor: str
    more: bool


def changes(product_code: str, since: str | None, at: datetime, *, limit: int = PAGE) -> Page:
    """The items of a product changed after the cursor, oldest change first, at most ``limit``.

    An item changed twice appears once, as it is now.

    Raises:
        NotFound: no such product.
        BadInput: the cursor was not given out by us.
    """
    product = db.session.scalar(sa.select(Product).where(Product.code == product_code))
    if product is None:
        raise NotFound(f"no product has the code {product_code}; see voc catalogue")
    start = read_cursor(since)
    statement = (
        sa.select(Item)
        .where(Item.product_id == product.id, Item.change_number > start)
        .order_by(Item.change_number)
        .limit(limit)
    )
    found = list(db.session.scalars(statement))
    listed = [Change(item.change_number, describe(item, product, at)) for item in found]
    return Page(listed, str(found[-1].change_number if found else start), len(found) == limit)


def read_cursor(text: str | None) -> int:
    """The change number of a cursor; nothing = from the beginning. Raises BadInput."""
    if text is None or not text.strip():
        return 0
    if not text.strip().isascii() or not text.strip().isdigit():
        raise BadInput(f"{text!r} is not a cursor: use the next_cursor of an earlier pull", field="since")
    return int(text)


class Pages:
    """Pages on their way to a reader; ``cursor`` is where to go on once they are read."""

    def __init__(self, pages: Iterator[Page], since: str | None) -> None:
        self.cursor = str(read_cursor(since))
        self._pages = pages

    def __iter__(self) -> Iterator[Change]:
        """Every change in its order."""
        for page in self._pages:
            self.cursor = page.next_cursor
            yield from page.changes


def every_change(product_code: str, since: str | None, at: datetime) -> Iterator[Page]:
    """All pages up to the present end."""
    cursor = since
    while True:
        page = changes(product_code, cursor, at)
        yield page
        if not page.more:
            return
        cursor = page.next_cursor


def describe(item: Item, product: Product, at: datetime) -> dict[str, Any]:
    """One item with its evidence as plain JSON: no names, no addresses of customers. Any: it is JSON."""
    evidence = gather(item.theme_id, at).as_dict()
    owner = db.session.get(Staff, item.owner_id) if item.owner_id is not None else None
    return {
        "item_no": item.item_no,
        "product": product.code,
        "title_zh": item.title_zh,
        "title_en": item.title_en,
        "status": item.status.value,
        "public_status": PUBLIC[item.status],
        "severity": item.severity.value,
        "score": item.score,
        "score_parts": item.score_parts,
        "owner": owner.login if owner is not None else None,
        "problem": item.problem,
        "root_cause": item.root_cause,
        "acceptance": item.acceptance,
        "effort_weeks": item.effort_weeks,
        "override": item.override,
        "proposed_at": _text(item.proposed_at),
        "decided_at": _text(item.decided_at),
        "revisit_on": _text(item.revisit_on),
        "planned_on": _text(item.planned_on),
        "released_at": _text(item.released_at),
        "release_version": item.release_version,
        "verdict": item.verdict.value if item.verdict is not None else None,
        "effect": item.effect,
        "answers": answers(item),
        "decision": _last_decision(item),
        "evidence": evidence,
        "change_number": item.change_number,
        "changed_at": _text(item.changed_at),
    }


def _last_decision(item: Item) -> dict[str, Any] | None:
    latest = sa.select(Decision).where(Decision.item_id == item.id).order_by(Decision.id.desc())
    row = db.session.scalars(latest.limit(1)).first()
    if row is None:
        return None
    return {
        "decision": row.decision.value,
        "reason_code": row.reason_code,
        "reason": row.reason,
        "at": _text(row.at),
        "snapshot": row.snapshot,
    }


def _text(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def as_json_lines(pages: Pages) -> Iterator[str]:
    """One JSON object a line; the last line carries the next cursor."""
    for change in pages:
        yield json.dumps(change.data, ensure_ascii=False)
    yield json.dumps({"next_cursor": pages.cursor})


def as_csv(pages: Pages) -> Iterator[str]:
    """A table for spreadsheets, one line at a time; cells that a spreadsheet would run are made harmless."""
    rows = ([_cell(change.data, column) for column in COLUMNS] for change in pages)
    first = next(rows, None)
    yield _csv_line(COLUMNS)
    if first is not None:
        yield _csv_line(first)
    for row in rows:
        yield _csv_line(row)


def _csv_line(cells: list[Any] | tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([neutral(cell) for cell in cells])
    return buffer.getvalue()


def _cell(data: dict[str, Any], column: str) -> Any:
    counts, decision = data["evidence"]["counts"], data["decision"] or {}
    if column in {"decision", "reason"}:
        return decision.get(column, "")
    if column == "channels":
        return " ".join(f"{name}:{number}" for name, number in sorted(counts["channels"].items()))
    if column == "quotes":
        return " | ".join(quote["text"] for quote in data["evidence"]["quotes"][:3])
    value = counts[column] if column in counts and column != "severity" else data[column]
    return "" if value is None else value


def as_markdown(pages: Pages) -> Iterator[str]:
    """A document to read or to paste into a requirement: one section an item, quotes as quotes."""
    for change in pages:
        yield from _section(change.data)
    yield f"<!-- next_cursor: {pages.cursor} -->"


def _section(data: dict[str, Any]) -> Iterator[str]:
    counts = data["evidence"]["counts"]
    yield f"## {data['item_no']} {_plain(data['title_zh'])} / {_plain(data['title_en'])}"
    yield ""
    yield f"- 状态 status: {data['status']} · {data['severity']} · score {data['score']}"
    yield (
        f"- 客户 customers: {counts['customers']} (30 d: {counts['customers_30']}, 90 d: "
        f"{counts['customers_90']}) · 工单 tickets: {counts['tickets']} · {_cell(data, 'channels')}"
    )
    for label, field in (
        ("问题 problem", "problem"),
        ("根因 root cause", "root_cause"),
        ("验收 acceptance", "acceptance"),
        ("计划 planned", "planned_on"),
        ("发布 released", "release_version"),
        ("效果 effect", "verdict"),
    ):
        if data[field]:
            yield f"- {label}: {_plain(str(data[field]))}"
    if data["decision"]:
        yield f"- 决定 decision: {data['decision']['decision']} ({_plain(data['decision']['reason'])})"
    yield ""
    for quote in data["evidence"]["quotes"]:
        yield f"> {_plain(quote['text'])} — {quote['channel']}, {quote['at'][:10]}, {quote['ticket_no']}"
        yield ""


def _plain(text: str) -> str:
    """One line without marks that would become markup."""
    return " ".join(text.split()).replace("<", "‹").replace(">", "›").replace("`", "'")


def last_cursor() -> str:
    """The cursor of right now: pulling from it gives only what changes later."""
    return str(items.last_change())
