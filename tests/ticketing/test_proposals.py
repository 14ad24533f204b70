"""The same matter by another door within two days is proposed as a merge; a person decides."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.makers import make_customer, make_product, make_staff, make_ticket
from ticketing.db import db, unit_of_work
from ticketing.errors import Refused
from ticketing.models import Channel, MergeProposal, ProposalState, Status, Ticket
from ticketing.ports import Ports
from ticketing.tickets import proposals
from ticketing.triage import classify

pytestmark = pytest.mark.usefixtures("app")


def two(at: datetime, ports: Ports, **second: object) -> tuple[Ticket, Ticket]:
    """A call and a mail a day later by one customer about one product, looked at as the mail comes in."""
    customer, product = make_customer("", phone="+8613800000001"), make_product("DRV")
    about = {"customer": customer, "product_id": product.id, "topic": "billing"}
    call = make_ticket(channel=Channel.HOTLINE, created_at=at - timedelta(days=1), **about)
    mail = make_ticket(**({"channel": Channel.MAIL, "created_at": at} | about | second))
    with unit_of_work(ports):
        proposals.propose(db.session.get_one(Ticket, mail.id), at=at)
    return call, mail


def test_the_same_matter_by_another_door_is_proposed_and_nothing_is_merged(
    ports: Ports, at: datetime
) -> None:
    call, mail = two(at, ports)

    proposal = db.session.scalars(sa.select(MergeProposal)).one()

    assert (proposal.ticket_id, proposal.other_id, proposal.state) == (mail.id, call.id, ProposalState.OPEN)
    assert [other.id for _, other in proposals.proposed(mail, sa.true())] == [call.id]
    assert [other.id for _, other in proposals.proposed(call, sa.true())] == [mail.id]
    assert call.is_active
    assert mail.is_active


@pytest.mark.parametrize(
    "second",
    [{"channel": Channel.HOTLINE}, {"topic": "privacy"}, {"product_id": None}, {"late": 49}],
    ids=["same door", "another topic", "no product", "after two days"],
)
def test_what_is_not_surely_the_same_matter_is_not_proposed(
    ports: Ports, at: datetime, second: dict[str, object]
) -> None:
    late = second.pop("late", None)
    if late is not None:
        second["created_at"] = at - timedelta(days=1) + timedelta(hours=int(str(late)))

    two(at, ports, **second)

    assert db.session.scalars(sa.select(MergeProposal)).all() == []


def test_one_word_merges_them_and_the_earlier_lives_on(ports: Ports, at: datetime) -> None:
    call, mail = two(at, ports)
    agent = make_staff("mei")

    with unit_of_work(ports):
        kept = proposals.decide(mail, call, same=True, by=agent, at=at, ports=ports)

    assert (kept.id, mail.merged_into_id) == (call.id, call.id)
    assert db.session.scalars(sa.select(MergeProposal.state)).one() == ProposalState.ACCEPTED
    assert proposals.proposed(call, sa.true()) == []


def test_a_pair_that_was_parted_is_decided_once(ports: Ports, at: datetime) -> None:
    call, mail = two(at, ports)
    agent = make_staff("mei")
    with unit_of_work(ports):
        proposals.decide(call, mail, same=False, by=agent, at=at, ports=ports)

    with pytest.raises(Refused, match="any more"), unit_of_work(ports):
        proposals.decide(mail, call, same=True, by=agent, at=at, ports=ports)

    assert mail.merged_into_id is None
    assert proposals.proposed(mail, sa.true()) == []


def test_two_closed_cases_are_left_alone(ports: Ports, at: datetime) -> None:
    customer, product = make_customer("", phone="+8613800000001"), make_product("DRV")
    about = {"customer": customer, "product_id": product.id, "status": Status.CLOSED, "created_at": at}
    make_ticket(channel=Channel.HOTLINE, **about)
    mail = make_ticket(channel=Channel.MAIL, **about)

    with unit_of_work(ports):
        assert proposals.propose(mail, at=at) is None


def test_a_corrected_product_brings_the_proposal_later(ports: Ports, at: datetime) -> None:
    """Unknown product at intake, so nothing was proposed; a person says which it is, and it is. Once."""
    call, mail = two(at, ports, product_id=None)
    agent, _ = make_staff("mei"), make_product("PLY")
    assert db.session.scalars(sa.select(MergeProposal)).all() == []

    for label in ("DRV", "PLY", "DRV"):
        with unit_of_work(ports):
            classify.correct(mail, "product", label, by=agent, at=at, ports=ports)

    proposal = db.session.scalars(sa.select(MergeProposal)).one()
    assert (proposal.ticket_id, proposal.other_id) == (mail.id, call.id)


def test_a_pair_that_was_parted_is_not_proposed_again(ports: Ports, at: datetime) -> None:
    call, mail = two(at, ports)
    agent = make_staff("mei")
    with unit_of_work(ports):
        proposals.decide(call, mail, same=False, by=agent, at=at, ports=ports)

    with unit_of_work(ports):
        assert proposals.propose(mail, at=at) is None
        assert proposals.propose(call, at=at) is None

    assert db.session.scalars(sa.select(MergeProposal.state)).one() == ProposalState.DISMISSED
