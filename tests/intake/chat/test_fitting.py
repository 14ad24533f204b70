"""From where on an article is suggested: told by what each catalogue's own wordings find without their article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.chat.answers import AnswerIndex
from intake.chat.fitting import MOST_UNSPELT, TELLING, WORTH, floor_of, level
from ticketing.models import Article

FITS = st.floats(0.0, 1.0)
PARTS = ["lid", "hose", "belt", "lamp", "knob", "gear", "fuse", "seal", "tray", "plug"]
TALES = [
    "leaves puddles",
    "hums at night",
    "smells burnt",
    "turned yellow",
    "is stuck",
    "squeaks loudly",
    "sparks",
    "came loose",
    "was gnawed by mice",
    "fell off a ladder",
]


def catalogue(*ways: str) -> AnswerIndex:
    """An article a part, each asked in these ways, some of which every article is asked in."""
    return AnswerIndex(
        Article(
            code=part,
            question_zh="",
            question_en=f"About the {part}",
            paraphrases=[way.format(part=part, tale=tale) for way in ways],
            answer_zh="",
            answer_en="x",
        )
        for part, tale in zip(PARTS, TALES, strict=True)
    )


def test_a_word_proves_more_where_articles_are_unlike() -> None:
    """What every article is asked in is no reason for a suggestion; a word that one alone has is."""
    alike = catalogue("where do I order a new {part}", "I need another {part} soon")
    unlike = catalogue("my {part} {tale}", "{tale}")

    assert 0 < alike.find("I need a new drum soon", "", "en")[0].score < WORTH
    assert unlike.find("it squeaks since Monday", "", "en")[0].code == "gear"
    assert WORTH <= unlike.find("it squeaks since Monday", "", "en")[0].score <= MOST_UNSPELT


def test_a_few_wordings_tell_nothing() -> None:
    assert floor_of([0.0] * (TELLING - 1)) == WORTH
    assert floor_of([0.0] * TELLING) < WORTH < floor_of([0.5] * TELLING)


@given(FITS, FITS, st.lists(FITS))
def test_a_floor_changes_no_order_and_nothing_sure(one: float, other: float, unanswered: list[float]) -> None:
    """It is worth the same on every catalogue's scale."""
    floor = floor_of(unanswered)

    assert level(floor, floor) == WORTH
    assert (one < other) or level(one, floor) >= level(other, floor)
    assert level(one, floor) == one or one <= MOST_UNSPELT
