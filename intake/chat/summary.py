"""What the person who takes over reads first: everything learnt, in the customer's own words."""

from __future__ import annotations

from intake.chat.state import DialogueState, DialogueTools, HandoffReason
from intake.chat.texts import say


def summarise(state: DialogueState, reason: HandoffReason, tools: DialogueTools) -> str:
    """The handoff note in the chat's language: reason, product, type, signs, facts, what was tried, every word."""
    language = state.language
    parts = [
        say("summary", language),
        say("summary_reason", language, reason=say(f"reason_{reason}", language)),
        say("summary_language", language, spoken=say(f"spoken_{language}", language)),
        _product(state, tools),
    ]
    if state.ticket_type:
        parts.append(say("summary_type", language, type=say(f"type_{state.ticket_type}", language)))
    if state.signals:
        parts.append(say("summary_signals", language, signals=", ".join(state.signals)))
    facts = _facts(state)
    if facts:
        parts.append(say("summary_facts", language, facts=", ".join(facts)))
    key = "summary_tried" if state.tried else "summary_not_tried"
    parts.append(say(key, language, tried=", ".join(state.tried)))
    words = state.heard[state.since :]
    if words:
        parts.append(say("summary_words", language))
        parts.extend(f"- {text}" for text in words)
    return "\n".join(parts)


def _product(state: DialogueState, tools: DialogueTools) -> str:
    language = state.language
    codes = state.products or state.candidates
    if not codes:
        return say("summary_unknown", language)
    names = ", ".join(f"{tools.product_name(code, language)} ({code})" for code in codes)
    return say("summary_product" if state.products else "summary_unclear", language, products=names)


def _facts(state: DialogueState) -> list[str]:
    given = [("order", state.order_no), ("phone", state.phone), ("email", state.email)]
    given += [("version", version) for version in state.versions]
    return [say(f"fact_{name}", state.language, value=value) for name, value in given if value]
