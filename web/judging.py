"""The classifiers of this installation: trained once from the company's examples, kept beside the data.

Loaded at first use, so that commands which judge nothing start at once. A model file that is cut off or
altered is refused: the keyword rules take over until it is trained anew; the log, `voc doctor` and /readyz
say so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.cold_start import cold_start
from classifier.contract import TextClassifier
from classifier.features import FeatureSettings
from classifier.keywords import keyword_classifier
from classifier.store import ModelFileError, load_model, save_model
from classifier.training import TrainingSettings, train
from ticketing.company.reading import Company
from ticketing.company.records import Article
from ticketing.db import db
from ticketing.models import Setting

FIELDS = ("type", "topic", "phase")
PRODUCT = "product"
UNKNOWN = "unknown"
SETTING = "examples"
RECIPE = 3
"""Counts up when models of the same examples come out otherwise, so that old files are left behind."""
PRODUCT_PRECISION = 0.9
"""A wrong product takes a case to the wrong owner: where nothing names one, only a surer guess may stand."""
PRECISION = 0.8
"""Of what a classifier decides without a person this share shall be right: a wrong label costs one click."""
log = logging.getLogger(__name__)


def examples_of(company: Company) -> dict[str, Any]:
    """A company's training texts in the shape they are kept as a setting, with a key of their content.

    How an approved answer is asked for is an enquiry about its topic; in which phase it is asked, nobody said.
    """
    rows = [[one.text, one.type, one.topic, one.phase, one.product] for one in company.examples]
    rows += [
        [asked, "enquiry", one.topic, "", one.product or UNKNOWN]
        for one in company.articles
        for asked in _asked(one)
    ]
    names = [[p.code, name] for p in company.products for name in (p.name.zh, p.name.en, *p.aliases)]
    content = json.dumps([rows, names], ensure_ascii=False)
    return {"key": hashlib.sha256(content.encode()).hexdigest()[:16], "rows": rows, "names": names}


def _asked(article: Article) -> tuple[str, ...]:
    return (
        article.question.zh,
        article.question.en,
        *article.paraphrases.zh,
        *article.paraphrases.en,
    )


class Judges(Mapping[str, TextClassifier]):
    """Classifiers by field, made when the first text is judged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._made: dict[str, TextClassifier] = {}
        self.refused: tuple[str, ...] = ()
        """What was wrong with the model files that this process refused; empty when all is well."""

    def __getitem__(self, field: str) -> TextClassifier:
        if field not in (*FIELDS, PRODUCT):
            raise KeyError(field)
        with self._lock:
            if not self._made:
                self._made, self.refused = make(self._folder)
            return self._made[field]

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)


def make(folder: Path) -> tuple[dict[str, TextClassifier], tuple[str, ...]]:
    """The classifiers for the examples in the database: from their files, or trained now (some seconds).

    Where a file is refused the rules stand in; the second part says what is wrong and what to do.
    """
    stored, home = _stored(folder)
    if not home.exists():
        _train(stored, home)
    return _load(stored, home)


def refused_models(folder: Path) -> tuple[str, ...] | None:
    """What is wrong with the model files that would be used now; None while none was trained yet."""
    stored, home = _stored(folder)
    return _load(stored, home)[1] if home.exists() else None


def _stored(folder: Path) -> tuple[Mapping[str, Any], Path]:
    row = db.session.get(Setting, SETTING)
    stored = row.value if row is not None else {"key": "seeds", "rows": [], "names": []}
    return stored, folder / f"{stored['key']}-{RECIPE}"


def _products(stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Texts with their products, where the examples tell of more than one."""
    pairs = [(row[0], row[4]) for row in stored["rows"] if len(row) > 4]
    return pairs if len({code for _, code in pairs}) > 1 else []


def _load(stored: Mapping[str, Any], home: Path) -> tuple[dict[str, TextClassifier], tuple[str, ...]]:
    made: dict[str, TextClassifier] = {}
    refused = []
    for field in (*FIELDS, PRODUCT) if _products(stored) else FIELDS:
        try:
            made[field] = load_model(home / field)
        except ModelFileError as error:
            refused.append(f"{error}; until then rules alone judge the {field} (remove {home} to train anew)")
            log.error("model refused, rules take over: %s", error)  # the message says it all
            if field != PRODUCT:  # the names in the catalogue are the rules for products
                made[field] = keyword_classifier(field)
    return made, tuple(refused)


def _train(stored: Mapping[str, Any], home: Path) -> None:
    """Train into a folder beside the home and move it there whole: no crash leaves half a model."""
    given = [
        (field, row[0], row[position])
        for row in stored["rows"]
        for position, field in enumerate(FIELDS, start=1)
        if row[position]
    ]
    products = _products(stored)
    names = [(code, name) for code, name in stored["names"]]
    home.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f"{home.name}.", suffix=".part", dir=home.parent))
    try:
        trained = cold_start(names, given, precision=PRECISION)
        if products:
            texts, codes = zip(*products, strict=True)
            settings = TrainingSettings(PRODUCT_PRECISION, most_work=0, features=FeatureSettings())
            trained[PRODUCT] = train(texts, codes, settings=settings)
        for field, classifier in trained.items():
            card = {"trained on": f"{len(stored['rows'])} examples of the company"}
            save_model(classifier, half / field, card=card)
        # another process may be faster: then its models serve; where nothing is in place, loading says so
        with contextlib.suppress(OSError):
            half.rename(home)
    finally:
        shutil.rmtree(half, ignore_errors=True)
