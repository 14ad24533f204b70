"""Giving the chat to a person: at once, without a form, saying who is next and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from classifier.lexicon import Signal
from intake.chat.lines import line
from intake.chat.products import note_products
from intake.chat.state import (
    Asked,
    Desk,
    DialogueState,
    DialogueTools,
    Handoff,
    HandoffReason,
    Line,
    Phase,
    Step,
)
from intake.chat.summary import summarise

_ADVICE = {"safety": "advice_safety", "self_harm": "advice_self_harm", "money_theft": "advice_money_theft"}


def hand_over(
    state: DialogueState, reason: HandoffReason, tools: DialogueTools, signals: Sequence[Signal] = ()
) -> Step:
    """A person takes over from here; what to do about danger in the meantime comes first."""
    state = replace(
        _learnt(state, tools),
        phase=Phase.HANDED_OFF,
        asked=Asked.NOTHING,
        suggestions=(),
        handoff_reason=reason,
        offered="",
    )
    urgent = state.severity == 1
    handoff = Handoff(reason, summarise(state, reason, tools), state.severity, urgent)
    lines = (*_advice(state, signals), *_desk_lines(state, tools.desk(state.language)))
    return Step(replace(state, candidates=()), lines, handoff)


def _learnt(state: DialogueState, tools: DialogueTools) -> DialogueState:
    """Who asks for a person in the same breath as telling the matter has named a product all the same."""
    if not state.products:
        words = "\n".join(state.heard[state.since :])
        state, _ = note_products(state, tools.find_products(words), tools)
    return state


def while_waiting(
    state: DialogueState, signals: Iterable[Signal], wish: bool, contact: str, tools: DialogueTools
) -> Step:
    """The chat belongs to people: the bot warns of danger, tells the impatient where they stand, notes an address."""
    lines = tuple(_advice(state, signals))
    if wish:
        desk = tools.desk(state.language)
        open_lines = (line("already_waiting", state), *_queue_lines(state, desk))
        lines += open_lines if desk.is_open else (line("already_noted", state), *_promise(state, desk))
    if contact:
        lines += (line("contact_noted", state, contact=contact),)
    return Step(state, lines)


def _advice(state: DialogueState, signals: Iterable[Signal]) -> list[Line]:
    kinds = dict.fromkeys(str(signal.kind) for signal in signals)
    return [line(_ADVICE[kind], state) for kind in kinds if kind in _ADVICE]


def _desk_lines(state: DialogueState, desk: Desk) -> tuple[Line, ...]:
    if desk.is_open:
        return (line("connecting", state), *_queue_lines(state, desk))
    hours = line("hours", state, hours=desk.hours).text if desk.hours else ""
    lines = [line("closed_now", state, hours=hours), *_promise(state, desk)]
    if not (state.phone or state.email):
        lines.append(line("leave_contact", state))
    return tuple(lines)


def _promise(state: DialogueState, desk: Desk) -> tuple[Line, ...]:
    if desk.promise:  # the caller's words: the bot has no promises of its own
        return (Line(desk.promise, state.language),)
    return (line("next_open", state, next_open=desk.next_open),) if desk.next_open else ()


def _queue_lines(state: DialogueState, desk: Desk) -> tuple[Line, ...]:
    lines = []
    if desk.ahead is not None:
        lines.append(line("ahead", state, ahead=desk.ahead) if desk.ahead else line("next_in_line", state))
    if desk.wait:
        lines.append(line("wait", state, wait=desk.wait))
    return tuple(lines)
