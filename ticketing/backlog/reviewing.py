"""The review of a major item, step by step: ask, give an opinion, vote."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ticketing.backlog import items, review
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.events import CommitteeVoted, OpinionGiven, ReviewAsked
from ticketing.models import Department, Item, ItemStatus, Opinion, Staff, Stance, Vote
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import business_time, policy

OFFICE = "CN-OFFICE"
UNDER_REVIEW = (ItemStatus.CANDIDATE, ItemStatus.REVIEW)


def ask(item: Item, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Put a major item before the departments and the committee; a candidate is taken into review first.

    Raises:
        Refused: it is not major, is no longer in review, says no problem, or is before them already.
    """
    if item.status not in UNDER_REVIEW:
        raise Refused("only what is in review can be put before the committee", code="not_in_review")
    if not review.why_major(item):
        raise Refused("this is no major item: its owner decides", code="not_major")
    if not item.problem:
        raise Refused("write down the problem in the customers' words first", code="problem_missing")
    if item.opinions_due_at is not None:
        raise Refused("it is before them already", code="asked")
    if item.status == ItemStatus.CANDIDATE:
        items.advance(item, ItemStatus.REVIEW, by=by, why="to_committee", at=at, ports=ports)
    item.review_round += 1
    item.opinions_due_at = business_time.add(policy.calendar(OFFICE), at, review.OPINIONS_WITHIN)
    items.mark_changed(item, at)
    record(ReviewAsked(at=at, item_id=item.id, staff_id=by.id, round=item.review_round), ports)


def give_opinion(
    item: Item, department: Department, stance: Stance, text: str, *, by: Staff, at: datetime, ports: Ports
) -> Opinion:
    """One department's word, with its reason; until the votes settle it, it may be said anew.

    Raises:
        Refused: nobody asked, or the person is of another department.
        BadInput: no words.
    """
    now = _open(item, at)
    if department not in review.departments_of(by):
        raise Refused("you do not speak for this department", code="other_department")
    if not text.strip():
        raise BadInput("say why in a sentence: the committee reads it", field="text")
    row = now.opinions[department] or Opinion(item_id=item.id, round=item.review_round, department=department)
    row.stance, row.text, row.staff_id, row.at = stance, text.strip(), by.id, at
    db.session.add(row)
    items.mark_changed(item, at)
    said = OpinionGiven(
        at=at,
        item_id=item.id,
        staff_id=by.id,
        department=department,
        stance=stance,
        owner_id=item.owner_id,
    )
    record(said, ports)
    return row


def vote(item: Item, in_favour: bool, why: str, *, by: Staff, at: datetime, ports: Ports) -> Vote:
    """A committee member's vote, once the departments were heard. The deciding one tells the item's owner.

    Raises:
        Refused: nobody asked, departments still have time, no member, or voted already.
        BadInput: a vote against without a reason.
    """
    now = _open(item, at)
    if not review.is_member(by):
        raise Refused("only the committee votes", code="no_member")
    if not now.heard:
        raise Refused("departments still have time to give their opinion", code="opinions_open")
    if not in_favour and not why.strip():
        raise BadInput("say why you are against it", field="why")
    mine = sa.select(Vote.id).where(
        Vote.item_id == item.id, Vote.round == item.review_round, Vote.staff_id == by.id
    )
    if db.session.scalar(mine) is not None:
        raise Refused("you have voted", code="voted")
    row = Vote(
        item_id=item.id,
        round=item.review_round,
        staff_id=by.id,
        in_favour=in_favour,
        why=why.strip(),
        at=at,
    )
    db.session.add(row)
    db.session.flush()
    items.mark_changed(item, at)
    verdict = review.standing(item, at).verdict
    if verdict and not now.verdict:
        voted = CommitteeVoted(
            at=at, item_id=item.id, staff_id=by.id, verdict=verdict, owner_id=item.owner_id
        )
        record(voted, ports)
    return row


def _open(item: Item, at: datetime) -> review.Standing:
    if item.status != ItemStatus.REVIEW or item.opinions_due_at is None:
        raise Refused("this item is not before departments and committee", code="not_asked")
    return review.standing(item, at)


def waiting_for(staff: Staff, at: datetime) -> list[tuple[Item, review.Standing]]:
    """Items under review in which this person may still speak or vote, the longest asked first."""
    asked = sa.select(Item).where(Item.status == ItemStatus.REVIEW, Item.opinions_due_at.is_not(None))
    found = [
        (item, review.standing(item, at)) for item in db.session.scalars(asked.order_by(Item.opinions_due_at))
    ]
    return [(item, now) for item, now in found if may_speak(staff, now) or may_vote(staff, now)]


def may_speak(staff: Staff, now: review.Standing) -> bool:
    """Whether a department of this person's has said nothing yet, and still may."""
    mine = review.departments_of(staff)
    return now.asked and not now.verdict and any(now.opinions[one] is None for one in mine)


def may_vote(staff: Staff, now: review.Standing) -> bool:
    """Whether this person's vote is waited for."""
    voted = {one.staff_id for one in now.votes}
    return now.heard and not now.verdict and review.is_member(staff) and staff.id not in voted
