"""What a case of the demo's story is labelled with: team, agent, version, signals, the article that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticketing.company.reading import Company
from ticketing.company.records import Article, Example
from ticketing.company.service_levels import RoutingFacts
from ticketing.company.story_course import Case
from ticketing.company.story_days import Days
from ticketing.company.story_records import StoryCustomer, StoryTicket
from ticketing.company.story_script import Arc, Script
from ticketing.company.story_wording import Wording

HOTLINE_LOG_DAYS = (28, 30)


@dataclass(frozen=True, slots=True)
class Seed:
    """A ticket before its course is known."""

    key: str
    created_at: datetime
    channel: str
    customer: StoryCustomer
    example: Example
    cores: tuple[str, ...]
    arc: Arc | None = None


class Labels:
    """Labels cases by the company's own files."""

    def __init__(self, company: Company, script: Script, days: Days, wording: Wording) -> None:
        self.company, self.script, self.days, self.wording = company, script, days, wording

    def topic(self, arc: Arc) -> str:
        """The main topic of an arc."""
        return next(one for one in self.company.tags if one.code == arc.tag).topic_of(arc.type)

    def label(self, seed: Seed, *, triage: bool = False) -> StoryTicket:
        """The ticket as it came in: text, labels, version, team and agent."""
        one = seed.example
        product = None if one.product == "unknown" else one.product
        signals = self._signals(seed)
        rule = self.company.routing.choose(
            RoutingFacts(
                type=one.type,
                topic=one.topic,
                phase=one.phase,
                product=one.product,
                kind=self.company.product(product).kind if product else "",
                severity=one.severity,
                language=one.language,
                signals=frozenset(signals),
                low_confidence=triage,
            )
        )
        plain = seed.arc is not None and seed.arc.plain
        text = self.wording.unlike(seed.cores, one.language, seed.channel, plain=plain)
        return StoryTicket(
            key=seed.key,
            channel=seed.channel,
            customer=seed.customer,
            product=product,
            version=self._version(seed),
            type=one.type,
            topic=one.topic,
            tag=one.tag,
            phase=one.phase,
            severity=one.severity,
            language=one.language,
            subject=self.wording.subject(text, one.language),
            text=text,
            created_at=seed.created_at,
            status="new",
            team=rule.team,
            reason=rule.code,
            agent=self._agent(rule.team, rule.code, one.language),
            theme=f"{one.product}-{one.topic}",
            signals=signals,
            batch=self._batch(seed),
        )

    def _signals(self, seed: Seed) -> tuple[str, ...]:
        if seed.arc:
            return seed.arc.signals
        return ("data_loss",) if seed.example.topic == "data_loss" else ()

    def _batch(self, seed: Seed) -> str | None:
        first, last = (self.days.at(day) for day in HOTLINE_LOG_DAYS)
        return "hotline-w5" if seed.channel == "hotline" and first <= seed.created_at < last else None

    def _version(self, seed: Seed) -> str:
        """The version in use: the story's newest release by then, else the catalogue's."""
        product, moment = seed.example.product, seed.created_at
        if product == "unknown":
            return ""
        if seed.arc and seed.arc.version:
            return seed.arc.version
        told = [one for one in self.script.releases if one.product == product]
        reached = [one.version for one in told if self.days.at(one.day) <= moment]
        if reached:
            return reached[-1]
        later = {one.version for one in told}
        versions = [one for one in self.company.product(product).versions if one.name not in later]
        out = [one.name for one in versions if one.released <= moment.date()]
        return out[-1] if out else versions[0].name

    def _agent(self, team: str, reason: str, language: str) -> str:
        """Somebody of the team who answers in the language; service complaints go to the team's lead."""
        if reason == "complaint_service":
            return next(one.lead for one in self.company.teams if one.code == team)
        members = [one for one in self.company.staff if team in one.teams and one.role == "agent"]
        speakers = [one for one in members if language in one.languages]
        return self.wording.random.choice(speakers or members).login

    def case(self, ticket: StoryTicket, arc: Arc | None = None) -> Case:
        """What the course of the case depends on."""
        return Case(
            ticket.type,
            ticket.channel,
            ticket.language,
            ticket.severity,
            ticket.created_at,
            ticket.agent or "",
            self._answer(ticket),
            arc.solution.get(ticket.language, ()) if arc else (),  # type: ignore[call-overload]  # str is wider
            asks=arc is None or not arc.plain,
        )

    def _answer(self, ticket: StoryTicket) -> str | None:
        """What the first reply adds: stop-use advice, or the article that shares most words with a question."""
        if "safety" in ticket.signals:
            return self.company.text("safety_advice").of(ticket.language)
        if ticket.type != "enquiry":
            return None
        best = max(self.company.articles, key=lambda one: _likeness(one, ticket))
        return best.answer.of(ticket.language) if _likeness(best, ticket) else None


def _likeness(article: Article, ticket: StoryTicket) -> int:
    if article.product != ticket.product:
        return 0
    words = article.keywords.zh if ticket.language == "zh" else article.keywords.en
    said = ticket.text.lower()
    hits = sum(word.lower() in said for word in words)
    return hits * 2 + (article.topic == ticket.topic) if hits else 0
