"""Working on the customer's problem: which product, which article, did it help; and when to stop trying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from classifier.entities import ProductMention, distinct_products, product_candidates
from intake.chat.handing_over import hand_over
from intake.chat.lines import (
    answer_line,
    article_options,
    human_options,
    line,
    product_options,
    solved_options,
)
from intake.chat.slots import Cue, is_thin, is_upset
from intake.chat.state import (
    Answer,
    Asked,
    DialogueState,
    DialogueTools,
    Feedback,
    HandoffReason,
    Line,
    Phase,
    Step,
)

MOST_CHOICES = 4
MOST_SUGGESTIONS = 3
MISSES_UNTIL_OFFER = 2
MISSES_UNTIL_HANDOFF = 3
_COMPLAINT = "complaint"
_WHISTLE = "whistle"
_MERELY_NOTED = ("suggestion", "praise")
_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_NUMBER = re.compile(
    r"\s*(?:选|第|the |number |no\.? ?|#)?\s*([1-4一二两三四]|first|second|third|fourth)\s*(?:个|项|条|号| one)?[.。!！]?\s*",
    re.I,
)


def on_problem(state: DialogueState, text: str, tools: DialogueTools) -> Step:
    """New words about a problem: complaints go to people, ambiguous products are asked for, the rest is looked up."""
    state = _note_problem(state, text, tools)
    if state.ticket_type == _WHISTLE:
        return hand_over(state, HandoffReason.DANGER, tools)
    if state.ticket_type in _MERELY_NOTED and not is_upset(text):
        return Step(replace(state, phase=Phase.LISTENING), (line(f"noted_{state.ticket_type}", state),))
    mentions = tools.find_products(text)
    state, noted = _note_products(state, mentions, tools)
    if state.asked is not Asked.DETAIL and _must_ask_product(state, mentions):
        return _ask_product(state, mentions, tools)
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
    return _look_up(state, tools)


def choose_product(
    state: DialogueState, text: str, cue: Cue | None, chip: tuple[str, str] | None, tools: DialogueTools
) -> Step:
    """The answer to "which product?": a chip, a number, a name, "none"; anything else is more of the problem.

    Asked once only: whatever the answer, the problem is worked on now.
    """
    picked = _picked(text, chip, "product", state.candidates)
    certain = distinct_products(tools.find_products(text)) if text else ()
    state = replace(state, asked=Asked.NOTHING)
    if picked:
        return work(_with_product(state, picked), tools)
    if certain:
        state = _with_product(state, certain[0])
    if cue is None and not chip:
        state = replace(
            state, question=f"{state.question} {text}".strip(), upset=state.upset + is_upset(text)
        )
        state = _note_type(state, tools.predict_type(text))
    return work(state, tools)


def choose_article(
    state: DialogueState, text: str, cue: Cue | None, chip: tuple[str, str] | None, tools: DialogueTools
) -> Step | None:
    """The answer to "is it one of these?"; None when the words are a problem of their own."""
    picked = _picked(text, chip, "article", state.suggestions)
    if cue in (Cue.YES, Cue.SOLVED) and len(state.suggestions) == 1:
        picked = state.suggestions[0]
    for answer in _answers(state, state.question, tools) if picked else ():
        if answer.code == picked:
            return _give(state, answer, ())
    if chip or picked or cue in (Cue.NO, Cue.OTHER, Cue.NOT_SOLVED, Cue.DENIED_MORE):
        rejected = (*state.tried, *state.suggestions)
        return miss(replace(state, suggestions=(), tried=tuple(dict.fromkeys(rejected))), tools)
    return None


def pass_over(state: DialogueState) -> DialogueState:
    """Other words came instead of a choice: the suggestions were no help, and are not made again."""
    if state.asked is not Asked.ARTICLE:
        return state
    tried = tuple(dict.fromkeys((*state.tried, *state.suggestions)))
    return replace(state, tried=tried, misses=state.misses + 1)


def solved(state: DialogueState, tools: DialogueTools) -> Step:
    """The article helped; the next noted problem has its turn."""
    feedback = Feedback(state.offered, helped=True) if state.offered else None
    state = replace(
        state,
        phase=Phase.LISTENING,
        asked=Asked.NOTHING,
        misses=0,
        upset=0,
        human_offered=False,
        product_asked=False,
        tried=tuple(code for code in state.tried if code != state.offered),
        offered="",
    )
    if not state.issues:
        return Step(
            replace(state, question="", missed="", ticket_type=""), (line("glad", state),), feedback=feedback
        )
    following = _with_product(replace(state, issues=state.issues[1:]), state.issues[0])
    named = line("next_issue", state, product=tools.product_name(following.product, state.language))
    reply = work(following, tools)
    return replace(reply, lines=(named, *reply.lines), feedback=feedback)


def reject(state: DialogueState, tools: DialogueTools) -> Step:
    """The article did not help: that is a miss, and is written down for the article's owner."""
    feedback = Feedback(state.offered, helped=False) if state.offered else None
    reply = miss(replace(state, offered=""), tools)
    return replace(reply, feedback=feedback)


