"""The bot's policy: `step(state, utterance, tools)` gives the next state and what to say. Pure.

Order of every turn: danger, then the wish for a person, then the answer to our own open question, then courtesies,
then the problem itself. The bot answers only from approved articles or abstains; it never promises anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from classifier.lexicon import Signal, needs_human
from classifier.text.entities import find_versions
from intake.chat.answering import choose_article, miss, reject
from intake.chat.handing_over import hand_over, while_waiting
from intake.chat.lines import line, solved_options
from intake.chat.problems import choose_product, on_problem, solved
from intake.chat.slots import (
    Cue,
    choose_language,
    find_contacts,
    find_order_no,
    has_private_numbers,
    is_upset,
    read_cue,
)
from intake.chat.state import Asked, DialogueState, DialogueTools, HandoffReason, Line, Phase, Step


@dataclass(frozen=True, slots=True)
class _Said:
    """One utterance, read: a chip (kind, value), or words with their cue and signals."""

    text: str
    chip: tuple[str, str] | None
    cue: Cue | None
    signals: Sequence[Signal]


def start(language: str = "zh") -> DialogueState:
    """The state of a new chat; `language` is the visitor's ("zh" or "en")."""
    return DialogueState(language=language)


def greet(state: DialogueState, tools: DialogueTools) -> Step:
    """The first turn without any words: say hello, say that this is a machine, ask for the problem."""
    return step(state, "", tools)


def reopen(state: DialogueState) -> DialogueState:
    """A new engagement of the same visitor: old words are kept, but old misses and handoffs count no more."""
    return DialogueState(
        language=state.language,
        heard=state.heard,
        since=len(state.heard),
        order_no=state.order_no,
        phone=state.phone,
        email=state.email,
    )


def expire(state: DialogueState) -> DialogueState:
    """The visitor has been silent for too long; the next words start a new engagement."""
    return replace(state, phase=Phase.EXPIRED, asked=Asked.NOTHING)


def is_chip(state: DialogueState, utterance: str) -> bool:
    """Whether these letters are the value of a chip that is on offer now, rather than words."""
    return _read_chip(state, utterance) is not None


def step(state: DialogueState, utterance: str, tools: DialogueTools) -> Step:
    """One turn of the chat. `utterance` is what was typed, or the value of a chip; never raises on odd input.

    Until a person takes over there is always at least one line, and every line offers a person.
    """
    state = reopen(state) if state.phase is Phase.EXPIRED else state
    said = _read(state, utterance, tools)
    first = state.phase is Phase.GREETING
    if not said.chip:
        state = _remember(state, said, first)
    opening: tuple[Line, ...] = ()
    if first:
        opening = (line("greeting", state, company=tools.company),)
        state = replace(state, phase=Phase.LISTENING)
    if said.text and has_private_numbers(said.text):
        opening += (line("private_numbers", state),)
    reply = _reply(state, said, tools, first)
    return replace(reply, lines=opening + reply.lines)


def _read(state: DialogueState, utterance: str, tools: DialogueTools) -> _Said:
    chip = _read_chip(state, utterance)
    if chip:
        return _Said("", chip, None, ())
    return _Said(utterance, None, read_cue(utterance), tuple(tools.danger(utterance)))


def _read_chip(state: DialogueState, utterance: str) -> tuple[str, str] | None:
    """A chip counts only while it is on offer; the same letters typed by hand are words like any others."""
    kind, _, value = utterance.strip().partition(":")
    on_offer = {
        "human": ("", "yes", "no"),
        "solved": ("yes", "no") if state.asked is Asked.SOLVED else (),
        "product": (*state.candidates, "other") if state.asked is Asked.PRODUCT else (),
        "article": (*state.suggestions, "none") if state.asked is Asked.ARTICLE else (),
    }
    return (kind, value) if value in on_offer.get(kind, ()) else None


def _remember(state: DialogueState, said: _Said, first: bool) -> DialogueState:
    """Keep the words verbatim and whatever facts they hold."""
    text = said.text
    if not text.strip():
        return state
    phone, email = find_contacts(text)
    signals = (*state.signals, *(str(signal.kind) for signal in said.signals))
    return replace(
        state,
        heard=(*state.heard, text),
        language=choose_language(text, state.language, first),
        order_no=find_order_no(text) or state.order_no,
        phone=phone or state.phone,
        email=email or state.email,
        versions=tuple(dict.fromkeys((*state.versions, *find_versions(text)))),
        signals=tuple(dict.fromkeys(signals)),
        severity=min([state.severity, *(signal.severity for signal in said.signals)]),
    )


