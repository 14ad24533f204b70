"""What each step of an item's life demands (``domain.md`` §5.2). Each guard says what to do, not only no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ticketing.errors import BadInput, Refused
from ticketing.models import Item, ItemStatus, Risk, Severity, Verdict

ROOT_CAUSES = ("design", "code", "config", "content", "process", "supplier", "expectation")
CHECKLIST = ("faq", "briefing", "bot", "criteria")
"""Ready before a release: help article, agents briefed, the bot's answers, acceptance criteria met (§1.2)."""
GRAVE = frozenset({Severity.S1, Severity.S2})
FIELDS: dict[str, type] = {
    "title_zh": str,
    "title_en": str,
    "problem": str,
    "root_cause": str,
    "acceptance": str,
    "override": str,
    "effort_weeks": float,
    "risk": Risk,
    "priced": bool,
    "checklist": list,
    "waiver": str,
    "target_ratio": float,
    "owner_id": int,
    "planned_on": date,
    "revisit_on": date,
    "release_version": str,
    "release_zh": str,
    "release_en": str,
    "verdict": Verdict,
    "effect": dict,
    "duplicate_of_id": int,
}
"""What may be set together with a step."""
_MAY_BE_ZERO = frozenset({"target_ratio"})


def set_fields(item: Item, fields: dict[str, object]) -> None:
    """Put checked values on the item.

    Raises:
        BadInput: an unknown field, or a value of the wrong kind.
    """
    for name, value in fields.items():
        if name not in FIELDS:
            raise BadInput(f"an item has no field {name!r}", field=name)
        setattr(item, name, _checked(name, value))


def _checked(name: str, given: object) -> object:
    kind = FIELDS[name]
    value = float(given) if kind is float and isinstance(given, int) else given
    if value is not None and not isinstance(value, kind):
        raise BadInput(f"{name} must be a {kind.__name__}", field=name)
    if isinstance(value, float) and (value < 0 or (value == 0 and name not in _MAY_BE_ZERO)):
        raise BadInput(f"{name} must be more than nothing", field=name)
    if name == "root_cause" and value not in ("", *ROOT_CAUSES):
        raise BadInput(f"the cause is one of {', '.join(ROOT_CAUSES)}", field=name)
    if name == "checklist" and not set(value or ()) <= set(CHECKLIST):
        raise BadInput(f"the checklist has {', '.join(CHECKLIST)}", field=name)
    return value.strip() if type(value) is str else value


def check(item: Item, to: ItemStatus, *, gate_reached: bool) -> None:
    """Refuse the step while something it needs is missing.

    Raises:
        Refused: says what is missing; ``details['code']`` names it.
    """
    guard = _GUARDS.get(to)
    if guard is not None:
        guard(item, gate_reached)


def _accepted(item: Item, gate_reached: bool) -> None:
    if not item.problem:
        raise Refused("write down the problem in the customers' words first", code="problem_missing")
    if not gate_reached and not item.override:
        raise Refused("the evidence is thin: give a reason to go on without it", code="override_missing")
    if item.severity in GRAVE and not item.root_cause:
        raise Refused(f"an item of {item.severity} needs its root cause named first", code="cause_missing")


def _planned(item: Item, _gate_reached: bool) -> None:
    if not item.acceptance:
        raise Refused("say how one will see that it is done: acceptance is empty", code="acceptance_missing")


def _deferred(item: Item, _gate_reached: bool) -> None:
    if item.revisit_on is None:
        raise Refused("deferring needs the day on which to look again", code="revisit_missing")


def _duplicate(item: Item, _gate_reached: bool) -> None:
    if item.duplicate_of_id is None or item.duplicate_of_id == item.id:
        raise Refused("say which other item this one repeats", code="other_missing")


def _released(item: Item, _gate_reached: bool) -> None:
    if not item.release_version:
        raise Refused("name the version in which it is fixed", code="version_missing")
    if not item.release_zh or not item.release_en:
        raise Refused("write what customers are told, in Chinese and English", code="words_missing")
    if not item.waiver and not set(CHECKLIST) <= set(item.checklist or ()):
        raise Refused(
            "something on the checklist is not done: finish it, or say why it is released all the same",
            code="checklist_open",
        )


def _evaluated(item: Item, _gate_reached: bool) -> None:
    if item.verdict is None:
        raise Refused("an evaluation needs its verdict", code="verdict_missing")


_GUARDS: dict[ItemStatus, Callable[[Item, bool], None]] = {
    ItemStatus.ACCEPTED: _accepted,
    ItemStatus.PLANNED: _planned,
    ItemStatus.DEFERRED: _deferred,
    ItemStatus.DUPLICATE: _duplicate,
    ItemStatus.RELEASED: _released,
    ItemStatus.EVALUATED: _evaluated,
}
