"""The reasons of a model's changes in words of the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from ticketing.models import ModelCause, ModelChange


def change_words(change: ModelChange) -> str:
    """Return why a version changed: a person's own words, or the cause in the reader's language."""
    if change.cause is None:
        return change.why
    version = change.by_version
    at_work = change.before != change.after == "active"
    words = {
        ModelCause.FIRST: _("the first one, from the company's own examples"),
        ModelCause.NIGHTLY: _("trained at night from what people said"),
        ModelCause.ASKED: _("trained when asked"),
        ModelCause.NEWER: _("version %(number)s is newer", number=version),
        ModelCause.REPLACED: _("replaced by version %(number)s", number=version),
        ModelCause.POLICY: _("no label got worse on the same messages"),
        ModelCause.ERASURE: _("so that an erased customer's words are forgotten")
        if at_work or not change.before
        else _("a customer it had learnt from was erased"),
    }
    return words[change.cause]
