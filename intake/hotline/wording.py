"""What is said of files, rows and cells, in the reader's language.

The reader of logs says it in English where it finds it; the Chinese stands in ``phrases.yaml`` under that sentence, the
values of both in braces. So what was stored with a batch long ago can be worded for whoever looks at it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "phrases.yaml"
_VALUE = re.compile(r"\\\{(\w+)\\\}")
_NUMBERS = frozenset(
    {"count", "cells", "width", "year", "row", "line", "changed", "left", "bad", "all", "most", "size"}
)
_DEPTH = 4
"""Sentences within sentences: a column, its problem, the text."""


def worded(said: str, language: str) -> str:
    """Return what is said in this language, "zh" or "en"; a sentence that has no Chinese stays English."""
    return _chinese(said, _DEPTH) if language == "zh" else said


def is_known(said: str) -> bool:
    """Return whether the sentence has a Chinese one."""
    return any(pattern.fullmatch(said) for pattern, _ in _phrases())


@lru_cache(maxsize=2048)
def _chinese(said: str, depth: int) -> str:
    for pattern, chinese in _phrases() if depth else ():
        if match := pattern.fullmatch(said):
            values = {name: _chinese(value, depth - 1) for name, value in match.groupdict().items()}
            return chinese.format(**values)
    return said


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every phrase with its Chinese: the wordiest first, for "{column}: {said}" fits nearly all."""
    written: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    by_words = sorted(written, key=lambda english: -len(re.sub(r"\{\w+\}", "", english)))
    return tuple((_pattern(english), written[english]) for english in by_words)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_VALUE.sub(_value, re.escape(english)), re.DOTALL)


def _value(braces: re.Match[str]) -> str:
    return rf"(?P<{braces[1]}>{'[0-9,]+' if braces[1] in _NUMBERS else '.+?'})"
