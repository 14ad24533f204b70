"""The demo company's twelve weeks, lived through the same verbs as every real case, at their own moments.

Tickets come in by the one door, are answered, solved and rated; between them the backlog items take their
steps. Afterwards nothing of the past is left waiting to be sent.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, count

import sqlalchemy as sa

from ticketing.backlog.ranking import score_items
from ticketing.company.reading import Company
from ticketing.company.story import story
from ticketing.company.story_items import story_items
from ticketing.company.story_records import StoryTicket
from ticketing.db import unit_of_work
from ticketing.feedback import mentions
from ticketing.models import (
    CallStatus,
    CallTask,
    Delivery,
    DeliveryStatus,
    Notice,
    Target,
)
from ticketing.ports import NullLive, Ports
from ticketing.sla.sweep import sweep_targets
from web.history_items import ItemSteps
from web.history_tickets import Happening, World

SEED = 20260302
BATCH = 250
FRESH = timedelta(days=3)
"""Calls and notices older than this are over."""


OPEN_HOURS = 10 * 24
"""So far back the clocks of open tickets are looked at hour by hour."""


def live_through(
    company: Company, ports: Ports, *, end: datetime, rate: float, tell: Callable[[str], None]
) -> int:
    """Write the whole story into an empty company; returns how many tickets it has."""
    quiet = replace(ports, live=NullLive(), notifiers={})
    world = World(company)
    with unit_of_work(quiet):
        world.releases_and_users(company, end)
    tickets = list(story(company, seed=SEED, end=end, rate=rate))
    items = ItemSteps(story_items(company, end=end), world.staff)
    happenings = list(_in_order(world, tickets, items, end))
    for number, batch in enumerate(_batches(happenings)):
        if batch[0].harvest:
            _harvest(quiet, batch[0].at)
        with unit_of_work(quiet):
            for one in batch:
                one.run(quiet)
        items.tell_customers(quiet, batch[-1].at)
        if number % 10 == 0:
            tell(f"  history until {batch[-1].at:%d %B} ...")
    _harvest(quiet, end)
    _settle_past(quiet, end)
    return len(tickets)


def _in_order(
    world: World, tickets: list[StoryTicket], items: ItemSteps, end: datetime
) -> Iterator[Happening]:
    queue: list[tuple[datetime, int, Happening]] = []
    order = count()
    for ticket in tickets:
        for one in world.life_of(ticket, end):
            heapq.heappush(queue, (one.at, next(order), one))
    for at, run in items.steps():
        if at <= end:
            heapq.heappush(queue, (at, next(order), Happening(at, run, harvest=True)))
    while queue:
        yield heapq.heappop(queue)[2]


def _batches(happenings: list[Happening]) -> Iterator[list[Happening]]:
    batch: list[Happening] = []
    for one in happenings:
        if batch and (one.harvest or len(batch) >= BATCH):
            yield batch
            batch = []
        batch.append(one)
        if one.harvest:
            yield batch
            batch = []
    if batch:
        yield batch


def _harvest(ports: Ports, at: datetime) -> None:
    """Voices into themes, and the items' scores of that day: a decision keeps the numbers it was made on."""
    while mentions.harvest(ports, at):
        continue
    while score_items(ports, at):
        continue


def settle_clocks(ports: Ports, end: datetime) -> None:
    """Warn, breach and escalate what is still open, within the hour of its moment; each rung was acknowledged.

    Chats of the last two hours are promised an answer in seconds: there it is minutes.
    """
    hourly = (timedelta(hours=hours) for hours in range(OPEN_HOURS, 2, -1))
    by_minutes = (timedelta(minutes=minutes) for minutes in range(120, -1, -1))
    for before in chain(hourly, by_minutes):
        while sweep_targets(ports, end - before):
            continue
        with unit_of_work(ports) as session:
            session.execute(
                sa.update(Target).where(Target.acknowledge_by.is_not(None)).values(acknowledge_by=None)
            )


def _settle_past(ports: Ports, end: datetime) -> None:
    """Clocks of what is still open tell where they stand; nothing of the past is sent."""
    settle_clocks(ports, end)
    with unit_of_work(ports) as session:
        session.execute(
            sa.update(Delivery)
            .where(Delivery.status == DeliveryStatus.QUEUED)
            .values(status=DeliveryStatus.SENT, sent_at=Delivery.created_at)
        )
        session.execute(
            sa.update(CallTask)
            .where(CallTask.created_at < end - FRESH)
            .values(status=CallStatus.REACHED, done_at=CallTask.created_at, tries=1)
        )
        session.execute(sa.delete(Notice).where(Notice.at < end - timedelta(days=1)))
