"""The classifiers of this installation: trained once from the company's examples, kept beside the data.

Loaded at first use, so that commands which judge nothing start at once. A model file that is cut off or
altered is refused: the keyword rules take over until it is trained anew, and the log says so.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.contract import TextClassifier
from classifier.keywords import keyword_classifier
from classifier.store import ModelFileError, load_model, save_model
from classifier.training import cold_start
from ticketing.company.reading import Company
from ticketing.db import db
from ticketing.models import Setting

FIELDS = ("type", "topic", "phase")
SETTING = "examples"
log = logging.getLogger(__name__)


def examples_of(company: Company) -> dict[str, Any]:
    """A company's training texts in the shape they are kept as a setting, with a key of their content."""
    rows = [[one.text, one.type, one.topic, one.phase] for one in company.examples]
    names = [[p.code, name] for p in company.products for name in (p.name.zh, p.name.en, *p.aliases)]
    content = json.dumps([rows, names], ensure_ascii=False)
    return {"key": hashlib.sha256(content.encode()).hexdigest()[:16], "rows": rows, "names": names}


class Judges(Mapping[str, TextClassifier]):
    """Classifiers by field, made when the first text is judged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._made: dict[str, TextClassifier] = {}

    def __getitem__(self, field: str) -> TextClassifier:
        if field not in FIELDS:
            raise KeyError(field)
        with self._lock:
            if not self._made:
                self._made = make(self._folder)
            return self._made[field]

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)


def make(folder: Path) -> dict[str, TextClassifier]:
    """The classifiers for the examples in the database: from their files, or trained now (some seconds)."""
    row = db.session.get(Setting, SETTING)
    stored = row.value if row is not None else {"key": "seeds", "rows": [], "names": []}
    home = folder / str(stored["key"])
    if not all((home / field).exists() for field in FIELDS):
        _train(stored, home)
    return {field: _load(home, field) for field in FIELDS}


def _train(stored: Mapping[str, Any], home: Path) -> None:
    given = [
        (field, row[0], row[position])
        for row in stored["rows"]
        for position, field in enumerate(FIELDS, start=1)
        if row[position]
    ]
    trained = cold_start([(code, name) for code, name in stored["names"]], given)
    for field, classifier in trained.items():
        save_model(classifier, home / field, card={"trained on": f"{len(stored['rows'])} examples and seeds"})


def _load(home: Path, field: str) -> TextClassifier:
    try:
        return load_model(home / field)
    except ModelFileError as error:
        log.error("model refused, keyword rules take over: %s", error)  # the message says it all
        return keyword_classifier(field)
