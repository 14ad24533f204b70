"""How a case of the demo's story goes on: who answers when, what is said, when it is solved, how it is liked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from random import Random

from ticketing.company.story_days import Days
from ticketing.company.story_records import StoryReply
from ticketing.company.story_script import Replies
from ticketing.company.story_wording import Wording

OPENS, CLOSES = 8.0, 22.0
FIRST_MINUTES = {"chat": 0.25, "mail": 55.0, "hotline": 40.0}
AGAIN_MINUTES = {"chat": 0.4, "mail": 40.0, "hotline": 35.0}
SOLVED_HOURS = {
    "enquiry": 0.7,
    "request": 9.0,
    "fault": 20.0,
    "complaint": 30.0,
    "suggestion": 4.0,
    "praise": 0.6,
}
SILENCE = {"complaint": timedelta(days=7)}
SHORT_SILENCE = timedelta(days=3)
LAST_WORD = timedelta(minutes=20)
ASKING = frozenset({"fault", "request", "complaint"})
REOPEN_SHARE, ASK_SHARE, THANKS_SHARE, SURVEY_SHARE, SLOW_SHARE = 0.05, 0.4, 0.55, 0.38, 0.06
SCORES = {"complaint": (8, 10, 20, 34, 28), "fault": (3, 6, 15, 38, 38), "enquiry": (1, 2, 9, 38, 50)}
BAD_SCORES = (30, 28, 22, 14, 6)


@dataclass(frozen=True, slots=True)
class Case:
    """What the course of a case depends on."""

    type: str
    channel: str
    language: str
    severity: str
    created_at: datetime
    agent: str
    answer: str | None
    solutions: tuple[str, ...] = ()
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a case; spans count from its creation."""

    replies: tuple[StoryReply, ...]
    first_reply_after: timedelta | None = None
    resolved_after: timedelta | None = None
    closed_after: timedelta | None = None
    reopened: bool = False
    satisfaction: int | None = None


class Courses:
    """Plays cases through with one random source."""

    def __init__(self, wording: Wording, days: Days, random: Random) -> None:
        self.wording = wording
        self.days = days
        self.random = random

    def finished(self, case: Case) -> Course:
        """A case that was solved before the story's end, and closed when the silence was long enough."""
        replies, reopened = self._told(case)
        replies = _fit(replies, self.days.end - LAST_WORD - case.created_at)
        resolved = max(one.after for one in replies if one.kind == "solution")
        confirmed = replies[-1].kind == "thanks"
        silence = SILENCE.get(case.type, SHORT_SILENCE)
        closed = replies[-1].after if confirmed else resolved + silence
        closes = case.created_at + closed < self.days.end
        first = replies[0].after
        return Course(
            tuple(replies),
            first,
            resolved,
            closed if closes else None,
            reopened,
            self._score(case, bad=reopened or first > timedelta(hours=12)) if closes else None,
        )

    def standing(self, case: Case, status: str) -> Course:
        """A case that is still open at the story's end in `status`."""
        if status == "new":
            return Course(())
        age = self.days.end - case.created_at
        first = min(self._first_after(case), age * 0.4)
        replies = [self._say(case, first, case.agent, "first")]
        if status == "pending_customer":
            question = self.random.choice(self._replies(case).exchanges[case.type]).question  # type: ignore[index]  # str is wider
            replies.append(self._write(case, first + age * 0.05, case.agent, "question", question))
        elif status != "open":
            promise = self.random.choice(self._replies(case).promise[status])  # type: ignore[index]  # str is wider
            replies.append(self._write(case, first + age * 0.1, case.agent, "promise", promise))
        return Course(tuple(replies), first)

    def _told(self, case: Case) -> tuple[list[StoryReply], bool]:
        after = self._first_after(case)
        replies = [self._say(case, after, case.agent, "first")]
        if case.asks and case.type in ASKING and self.random.random() < ASK_SHARE:
            asked = self.random.choice(self._replies(case).exchanges[case.type])  # type: ignore[index]  # str is wider
            after += self._minutes(6)
            replies.append(self._write(case, after, case.agent, "question", asked.question))
            after += self._minutes(50)
            replies.append(self._write(case, after, "customer", "answer", asked.answer))
            after = self._heard(case, replies)
        after = self._in_service(case, after + self._minutes(60 * SOLVED_HOURS[case.type]))
        replies.append(self._say(case, after, case.agent, "solution"))
        reopened = case.asks and case.type in ASKING and self.random.random() < REOPEN_SHARE * 2
        if reopened:
            replies.append(self._say(case, after + self._minutes(60 * 14), "customer", "reopen"))
            after = self._in_service(case, self._heard(case, replies) + self._minutes(60 * 8))
            replies.append(self._say(case, after, case.agent, "solution"))
        if self.random.random() < THANKS_SHARE:
            replies.append(self._say(case, after + self._minutes(30), "customer", "thanks"))
        return replies, reopened

    def _heard(self, case: Case, replies: list[StoryReply]) -> timedelta:
        """The customer wrote again and is told at once that somebody is on it; returns when."""
        after = replies[-1].after + self._waited(case, AGAIN_MINUTES)
        after = after if case.severity == "S1" else self._in_service(case, after)
        replies.append(self._say(case, after, case.agent, "received"))
        return after

    def _first_after(self, case: Case) -> timedelta:
        waited = self._waited(case, FIRST_MINUTES)
        return waited if case.severity == "S1" else self._in_service(case, waited)

    def _waited(self, case: Case, usual: Mapping[str, float]) -> timedelta:
        minutes = min(4.0, usual[case.channel]) if case.severity == "S1" else usual[case.channel]
        if self.random.random() < SLOW_SHARE:
            minutes *= 8
        return self._minutes(minutes, spread=0.6)

    def _minutes(self, median: float, spread: float = 0.9) -> timedelta:
        return timedelta(minutes=self.random.lognormvariate(log(median), spread))

    def _in_service(self, case: Case, after: timedelta) -> timedelta:
        """`after`, moved into service hours when nobody works at that time."""
        hour = self.days.hour(case.created_at + after)
        if OPENS <= hour < CLOSES:
            return after
        wait = OPENS - hour if hour < OPENS else 24 - hour + OPENS
        return after + timedelta(hours=wait) + self._minutes(12)

    def _say(self, case: Case, after: timedelta, author: str, kind: str) -> StoryReply:
        texts = getattr(self._replies(case), kind)
        if isinstance(texts, dict):
            texts = texts[case.type]
        if kind == "solution" and case.solutions:
            texts = case.solutions
        text = self.random.choice(texts)
        if kind == "first" and case.answer:
            text = f"{text} {case.answer}"
        return self._write(case, after, author, kind, text)

    def _write(self, case: Case, after: timedelta, author: str, kind: str, text: str) -> StoryReply:
        return StoryReply(after, author, self.wording.fill(text, case.language), kind)

    def _replies(self, case: Case) -> Replies:
        return self.wording.script.replies[case.language]  # type: ignore[index]  # str is wider

    def _score(self, case: Case, *, bad: bool) -> int | None:
        if self.random.random() > SURVEY_SHARE:
            return None
        weights = BAD_SCORES if bad else SCORES.get(case.type, SCORES["enquiry"])
        return self.random.choices((1, 2, 3, 4, 5), weights)[0]


def _fit(replies: list[StoryReply], room: timedelta) -> list[StoryReply]:
    """The same replies, drawn together so that the last one fits into `room`."""
    last = replies[-1].after
    if last <= room:
        return replies
    return [StoryReply(one.after * (room / last), one.author, one.text, one.kind) for one in replies]
