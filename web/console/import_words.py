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
