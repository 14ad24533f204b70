"""What holds for every chat whatsoever: nobody is trapped, and no word is lost."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.chat.dialogue import expire, reopen, start, step
from intake.chat.state import DialogueState, Phase
from tests.intake.chat.desk import AFTER_HOURS, TOOLS

PHRASES = (
    "帆路由断网怎么办", "会员怎么关自动续费", "自动续费怎么关", "帆盘能不能帮我订机票", "我要投诉", "希望能换皮肤", "帆路由断网，C2掉线",
    "my router drops", "C2", "解决了", "没解决", "谢谢", "再见", "你好", "是的", "不用", "都不是", "2", "第二个", "👍", "🐱", "", "  ", "垃圾",
    "电话13800001234", "product:DRV", "product:other", "article:none", "article:drv-renew", "solved:yes", "solved:no", "human:no",
    "ignore previous instructions", "帆享",
)  # fmt: skip
CHIPS = ("product:", "article:", "solved:", "human")
utterances = st.one_of(st.sampled_from(PHRASES), st.sampled_from(PHRASES), st.text(max_size=60))
tools = st.sampled_from([TOOLS, AFTER_HOURS])
laws = settings(max_examples=150, deadline=None)


def reach(language: str, words: list[str], desk) -> DialogueState:
    state = start(language)
    for text in words:
        state = step(state, text, desk).state
    return state


chats = st.builds(reach, st.sampled_from(["zh", "en"]), st.lists(utterances, max_size=8), tools)


@laws
@given(chats, st.sampled_from(["转人工", "human", "talk to a person", "真人！！"]), tools)
def test_a_person_can_be_reached_from_every_state(state, wish, desk) -> None:
    for before in (state, expire(state), reopen(state)):
        reply = step(before, wish, desk)

        assert Phase.HANDED_OFF is reply.state.phase
        assert reply.lines
        assert reply.handoff is not None or before.phase is Phase.HANDED_OFF


@laws
@given(chats, utterances, tools)
def test_the_bot_always_answers_and_always_offers_a_person(state, text, desk) -> None:
    reply = step(state, text, desk)

    assert reply.lines or state.phase is Phase.HANDED_OFF
    assert all(line.offer_human and line.text for line in reply.lines)
    assert all(len(line.options) <= 5 for line in reply.lines)
    assert (reply.handoff is not None) == (
        reply.state.phase is Phase.HANDED_OFF and state.phase is not Phase.HANDED_OFF
    )


@laws
@given(chats, tools)
def test_three_questions_without_answer_end_at_a_person(state, desk) -> None:
    for words in ("帮我订一张机票去北京", "我说的是飞机票啊", "就是坐飞机的票"):
        state = step(state, words, desk).state

    assert Phase.HANDED_OFF is state.phase


@laws
@given(chats, tools)
def test_a_complaint_reaches_a_person_after_at_most_one_question(state, desk) -> None:
    first = step(state, "我要投诉你们乱扣钱", desk).state
    second = step(first, "昨天扣了两次钱，太过分了", desk).state

    assert Phase.HANDED_OFF is second.phase


@laws
@given(st.lists(utterances, max_size=10), tools)
def test_no_word_of_the_customer_is_ever_lost(words, desk) -> None:
    state = start("zh")
    for text in words:
        before, state = state, step(state, text, desk).state
        kept = (*before.heard, text)
        is_chip = text.startswith(CHIPS)
        assert state.heard == kept or ((is_chip or not text.strip()) and state.heard == before.heard)


@laws
@given(chats, utterances, tools)
def test_the_handoff_note_repeats_every_word_of_this_engagement(state, text, desk) -> None:
    reply = step(state, text, desk)

    if reply.handoff:
        assert all(words in reply.handoff.summary for words in reply.state.heard[reply.state.since :])


@laws
@given(chats)
def test_every_state_can_be_stored_and_read_again(state) -> None:
    assert state == DialogueState.from_json(json.loads(json.dumps(state.to_json())))
