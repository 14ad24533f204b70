"""The backlog's side of the demo's history: each item takes the steps the story tells, with the real guards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from ticketing.backlog import decisions, guards, items, release, review, reviewing
from ticketing.company.story_records import StoryItem, StoryOpinion, StoryStep
from ticketing.db import db
from ticketing.models import Item, ItemStatus, Mention, Product, Staff, Stance, Theme, ThemeStatus, Verdict
from ticketing.ports import Ports

DEFAULT_REASON = {
    ItemStatus.ACCEPTED: "evidence",
    ItemStatus.NEED_EVIDENCE: "reproduce",
    ItemStatus.DEFERRED: "capacity",
    ItemStatus.DECLINED: "by_design",
    ItemStatus.DUPLICATE: "duplicate",
}


class ItemSteps:
    """All steps of all items in the story, to be taken in order of time."""

    def __init__(self, told: Sequence[StoryItem], staff: Mapping[str, int]) -> None:
        self._told, self._staff = told, staff
        self._numbers: dict[str, int] = {}
        self._released = False

    def steps(self) -> Iterator[tuple[datetime, Callable[[Ports], None]]]:
        """Every step with its moment."""
        for one in self._told:
            for opinion in one.opinions:
                yield opinion.at, lambda ports, one=one, opinion=opinion: self._hear(one, opinion, ports)
            for step in one.steps:
                yield step.at, lambda ports, one=one, step=step: self._take(one, step, ports)

    def tell_customers(self, ports: Ports, at: datetime) -> None:
        """After a release: everybody linked is told, as the job would."""
        if self._released:
            while release.tell_customers(ports, at):
                continue
            self._released = False

    def _take(self, one: StoryItem, step: StoryStep, ports: Ports) -> None:
        by = db.session.get_one(Staff, self._staff[step.by])
        wanted = ItemStatus(step.status)
        if wanted == ItemStatus.CANDIDATE:
            self._propose(one, step, by, ports)
            return
        item = self._item(one)
        if item is None or wanted == item.status or wanted == ItemStatus.WATCHING:
            return
        if wanted in DEFAULT_REASON:
            self._decide(item, one, step, wanted, by, ports)
        elif wanted == ItemStatus.RELEASED and one.release is not None:
            note = one.release.note
            release.release(
                item,
                version=one.release.version,
                zh=note.zh,
                en=note.en,
                checklist=guards.CHECKLIST,
                by=by,
                at=step.at,
                ports=ports,
            )
            self._released = True
        else:
            fields = self._fields(one, step, wanted)
            items.advance(item, wanted, by=by, why=step.reason.zh, at=step.at, ports=ports, **fields)

    def _propose(self, one: StoryItem, step: StoryStep, by: Staff, ports: Ports) -> None:
        theme = _theme(one, set(self._numbers.values()))
        if theme is None:
            return
        item = db.session.scalar(sa.select(Item).where(Item.theme_id == theme.id))
        if item is None:
            reason = step.reason.zh
            item = items.propose(theme, why="override", at=step.at, ports=ports, by=by, reason=reason)
        self._numbers[one.key] = item.id
        items.edit(
            item,
            by=by,
            at=step.at,
            title_zh=one.title.zh,
            title_en=one.title.en,
            problem=f"{one.problem.zh}\n{one.problem.en}",
            root_cause=one.root_cause,
        )
        item.severity = one.severity

    def _hear(self, one: StoryItem, opinion: StoryOpinion, ports: Ports) -> None:
        """What departments were asked about changed a contract: the first of them begins the review."""
        item = self._item(one)
        if item is None or item.status not in reviewing.UNDER_REVIEW:
            return
        by = db.session.get_one(Staff, self._staff[opinion.login])
        if item.opinions_due_at is None:
            owner = db.session.get_one(Staff, item.owner_id)
            items.edit(item, by=owner, at=opinion.at, priced=True)
            reviewing.ask(item, by=owner, at=opinion.at, ports=ports)
        department = next(name for name, teams in review.DEPARTMENTS.items() if opinion.team in teams)
        text = f"{opinion.text.zh} / {opinion.text.en}"
        reviewing.give_opinion(item, department, Stance.IN_FAVOUR, text, by=by, at=opinion.at, ports=ports)

    def _decide(
        self, item: Item, one: StoryItem, step: StoryStep, wanted: ItemStatus, by: Staff, ports: Ports
    ) -> None:
        fields: dict[str, object] = {"override": step.reason.zh}
        if one.revisit_on is not None and wanted == ItemStatus.DEFERRED:
            fields["revisit_on"] = one.revisit_on
        if wanted == ItemStatus.ACCEPTED and item.opinions_due_at is not None:
            for member in review.members_of((review.COMMITTEE,)):
                reviewing.vote(item, True, "", by=member, at=step.at, ports=ports)
        other = self._other(step)
        if wanted == ItemStatus.DUPLICATE and (other is None or other.product_id != item.product_id):
            return  # the story's twin lives on another product's backlog: two owners, two items
        code = step.code if step.code in decisions.REASONS[wanted] else DEFAULT_REASON[wanted]
        decisions.decide(
            item,
            wanted,
            reason_code=code,
            reason=f"{step.reason.zh} / {step.reason.en}",
            by=by,
            at=step.at,
            ports=ports,
            duplicate_of=other,
            **({} if wanted == ItemStatus.DUPLICATE else fields),
        )
        self._released = self._released or bool(item.telling)

    def _other(self, step: StoryStep) -> Item | None:
        number = self._numbers.get(step.other or "")
        return db.session.get(Item, number) if number is not None else None

    def _fields(self, one: StoryItem, step: StoryStep, wanted: ItemStatus) -> dict[str, object]:
        if wanted == ItemStatus.PLANNED:
            acceptance = f"{one.acceptance.zh}\n{one.acceptance.en}" if one.acceptance else one.title.zh
            planned: dict[str, object] = {"acceptance": acceptance, "planned_on": one.planned_on}
            return {**planned, "target_ratio": one.target_ratio} if one.target_ratio is not None else planned
        if wanted == ItemStatus.EVALUATED:
            return {"verdict": Verdict(step.code or "inconclusive")}
        return {}

    def _item(self, one: StoryItem) -> Item | None:
        number = self._numbers.get(one.key)
        return db.session.get(Item, number) if number is not None else None


def _theme(one: StoryItem, taken: set[int]) -> Theme | None:
    """The theme the item is about: of this product and topic the one with the most voices, not told of yet."""
    voices = sa.func.count(Mention.id)
    statement = (
        sa.select(Theme)
        .join(Product, Product.id == Theme.product_id)
        .outerjoin(Mention, Mention.theme_id == Theme.id)
        .outerjoin(Item, Item.theme_id == Theme.id)
        .where(Product.code == one.product, Theme.topic == one.topic, Theme.status != ThemeStatus.MERGED)
        .where(sa.or_(Item.id.is_(None), Item.id.not_in(taken)))
        .group_by(Theme.id)
        .order_by(voices.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
