"""What a message is about: suggested by rules and models, confirmed or corrected by people.

A machine may suggest and abstain, never decide for good; each judgement is a row with its confidence and
reasons, each correction a new row, so both are labels to learn from. Only masked text is read and quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from classifier import lexicon
from classifier.contract import Abstained, Judgement
from classifier.models.doubt import margin_of
from classifier.text import masking
from classifier.text.language import Language, detect_language
from ticketing.db import db
from ticketing.events import TicketClassified
from ticketing.models import (
    ACTIVE,
    Classification,
    LabelField,
    LabelState,
    Message,
    Product,
    Sentiment,
    Staff,
    Status,
    Ticket,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import lifecycle, proposals
from ticketing.triage import assignment, auditing, catalogue, feelings, labels, routing, severity

GIVEN, RULES = "given", "rules"
"""Sources of a label that is no model's: the door knew it, or a rule found it."""

JUDGED = (LabelField.TYPE, LabelField.TOPIC, LabelField.PHASE)
CONFIRMED_TOGETHER = (LabelField.TYPE, LabelField.PRODUCT, LabelField.TOPIC, LabelField.PHASE)

_LEAD = re.compile(r"[^:：]{1,20}[:：]")
"""What may stand before the beginning of the text in a subject: "Complaint:"."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What was found in one message, for the steps after it."""

    signals: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    low_confidence: bool = False
    language: str = "zh"
    candidates: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether the ticket may leave triage without a person: type and product are beyond doubt."""
        return not self.low_confidence and "product" in self.labels


def suggest(ticket: Ticket, message: Message, ports: Ports, at: datetime) -> Suggestion:
    """Label a new ticket from its first message; what a door or a person set already is kept."""
    text = words_of(message)
    dangers = lexicon.danger(text)
    names = [severity.signal_name(danger.kind) for danger in dangers]
    ticket.signals = list(dict.fromkeys([*(ticket.signals or []), *_regulator(ticket), *names]))
    candidates = _suggest_product(ticket, text, ports, at)
    known = {one: _suggest(ticket, one, text, ports, at) for one in JUDGED}
    _feel(ticket, text, ports)
    if ticket.product is not None:
        _note_version(ticket, text)
    found = {one.value: label for one in CONFIRMED_TOGETHER if (label := labels.current(ticket, one))}
    record(TicketClassified(at=at, ticket_id=ticket.id, labels=found, source="model"), ports)
    auditing.draw(ticket, CONFIRMED_TOGETHER, at)
    return Suggestion(
        signals=tuple(ticket.signals),
        phrases=tuple(danger.phrase for danger in dangers),
        low_confidence=not known[LabelField.TYPE],
        language=_language(ticket, text),
        candidates=candidates,
        labels=found,
    )


def words_of(message: Message) -> str:
    """What the classifiers read of a message: subject and new text, masked; a subject cut from the text once."""
    return masked_words(message.subject, message.text)


@lru_cache(maxsize=512)
def masked_words(subject: str, text: str) -> str:
    """The same of a subject and a text; a batch reads each twice: all ahead, then one by one."""
    told = _not_repeated(subject, text)
    return masking.mask(f"{told}\n{text}" if told else text).text


def _not_repeated(subject: str, text: str) -> str:
    """The subject without what the text says again: of "Complaint: charged tw…" the first word, where it begins so."""
    if subject in text:
        return ""
    found = _LEAD.match(subject)
    lead = found.group() if found else ""
    cut = subject[len(lead) :].strip().removesuffix("…").removesuffix("...").rstrip()
    return lead if cut and cut in text else subject


def _regulator(ticket: Ticket) -> list[str]:
    return ["regulator"] if ticket.regulator_ref or ticket.regulator_due_at else []


def _language(ticket: Ticket, text: str) -> str:
    unknown = detect_language(text) is Language.UNKNOWN and any(letter.isalpha() for letter in text)
    return "other" if unknown else ticket.language


def _suggest_product(ticket: Ticket, text: str, ports: Ports, at: datetime) -> tuple[str, ...]:
    """Set the product when it is certain; returns the candidates when it is not.

    A word that fits several products is for a person to ask about; where no product is named at all, the
    classifier may say which one such a text is about.
    """
    if ticket.product_id is not None:
        ticket.product = db.session.get(Product, ticket.product_id)
        return ()
    given = str(ticket.extra.get("product_code") or "")
    candidates = (given,) if catalogue.knows(given) else catalogue.products_in(f"{given}\n{text}")
    source = GIVEN if candidates == (given,) else RULES
    if len(candidates) == 1:
        labels.apply(ticket, LabelField.PRODUCT, candidates[0])
        state = LabelState.SUGGESTED
        labels.keep(ticket, LabelField.PRODUCT, candidates[0], state=state, model=source, at=at)
        return ()
    if not candidates and _product_by_model(ticket, text, ports, at):
        return ()
    labels.keep(
        ticket,
        LabelField.PRODUCT,
        "",
        state=LabelState.ABSTAINED,
        confidence=0.0,
        model=source,
        reasons=candidates,
        at=at,
    )
    return candidates


def _product_by_model(ticket: Ticket, text: str, ports: Ports, at: datetime) -> bool:
    judgement, model = _judge(LabelField.PRODUCT, text, ports)
    if isinstance(judgement, Abstained) or not catalogue.knows(judgement.label):
        return False
    labels.apply(ticket, LabelField.PRODUCT, judgement.label)
    labels.keep(
        ticket,
        LabelField.PRODUCT,
        judgement.label,
        state=LabelState.SUGGESTED,
        confidence=judgement.confidence,
        margin=margin_of(judgement),
        model=model,
        reasons=judgement.reasons,
        at=at,
    )
    return True


def _note_version(ticket: Ticket, text: str) -> None:
    versions = catalogue.versions_in(text)
    if versions and not ticket.product_version:
        ticket.product_version = versions[0][:40]


def _suggest(ticket: Ticket, label_field: LabelField, text: str, ports: Ports, at: datetime) -> bool:
    """Let the classifier of one field speak; returns whether the field is now known."""
    given = labels.current(ticket, label_field)
    if given:
        labels.keep(ticket, label_field, given, state=LabelState.SUGGESTED, model=GIVEN, at=at)
        return True
    judgement, model = _judge(label_field, text, ports)
    label = (judgement.best or "") if isinstance(judgement, Abstained) else judgement.label
    sure = not isinstance(judgement, Abstained) and labels.is_label(label_field, label)
    if sure:
        labels.apply(ticket, label_field, label)
    labels.keep(
        ticket,
        label_field,
        label,
        state=LabelState.SUGGESTED if sure else LabelState.ABSTAINED,
        confidence=judgement.confidence,
        margin=margin_of(judgement),
        model=model,
        reasons=judgement.reasons,
        at=at,
    )
    return sure


def _feel(ticket: Ticket, text: str, ports: Ports) -> None:
    """Note how the writer feels, unless a person has; no row tells of it: nothing is decided by a tone.

    Who complains is dissatisfied, and who praises is pleased, though no word of feeling is there.
    """
    if ticket.sentiment is None:
        judgement, _ = _judge(LabelField.SENTIMENT, text, ports)
        told = judgement.best if isinstance(judgement, Abstained) else judgement.label
        ticket.sentiment = feelings.noted(Sentiment(told), ticket.type) if told else None


def _judge(label_field: LabelField, text: str, ports: Ports) -> tuple[Judgement, str]:
    classifier = ports.classifiers.get(label_field.value)
    if classifier is None:
        return Abstained(None, reasons=("no classifier",)), ""
    return classifier.predict(text), str(getattr(classifier, "name", type(classifier).__name__))


def correct(
    ticket: Ticket, field: str, label: str, *, by: Staff, at: datetime, ports: Ports
) -> Classification:
    """A person says what it is, in one click; routing (if nobody answered yet) and clocks follow.

    Raises:
        BadInput: no such field, or a label this company does not know.
    """
    label_field = labels.check(field, label)
    same = labels.current(ticket, label_field) == label
    state = LabelState.CONFIRMED if same else LabelState.CORRECTED
    row = labels.keep(ticket, label_field, label, state=state, by=by, at=at)
    if not same:
        _relabel(ticket, label_field, label, by, at, ports)
    return row


def withdraw(ticket: Ticket, label_field: LabelField, *, by: Staff, at: datetime, ports: Ports) -> None:
    """A person takes back what they said of a field: the ticket carries again what it carried before."""
    before = labels.before_last_word(ticket, label_field)
    label = before.label if before is not None else ""
    confidence = before.confidence if before is not None else 0.0
    state = LabelState.WITHDRAWN
    labels.keep(ticket, label_field, label, state=state, confidence=confidence, by=by, at=at)
    if labels.current(ticket, label_field) != label:
        _relabel(ticket, label_field, label, by, at, ports)


def _relabel(
    ticket: Ticket, label_field: LabelField, label: str, by: Staff, at: datetime, ports: Ports
) -> None:
    labels.apply(ticket, label_field, label)
    ticket.version += 1
    ticket.updated_at = at
    _record(ticket, {label_field.value: label}, by, at, ports)
    severity.settle(ticket, at=at, ports=ports)
    _reroute(ticket, by, at, ports)
    ledger.relabel(ticket, at=at, cause="corrected", by=by, ports=ports)
    if label_field in (LabelField.PRODUCT, LabelField.TOPIC):
        proposals.propose(ticket, at=at)


def confirm(
    ticket: Ticket,
    *,
    by: Staff,
    at: datetime,
    ports: Ports,
    fields: Iterable[LabelField] = CONFIRMED_TOGETHER,
) -> list[Classification]:
    """A person says that the labels the ticket carries are right."""
    known = {one: label for one in fields if (label := labels.current(ticket, one))}
    state = LabelState.CONFIRMED
    rows = [labels.keep(ticket, one, label, state=state, by=by, at=at) for one, label in known.items()]
    if rows:
        _record(ticket, {one.value: label for one, label in known.items()}, by, at, ports)
    return rows


def _record(ticket: Ticket, found: dict[str, str], by: Staff, at: datetime, ports: Ports) -> None:
    record(TicketClassified(at=at, ticket_id=ticket.id, staff_id=by.id, labels=found, source="person"), ports)


def _reroute(ticket: Ticket, by: Staff, at: datetime, ports: Ports) -> None:
    """New labels may mean another team, unless somebody answered, holds it, or handed it over by hand."""
    routed_by_hand = (ticket.routing or {}).get("reason") == "transferred"
    ticket.product_owner_id = routing.owner_id_at(ticket.product_id, at)
    answered = ticket.first_response_at is not None or ticket.status not in ACTIVE
    if answered or routed_by_hand or ticket.assignee_id not in (None, by.id):
        return
    before, unsure = ticket.team_id, ticket.type is None
    routing.choose_team(ticket, ticket.signals, at=at, ports=ports, low_confidence=unsure, by=by)
    if ticket.status == Status.NEW and not unsure and ticket.product is not None:
        lifecycle.change_status(ticket, Status.OPEN, why="classified", at=at, by=by, ports=ports)
    if ticket.team_id != before:
        assignment.leave_team(ticket, by=by, at=at, ports=ports)