def miss(state: DialogueState, tools: DialogueTools) -> Step:
    """Nothing reliable to say: ask once more, then offer a person, then hand over. One offer, no loop."""
    state = replace(
        state,
        misses=state.misses + 1,
        missed=state.question,
        asked=Asked.NOTHING,
        phase=Phase.LISTENING,
        offered="",
    )
    offered_before = state.human_offered and state.misses >= MISSES_UNTIL_OFFER
    if state.misses >= MISSES_UNTIL_HANDOFF or offered_before:
        return hand_over(state, HandoffReason.UPSET if state.upset else HandoffReason.MISSES, tools)
    if state.misses >= MISSES_UNTIL_OFFER or state.upset:
        offering = replace(state, asked=Asked.HUMAN, human_offered=True)
        return Step(offering, (line("offer_human", state, human_options(state)),))
    return Step(state, (line("miss_first" if state.product else "miss_product", state),))


def _note_problem(state: DialogueState, text: str, tools: DialogueTools) -> DialogueState:
    detail = f"{state.question} {text}".strip() if state.asked is Asked.DETAIL else text
    kept = "" if state.ticket_type in _MERELY_NOTED else state.ticket_type
    state = replace(state, question=detail, upset=state.upset + is_upset(text), offered="", ticket_type=kept)
    return _note_type(state, tools.predict_type(text))


def _note_type(state: DialogueState, label: str | None) -> DialogueState:
    """Dissatisfaction once voiced stays: a complaint is not talked down to an enquiry by the next sentence."""
    if not label or state.ticket_type == _COMPLAINT:
        return state
    return replace(state, ticket_type=label)


def _note_products(
    state: DialogueState, mentions: Sequence[ProductMention], tools: DialogueTools
) -> tuple[DialogueState, tuple[Line, ...]]:
    certain = distinct_products(mentions)
    if not certain:
        return state, ()
    state = _with_product(state, certain[0])
    later = tuple(code for code in certain[1:] if code not in state.issues)
    if not later:
        return state, ()
    names = [tools.product_name(code, state.language) for code in certain]
    joined = ("、" if state.language == "zh" else ", ").join(names)
    state = replace(
        state,
        issues=(*state.issues, *later),
        products=tuple(dict.fromkeys((*state.products, *later))),
    )
    return state, (line("two_issues", state, count=len(names), products=joined),)


def _with_product(state: DialogueState, code: str) -> DialogueState:
    return replace(state, product=code, products=tuple(dict.fromkeys((*state.products, code))), candidates=())


def _must_ask_product(state: DialogueState, mentions: Sequence[ProductMention]) -> bool:
    candidates = product_candidates(mentions)
    if len(candidates) < 2 or distinct_products(mentions) or state.product_asked:
        return False
    return state.product not in candidates  # named before: "会员" then means the product we speak of


def _ask_product(state: DialogueState, mentions: Sequence[ProductMention], tools: DialogueTools) -> Step:
    codes = product_candidates(mentions)[:MOST_CHOICES]
    state = replace(state, asked=Asked.PRODUCT, product_asked=True, candidates=codes, phase=Phase.SUGGESTING)
    return Step(state, (line("ask_product", state, product_options(codes, state, tools)),))


def _look_up(state: DialogueState, tools: DialogueTools) -> Step:
    """Give the one clear answer, suggest a few likely ones, or admit that there is none."""
    answers = _answers(state, state.question, tools)
    if state.missed and (not answers or answers[0].score < tools.answer_floor):
        together = f"{state.missed} {state.question}"  # a rephrase often leaves out what was said before
        again = _answers(state, together, tools)
        answers = max(answers, again, key=lambda found: found[0].score if found else 0.0)
    likely = [answer for answer in answers if answer.score >= tools.suggest_floor][:MOST_SUGGESTIONS]
    if not likely:
        return miss(state, tools)
    sure = likely[0].score >= tools.answer_floor
    if sure and (len(likely) == 1 or likely[0].score - likely[1].score >= tools.answer_gap):
        return _give(state, likely[0], (line("sorry", state),) if state.upset else ())
    if state.misses >= MISSES_UNTIL_OFFER:  # no more guessing after two misses
        return miss(state, tools)
    state = replace(
        state,
        asked=Asked.ARTICLE,
        suggestions=tuple(answer.code for answer in likely),
        phase=Phase.SUGGESTING,
    )
    return Step(state, (line("suggest", state, article_options(likely, state)),))


def _answers(state: DialogueState, text: str, tools: DialogueTools) -> list[Answer]:
    """What fits and was not given before; an answer that did not help is never repeated."""
    found = tools.find_answers(text, state.product, state.language)
    return [answer for answer in found if answer.code not in state.tried]


def _give(state: DialogueState, answer: Answer, before: tuple[Line, ...]) -> Step:
    state = replace(
        state,
        asked=Asked.SOLVED,
        phase=Phase.ANSWERED,
        offered=answer.code,
        suggestions=(),
        missed="",
        tried=(*state.tried, answer.code),
        human_offered=state.human_offered or bool(before),
    )
    question = line("ask_solved", state, solved_options(state))
    return Step(state, (*before, answer_line(answer, state), question))


def _picked(text: str, chip: tuple[str, str] | None, kind: str, codes: tuple[str, ...]) -> str:
    """The code that a chip or a number ("2", "第二个", "the second one") picks; "" for none."""
    if chip:
        return chip[1] if chip[0] == kind and chip[1] in codes else ""
    found = _NUMBER.fullmatch(text)
    if not found:
        return ""
    word = found.group(1).lower()
    place = int(word) if word.isdecimal() else _ORDINALS[word]
    return codes[place - 1] if place <= len(codes) else ""
