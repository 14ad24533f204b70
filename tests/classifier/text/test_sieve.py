"""The sieve spares searches and changes no answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.danger import words, words_elders, words_en, words_zh
from classifier.keywords import keyword_classifier, seed_examples
from classifier.text.normalise import normalise
from classifier.text.sieve import Phrases, Sieve, needed

ALARMS = [
    *words.phrases(chinese=words_zh.SAFETY + words_zh.DATA_LOSS),
    *words.phrases(chinese=words_elders.ZH, english=words_elders.EN),
    *words.phrases(english=words_en.SAFETY + " / " + words_en.MONEY_THEFT),
]
SIEVE = Sieve(ALARMS)
SAID = [normalise(example.text) for example in seed_examples()]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("冒烟|起火", {"冒烟", "起火"}),
        ("[着起]火", {"着火", "起火"}),
        (r"\bbill(?:s|ed)? twice", {"bill twice", "bills twice", "billed twice"}),
        ("扣(?!件)", {"扣"}),
        (r"(?:没|不).{0,4}了", {"了"}),
        (r"\d+ ?gb", {"gb", " gb"}),
        (r"\w+", None),
        ("冒烟|.火?", None),
        ("(?i:fire)", None),
    ],
)
def test_a_pattern_tells_what_a_text_must_contain(pattern: str, words: set[str] | None) -> None:
    """One of these strings is in everything that the pattern matches; where none can be named, none is."""
    assert needed(pattern) == words


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_text_that_an_alarm_matches_is_sieved_out(data: st.DataObject) -> None:
    """Whatever text is made from a phrase of the lists, the sieve lets the phrase search it."""
    place = data.draw(st.integers(0, len(ALARMS) - 1))
    text = data.draw(st.from_regex(ALARMS[place]))

    assert place in SIEVE.possible(text)


def test_phrases_find_what_one_pattern_of_all_of_them_finds() -> None:
    """Over every seed sentence, and over all of them in one, the matches are the same ones in the same order."""
    phrases, whole = Phrases(ALARMS), re.compile("|".join(ALARMS))
    texts = [*SAID, " ".join(SAID)]

    found = [[match.span() for match in phrases.matches(text, phrases.possible(text))] for text in texts]

    assert sum(map(len, found)) >= 10
    assert found == [[match.span() for match in whole.finditer(text)] for text in texts]


def test_blanking_is_what_one_pattern_of_all_phrases_would_blank() -> None:
    """The harmless figures of speech go from a text exactly as by one substitution."""
    phrases = words.phrases(chinese="火锅 火车 防火墙 火(?=了)", english="fire ?sticks? / on fire with")
    text = "火锅店着火了,火车firewall a firestick is on fire with 防火墙"

    assert re.compile("|".join(phrases)).sub(" ", text) == Phrases(phrases).sub(" ", text)


def test_keywords_sieved_or_not_give_the_same_points() -> None:
    """The points of every seed sentence are those of searching it for each phrase."""
    for field in ("type", "topic", "phase"):
        judge = keyword_classifier(field)
        rules = [(label, weight, pattern) for label, weight, pattern in judge._rules]  # the table itself
        for text in SAID:
            points = dict.fromkeys(judge.labels, 0)
            for label, weight, pattern in rules:
                points[label] += weight * min(3, len({match.group() for match in pattern.finditer(text)}))

            assert judge.points(text)[0] == points


def test_a_sieve_made_later_knows_a_text_that_others_have_read() -> None:
    """What earlier sieves found telling of a text is not all that a new one may look for."""
    text = "门口的石狮子会唱歌"
    before = Sieve(["石狮"]).possible(text), Sieve(["唱戏"]).possible(text)

    assert before == ([0], [])
    assert Sieve(["狮子", "会唱歌", "门槛"]).possible(text) == [0, 1]
