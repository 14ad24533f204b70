"""What a calendar part says, for mails that say nothing else (RFC 5545)."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_FIELD = re.compile(
    r"^(SUMMARY|DTSTART|DTEND|LOCATION|DESCRIPTION|COMMENT)(?:;[^:\n]{0,500})?:([^\n]{0,5000})$", re.MULTILINE
)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_EVENT = re.compile(r"^BEGIN:V(?:EVENT|TODO|JOURNAL)\s*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([nN,;\\])")


def read_invitation(calendar: str) -> str:
    """Return title, time, place and words of the first event, a line each; '' when there is none.

    Times are shown as written, "UTC" added where they are so marked: zones need the calendar's own table.
    """
    text = _FOLD.sub("", calendar.replace("\r\n", "\n"))
    event = _EVENT.search(text)
    if not event:
        return ""
    stop = text.find("\nEND:V", event.end())
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(text[event.end() : stop if stop >= 0 else len(text)]):
        found.setdefault(name, value.strip())
    times = " – ".join(_shown(found[name]) for name in ("DTSTART", "DTEND") if found.get(name))
    words = [_unescape(found.get(name, "")) for name in ("LOCATION", "DESCRIPTION", "COMMENT")]
    return "\n".join(line for line in (_unescape(found.get("SUMMARY", "")), times, *words) if line)


def _shown(value: str) -> str:
    match = _TIME.match(value)
    if not match:
        return value[:40]
    year, month, day, hour, minute, utc = match.groups()
    clock = f" {hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}{clock}{' UTC' if utc else ''}"


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()
