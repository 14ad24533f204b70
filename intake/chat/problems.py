"""Working on the customer's problem: who must take it, which product it is about, and what comes after."""

from __future__ import annotations

from dataclasses import replace

from classifier.text.entities import distinct_products
from intake.chat.answering import MISSES_UNTIL_OFFER, look_up, pass_over, picked_code
from intake.chat.handing_over import hand_over
from intake.chat.lines import line
from intake.chat.products import (
    ask_product,
    is_bare_name,
    must_ask_product,
    note_products,
    with_product,
    words_about,
)
from intake.chat.slots import Cue, is_thin, is_upset
from intake.chat.state import Asked, DialogueState, DialogueTools, Feedback, HandoffReason, Phase, Step

_COMPLAINT = "complaint"
_WHISTLE = "whistle"
_MERELY_NOTED = ("suggestion", "praise")


def on_problem(state: DialogueState, text: str, tools: DialogueTools) -> Step:
    """New words: complaints go to people, ambiguous products are asked for, the rest is looked up."""
    mentions = tools.find_products(text)
    if state.question and is_bare_name(text, mentions):  # it only tells what the question before was about
        named = with_product(state, distinct_products(mentions)[0])
        return work(replace(named, asked=Asked.NOTHING, suggestions=()), tools)
    state = _note_problem(pass_over(state), text, tools)
    if state.ticket_type == _WHISTLE:
        return hand_over(state, HandoffReason.DANGER, tools)
    if state.ticket_type in _MERELY_NOTED and not is_upset(text):
        return Step(replace(state, phase=Phase.LISTENING), (line(f"noted_{state.ticket_type}", state),))
    state, noted = note_products(state, mentions, tools)
    if must_ask_product(state, mentions):
        return ask_product(state, mentions, tools)
    reply = work(state, tools)
    return replace(reply, lines=noted + reply.lines)


def work(state: DialogueState, tools: DialogueTools) -> Step:
    """Go on with `state.question`, the product now being as clear as it gets."""
    if state.ticket_type == _COMPLAINT:
        if is_thin(state.question) and not (state.detail_asked or state.product_asked or state.product):
            asking = replace(state, asked=Asked.DETAIL, detail_asked=True, phase=Phase.LISTENING)
            return Step(asking, (line("ask_detail", state),))
        return hand_over(state, HandoffReason.COMPLAINT, tools)
    if state.upset >= MISSES_UNTIL_OFFER and state.human_offered:
        return hand_over(state, HandoffReason.UPSET, tools)
    return look_up(state, tools)


def choose_product(
    state: DialogueState, text: str, cue: Cue | None, chip: tuple[str, str] | None, tools: DialogueTools
) -> Step:
    """The answer to "which product?": a chip, a number, a name, "none"; anything else is more of the problem.

    Asked once only: whatever the answer, the problem is worked on now.
    """
    picked = picked_code(text, chip, "product", state.candidates)
    mentions = tools.find_products(text) if text else ()
    certain = distinct_products(mentions)
    state = replace(state, asked=Asked.NOTHING)
    if picked or certain:
        state = with_product(state, picked or certain[0])
    if not (picked or chip or cue or is_bare_name(text, mentions)):
        said = f"{state.question} {text}".strip()
        state = replace(state, question=said, upset=state.upset + is_upset(text))
        state = _note_type(state, tools.predict_type(text))
    return work(state, tools)


def solved(state: DialogueState, tools: DialogueTools) -> Step:
    """The article helped; the next noted problem has its turn."""
    feedback = Feedback(state.offered, state.question, helped=True) if state.offered else None
    state = replace(
        state,
        phase=Phase.LISTENING,
        asked=Asked.NOTHING,
        misses=0,
        upset=0,
        missed="",
        human_offered=False,
        product_asked=False,
        tried=tuple(code for code in state.tried if code != state.offered),
        offered="",
    )
    if not state.issues:
        return Step(replace(state, question="", ticket_type=""), (line("glad", state),), feedback=feedback)
    code = state.issues[0]
    following = with_product(replace(state, issues=state.issues[1:]), code)
    following = replace(following, question=words_about(code, state, tools))
    named = line("next_issue", state, product=tools.product_name(code, state.language))
    reply = work(following, tools)
    return replace(reply, lines=(named, *reply.lines), feedback=feedback)


def _note_problem(state: DialogueState, text: str, tools: DialogueTools) -> DialogueState:
    detail = f"{state.question} {text}".strip() if state.asked is Asked.DETAIL else text
    kept = "" if state.ticket_type in _MERELY_NOTED else state.ticket_type
    state = replace(
        state,
        question=detail,
        upset=state.upset + is_upset(text),
        offered="",
        ticket_type=kept,
        asked=Asked.NOTHING,
        candidates=(),
        suggestions=(),
    )
    return _note_type(state, tools.predict_type(text))


def _note_type(state: DialogueState, label: str | None) -> DialogueState:
    """Dissatisfaction once voiced stays: a complaint is not talked down to an enquiry by the next sentence."""
    if not label or state.ticket_type == _COMPLAINT:
        return state
    return replace(state, ticket_type=label)
