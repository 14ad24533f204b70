"""The first classifiers of an installation: trained from the company's own examples when nothing better is there.

The same examples give the same models, so each machine may train them for itself; the worker registers
them as each field's first version.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from classifier.features.blocks import FeatureSettings
from classifier.models.cold_start import cold_start
from classifier.models.linear import LinearClassifier
from classifier.models.store import save_model
from classifier.models.training import TrainingSettings, train
from ticketing.company.reading import Company
from ticketing.company.records import Article
from ticketing.db import db
from ticketing.models import Setting
from web import encoding

FIELDS = ("type", "topic", "phase")
PRODUCT = "product"
UNKNOWN = "unknown"
SETTING = "examples"
RECIPE = 7
"""Counts up when models of the same examples come out otherwise, so that old files are left behind."""
PRODUCT_PRECISION = 0.9
"""A wrong product takes a case to the wrong owner: where nothing names one, only a surer guess may stand."""
PRECISION = 0.8
"""Of what a classifier decides without a person this share shall be right: a wrong label costs one click."""


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


def stored_examples() -> Mapping[str, Any]:
    """The company's examples in the database, or none of them but a key. Any: it is JSON."""
    row = db.session.get(Setting, SETTING)
    return row.value if row is not None else {"key": "seeds", "rows": [], "names": []}


def key_of(stored: Mapping[str, Any]) -> str:
    """The name under which models of these examples are known; another encoder makes other models."""
    encoder = encoding.installed()
    return f"{stored['key']}-{RECIPE}" + (f"-{encoder.identity[:8]}" if encoder is not None else "")


def home_of(stored: Mapping[str, Any], folder: Path) -> Path:
    """The folder of the models of these examples, trained now if it is not there (some seconds)."""
    home = folder / key_of(stored)
    if not home.exists():
        _train(stored, home)
    return home


def fields_of(stored: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields these examples have classifiers for."""
    return (*FIELDS, PRODUCT) if _products(stored) else FIELDS


def teach(
    stored: Mapping[str, Any],
    more: Sequence[tuple[str, str, str]] = (),
    heard: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, LinearClassifier]:
    """Classifiers by field from the company's examples and (field, text, label) of its tickets.

    `heard` are, by field, the texts of tickets that nobody has labelled, newest last.
    """
    given = [
        (field, row[0], row[position])
        for row in stored["rows"]
        for position, field in enumerate(FIELDS, start=1)
        if row[position]
    ]
    encoder = encoding.installed()
    names = [(code, name) for code, name in stored["names"]]
    products = [*_products(stored), *((text, label) for field, text, label in more if field == PRODUCT)]
    trained = cold_start(
        names,
        [*given, *(one for one in more if one[0] != PRODUCT)],
        precision=PRECISION,
        encoder=encoder,
        unlabelled=heard,
    )
    if len({code for _, code in products}) > 1:
        texts, codes = zip(*products, strict=True)
        settings = TrainingSettings(
            PRODUCT_PRECISION,
            most_work=0,
            features=FeatureSettings(concepts=True, matter_only=True),
            rare_words=True,
        )
        trained[PRODUCT] = train(texts, codes, settings=settings, encoder=encoder)
    return trained


def _products(stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Texts with their products, where the examples tell of more than one."""
    pairs = [(row[0], row[4]) for row in stored["rows"] if len(row) > 4]
    return pairs if len({code for _, code in pairs}) > 1 else []


def _train(stored: Mapping[str, Any], home: Path) -> None:
    """Train into a folder beside the home and move it there whole: no crash leaves half a model."""
    home.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f"{home.name}.", suffix=".part", dir=home.parent))
    try:
        for field, classifier in teach(stored).items():
            card = {"trained on": f"{len(stored['rows'])} examples of the company"}
            save_model(classifier, half / field, card=card)
        # another process may be faster: then its models serve; where nothing is in place, loading says so
        with contextlib.suppress(OSError):
            half.rename(home)
    finally:
        shutil.rmtree(half, ignore_errors=True)
