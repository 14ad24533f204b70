"""How the classifiers do: right how often, sure how often, has anything shifted, how fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from ticketing.clock import now
from ticketing.learning import audit, registry, watching
from ticketing.learning.audit import Quality
from ticketing.learning.examples import LEARNT
from ticketing.models import LabelField, ModelVersion, WatchFigure, WatchKind
from web.auth import roles
from web.learning.blueprint import READERS, blueprint, label_words
from web.presenting import field_word

SPANS = {"28": 28, "84": 84, "365": 365}
USUAL = "84"
DRIFTS = (WatchKind.LABELS, WatchKind.CONFIDENCE, WatchKind.VOCABULARY)


@dataclass(frozen=True)
class Line:
    """One field in the table of all."""

    field: LabelField
    active: ModelVersion | None
    quality: Quality
    p50: WatchFigure | None
    p99: WatchFigure | None
    alarms: list[WatchKind]


@blueprint.get("/")
@roles(*READERS)
def watching_now() -> str:
    """Every figure with how many it stands on; one field in detail."""
    at = now()
    span = request.args.get("span", USUAL)
    span = span if span in SPANS else USUAL
    since = at - timedelta(days=SPANS[span])
    asked = request.args.get("field", LabelField.TYPE.value)
    field = LabelField(asked) if asked in set(LEARNT) else LabelField.TYPE
    lines = [_line(one, since, at) for one in LEARNT]
    chosen = next(one.quality for one in lines if one.field == field)
    return render_template(
        "learning/watching.html",
        span=span,
        spans=SPANS,
        field=field,
        lines=lines,
        quality=chosen,
        words=label_words(field),
        field_word=field_word,
        drift_words=drift_words(),
        drifts=[one for kind in DRIFTS if (one := watching.newest(_field_of(kind, field), kind)) is not None],
        drift_chart=_course(field, since),
        precision_chart=_precision(chosen, label_words(field)),
    )


def drift_words() -> dict[str, str]:
    """The kinds of drift in the reader's language."""
    return {
        "labels": _("What they write about"),
        "confidence": _("How sure the classifier is"),
        "vocabulary": _("Words they use"),
    }


def _line(field: LabelField, since: datetime, at: datetime) -> Line:
    newest = {kind: watching.newest(field, kind) for kind in WatchKind}
    return Line(
        field=field,
        active=registry.active(field),
        quality=audit.quality(field, since, at),
        p50=newest[WatchKind.LATENCY_P50],
        p99=newest[WatchKind.LATENCY_P99],
        alarms=[kind for kind in DRIFTS if (one := newest[kind]) is not None and one.alarm],
    )


def _field_of(kind: WatchKind, field: LabelField) -> LabelField:
    """Words are watched once for all fields."""
    return LabelField.TYPE if kind == WatchKind.VOCABULARY else field


def _course(field: LabelField, since: datetime) -> dict[str, Any] | None:
    """The population stability index day by day, for the chart macro. Any: it is JSON."""
    rows = {kind: watching.course(field, kind, since) for kind in (WatchKind.LABELS, WatchKind.CONFIDENCE)}
    days = sorted({one.at.date() for found in rows.values() for one in found})
    if len(days) < 2:
        return None
    by_day = {kind: {one.at.date(): one for one in found} for kind, found in rows.items()}
    words = drift_words()
    series: list[dict[str, Any]] = [
        {
            "name": words[kind.value],
            "values": [round(by_day[kind][day].value, 3) if day in by_day[kind] else None for day in days],
        }
        for kind in rows
    ]
    limits = [by_day[WatchKind.LABELS].get(day) for day in days]
    series.append(
        {
            "name": _("Limit"),
            "values": [round(one.limit, 3) if one else None for one in limits],
            "dashed": True,
            "tone": "danger",
        }
    )
    return {"labels": [format_date(day, "M/d") for day in days], "series": series}


def _precision(quality: Quality, words: dict[str, str]) -> dict[str, Any] | None:
    """Precision by label in percent, where five or more were decided. Any: it is JSON."""
    shown = [(one.label, one.precision) for one in quality.labels if one.precision is not None]
    if not shown:
        return None
    return {
        "labels": [words.get(label, label) for label, _share in shown],
        "series": [
            {"name": _("Precision, %%"), "values": [round(one.value * 100, 1) for _label, one in shown]}
        ],
    }
