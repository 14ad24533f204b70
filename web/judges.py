"""The classifiers at work in this process: the versions the registry names, and what people said since.

Loaded at first use, so that commands which judge nothing start at once; looked at again whenever the registry
or a person's judgement is newer, so that every process of an installation judges alike. A model file that is
cut off, swapped or altered is refused: the keyword rules take over, and the log, `voc doctor`, /readyz, the
page of the models and a notice say so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from classifier.alarms import learnt
from classifier.contract import TextClassifier
from classifier.keywords import keyword_classifier
from classifier.models.learning import ProbableClassifier
from classifier.models.store import ModelFileError, load_model
from classifier.sentiment import SentimentClassifier
from ticketing.db import db
from ticketing.learning import examples, files, registry
from ticketing.models import LabelField, ModelVersion
from ticketing.ports import Ports
from web import encoding, founding
from web.corrected import Judge
from web.founding import FIELDS, PRODUCT

Loaded = dict[str, tuple[str, ProbableClassifier]]
"""By field: the name judgements are kept under, and the classifier."""
_ASKED = "news of the classifiers"
"""Under this name a session remembers what its transaction was told."""
_SENTIMENT = SentimentClassifier()
"""Words tell a tone: nothing is trained for it."""
log = logging.getLogger(__name__)


class Judges(Mapping[str, TextClassifier]):
    """Classifiers by field, loaded when the first text is judged and renewed when there is news."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._made: dict[str, Judge] = {}
        self._seen = (-1, -1)
        self.refused: tuple[str, ...] = ()
        """What was wrong with the model files that this process refused; empty when all is well."""

    def __getitem__(self, field: str) -> TextClassifier:
        if field == LabelField.SENTIMENT:
            return _SENTIMENT
        if field not in (*FIELDS, PRODUCT):
            raise KeyError(field)
        news = _news()
        with self._lock:
            if news != self._seen or not self._made:
                self._renew(*news)
            return self._made[field]

    def __iter__(self) -> Iterator[str]:
        return iter((*FIELDS, LabelField.SENTIMENT.value))

    def __len__(self) -> int:
        return len(FIELDS) + 1

    def _renew(self, change: int, judgement: int) -> None:
        if change != self._seen[0] or not self._made:
            found, self.refused = make(self._folder)
            self._made = {field: Judge(name, base) for field, (name, base) in found.items()}
            since = 0
        else:
            since = self._seen[1]
        for field, judge in self._made.items():
            judge.hear(LabelField(field), since)
        self._seen = (change, judgement)


def _news() -> tuple[int, int]:
    """What tells that there is something new: the newest change of a version, the newest word of a person.

    Asked once a transaction: an import judges hundreds of messages in one.
    """
    session = db.session()
    transaction = session.get_transaction()
    asked: tuple[object, tuple[int, int]] | None = session.info.get(_ASKED)
    if asked is not None and transaction is not None and asked[0] is transaction:
        return asked[1]
    news = registry.newest_change(), examples.newest_judgement()
    session.info[_ASKED] = (session.get_transaction(), news)
    return news


def make(folder: Path) -> tuple[Loaded, tuple[str, ...]]:
    """The classifiers at work: each field's active version, else the first ones (trained now, some seconds).

    Where a file is refused the rules stand in; the second part says what is wrong and what to do.
    """
    stored = founding.stored_examples()
    files.drop_copies(folder)
    at_work = _at_work(stored)
    made: Loaded = {}
    encoder = encoding.installed()
    refused = [why for why in (encoding.trouble(), learnt.trouble()) if why]
    for field in dict.fromkeys([*founding.fields_of(stored), *at_work]):
        row = at_work.get(field)
        name = row.name if row is not None else f"{field} 0"
        try:
            home = home_of(row, folder) if row is not None else founding.home_of(stored, folder) / field
            made[field] = name, load_model(home, encoder)
        except ModelFileError as error:
            refused.append(_advice(field, row, folder, stored, error))
            log.error("model refused, rules take over: %s", error)  # the message says it all
            if field != PRODUCT:  # the names in the catalogue are the rules for products
                made[field] = "rules", keyword_classifier(field)
    return made, tuple(refused)


def refused_models(folder: Path) -> tuple[str, ...] | None:
    """What is wrong with the model files that would be used now; None while none was trained yet."""
    return None if _untrained(founding.stored_examples(), folder) else make(folder)[1]


def make_ready(folder: Path, tell: Callable[[str], None]) -> None:
    """Train the first classifiers, if there are none yet, before a message needs them.

    In the middle of an intake it would hold SQLite's one writer as long as the training takes.
    """
    stored = founding.stored_examples()
    untrained = _untrained(stored, folder)
    db.session.rollback()
    if untrained:
        tell("training the classifiers, once ...")
        founding.home_of(stored, folder)


def _untrained(stored: Mapping[str, object], folder: Path) -> bool:
    missing = set(founding.fields_of(stored)) - set(_at_work(stored))
    return bool(missing) and not (folder / founding.key_of(stored)).exists()


def base_of(ports: Ports, field: LabelField) -> TextClassifier | None:
    """The active model of a field as it was trained, without what people said since."""
    classifier = ports.classifiers.get(field.value)
    return classifier.base if isinstance(classifier, Judge) else classifier


def _at_work(stored: Mapping[str, object]) -> dict[str, ModelVersion]:
    """The active versions by field, without first ones of examples that the company has edited since."""
    rows = [row for field in (*FIELDS, PRODUCT) if (row := registry.active(LabelField(field))) is not None]
    key = founding.key_of(stored)
    return {row.field.value: row for row in rows if row.learnt_until or row.examples_key == key}


def home_of(row: ModelVersion, folder: Path) -> Path:
    """This machine's copy of a version, taken from the database where it has none yet.

    Raises ModelFileError when the copy, or what the database holds, is not what was kept.
    """
    home = folder / row.sha256[: files.COPY_NAME]
    if not files.bring(row.sha256, home):
        raise ModelFileError(
            f"the database does not hold {row.name} as it was kept; activate another version"
        )
    if not files.is_intact(row.sha256, home):
        raise ModelFileError(f"{home} is not what was kept as {row.name}: altered, swapped or cut off")
    return home


def _advice(
    field: str, row: ModelVersion | None, folder: Path, stored: Mapping[str, object], error: Exception
) -> str:
    home = folder / (row.sha256[: files.COPY_NAME] if row is not None else founding.key_of(stored))
    again = "fetch it again" if row is not None else "train anew"
    return f"{error}; until then rules alone judge the {field} (remove {home} to {again})"
