"""Which event is told to whom, by what. Read top to bottom: one function per kind of event.

Customers are told on the channel they used; staff through notices. Historic imports tell nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa

from ticketing import events
from ticketing.db import db
from ticketing.models import (
    Event,
    Item,
    Message,
    Notice,
    Role,
    Staff,
    Status,
    Survey,
    Team,
    TeamMember,
    Ticket,
)
from ticketing.outbox import customers
from ticketing.ports import Ports

COMPLAINT_DESK, COMMITTEE = "CMP", "CMT"
"""Teams that hear of the upper rungs of the ladder (``domain.md`` §7)."""
REVIEWERS = ("CS2", "CMP", "RD", "FIN", "MKT")
"""Teams told when a major item wants their departments' opinion; the first line is left to its calls."""
UNHAPPY = 2
"""A survey's score up to here is told to the people in charge."""


def follow(event: events.Happened, row: Event, ports: Ports) -> None:
    """Add the deliveries, calls and notices that this event causes."""
    if getattr(event, "historic", False):
        return
    rule = _RULES.get(type(event))
    if rule is not None:
        rule(event, row, ports)


def _reply(event: events.ReplySent, row: Event, ports: Ports) -> None:
    message = db.session.get_one(Message, event.message_id)
    customers.tell_customer(_ticket(event), message, "reply", row, ports)


def _told(event: events.CustomerTold, row: Event, ports: Ports) -> None:
    message = db.session.get_one(Message, event.message_id)
    customers.tell_customer(_ticket(event), message, "release", row, ports)


def _survey(event: events.SurveyAsked, row: Event, ports: Ports) -> None:
    customers.ask_survey(_ticket(event), db.session.get_one(Survey, event.survey_id), row, ports)


def _ask_owner(event: events.ProductAsked, row: Event, ports: Ports) -> None:
    _notice(row, event.owner_id)


def _tell_assignee(event: events.Happened, row: Event, ports: Ports) -> None:
    ticket = _ticket(event)
    if ticket.assignee_id is not None and ticket.assignee_id != event.staff_id:
        _notice(row, ticket.assignee_id)


def _tell_new_assignee(event: events.TicketAssigned, row: Event, ports: Ports) -> None:
    if event.assignee_id is not None and event.assignee_id != event.staff_id:
        _notice(row, event.assignee_id)


def _tell_undelivered(event: events.DeliveryFailed, row: Event, ports: Ports) -> None:
    """Somebody must find another way: whoever holds the case, else the leads of its team."""
    ticket = _ticket(event)
    _notices(row, [ticket.assignee_id] if ticket.assignee_id is not None else _leads(ticket.team_id))


def _tell_leads(event: events.Happened, row: Event, ports: Ports) -> None:
    """Breaches reach the assignee, the leads of the team, and the owner if the case waits for one."""
    ticket = _ticket(event)
    owner = [ticket.product_owner_id] if ticket.status == Status.PENDING_PRODUCT else []
    _notices(row, [ticket.assignee_id, *_leads(ticket.team_id), *owner])


def _escalate(event: events.SlaEscalated, row: Event, ports: Ports) -> None:
    """The ladder: each rung tells its own people; whoever works on the case always knows.

    L2 the team's leads · L3 the complaint desk and the product's owner · L4 the leads of every team ·
    L5 the committee, too.
    """
    ticket = _ticket(event)
    people = [ticket.assignee_id, *_leads(ticket.team_id)]
    if event.level >= 3:
        people += [ticket.product_owner_id, *_members(COMPLAINT_DESK)]
    if event.level >= 4:
        people += _leads()
    if event.level >= 5:
        people += _members(COMMITTEE)
    _notices(row, people)


def _arbitrate(event: events.ArbitrationAsked, row: Event, ports: Ports) -> None:
    """Two owners said not theirs: every lead and the committee are asked to settle it."""
    _notices(row, [*_leads(), *_members(COMMITTEE)])


def _settled(event: events.ArbitrationSettled, row: Event, ports: Ports) -> None:
    """Whoever holds the case goes on; the owner it was given to knows."""
    ticket = _ticket(event)
    _notices(row, [one for one in (ticket.assignee_id, ticket.product_owner_id) if one != event.staff_id])


