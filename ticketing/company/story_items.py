"""The backlog side of the demo's story: items with their life, releases, absences, moments, active users."""

from __future__ import annotations

from datetime import date, datetime

from ticketing.company.reading import Company
from ticketing.company.story_days import Days, days_until
from ticketing.company.story_records import (
    StoryAbsence,
    StoryEffect,
    StoryItem,
    StoryItemRelease,
    StoryMoment,
    StoryOpinion,
    StoryRelease,
    StoryStep,
    StoryUse,
)
from ticketing.company.story_script import WEEKS, EffectDays, ItemLine, Script, read_script
from ticketing.company.values import Words


def story_items(
    company: Company, *, end: datetime, weeks: int = WEEKS, script: Script | None = None
) -> tuple[StoryItem, ...]:
    """Every backlog item with its steps, opinions, release notes and effect windows, up to `end` (aware)."""
    days = days_until(end, weeks, company.profile.timezone)
    return tuple(_item(line, days) for line in (script or read_script()).items)


def story_releases(
    company: Company, *, end: datetime, weeks: int = WEEKS, script: Script | None = None
) -> tuple[StoryRelease, ...]:
    """Versions that reached users during the story; their days replace those of products.yaml."""
    days = days_until(end, weeks, company.profile.timezone)
    lines = (script or read_script()).releases
    return tuple(StoryRelease(one.product, one.version, days.at(one.day), one.rollout) for one in lines)


def story_absences(
    company: Company, *, end: datetime, weeks: int = WEEKS, script: Script | None = None
) -> tuple[StoryAbsence, ...]:
    """Who was away, and who stood in."""
    days = days_until(end, weeks, company.profile.timezone)
    return tuple(
        StoryAbsence(one.login, one.deputy, days.at(one.from_), days.at(one.to), one.reason)
        for one in (script or read_script()).absences
    )


def story_moments(
    company: Company, *, end: datetime, weeks: int = WEEKS, script: Script | None = None
) -> tuple[StoryMoment, ...]:
    """The lines of the story worth telling, in order."""
    days = days_until(end, weeks, company.profile.timezone)
    lines = (script or read_script()).moments
    return tuple(StoryMoment(days.at(one.day), one.kind, one.text, one.product) for one in lines)


def story_use(company: Company, *, end: datetime) -> tuple[StoryUse, ...]:
    """Active users by product and month, moved so that the newest counted month is the month of `end`."""
    rows = []
    for product in company.products:
        for back, users in enumerate(reversed(list(product.active_months.values()))):
            rows.append(StoryUse(product.code, _months_before(end, back), users))
    return tuple(rows)


def _months_before(moment: datetime, back: int) -> date:
    number = moment.year * 12 + moment.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def _item(line: ItemLine, days: Days) -> StoryItem:
    release = line.release
    return StoryItem(
        key=line.key,
        product=line.product,
        topic=line.topic,
        severity=line.severity,
        title=line.title,
        problem=line.problem,
        steps=tuple(
            StoryStep(days.at(one.day), one.status, one.by, Words(one.zh, one.en), one.code, one.other)
            for one in line.steps
        ),
        root_cause=line.root_cause,
        acceptance=line.acceptance,
        customers=line.customers,
        target_ratio=line.target_ratio,
        planned_on=_day(line.planned_day, days),
        revisit_on=_day(line.revisit_day, days),
        release=release
        and StoryItemRelease(release.version, days.at(release.day), Words(release.zh, release.en)),
        effect=line.effect and _effect(line.effect, days),
        opinions=tuple(
            StoryOpinion(one.team, one.login, days.at(one.day), Words(one.zh, one.en))
            for one in line.opinions
        ),
    )


def _day(day: float | None, days: Days) -> date | None:
    return None if day is None else days.at(day).astimezone(days.zone).date()


def _effect(line: EffectDays, days: Days) -> StoryEffect:
    def window(pair: tuple[float, float]) -> tuple[datetime, datetime]:
        return days.at(pair[0]), days.at(pair[1])

    return StoryEffect(window(line.before), window(line.after), line.without and window(line.without))
