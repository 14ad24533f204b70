"""Who takes a ticket: one winner, fair offers, and never a machine over a person."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask

from tests.makers import make_staff, make_team, make_ticket
from tests.ticketing.sla.promises import shanghai
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, LostRace, NotFound, Refused
from ticketing.models import (
    Availability,
    Event,
    Message,
    Priority,
    Role,
    Staff,
    Status,
    Team,
    Ticket,
    Visibility,
)
from ticketing.ports import Ports
from ticketing.triage import assignment

AT = shanghai("2026-03-10 10:00")


@pytest.fixture
def team(app: Flask) -> Team:
    return make_team("CS1")


def waiting(team: Team, **over: object) -> Ticket:
    return make_ticket(**{"team_id": team.id, "status": Status.NEW} | over)


def assigned(ticket: Ticket) -> list[tuple[str, int | None]]:
    rows = db.session.query(Event).filter_by(ticket_id=ticket.id, kind="ticket_assigned").order_by(Event.id)
    return [(row.data["how"], row.data["assignee_id"]) for row in rows]


def test_of_eight_who_claim_at_once_exactly_one_wins(app: Flask, team: Team, ports: Ports) -> None:
    people = [make_staff(teams=(team,)).id for _ in range(8)]
    ticket = waiting(team)
    ticket_id, start, results = ticket.id, threading.Barrier(8), []
    db.session.remove()

    def race(staff_id: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work(ports) as session:
                    staff = session.get_one(Staff, staff_id)
                    assignment.claim(ticket_id, staff, at=AT, ports=ports)
                results.append(("won", staff_id))
            except LostRace as lost:
                results.append(("lost to", lost.details["winner_id"]))

    threads = [threading.Thread(target=race, args=(staff_id,)) for staff_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = [who for word, who in results if word == "won"]
    assert len(winners) == 1
    assert sorted(results) == sorted([("won", winners[0])] + [("lost to", winners[0])] * 7)
    assert db.session.get_one(Ticket, ticket_id).assignee_id == winners[0]
    assert assigned(db.session.get_one(Ticket, ticket_id)) == [("claim", winners[0])]


def test_a_claimed_ticket_is_open_and_remembers_its_first_owner(team: Team, ports: Ports) -> None:
    agent = make_staff(teams=(team,))
    ticket = waiting(team)

    assignment.claim(ticket.id, agent, at=AT, ports=ports)
    again = assignment.claim(ticket.id, agent, at=AT, ports=ports)

    assert (again.status, again.assignee_id, again.first_owner_id) == (Status.OPEN, agent.id, agent.id)
    assert assigned(ticket) == [("claim", agent.id)]


def test_the_loser_hears_the_winners_name(team: Team, ports: Ports) -> None:
    ticket = waiting(team, assignee_id=make_staff(name="陆遥").id)

    with pytest.raises(LostRace) as lost:
        assignment.claim(ticket.id, make_staff(), at=AT, ports=ports)

    assert lost.value.details["winner"] == "陆遥"


def test_what_is_over_or_missing_cannot_be_claimed(team: Team, ports: Ports) -> None:
    over = waiting(team, status=Status.CLOSED)

    with pytest.raises(Refused):
        assignment.claim(over.id, make_staff(), at=AT, ports=ports)
    with pytest.raises(NotFound):
        assignment.claim(987654, make_staff(), at=AT, ports=ports)


def test_an_offer_goes_to_the_least_loaded_for_their_capacity(team: Team, ports: Ports) -> None:
    busy = make_staff(teams=(team,), capacity=4)
    roomy = make_staff(teams=(team,), capacity=20)
    for person in (busy, roomy, roomy):
        waiting(team, assignee_id=person.id, status=Status.OPEN)
    ticket = waiting(team)

    to = assignment.offer(ticket, at=AT, ports=ports)

    assert to == roomy  # 2 of 20 is less than 1 of 4
    assert (ticket.assignee_id, ticket.offered_to_id) == (None, roomy.id)
    assert ticket.offered_until == AT + timedelta(minutes=2)
    assert db.session.query(Event).filter_by(kind="ticket_assigned").one().data["reason"] == "load 2/20"


def test_of_equals_the_longest_idle_is_next(team: Team, ports: Ports) -> None:
    make_staff(teams=(team,), given_at=AT - timedelta(minutes=5))
    idle = make_staff(teams=(team,), given_at=AT - timedelta(hours=5))

    assert assignment.offer(waiting(team), at=AT, ports=ports) == idle


@pytest.mark.parametrize(
    "over",
    [
        {"availability": Availability.AWAY},
        {"availability": Availability.OFFLINE},
        {"active": False},
        {"languages": ["en"]},
        {"capacity": 0},
        {"role": Role.PRODUCT_OWNER},
    ],
)
def test_only_who_may_and_can_answer_is_offered_work(
    team: Team, ports: Ports, over: dict[str, object]
) -> None:
    make_staff(teams=(team,), **over)
    make_staff(teams=(make_team("CS2"),))

    assert assignment.offer(waiting(team), at=AT, ports=ports) is None


def test_a_full_first_pick_does_not_stall_the_queue(team: Team, ports: Ports) -> None:
    full = make_staff(teams=(team,), capacity=1)
    waiting(team, assignee_id=full.id, status=Status.OPEN)
    free = make_staff(teams=(team,), capacity=50)

    assert assignment.offer(waiting(team), at=AT, ports=ports) == free


def test_an_urgent_ticket_is_given_at_once(team: Team, ports: Ports) -> None:
    agent = make_staff(teams=(team,))

    ticket = waiting(team, priority=Priority.P1)
    assignment.offer(ticket, at=AT, ports=ports)

    assert (ticket.assignee_id, ticket.offered_to_id, ticket.status) == (agent.id, None, Status.OPEN)


def test_the_assigner_never_overrides_a_person(app: Flask, team: Team, ports: Ports) -> None:
    person, machine_choice = make_staff(), make_staff(teams=(team,))
    ticket = waiting(team)
    stale = db.session.get_one(Ticket, ticket.id)
    with db.engine.begin() as other:  # a person claims between the assigner's look and its write
        other.exec_driver_sql(f"UPDATE ticket SET assignee_id = {person.id} WHERE id = {ticket.id}")

    offered = assignment.offer(stale, at=AT, ports=ports)

    assert offered is None
    db.session.refresh(ticket)
    assert (ticket.assignee_id, ticket.offered_to_id) == (person.id, None)
    assert machine_choice.given_at is None


def test_a_person_may_claim_what_is_on_offer_to_another(team: Team, ports: Ports) -> None:
    make_staff(teams=(team,))
    ticket = waiting(team)
    assignment.offer(ticket, at=AT, ports=ports)
    quick = make_staff()

    assignment.claim(ticket.id, quick, at=AT, ports=ports)

    assert (ticket.assignee_id, ticket.offered_to_id) == (quick.id, None)


def test_a_lapsed_offer_goes_to_the_next_person(team: Team, ports: Ports) -> None:
    slow, other = make_staff(teams=(team,), capacity=50), make_staff(teams=(team,), capacity=1)
    ticket = waiting(team, next_due_at=AT)
    first = assignment.offer(ticket, at=AT, ports=ports)
    db.session.commit()

    early = assignment.assign_waiting(ports, AT + timedelta(minutes=1))
    later = assignment.assign_waiting(ports, AT + timedelta(minutes=3))

    assert (first, early, later) == (slow, 0, 1)
    assert db.session.get_one(Ticket, ticket.id).offered_to_id == other.id


def test_what_is_due_first_is_offered_first(team: Team, ports: Ports) -> None:
    make_staff(teams=(team,), capacity=1)
    waiting(team, next_due_at=AT + timedelta(hours=4))
    urgent = waiting(team, next_due_at=AT + timedelta(hours=1))
    waiting(team)

    offered = assignment.assign_waiting(ports, AT)

    assert offered == 1
    assert db.session.get_one(Ticket, urgent.id).offered_to_id is not None


def test_a_transfer_needs_a_note_and_leaves_it_on_the_ticket(team: Team, ports: Ports) -> None:
    agent, colleague = make_staff(teams=(team,)), make_staff(teams=(team,))
    ticket = waiting(team, assignee_id=agent.id, status=Status.OPEN)

    with pytest.raises(BadInput):
        assignment.transfer(ticket, colleague, "  ", by=agent, at=AT, ports=ports)
    assignment.transfer(ticket, colleague, "已核实两笔扣款，待退款", by=agent, at=AT, ports=ports)

    note = db.session.query(Message).filter_by(ticket_id=ticket.id).one()
    assert (note.visibility, note.body) == (Visibility.INTERNAL, "已核实两笔扣款，待退款")
    assert (ticket.assignee_id, ticket.routing["reason"]) == (colleague.id, "transferred")
    assert assigned(ticket) == [("transfer", colleague.id)]


def test_a_transfer_to_a_team_lies_in_its_queue_and_is_offered_there(team: Team, ports: Ports) -> None:
    agent, desk = make_staff(teams=(team,)), make_team("CMP")
    expert = make_staff(teams=(desk,))
    ticket = waiting(team, assignee_id=agent.id, status=Status.OPEN)

    assignment.transfer(ticket, desk, "客户要求投诉", by=agent, at=AT, ports=ports)

    assert (ticket.team_id, ticket.assignee_id, ticket.offered_to_id) == (desk.id, None, expert.id)


def test_a_released_ticket_is_not_offered_back_to_who_released_it(team: Team, ports: Ports) -> None:
    agent, other = make_staff(teams=(team,), capacity=50), make_staff(teams=(team,), capacity=2)
    ticket = waiting(team, assignee_id=agent.id, status=Status.OPEN)

    assignment.release(ticket, by=agent, at=AT, ports=ports)
    offered = assignment.offer(ticket, at=AT, ports=ports)

    assert (ticket.assignee_id, offered) == (None, other)


def test_nobody_releases_what_changed_hands(team: Team, ports: Ports) -> None:
    agent, other = make_staff(teams=(team,)), make_staff(name="白露")
    ticket = waiting(team, assignee_id=agent.id, status=Status.OPEN)
    with db.engine.begin() as elsewhere:
        elsewhere.exec_driver_sql(f"UPDATE ticket SET assignee_id = {other.id} WHERE id = {ticket.id}")

    with pytest.raises(LostRace) as lost:
        assignment.release(ticket, by=agent, at=AT, ports=ports)

    assert lost.value.details["winner"] == "白露"


def test_what_a_leaver_held_goes_back_to_the_queue_and_on(team: Team, ports: Ports) -> None:
    leaver, colleague = make_staff(active=False, teams=(team,)), make_staff(teams=(team,))
    ticket = waiting(team, assignee_id=leaver.id, status=Status.OPEN)
    done = waiting(team, assignee_id=leaver.id, status=Status.CLOSED)

    offered = assignment.assign_waiting(ports, AT)

    assert offered == 1
    db.session.expire_all()
    assert (ticket.assignee_id, ticket.offered_to_id) == (None, colleague.id)
    assert done.assignee_id == leaver.id
