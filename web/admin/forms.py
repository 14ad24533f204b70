"""A form as it was sent, read field by field: every fault is named beside its field, strangers are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from ticketing.errors import BadInput

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class FormError(BadInput):
    """Some fields cannot be used; ``errors`` has one sentence for each."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {why}" for name, why in errors.items()))
        self.errors = errors


class Form:
    """Asked for its fields one by one; ``check`` then raises when any was wrong, unknown or sent twice."""

    def __init__(self, sent: MultiDict[str, str]) -> None:
        self.errors: dict[str, str] = {}
        self._sent = sent
        self._asked = {"csrf_token"}

    def text(
        self, name: str, *, longest: int = 200, required: bool = True, lines: bool = False, strip: bool = True
    ) -> str:
        """One line (or several) without control characters."""
        value = self._one(name).replace("\r\n", "\n")
        value = value.strip() if strip else value
        allowed = "\n\t" if lines else ""
        if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in allowed for c in value):
            self.errors[name] = _("Take the control characters out.")
        elif required and not value:
            self.errors[name] = _("Fill this in.")
        elif len(value) > longest:
            self.errors[name] = _("At most %(number)s characters.", number=longest)
        return value

    def code(self, name: str, *, longest: int = 60) -> str:
        """A code: letters, digits, dot, dash, underscore."""
        value = self.text(name, longest=longest)
        if name not in self.errors and not CODE.fullmatch(value):
            self.errors[name] = _("Only letters, digits, dots, dashes and underscores.")
        return value

    def email(self, name: str) -> str:
        """An address, or nothing."""
        value = self.text(name, longest=320, required=False)
        if value and name not in self.errors and not EMAIL.fullmatch(value):
            self.errors[name] = _("This is not an e-mail address.")
        return value

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number within bounds."""
        text = self._one(name).strip()
        if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not low <= int(text) <= high:
            self.errors[name] = _("A whole number from %(low)s to %(high)s.", low=low, high=high)
            return low
        return int(text)

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A calendar day."""
        text = self._one(name).strip()
        if not text and not required:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.errors[name] = _("A day such as 2026-10-01.")
            return None

    def choice(self, name: str, allowed: Collection[str], *, required: bool = True) -> str:
        """One of the offered values."""
        value = self._one(name)
        if (value or required) and value not in allowed:
            self.errors[name] = _("Choose one of the list.")
        return value

    def several(self, name: str, allowed: Collection[str], *, required: bool = False) -> list[str]:
        """Any of the offered values, in the order they were sent."""
        self._asked.add(name)
        values = self._sent.getlist(name)
        if (required and not values) or not set(values) <= set(allowed) or len(set(values)) < len(values):
            self.errors[name] = _("Choose from the list.")
        return values

    def flag(self, name: str) -> bool:
        """A box that is ticked or not."""
        return self._one(name) == "1"

    def fault(self, name: str, why: str) -> None:
        """Something that only the caller can know is wrong with this field."""
        self.errors.setdefault(name, why)

    def check(self) -> None:
        """Raise FormError when anything was wrong."""
        strangers: Iterable[str] = sorted(set(self._sent) - self._asked)
        for name in strangers:
            self.errors[name] = _("This form has no such field.")
        if self.errors:
            raise FormError(self.errors)

    def _one(self, name: str) -> str:
        self._asked.add(name)
        values = self._sent.getlist(name)
        if len(values) > 1:
            self.errors[name] = _("This was sent twice.")
        return values[0] if values else ""
