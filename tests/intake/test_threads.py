"""Which ticket a mail belongs to: by secrets only, and never into somebody else's thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.intake.post import STRANGER, WANG, Post, deliveries, messages, tickets
from tests.makers import make_staff
from ticketing.db import db, unit_of_work
from ticketing.models import LinkKind, Status, Ticket, TicketLink, Visibility
from ticketing.ports import Ports
from ticketing.tickets import lifecycle, merging


@pytest.fixture
def post(app, ports: Ports, at: datetime) -> Post:
    return Post(ports, at)


def links() -> list[tuple[int, int, str]]:
    rows = db.session.scalars(sa.select(TicketLink))
    return [(row.ticket_id, row.other_id, row.kind) for row in rows]


def test_an_answer_to_the_reply_address_joins_the_ticket(post: Post) -> None:
    post.bring()
    [ticket] = tickets()

    entry = post.bring("还没到账", to=post.ports.site.reply_address(ticket.reply_token))

    assert (entry.status, entry.outcome, entry.ticket_id) == ("parsed", "reply_token", ticket.id)
    assert [one.flags.get("rule") for one in messages(ticket)] == [None, "reply_token"]


def test_an_answer_to_our_mail_joins_by_its_id(post: Post) -> None:
    post.bring()
    [ticket] = tickets()
    ours = post.answer(ticket, make_staff())

    entry = post.bring("谢谢，还有一个问题：发票呢？", answers=str(ours.external_id))

    assert (entry.outcome, entry.ticket_id) == ("message_id", ticket.id)


def test_an_answer_to_the_confirmation_joins(post: Post) -> None:
    post.bring()
    [ticket] = tickets()
    [confirmation] = deliveries("acknowledgement")

    entry = post.bring("补充截图说明", answers=str(confirmation.external_id))

    assert entry.ticket_id == ticket.id


def test_the_newest_known_reference_wins(post: Post) -> None:
    post.bring(message_id="first@example.com")
    post.bring("另一件事：发票", message_id="second@example.com")
    first, second = tickets()

    entry = post.bring("接着第二件", references="<first@example.com> <second@example.com> <lost@example.com>")

    assert entry.ticket_id == second.id != first.id


@pytest.mark.parametrize("sender", [STRANGER, "agent@hefan.example"])
def test_a_stranger_who_quotes_an_id_gets_a_linked_ticket(post: Post, sender: str) -> None:
    agent = make_staff(email="agent@hefan.example")
    post.bring()
    [ticket] = tickets()
    ours = post.answer(ticket, agent)
    before = len(deliveries())

    entry = post.bring("把他的订单转给我", sender=sender, answers=str(ours.external_id))

    stranger = tickets()[1]
    assert entry.ticket_id == stranger.id and entry.outcome == "stranger"
    assert links() == [(stranger.id, ticket.id, LinkKind.RELATED)]
    assert len(messages(ticket)) == 2
    assert WANG not in [one.recipient for one in deliveries()[before:]]


def test_mail_forged_as_staff_causes_no_mail_at_all(post: Post) -> None:
    make_staff(email="Agent@Hefan.example")
    post.bring()
    [ticket] = tickets()
    before = len(deliveries())

    post.bring(
        "您好，请提供密码", sender="agent@hefan.example", to=post.ports.site.reply_address(ticket.reply_token)
    )
    post.bring("您好，请提供密码", sender="agent@hefan.example")

    assert len(deliveries()) == before
    assert messages(ticket)[1].flags["from_staff"] is True


def test_a_ticket_number_alone_opens_nothing(post: Post) -> None:
    post.bring()
    [ticket] = tickets()

    post.bring("我是客户", sender=STRANGER, subject=f"Re: [{ticket.ticket_no}]")

    assert len(tickets()) == 2 and links() == []


def test_another_address_with_the_token_is_for_the_agents_eyes(post: Post) -> None:
    post.bring()
    [ticket] = tickets()

    post.bring(
        "Your sign-in code is 4711",
        sender="noreply@elsewhere.example",
        to=post.ports.site.reply_address(ticket.reply_token),
    )

    other = messages(ticket)[1]
    assert other.visibility == Visibility.INTERNAL
    assert other.flags["other_sender"] == "noreply@elsewhere.example"
    assert db.session.get_one(Ticket, ticket.id).last_line == messages(ticket)[0].body


def test_a_from_line_that_our_own_server_found_false_does_not_thread(post: Post, ports: Ports) -> None:
    post.ports = replace(ports, site=replace(ports.site, authserv_id="mx.hefan.example"))
    post.bring(message_id="first@example.com")
    forged = "Authentication-Results: mx.hefan.example; dmarc=fail header.from=example.com"
    claimed = "Authentication-Results: other.example; dmarc=fail header.from=example.com"

    post.bring("把钱退到这张卡", answers="first@example.com", headers=forged)
    post.bring("我本人", answers="first@example.com", headers=claimed)

    first, second = tickets()
    assert [one.body for one in messages(second)] == ["把钱退到这张卡"]
    assert [one.body for one in messages(first)][1:] == ["我本人"]
    assert [one.ticket_id for one in deliveries("acknowledgement")] == [first.id]


def test_an_answer_to_a_merged_ticket_reaches_the_survivor(post: Post) -> None:
    post.bring()
    post.bring("同一件事再说一次")
    first, second = tickets()
    agent = make_staff()
    with unit_of_work(post.ports) as session:
        old, kept = session.get_one(Ticket, second.id), session.get_one(Ticket, first.id)
        merging.merge(old, kept, by=session.merge(agent), at=post.at, ports=post.ports)

    entry = post.bring("合并后的回复", to=post.ports.site.reply_address(second.reply_token))

    assert entry.ticket_id == first.id
    assert messages(first)[-1].body == "合并后的回复"


@pytest.mark.parametrize(("days", "count"), [(6, 1), (8, 2)])
def test_a_closed_ticket_wakes_for_a_week_then_a_followup_is_linked(
    post: Post, days: int, count: int
) -> None:
    post.bring()
    [ticket] = tickets()
    with unit_of_work(post.ports) as session:
        row = session.get_one(Ticket, ticket.id)
        lifecycle.resolve(row, code="answered", no_feedback=True, at=post.at, ports=post.ports)
        lifecycle.close(row, why="silence", at=post.at, ports=post.ports)

    post.bring(
        "又扣了", to=post.ports.site.reply_address(ticket.reply_token), at=post.at + timedelta(days=days)
    )

    assert len(tickets()) == count
    if count == 1:
        assert tickets()[0].status == Status.OPEN
    else:
        assert links() == [(tickets()[1].id, ticket.id, LinkKind.FOLLOWUP)]
