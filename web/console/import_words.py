"""What the reader of a log warns about, in the words of the page's reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from intake.hotline.wording import worded
from web.language import current_language


def in_words(said: str) -> str:
    """What the reader of logs says of a file, a row or a cell, in the language of the page's reader."""
    return worded(said, current_language())


def warning_words(warning: Mapping[str, Any]) -> str:
    """The warning in the reader's language; the sentence with its details stays beside it."""
    count = int(warning.get("count") or 0)
    said = {
        "unsure_columns": _("The columns are not known for sure: look at the preview and say what each is."),
        "phone_region": _("Telephone numbers without a country are read as those of another country."),
        "date_order": _("The order of day and month was settled by the whole column."),
        "sheet_left_out": _("A sheet of the workbook was left out."),
        "damaged_text": _("Some characters could not be read in this encoding."),
        "already_imported": _("The same file was imported before: known calls are not doubled."),
        "rows_left_out": ngettext(
            "%(num)s row is no call and was left out.", "%(num)s rows are no calls and were left out.", count
        ),
        "dates_out_of_order": ngettext(
            "The date of %(num)s row runs against the log's own numbers.",
            "The dates of %(num)s rows run against the log's own numbers.",
            count,
        ),
    }
    return said.get(str(warning.get("code")), str(warning.get("message", "")))


def meanings() -> dict[str, str]:
    """What our fields are called on pages."""
    return {
        "external_id": _("number of the call"),
        "called_at": _("date and time of the call"),
        "called_on": _("date of the call"),
        "called_on_check": _("date of the call, once more"),
        "called_time": _("time of the call"),
        "caller_phone": _("number of the caller"),
        "callee_phone": _("number that was called"),
        "customer_name": _("name of the caller"),
        "product_text": _("product"),
        "category_text": _("category"),
        "subject": _("title"),
        "body": _("what was said"),
        "remedy": _("what the customer wants"),
        "resolution_text": _("what was done"),
        "status": _("open or solved"),
        "closed_at": _("when it was closed"),
        "agent": _("who took the call"),
        "agent_name": _("name of who took the call"),
        "direction": _("in, out or internal"),
        "answered": _("whether somebody answered"),
        "abandoned": _("whether the caller gave up"),
        "disposition": _("how the call ended"),
        "due_at": _("deadline of the regulator"),
        "satisfaction": _("how satisfied the caller was"),
        "city": _("city"),
        "state": _("province or state"),
    }
