"""The portal's blueprint and what all its pages know about the company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Blueprint, Response

from ticketing.db import db
from ticketing.models import Setting
from web.language import current_language

blueprint = Blueprint("portal", __name__)


@dataclass(frozen=True)
class Company:
    """How the company calls itself and how it is reached."""

    name: str
    hotline: str
    mail: str
    timezone: str


def company() -> Company:
    """The company in the reader's language; plain words where none is loaded."""
    row = db.session.get(Setting, "company")
    values = row.value if row is not None else {}
    fallback = {"zh": "客服中心", "en": "Customer service"}[current_language()]
    return Company(
        name=str(values.get(f"name_{current_language()}") or fallback),
        hotline=str(values.get("hotline", "")),
        mail=str(values.get("mail", "")),
        timezone=str(values.get("timezone") or "Asia/Shanghai"),
    )


def local_words(at: datetime) -> str:
    """A moment in the company's own time zone, in the reader's language."""
    zone = ZoneInfo(company().timezone)
    locale = {"zh": "zh_Hans_CN", "en": "en_GB"}[current_language()]
    pattern = {"zh": "M月d日 EEEE HH:mm", "en": "EEEE d MMMM, HH:mm"}[current_language()]
    return format_datetime(at, pattern, tzinfo=zone, locale=locale)


@blueprint.after_request
def _keep_private(response: Response) -> Response:
    """Addresses here hold secrets: they go into no referrer and no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
