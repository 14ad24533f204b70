"""Who is told of what: a fact for each rule."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.makers import (
    AT,
    make_customer,
    make_message,
    make_owner,
    make_product,
    make_staff,
    make_team,
    make_ticket,
)
from ticketing import events
from ticketing.db import db, unit_of_work
from ticketing.models import Author, CallTask, Channel, Delivery, Notice, Role, Staff, Ticket
from ticketing.outbox import customers
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import conversation
from ticketing.triage import routing


class Company:
    """One desk with its people, each known by a short name."""

    def __init__(self) -> None:
        self.cs1, self.cs2 = make_team("CS1"), make_team("CS2")
        cmp, cmt = make_team("CMP"), make_team("CMT")
        self.people = {
            "agent": make_staff(teams=(self.cs1,)),
            "lead": make_staff(role=Role.LEAD, teams=(self.cs1,)),
            "lead2": make_staff(role=Role.LEAD, teams=(self.cs2,)),
            "complaints": make_staff(teams=(cmp,)),
            "committee": make_staff(teams=(cmt,)),
            "owner": make_staff(role=Role.PRODUCT_OWNER),
            "gone": make_staff(role=Role.LEAD, teams=(self.cs1, cmp), active=False),
        }
        self.product = make_product()
        make_owner(self.product, self.people["owner"])

    def id(self, name: str) -> int:
        return int(self.people[name].id)

    def ticket(self, **over: object) -> Ticket:
        values = {
            "team_id": self.cs1.id,
            "assignee_id": self.id("agent"),
            "product_owner_id": self.id("owner"),
        }
        return make_ticket(product_id=self.product.id, **(values | over))

    def told(self) -> set[str]:
        names = {row.id: name for name, row in self.people.items()}
        ids = list(db.session.scalars(sa.select(Notice.staff_id)))
        assert len(ids) == len(set(ids)), "nobody is told twice"
        return {names[one] for one in ids}


@pytest.fixture
def company(app) -> Company:
    return Company()


def happen(event: events.Happened, ports: Ports) -> None:
    with unit_of_work(ports):
        record(event, ports)


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (2, {"agent", "lead"}),
        (3, {"agent", "lead", "complaints", "owner"}),
        (4, {"agent", "lead", "lead2", "complaints", "owner"}),
        (5, {"agent", "lead", "lead2", "complaints", "owner", "committee"}),
    ],
)
def test_each_rung_of_the_ladder_tells_its_people(
    company: Company, ports: Ports, at: datetime, level: int, told: set[str]
) -> None:
    ticket = company.ticket()

    happen(events.SlaEscalated(at=at, ticket_id=ticket.id, level=level, why="used_100"), ports)

    assert company.told() == told


@pytest.mark.parametrize(
    ("status", "told"), [("open", {"agent", "lead"}), ("pending_product", {"agent", "lead", "owner"})]
)
def test_a_breach_tells_the_desk_and_who_is_waited_for(
    company: Company, ports: Ports, at: datetime, status: str, told: set[str]
) -> None:
    ticket = company.ticket(status=status)

    happen(events.SlaBreached(at=at, ticket_id=ticket.id, metric="resolution", due_at=at), ports)

    assert company.told() == told


@pytest.mark.parametrize(
    ("to_owner", "historic", "told"), [(True, False, {"owner"}), (False, False, set()), (True, True, set())]
)
def test_a_route_to_the_owner_tells_the_owner(
    company: Company, ports: Ports, at: datetime, to_owner: bool, historic: bool, told: set[str]
) -> None:
    ticket = company.ticket(historic=historic)
    routed = events.TicketRouted(
        at=at, ticket_id=ticket.id, team="CS1", reason="r", details={}, to_owner=to_owner
    )

    happen(routed, ports)

    assert company.told() == told


def test_the_matrix_itself_says_who_is_the_owner(company: Company, ports: Ports, at: datetime) -> None:
    from_matrix = routing.Route(
        position=1, conditions={}, team_code="CS1", to_owner=True, reason="r", reason_zh="", reason_en=""
    )
    db.session.add(from_matrix)
    db.session.commit()
    ticket = company.ticket(product_owner_id=None)

    with unit_of_work(ports) as session:
        routing.choose_team(session.get_one(Ticket, ticket.id), (), at=at, ports=ports)

    assert company.told() == {"owner"}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (events.CustomerWrote, {"channel": "mail", "message_id": 1}),
        (events.ProductAnswered, {"message_id": 1, "answer": "workaround"}),
        (events.SlaWarned, {"metric": "resolution", "due_at": AT}),
        (events.DeliveryFailed, {"delivery_id": 1, "why": "550"}),
    ],
)
def test_the_holder_of_a_case_hears_of_it(
    company: Company, ports: Ports, kind: type[events.Happened], facts: dict[str, object]
) -> None:
    happen(kind(at=AT, ticket_id=company.ticket().id, **facts), ports)

    assert company.told() == {"agent"}


def test_a_failed_delivery_of_nobodys_case_goes_to_the_lead(
    company: Company, ports: Ports, at: datetime
) -> None:
    ticket = company.ticket(assignee_id=None)

    happen(events.DeliveryFailed(at=at, ticket_id=ticket.id, delivery_id=1, why="550"), ports)

    assert company.told() == {"lead"}


@pytest.mark.parametrize(("by", "told"), [("lead", {"agent"}), ("agent", set())])
def test_who_is_given_a_case_hears_of_it_unless_they_took_it(
    company: Company, ports: Ports, at: datetime, by: str, told: set[str]
) -> None:
    given = events.TicketAssigned(
        at=at,
        ticket_id=company.ticket().id,
        staff_id=company.id(by),
        assignee_id=company.id("agent"),
        how="transfer",
    )

    happen(given, ports)

    assert company.told() == told


def test_a_question_to_the_product_reaches_its_owner(company: Company, ports: Ports, at: datetime) -> None:
    ticket = company.ticket()

    happen(events.ProductAsked(at=at, ticket_id=ticket.id, message_id=1, owner_id=company.id("owner")), ports)

    assert company.told() == {"owner"}


@pytest.mark.parametrize(("score", "told"), [(1, {"agent", "lead"}), (2, {"agent", "lead"}), (3, set())])
def test_an_unhappy_customer_is_followed_up(
    company: Company, ports: Ports, at: datetime, score: int, told: set[str]
) -> None:
    happen(events.SurveyGiven(at=at, ticket_id=company.ticket().id, survey_id=1, score=score), ports)

    assert company.told() == told


@pytest.mark.parametrize("kind", ["proposed", "flared"])
def test_news_of_a_theme_reaches_its_owner(company: Company, ports: Ports, at: datetime, kind: str) -> None:
    owner_id = company.id("owner")
    proposed = events.ItemProposed(at=at, theme_id=1, why="gate", owner_id=owner_id)
    flared = events.ThemeFlared(at=at, theme_id=1, count=9, usual=1.0, owner_id=owner_id)

    happen(proposed if kind == "proposed" else flared, ports)

    assert company.told() == {"owner"}


def reply(ticket: Ticket, by: Staff, at: datetime, ports: Ports) -> None:
    with unit_of_work(ports) as session:
        row, agent = session.get_one(Ticket, ticket.id), session.get_one(Staff, by.id)
        conversation.reply(row, agent, "已处理。", seen=row.last_sequence, at=at, ports=ports)


def sent() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(sa.select(Delivery).order_by(Delivery.id))
    return [(row.kind, row.purpose, row.recipient) for row in rows]


def test_a_mail_is_answered_where_they_wrote_from_last(company: Company, ports: Ports, at: datetime) -> None:
    customer = make_customer(email="old@example.com", account="A1")
    customer.identities.append(
        type(customer.identities[0])(kind="email", value="new@example.com", verified=True)
    )
    ticket = company.ticket(customer=customer)
    make_message(ticket, sender="old@example.com")
    make_message(ticket, sender="new@example.com")
    make_message(ticket, sender="somebody@else.example", flags={"other_sender": "somebody@else.example"})

    reply(ticket, company.people["agent"], at, ports)

    assert sent() == [("mail", "reply", "new@example.com")]


def test_a_mail_is_answered_where_they_asked_for_it(company: Company, ports: Ports, at: datetime) -> None:
    ticket = company.ticket(extra={"reply_to": "desk@example.com"})
    make_message(ticket)

    reply(ticket, company.people["agent"], at, ports)

    assert sent() == [("mail", "reply", "desk@example.com")]


def test_a_call_is_answered_by_a_call_and_a_mail_if_there_is_an_address(
    company: Company, ports: Ports, at: datetime
) -> None:
    for customer in (
        make_customer(phone="+8613800001234"),
        make_customer(phone="+8613800005678", email="li@example.com"),
    ):
        ticket = company.ticket(customer=customer, channel=Channel.HOTLINE)
        make_message(ticket)
        reply(ticket, company.people["agent"], at, ports)

    assert sent() == [("mail", "reply", "li@example.com")]
    phones = [one.phone for one in db.session.scalars(sa.select(CallTask).order_by(CallTask.id))]
    assert phones == ["+8613800001234", "+8613800005678"]


def test_a_chat_is_answered_in_the_chat(company: Company, ports: Ports, at: datetime) -> None:
    ticket = company.ticket(channel=Channel.CHAT)
    make_message(ticket)

    reply(ticket, company.people["agent"], at, ports)

    assert sent() == [("chat", "reply", f"ticket:{ticket.id}")]


@pytest.mark.parametrize("flag", sorted(customers.NEVER_ACKNOWLEDGED))
def test_no_confirmation_goes_to_robots_forgeries_or_colleagues(
    company: Company, ports: Ports, at: datetime, flag: str
) -> None:
    ticket = company.ticket()
    message = make_message(ticket, sender="wang@example.com", flags={flag: True})

    with unit_of_work(ports):
        customers.acknowledge(ticket, message, at=at, ports=ports)

    assert sent() == []


def test_a_very_long_address_is_still_told(company: Company, ports: Ports, at: datetime) -> None:
    address = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example"
    ticket = company.ticket(customer=make_customer(email=address))
    make_message(ticket, author=Author.CUSTOMER)

    reply(ticket, company.people["agent"], at + timedelta(hours=1), ports)

    assert sent() == [("mail", "reply", address)]
