"""How the bot's lines and chips are put together."""

from __future__ import annotations

from collections.abc import Iterable

from intake.chat.state import Answer, DialogueState, DialogueTools, Line, Option
from intake.chat.texts import say


def line(key: str, state: DialogueState, options: tuple[Option, ...] = (), **values: object) -> Line:
    """One sentence of `texts` in the chat's language."""
    return Line(say(key, state.language, **values), state.language, options)


def answer_line(answer: Answer, state: DialogueState) -> Line:
    """An approved article's answer with its source."""
    return Line(answer.text, answer.language or state.language, article=answer.code, source=answer.question)


def solved_options(state: DialogueState) -> tuple[Option, ...]:
    """Solved, or not."""
    language = state.language
    return (
        Option(say("solved_yes", language), "solved:yes"),
        Option(say("solved_no", language), "solved:no"),
    )


def human_options(state: DialogueState) -> tuple[Option, ...]:
    """A person now, or not."""
    language = state.language
    return Option(say("human_yes", language), "human:yes"), Option(say("human_no", language), "human:no")


def product_options(codes: Iterable[str], state: DialogueState, tools: DialogueTools) -> tuple[Option, ...]:
    """One chip per product, and "something else"."""
    named = [Option(tools.product_name(code, state.language), f"product:{code}") for code in codes]
    return (*named, Option(say("other", state.language), "product:other"))


def article_options(answers: Iterable[Answer], state: DialogueState) -> tuple[Option, ...]:
    """One chip per article's question, and "none of these"."""
    named = [Option(answer.question, f"article:{answer.code}") for answer in answers]
    return (*named, Option(say("none_of_these", state.language), "article:none"))
