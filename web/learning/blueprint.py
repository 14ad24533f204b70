"""The blueprint of the classifiers' pages, and words for labels."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint
from flask_babel import gettext as _

from ticketing.db import db
from ticketing.learning.tasks import UNKNOWN
from ticketing.models import LabelField, Phase, Product, Role, TicketType, Topic
from web.language import current_language

blueprint = Blueprint("learning", __name__, url_prefix="/learning")
READERS = (Role.LEAD, Role.ADMIN)
"""Figures and versions show no words of a case."""
LABELLERS = (Role.LEAD,)
"""Leads answer for the labels; administrators see no cases."""


def options(field: LabelField) -> list[tuple[str, str]]:
    """The labels of a field with their words, in the order in which people are offered them."""
    if field == LabelField.TYPE:
        words = _types()
        return [(one.value, words[one.value]) for one in TicketType]
    if field == LabelField.PHASE:
        phases = {"pre": _("Before buying"), "in": _("While ordering"), "after": _("After buying")}
        return [(one.value, phases[one.value]) for one in Phase]
    language = current_language()
    if field == LabelField.PRODUCT:
        products = db.session.scalars(sa.select(Product).where(~Product.retired).order_by(Product.code))
        return [*((one.code, one.name(language)) for one in products), (UNKNOWN, _("None, or not said"))]
    topics = db.session.scalars(sa.select(Topic).order_by(Topic.code))
    return [(one.code, one.name_zh if language == "zh" else one.name_en) for one in topics]


def label_words(field: LabelField) -> dict[str, str]:
    """Label → what people call it; unknown ones are shown as they are."""
    return dict(options(field))


def _types() -> dict[str, str]:
    return {
        "enquiry": _("Enquiry"),
        "complaint": _("Complaint"),
        "fault": _("Fault report"),
        "request": _("Service request"),
        "suggestion": _("Suggestion"),
        "praise": _("Praise"),
        "whistle": _("Report of wrongdoing"),
    }
