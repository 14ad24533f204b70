"""From a question to an approved article: the one that fits, a few likely ones, or the admission that there is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from classifier.text.entities import distinct_products
from intake.chat.handing_over import hand_over
from intake.chat.lines import answer_line, article_options, human_options, line, solved_options
from intake.chat.products import with_product, words_about
from intake.chat.slots import Cue
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

MOST_SUGGESTIONS = 3
REFUSED = 0.55
"""How much an article counts for words to which it was no help."""
MISSES_UNTIL_OFFER = 2
MISSES_UNTIL_HANDOFF = 3
_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_NUMBER = re.compile(
    r"\s*(?:选|第|the |number |no\.? ?|#)?\s*([1-4一二两三四]|first|second|third|fourth)"
    r"\s*(?:个|项|条|号| one)?[.。!！]?\s*",
    re.IGNORECASE,
)


def look_up(state: DialogueState, tools: DialogueTools) -> Step:
    """Give the one clear answer, suggest a few likely ones, or count a miss.

    An article of a product that the customer has not named is only ever suggested.
    """
    answers = find(state, tools)
    likely = worth_showing(answers, tools)
    if not likely:
        return _next_issue_first(state, tools) or miss(state, tools)
    if _is_sure(likely, state, tools):
        return _give(state, likely[0], (line("sorry", state),) if state.upset else ())
    if state.misses >= MISSES_UNTIL_OFFER:  # no more guessing after two misses
        return miss(state, tools)
    codes = tuple(answer.code for answer in likely)
    state = replace(state, asked=Asked.ARTICLE, suggestions=codes, phase=Phase.SUGGESTING)
    return Step(state, (line("suggest", state, article_options(likely, state)),))


def worth_showing(answers: Sequence[Answer], tools: DialogueTools) -> list[Answer]:
    """Three at most of the answers, best first: where one is worth a turn, what stands beside it costs no further."""
    if not answers or answers[0].score < tools.suggest_floor:
        return []
    return [answer for answer in answers if answer.score >= tools.beside_floor][:MOST_SUGGESTIONS]


def find(state: DialogueState, tools: DialogueTools) -> list[Answer]:
    """What fits and was not given before, best first; an answer that did not help is never repeated."""
    asked = [state.question]
    if state.product:  # "会员误购了能退吗" and then "帆盘": the name belongs to the question
        asked.append(f"{tools.product_name(state.product, state.language)} {state.question}")
    if state.missed and state.missed != state.question:  # a rephrase often leaves out what was said before
        asked.append(f"{state.missed} {state.question}")
    if state.issues:
        asked.append(words_about(state.product, state, tools))
    refused = tools.refused(state.question)
    best: list[Answer] = []
    for text in asked:
        found = _behind(tools.find_answers(text, state.product, state.language), refused)
        fresh = [answer for answer in found if answer.code not in state.tried]
        if fresh and (not best or fresh[0].score > best[0].score):
            best = fresh
        if best and best[0].score >= tools.answer_floor:
            break
    return best


def _behind(found: Sequence[Answer], refused: Collection[str]) -> list[Answer]:
    """What did not help others who asked so is no sure answer, and stands behind what fits as well."""
    weighed = [replace(one, score=one.score * REFUSED) if one.code in refused else one for one in found]
    return sorted(weighed, key=lambda one: -one.score)


def choose_article(
    state: DialogueState, text: str, cue: Cue | None, chip: tuple[str, str] | None, tools: DialogueTools
) -> Step | None:
    """The answer to "is it one of these?"; None when the words are something else."""
    picked = picked_code(text, chip, "article", state.suggestions)
    if cue in (Cue.YES, Cue.SOLVED) and len(state.suggestions) == 1:
        picked = state.suggestions[0]
    for answer in find(state, tools) if picked else ():
        if answer.code == picked:
            named = with_product(state, answer.product) if answer.product else state
            return _give(named, answer, ())
    if chip or picked or cue in (Cue.NO, Cue.OTHER, Cue.NOT_SOLVED, Cue.DENIED_MORE):
        rejected = tuple(dict.fromkeys((*state.tried, *state.suggestions)))
        return miss(replace(state, suggestions=(), tried=rejected), tools)
    return None


def pass_over(state: DialogueState) -> DialogueState:
    """Other words came instead of a choice: the suggestions were no help, and are not made again."""
    if state.asked is not Asked.ARTICLE:
        return state
    tried = tuple(dict.fromkeys((*state.tried, *state.suggestions)))
    return replace(state, tried=tried, misses=state.misses + 1)


def reject(state: DialogueState, tools: DialogueTools) -> Step:
    """The article did not help: that is a miss, and is written down for the article's owner."""
    feedback = Feedback(state.offered, state.question, helped=False) if state.offered else None
    return replace(miss(state, tools, first="not_helped"), feedback=feedback)


def miss(state: DialogueState, tools: DialogueTools, first: str = "") -> Step:
    """Nothing reliable to say: ask once more, then offer a person, then hand over. One offer, no loop.

    `first` is the sentence for the first miss, when there is a more fitting one.
    """
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
    return Step(state, (line(first or ("miss_first" if state.product else "miss_product"), state),))


def picked_code(text: str, chip: tuple[str, str] | None, kind: str, codes: tuple[str, ...]) -> str:
    """The code that a chip or a number ("2", "第二个", "the second one") picks; "" for none."""
    if chip:
        return chip[1] if chip[0] == kind and chip[1] in codes else ""
    found = _NUMBER.fullmatch(text)
    if not found:
        return ""
    word = found.group(1).lower()
    place = int(word) if word.isdecimal() else _ORDINALS[word]
    return codes[place - 1] if place <= len(codes) else ""


def _is_sure(likely: list[Answer], state: DialogueState, tools: DialogueTools) -> bool:
    first = likely[0]
    clear = len(likely) == 1 or first.score - likely[1].score >= tools.answer_gap
    return first.score >= tools.answer_floor and clear and first.product in ("", state.product)


def _next_issue_first(state: DialogueState, tools: DialogueTools) -> Step | None:
    """Of several issues in these very words, take the one that can be answered; the other comes back after it."""
    named_now = distinct_products(tools.find_products(state.question))
    for code in (issue for issue in state.issues if issue in named_now):
        others = (*(issue for issue in state.issues if issue != code), state.product)
        turned = replace(with_product(state, code), issues=others)
        answers = find(turned, tools)
        if answers and answers[0].score >= tools.answer_floor and _is_sure(answers[:2], turned, tools):
            named = line("next_issue", state, product=tools.product_name(code, state.language))
            return _give(turned, answers[0], (named,))
    return None


def _give(state: DialogueState, answer: Answer, before: tuple[Line, ...]) -> Step:
    state = replace(
        state,
        asked=Asked.SOLVED,
        phase=Phase.ANSWERED,
        offered=answer.code,
        suggestions=(),
        missed="",
        tried=(*state.tried, answer.code),
        human_offered=state.human_offered or state.upset > 0,
    )
    question = line("ask_solved", state, solved_options(state))
    foreign = answer.language not in ("", state.language)
    noted = (line(f"only_{answer.language}", state),) if foreign else ()
    return Step(state, (*before, *noted, answer_line(answer, state), question))