def _reply(state: DialogueState, said: _Said, tools: DialogueTools, first: bool) -> Step:
    wish = said.chip in (("human", ""), ("human", "yes")) or (not said.chip and tools.wants_human(said.text))
    if state.phase is Phase.HANDED_OFF:
        return while_waiting(state, said.signals, wish, _contact(said.text), tools)
    if needs_human(said.signals):
        return hand_over(state, HandoffReason.DANGER, tools, said.signals)
    if wish:
        accepted = state.asked is Asked.HUMAN
        return hand_over(state, HandoffReason.ACCEPTED if accepted else HandoffReason.REQUESTED, tools)
    answered = _on_open_question(state, said, tools)
    if answered is not None:
        return answered
    return _on_courtesy(state, said.cue, tools, first) or on_problem(state, said.text, tools)


def _contact(text: str) -> str:
    """The address in these words, as the customer wrote it."""
    return next((one for one in find_contacts(text) if one), "")


def _on_open_question(state: DialogueState, said: _Said, tools: DialogueTools) -> Step | None:
    """Read the words as the answer to what we asked; None when they are something else."""
    if said.cue is Cue.EMPTY and state.asked is not Asked.NOTHING and not said.chip:
        return Step(state, (line("nudge", state),))
    match state.asked:
        case Asked.PRODUCT:
            return choose_product(state, said.text, said.cue, said.chip, tools)
        case Asked.ARTICLE:
            return choose_article(state, said.text, said.cue, said.chip, tools)
        case Asked.SOLVED:
            return _on_solved(state, said, tools)
        case Asked.HUMAN:
            return _on_human_offered(state, said, tools)
        case Asked.DETAIL:
            return on_problem(state, said.text, tools)
        case _:
            return None


def _on_solved(state: DialogueState, said: _Said, tools: DialogueTools) -> Step | None:
    if said.chip == ("solved", "yes") or said.cue in (Cue.SOLVED, Cue.YES):
        return solved(state, tools)
    if said.chip == ("solved", "no") or said.cue in (Cue.NOT_SOLVED, Cue.NO):
        return reject(state, tools)
    if said.cue is Cue.THANKS:  # politeness is no verdict: ask once more instead of booking a success
        return Step(state, (line("welcome", state, solved_options(state)),))
    if said.cue is None and is_upset(said.text) and len(said.text) < 12:
        return reject(replace(state, upset=state.upset + 1), tools)
    return None


def _on_human_offered(state: DialogueState, said: _Said, tools: DialogueTools) -> Step | None:
    if said.cue in (Cue.YES, Cue.SOLVED):
        return hand_over(state, HandoffReason.ACCEPTED, tools)
    if said.chip == ("human", "no") or said.cue in (Cue.NO, Cue.NOT_SOLVED, Cue.DENIED_MORE):
        return Step(replace(state, asked=Asked.NOTHING, phase=Phase.LISTENING), (line("go_on", state),))
    return None


def _on_courtesy(state: DialogueState, cue: Cue | None, tools: DialogueTools, first: bool) -> Step | None:
    if cue is None:
        return None
    state = replace(state, asked=Asked.NOTHING, candidates=(), suggestions=())
    if cue in (Cue.EMOJI, Cue.NOT_SOLVED):  # nothing to look up, and not to be answered like that for ever
        return miss(state, tools)
    key = "ask_problem" if first and cue is Cue.EMPTY else _COURTESIES[cue]
    return Step(replace(state, phase=Phase.LISTENING), (line(key, state),))


_COURTESIES = {
    Cue.HELLO: "ask_problem",
    Cue.EMPTY: "nudge",
    Cue.OTHER: "nudge",
    Cue.THANKS: "welcome",
    Cue.SOLVED: "glad",
    Cue.YES: "go_on",
    Cue.BYE: "bye",
    Cue.NO: "bye",
    Cue.DENIED_MORE: "bye",
}
