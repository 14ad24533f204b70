"""An article that was no help to several who asked in the same words is not given for them again."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask

from intake.chat import session as chat
from intake.models import ArticleVerdict, ChatSession, ChatTurn
from tests.makers import make_calendar, make_team
from ticketing.db import db, unit_of_work
from ticketing.models import Article
from ticketing.ports import Ports

ASKED = "梭芯怎么更换"
_lines = count()


class Visitors:
    """Everybody asks the same; each says what they think of the answer."""

    def __init__(self, at: datetime, ports: Ports) -> None:
        self.at, self.ports = at, ports

    def ask(self, name: str, *then: str, words: str = ASKED) -> ChatSession:
        """A new window of this visitor, who goes on with these lines."""
        with unit_of_work(self.ports):
            window = chat.open_session(name, "zh", "", at=self.at, ports=self.ports)
        for line in (words, *then):
            with unit_of_work(self.ports):
                chat.hear(window, line, f"line-{next(_lines):06}", at=self.at, ports=self.ports)
        return window

    def refuse(self, *names: str, address: bool = True) -> None:
        for name in names:
            self.ask(name, "没解决", f"转人工，我的邮箱 {name}@example.com" if address else "转人工")

    def is_given(self, words: str = ASKED) -> bool:
        """Whether the next visitor gets the article as the answer; else it is suggested."""
        window = self.ask("newcomer", words=words)
        last = db.session.scalars(
            sa.select(ChatTurn).where(ChatTurn.session_id == window.id).order_by(ChatTurn.sequence)
        ).all()
        assert any(one.extra or "article:bobbin" in str(one.options) for one in last)
        return any(one.extra.get("article") == "bobbin" for one in last)


@pytest.fixture
def visitors(app: Flask, at: datetime, ports: Ports) -> Visitors:
    make_calendar()
    make_team("CS1")
    for code, asked in (("bobbin", ASKED), ("thread", "绣线断了怎么办")):
        told = {"question_zh": asked, "question_en": "", "answer_zh": code, "answer_en": ""}
        db.session.add(Article(code=code, paraphrases=[], updated_at=at, **told))
    db.session.commit()
    return Visitors(at, ports)


def test_three_customers_without_help_keep_it_from_the_fourth(visitors: Visitors) -> None:
    """For these words, courtesies apart; it is still suggested."""
    visitors.refuse("wang", "li")
    assert visitors.is_given()

    visitors.refuse("zhao")

    assert not visitors.is_given()
    assert not visitors.is_given(f"您好，请问{ASKED}？谢谢")
    assert visitors.is_given("怎么更换梭芯")


def test_nobody_alone_buries_an_article(visitors: Visitors) -> None:
    """Neither by repeating it nor by coming as many who leave no address."""
    visitors.refuse("wang", "wang", "wang", "wang")
    visitors.refuse("anna", "bert", "carl", "dora", address=False)

    assert visitors.is_given()


def test_as_many_whom_it_helped_bring_it_back(visitors: Visitors) -> None:
    visitors.refuse("wang", "li", "zhao")

    for name in ("anna", "bert", "carl"):
        visitors.ask(name, "article:bobbin", "解决了")

    assert visitors.is_given()


def test_the_last_word_counts(visitors: Visitors) -> None:
    """The same question again in the same window."""
    visitors.ask("wang", "解决了", ASKED, "没解决")

    assert [one.helped for one in db.session.scalars(sa.select(ArticleVerdict))] == [False]


def test_a_changed_article_starts_afresh(visitors: Visitors) -> None:
    visitors.refuse("wang", "li", "zhao")
    article = db.session.scalars(sa.select(Article).where(Article.code == "bobbin")).one()
    article.answer_zh, article.updated_at = "新的答案", visitors.at + timedelta(hours=1)
    db.session.commit()

    assert visitors.is_given()
