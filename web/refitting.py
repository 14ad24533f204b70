"""The worker's part in the life of the classifiers: train, register, judge in shadow.

Training reads what people said, outside any transaction; only its result is written. It runs in a lane of its
own, so that mails and clocks do not wait for it.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from classifier.models.evaluation import evaluate
from classifier.models.linear import LinearClassifier
from classifier.models.store import ModelFileError, load_model, save_model
from ticketing.db import db, unit_of_work
from ticketing.learning import erased, examples, lessons, registry, shadow, watching, wishes
from ticketing.learning.lessons import Lesson
from ticketing.models import LabelField, ModelCause, ModelVersion, Setting, Staff, Ticket
from ticketing.ports import Ports
from web import encoding, founding, judges

log = logging.getLogger(__name__)


class Refitting:
    """Jobs that share the models they have loaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, LinearClassifier] = {}

    def refit(self, ports: Ports, at: datetime) -> int:
        """Register the first models, then train anew where it is due; returns how many models were made."""
        if db.session.get(Setting, founding.SETTING) is None:
            return 0
        made = self._register_first(ports, at)
        if wishes.is_due(at):
            made += self.train(ports, at)
        return made

    def train(self, ports: Ports, at: datetime) -> int:
        """Train every field that people have said enough about; the new models go into the shadow."""
        wish, read_until = wishes.read(), examples.newest_judgement()
        last_ticket = db.session.scalar(sa.select(sa.func.max(Ticket.id))) or 0
        stored = founding.stored_examples()
        given = [lessons.prepare(field) for field in examples.LEARNT]
        forgetting = erased.fields()
        given = [one for one in given if one.is_enough or one.field in forgetting]
        began = time.process_time()
        models = _taught(stored, given) if given else {}
        facts = {
            "company_examples": len(stored["rows"]),
            "last_ticket": last_ticket,
            "cpu_seconds": round(time.process_time() - began, 1),
        }
        prepared = [
            (one, models[one.field.value], self._tested(one, models[one.field.value], facts))
            for one in given
            if one.field.value in models
        ]
        with tempfile.TemporaryDirectory() as name, unit_of_work(ports) as session:
            by = session.get(Staff, wish.asked_by) if wish.asked_by is not None else None
            for one, model, known in prepared:
                folder = Path(name) / one.field.value
                save_model(model, folder, card=_card(known))
                row = registry.add(
                    one.field,
                    folder,
                    facts=known,
                    examples_key=founding.key_of(stored),
                    learnt_until=max(read_until, 1),
                    why=_cause(wish),
                    by=by,
                    at=at,
                )
                shadow.settle(row, at=at, ports=ports)
                if one.field in forgetting:
                    erased.forget(row, at=at, ports=ports)
            registry.forget_old_files()
            wishes.trained(at, read_until)
        return len(prepared)

    def judge_in_shadow(self, ports: Ports, at: datetime) -> int:
        """Let models in shadow judge the next messages beside the active ones; returns how many messages."""
        judged = 0
        for model_id in [row.id for row in registry.in_shadow()]:
            row = registry.get(model_id)
            waiting = shadow.unjudged(row)
            beside = judges.base_of(ports, row.field)
            model = self._load(row) if waiting and beside is not None else None
            if model is None or beside is None:
                continue
            texts = [text for _, text in waiting]
            new, old = model.predict_many(texts), beside.predict_many(texts)
            with unit_of_work(ports):
                row = registry.get(model_id)
                shadow.note(row, [number for number, _ in waiting], new, old)
                shadow.settle(row, at=at, ports=ports)
            judged += len(waiting)
        return judged

    def watch(self, ports: Ports, at: datetime) -> int:
        """Look after the models once an hour, and at what they judge once a day; returns how many figures."""
        refused = judges.refused_models(self._folder) or ()
        figures = watching.look(ports.classifiers, at) if watching.is_due(at) else []
        if not refused and not figures:
            return 0
        with unit_of_work(ports):
            watching.tell_refused(refused, at=at, ports=ports)
            watching.keep(figures, at=at, ports=ports)
        return len(figures)

    def _register_first(self, ports: Ports, at: datetime) -> int:
        """Every field gets its first version from the company's examples, and a new one when these were edited."""
        stored = founding.stored_examples()
        key, made = founding.key_of(stored), 0
        for field in founding.fields_of(stored):
            present = registry.active(LabelField(field))
            if present is not None and (present.learnt_until or present.examples_key == key):
                continue
            home = founding.home_of(stored, self._folder) / field
            try:
                load_model(home, encoding.installed())
            except ModelFileError as error:
                log.error("not registered, for it was refused: %s", error)  # the message says it all
                continue
            with unit_of_work(ports):
                facts = {"company_examples": len(stored["rows"]), "first": True}
                row = registry.add(
                    LabelField(field), home, facts=facts, examples_key=key, learnt_until=0,
                    why=ModelCause.FIRST, by=None, at=at,
                )  # fmt: skip
                registry.found(row, why=ModelCause.FIRST, at=at)
            made += 1
        return made

    def _tested(self, lesson: Lesson, model: LinearClassifier, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts of a model with how it and the active one do on what neither was trained on. Any: JSON."""
        known = {**facts, **lesson.facts()}
        if not lesson.held_out:
            return known
        texts = [one.text for one in lesson.held_out]
        truth = [one.label for one in lesson.held_out]
        known["figures"] = _figures(model, texts, truth)
        present = registry.active(lesson.field)
        old = self._load(present) if present is not None else None
        if present is not None and old is not None:
            pairs = zip(truth, shadow.labels_of(model, texts), shadow.labels_of(old, texts), strict=True)
            known |= {"against": present.id, "held_out": [[*told, n] for told, n in Counter(pairs).items()]}
        return known

    def _load(self, row: ModelVersion) -> LinearClassifier | None:
        """A version's classifier; None when its file was refused, which the job of the watch tells people."""
        if row.sha256 not in self._loaded:
            try:
                self._loaded[row.sha256] = load_model(judges.home_of(row, self._folder), encoding.installed())
            except ModelFileError as error:
                log.error("model refused: %s", error)  # the message says it all
                return None
            self._loaded = dict(list(self._loaded.items())[-8:])
        return self._loaded[row.sha256]


def _taught(stored: Mapping[str, Any], given: Sequence[Lesson]) -> dict[str, LinearClassifier]:
    """The classifiers of some lessons and the company's examples. Any: they are JSON."""
    taught = [(one.field.value, text.text, text.label) for one in given for text in one.taught]
    heard = {one.field.value: [text for _, text in one.heard] for one in given}
    return founding.teach(stored, taught, heard)


def _cause(wish: wishes.Wishes) -> ModelCause:
    if wish.asked_at:
        return ModelCause.ASKED
    return ModelCause.ERASURE if wish.forget_at else ModelCause.NIGHTLY


def _figures(model: LinearClassifier, texts: list[str], truth: list[str]) -> dict[str, Any]:
    """How a model does on texts it has not seen, for the card. Any: JSON."""
    measured = evaluate(model, texts, truth).as_dict()
    wanted = ("n", "accuracy", "macro_f1", "ece", "decided", "precision_decided", "latency_ms")
    return {name: measured[name] for name in wanted if name in measured}


def _card(facts: dict[str, Any]) -> dict[str, object]:
    figures = facts.get("figures") or {}
    return {
        "Trained on": f"{facts['company_examples']} examples of the company, {facts['tickets']} tickets",
        "Heard without a label": f"{facts['heard']} tickets",
        "Tested on": f"{facts['tested_on']} tickets of other customers",
        "Left out by the caps": facts["left_out"] or "nothing",
        **{name.replace("_", " "): value for name, value in figures.items() if not isinstance(value, dict)},
    }