def _ask_review(event: events.ReviewAsked, row: Event, ports: Ports) -> None:
    """Departments are asked for their opinion, the committee's roster for its vote."""
    asked = {staff_id for code in (*REVIEWERS, COMMITTEE) for staff_id in _members(code)}
    _notices(row, sorted(asked - {event.staff_id}))


def _leads(team_id: int | None = None) -> list[int]:
    """Leads of one team, or of every team."""
    leads = sa.select(Staff.id).where(Staff.role == Role.LEAD, Staff.active)
    if team_id is not None:
        leads = leads.join(TeamMember, TeamMember.staff_id == Staff.id).where(TeamMember.team_id == team_id)
    return list(db.session.scalars(leads))


def _members(team_code: str) -> list[int]:
    of_team = (
        sa.select(Staff.id)
        .join(TeamMember, TeamMember.staff_id == Staff.id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(Team.code == team_code, Staff.active)
    )
    return list(db.session.scalars(of_team))


def _tell_owner(event: events.TicketRouted, row: Event, ports: Ports) -> None:
    """Rows of the matrix that name the product's owner tell them at once; imports alarm nobody."""
    ticket = _ticket(event)
    if event.to_owner and not ticket.historic:
        _notices(row, [ticket.product_owner_id])


def _unhappy(event: events.SurveyGiven, row: Event, ports: Ports) -> None:
    """Every bad score is followed up by a person (``domain.md`` §4, dissatisfied)."""
    if event.score <= UNHAPPY:
        _tell_leads(event, row, ports)


def _not_helped(event: events.OutcomeAnswered, row: Event, ports: Ports) -> None:
    """The release did not help: the case's agent and the item's owner both hear it."""
    if event.helped:
        return
    _tell_assignee(event, row, ports)
    owner_id = db.session.scalar(sa.select(Item.owner_id).where(Item.id == event.item_id))
    if owner_id is not None:
        _notice(row, owner_id)


def _item_owner(event: events.Happened, row: Event, ports: Ports) -> None:
    owner_id = row.data.get("owner_id")
    if isinstance(owner_id, int):
        _notice(row, owner_id)


def _all_leads(event: events.Happened, row: Event, ports: Ports) -> None:
    _notices(row, [one for one in _leads() if one != event.staff_id])


def _leads_and_admins(event: events.Happened, row: Event, ports: Ports) -> None:
    admins = sa.select(Staff.id).where(Staff.role == Role.ADMIN, Staff.active)
    _notices(row, [one for one in [*_leads(), *db.session.scalars(admins)] if one != event.staff_id])


_RULES: dict[type[events.Happened], Callable[..., None]] = {
    events.ReplySent: _reply,
    events.CustomerTold: _told,
    events.SurveyAsked: _survey,
    events.ProductAsked: _ask_owner,
    events.ProductAnswered: _tell_assignee,
    events.CustomerWrote: _tell_assignee,
    events.DeliveryFailed: _tell_undelivered,
    events.SlaWarned: _tell_assignee,
    events.TicketAssigned: _tell_new_assignee,
    events.SlaBreached: _tell_leads,
    events.SlaEscalated: _escalate,
    events.TicketRouted: _tell_owner,
    events.ItemProposed: _item_owner,
    events.ThemeFlared: _item_owner,
    events.SurveyGiven: _unhappy,
    events.ArbitrationAsked: _arbitrate,
    events.ArbitrationSettled: _settled,
    events.ReviewAsked: _ask_review,
    events.OpinionGiven: _item_owner,
    events.CommitteeVoted: _item_owner,
    events.OutcomeAnswered: _not_helped,
    events.ModelChanged: _leads_and_admins,
    events.ModelReady: _all_leads,
    events.ModelRefused: _leads_and_admins,
    events.ModelDrifted: _all_leads,
}


def _ticket(event: events.Happened) -> Ticket:
    return db.session.get_one(Ticket, event.ticket_id)


def _notice(row: Event, staff_id: int) -> None:
    _notices(row, [staff_id])


def _notices(row: Event, people: Iterable[int | None]) -> None:
    """One notice a person, whoever of them is named twice."""
    wanted = sorted({person for person in people if person is not None})
    if wanted:
        db.session.flush()
        db.session.add_all(Notice(staff_id=staff_id, event_id=row.id, at=row.at) for staff_id in wanted)
