"""The demo company's last twelve weeks as tickets: a pure function of the company, a seed and the end.

Base load drawn from the training examples in shares, arcs of the storyline on top, and the cases that stand open at
the end. The script is data (``hefan/story.yaml``); the backlog side is in `ticketing.company.story_items`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ticketing.company.reading import Company
from ticketing.company.records import Example
from ticketing.company.story_course import Courses
from ticketing.company.story_days import Days, days_until
from ticketing.company.story_labels import Labels, Seed
from ticketing.company.story_records import StoryCustomer, StoryTicket
from ticketing.company.story_script import WEEKS, Arc, OpenCases, Script, read_script
from ticketing.company.story_wording import People, Wording

DEFAULT_RATE = 14.0
RETURNING_SHARE = 0.2
QUIET_BEFORE_END = timedelta(hours=5)
BY_HOUR = (2, 1, 1, 1, 1, 1, 2, 4, 8, 12, 13, 12, 9, 9, 10, 11, 11, 10, 9, 11, 13, 11, 7, 4)
APART = frozenset({"safety", "data_loss", "outage"})
"""Main topics that only arcs tell: at random they would drown the storyline in alarms."""


def story(
    company: Company,
    *,
    seed: int,
    end: datetime,
    weeks: int = WEEKS,
    rate: float = DEFAULT_RATE,
    script: Script | None = None,
) -> Iterator[StoryTicket]:
    """Every ticket of the story in the order of creation; the same arguments give the same tickets.

    `rate` is tickets a day over the whole story, arcs included (arcs keep their numbers whatever the rate). `end` is
    aware; nothing happens after it. Raises ValueError for a naive `end`, `CompanyError` for a bad script.
    """
    teller = _Teller(company, script or read_script(), days_until(end, weeks, company.profile.timezone), seed)
    tickets = [*teller.arcs(), *teller.standing()]
    tickets += teller.base(max(0, round(rate * weeks * 7) - len(tickets)))
    return iter(sorted(tickets, key=lambda one: (one.created_at, one.key)))


class _Teller:
    def __init__(self, company: Company, script: Script, days: Days, seed: int) -> None:
        self.company, self.script, self.days = company, script, days
        self.random = Random(seed)  # noqa: S311  # a repeatable story, not a secret
        self.wording = Wording(script, self.random)
        self.people = People(script, self.random)
        self.courses = Courses(self.wording, days, self.random)
        self.known: dict[str, list[StoryCustomer]] = {"zh": [], "en": []}
        self.labels = Labels(company, script, days, self.wording)
        taken = {(arc.product, self.labels.topic(arc)) for arc in script.arcs}
        self.pool = [one for one in company.examples if _is_ordinary(one, taken)]

    def base(self, count: int) -> Iterator[StoryTicket]:
        """The ordinary load, drawn in the script's shares."""
        span = self.days.end - QUIET_BEFORE_END - self.days.start
        for number in range(count):
            example = self._draw(self._weighted(self.script.shares.types), self._language())
            channel = self._weighted(self.script.shares.channels)
            created_at = self._at_some_hour(self.days.start, span)
            customer = self._customer(example.language, channel)
            yield self._finish(
                Seed(f"base-{number + 1}", created_at, channel, customer, example, (example.text,))
            )

    def arcs(self) -> Iterator[StoryTicket]:
        """The storyline: each arc with its exact numbers of tickets and of distinct customers."""
        for arc in self.script.arcs:
            first: str | None = None
            for seed in self._arc_seeds(arc):
                ticket = self._finish(seed)
                yield replace(
                    ticket,
                    theme=arc.key,
                    arc=arc.key,
                    lot=arc.lot,
                    parent=first if arc.key == "drv-sync" else None,
                    regulator_ref=arc.regulator and arc.regulator.ref,
                    regulator_days=arc.regulator and arc.regulator.within_days,
                )
                first = first or ticket.key

    def standing(self) -> Iterator[StoryTicket]:
        """The cases that are open when the story ends."""
        number = 0
        for cases in self.script.open:
            for age in cases.ages:
                number += 1
                yield self._stand(cases, timedelta(hours=age), f"open-{number}")

    def _arc_seeds(self, arc: Arc) -> Iterator[Seed]:
        moments = sorted(
            self._at_some_hour(self.days.at(span.from_), self.days.at(span.to) - self.days.at(span.from_))
            for span in arc.spans
            for _ in range(span.count)
        )
        counted = sum(moment < self.days.at(arc.until) for moment in moments)
        again = self._repeats(counted, counted - arc.customers)
        met: list[StoryCustomer] = []
        for number, moment in enumerate(moments):
            channel = arc.channel or self._weighted(self.script.shares.channels)
            if number in again:
                customer = self.random.choice(met)
                channel = _channel_to(customer, channel)
            else:
                language = self._language() if arc.en else "zh"
                customer = self.people.make(language, channel, reachable=True)
            met.append(customer)
            example = self._arc_example(arc, customer.language)
            cores = arc.zh if customer.language == "zh" else arc.en
            yield Seed(f"{arc.key}-{number + 1}", moment, channel, customer, example, cores, arc)

    def _repeats(self, tickets: int, repeats: int) -> set[int]:
        """Places in an arc where somebody writes who already wrote before."""
        return set(self.random.sample(range(tickets // 3 or 1, tickets), max(0, repeats)))

    def _arc_example(self, arc: Arc, language: str) -> Example:
        topic = self.labels.topic(arc)
        severity = self.company.topic(topic).severity_of(arc.type)
        return Example("", language, arc.type, arc.product, topic, arc.tag, arc.phase, severity)

    def _stand(self, cases: OpenCases, age: timedelta, key: str) -> StoryTicket:
        wanted = [one for one in self._candidates(cases) if one.type in cases.types]
        example = self.random.choice(wanted)
        channel = "chat" if age < timedelta(hours=1) else self._weighted(self.script.shares.channels)
        customer = self.people.make(example.language, channel, reachable=True)
        if cases.note:  # its clock must be that of a standard customer, or it would not be due as told
            customer = replace(customer, tier="standard")
        seed = Seed(key, self.days.end - age, channel, customer, example, (example.text,))
        ticket = self.labels.label(seed, triage=cases.triage)
        ticket = replace(ticket, status=cases.status, triage=cases.triage, note=cases.note)
        if cases.status == "new" or cases.unanswered:
            return replace(ticket, agent=None)
        course = self.courses.standing(self.labels.case(ticket), cases.status)
        return replace(ticket, replies=course.replies, first_reply_after=course.first_reply_after)

    def _candidates(self, cases: OpenCases) -> list[Example]:
        kinds = {one.code: one.kind for one in self.company.products}
        return [
            one
            for one in (self.company.examples if cases.topic or cases.triage else self.pool)
            if (cases.product is None or one.product == cases.product)
            and (cases.topic is None or one.topic == cases.topic)
            and (cases.kind is None or kinds.get(one.product) == cases.kind)
            and (cases.product == "unknown" or one.product != "unknown")
        ]

    def _finish(self, seed: Seed) -> StoryTicket:
        """A ticket with its whole course, solved before the end."""
        ticket = self.labels.label(seed)
        course = self.courses.finished(self.labels.case(ticket, seed.arc))
        return replace(
            ticket,
            status="closed" if course.closed_after is not None else "resolved",
            replies=course.replies,
            first_reply_after=course.first_reply_after,
            resolved_after=course.resolved_after,
            closed_after=course.closed_after,
            reopened=course.reopened,
            satisfaction=course.satisfaction,
        )

    def _customer(self, language: str, channel: str) -> StoryCustomer:
        known = [one for one in self.known[language][-200:] if _reaches(one, channel)]
        if known and self.random.random() < RETURNING_SHARE:
            return self.random.choice(known)
        customer = self.people.make(language, channel)
        self.known[language].append(customer)
        return customer

    def _draw(self, type_: str, language: str) -> Example:
        fits = [one for one in self.pool if one.type == type_ and one.language == language]
        return self.random.choice(fits)

    def _language(self) -> str:
        return self._weighted(self.script.shares.languages)

    def _weighted(self, shares: Mapping[Any, float]) -> str:  # Any: keys are literals narrower than str
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _at_some_hour(self, start: datetime, span: timedelta) -> datetime:
        """A moment in the span; over more than a day, people write when people are awake."""
        moment = start
        for _ in range(50):
            moment = start + span * self.random.random()
            weight = BY_HOUR[int(self.days.hour(moment))]
            if span < timedelta(days=1) or self.random.random() * max(BY_HOUR) < weight:
                break
        return moment


def _is_ordinary(one: Example, taken: set[tuple[str, str]]) -> bool:
    """Not told by an arc: questions may touch an arc's topic, anything that counts as evidence may not."""
    return one.topic not in APART and (one.type == "enquiry" or (one.product, one.topic) not in taken)


def _channel_to(customer: StoryCustomer, wanted: str) -> str:
    """The wanted channel, or one of those on which this customer is known."""
    return next(one for one in (wanted, "hotline", "mail", "chat") if _reaches(customer, one))


def _reaches(customer: StoryCustomer, channel: str) -> bool:
    address = {"chat": customer.visitor, "mail": customer.email, "hotline": customer.phone}[channel]
    return address is not None
