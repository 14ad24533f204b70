"""The words of a mail from their templates: plain text and HTML, in one language."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

from ticketing.profile import profile

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_EMPTY_LINES = re.compile(r"\n{3,}")


def render(language: str, template: str, **values: object) -> tuple[str, str]:
    """Text and HTML of one template in ``zh`` or ``en``; the company's name is known to it."""
    words = {"company": company_name(language), **values}
    text = _environment.get_template(f"{language}/{template}.txt").render(words)
    return _tidy(text), _environment.get_template(f"{language}/{template}.html").render(words)


def company_name(language: str) -> str:
    """What the company calls itself in ``zh`` or ``en``."""
    fallback = {"zh": "客服中心", "en": "Customer service"}[language]
    return str(profile().get(f"name_{language}", fallback))


def _tidy(text: str) -> str:
    """No line ends in blanks, but for the signature mark; never two empty lines in a row."""
    lines = [line if line == "-- " else line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"
