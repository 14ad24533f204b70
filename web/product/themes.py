"""The inbox of evidence: what customers speak of, and one theme with its voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from flask import render_template, request

from ticketing.backlog import evidence, thresholds
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import VocDeskError
from ticketing.feedback import bursts, queries, suggestions
from ticketing.feedback.queries import Counts, Quote, ThemeRow
from ticketing.feedback.voices import typical_voices
from ticketing.models import Theme
from web import encoding, errors
from web.admin.forms import FormError
from web.auth import roles
from web.language import current_language
from web.product.blueprint import (
    READERS,
    blueprint,
    choose_products,
    day_of,
    products_of,
    sentence,
    viewer,
    week_labels,
)

READ, PAGE = 300, 50
BURST_SHOWN = timedelta(days=7)
SAMPLE = 5


@dataclass(frozen=True)
class InboxRow:
    """One theme of the inbox."""

    row: ThemeRow
    burst: bool
    trend: bursts.Trend | None
    gate: thresholds.Gate | None
    """Why it may go on the backlog now; none while the evidence is thin."""


@blueprint.get("/themes")
@roles(*READERS)
def themes() -> str:
    """Themes by how many different people speak of them."""
    who, at = viewer(), now()
    products = products_of(who)
    choice, view = (
        choose_products(who, products, request.args.get("product", ""), at),
        request.args.get("view", "all"),
    )
    found = queries.list_themes(who.product_ids, at, limit=READ)
    listed = [_row(one, at) for one in found if one.counts.customers_90]
    mine = [one for one in listed if one.row.theme.product_id in choice.product_ids]
    views = {
        "all": mine,
        "free": [one for one in mine if one.row.item is None],
        "burst": [one for one in mine if one.burst],
        "rising": [one for one in mine if is_rising(one.trend)],
    }
    view = view if view in views else "all"
    chosen = sorted(views[view], key=_by_people)
    offset = max(0, request.args.get("offset", 0, type=int))
    shown = [_with_gate(one, at) for one in chosen[offset : offset + PAGE]]
    return render_template(
        "product/themes.html",
        rows=shown,
        voices=typical_voices([one.row.theme.id for one in shown], current_language()),
        total=len(chosen),
        offset=offset,
        step=PAGE,
        view=view,
        views={name: len(rows) for name, rows in views.items()},
        choice=choice,
        products=products,
        by_product={one.id: sum(row.row.theme.product_id == one.id for row in listed) for one in products},
        day_of=day_of,
        is_rising=is_rising,
    )


@blueprint.get("/themes/<theme_no>")
@roles(*READERS)
def theme(theme_no: str) -> str:
    """One theme with its voices."""
    return show(theme_no)[0]


def show(theme_no: str, *, wrong: VocDeskError | None = None, opened: str = "") -> tuple[str, int]:
    """The theme's page; after something was refused, with the reason and the form as it was sent."""
    if wrong is not None:
        db.session.rollback()
    who, at = viewer(), now()
    found = queries.get_theme(theme_no, who.product_ids)
    page = queries.theme_page(found, at)
    shown = render_template(
        "product/theme.html",
        theme=found,
        page=page,
        counts=page.counts,
        quotes=page.quotes,
        sample=_sample(found, page.quotes),
        parts=_parts(found, page.counts),
        week_labels=week_labels(at, len(page.counts.weekly)),
        trend=_trend(page.counts),
        burst=_is_burst(found, at),
        gate=evidence.gate(found, page.counts, at),
        survivor=_survivor(found),
        others=_names(page.lineage),
        wrong=sentence(wrong) if wrong is not None else "",
        opened=opened,
        sent=request.form if wrong is not None else {},
        chosen=request.form.getlist("mention") if wrong is not None else [],
        faults=wrong.errors if isinstance(wrong, FormError) else {},
        day_of=day_of,
        is_rising=is_rising,
    )
    return shown, errors.status_of(wrong) if wrong is not None else 200


def _parts(found: Theme, counts: Counts) -> list[suggestions.Part] | None:
    """Groups of like words, looked for only when asked: it takes a moment. None when not asked for."""
    if request.args.get("parts") != "1" or counts.customers < suggestions.LEAST_CUSTOMERS:
        return None
    return suggestions.suggest_parts(found, encoding.installed())


def is_rising(trend: bursts.Trend | None) -> bool:
    """Whether growth is more than scatter: the interval excludes standing still."""
    return trend is not None and trend.low > 0


def _row(row: ThemeRow, at: datetime) -> InboxRow:
    return InboxRow(row, _is_burst(row.theme, at), _trend(row.counts), None)


def _with_gate(one: InboxRow, at: datetime) -> InboxRow:
    """The gate is looked up only for the rows shown."""
    if one.row.item is not None:
        return one
    return InboxRow(one.row, one.burst, one.trend, evidence.gate(one.row.theme, one.row.counts, at))


def _by_people(one: InboxRow) -> tuple[bool, int, int, int]:
    counts = one.row.counts
    return not one.burst, -counts.customers_30, -counts.customers_90, one.row.theme.id


def _is_burst(found: Theme, at: datetime) -> bool:
    return found.alerted_at is not None and at - found.alerted_at <= BURST_SHOWN


def _trend(counts: Counts) -> bursts.Trend | None:
    return bursts.weekly_trend(counts.weekly, [1.0] * len(counts.weekly))


def _sample(found: Theme, quotes: Sequence[Quote]) -> list[Quote]:
    """A few voices drawn by lot (the same ones at each look): do they really belong together?"""
    counted = [one for one in quotes if one.counted]
    return Random(found.id).sample(counted, min(SAMPLE, len(counted)))  # noqa: S311  # no secret: a fair draw


def _survivor(found: Theme) -> Theme | None:
    return db.session.get(Theme, found.merged_into_id) if found.merged_into_id is not None else None


def _names(lineage: Sequence[Any]) -> dict[int, Theme]:
    """The themes a lineage speaks of. Any: rows of ``theme_change``."""
    numbers = {one.theme_id for one in lineage} | {one.other_id for one in lineage}
    return {number: db.session.get_one(Theme, number) for number in numbers}
