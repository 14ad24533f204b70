"""An agent says whose case it is; what that customer told by another door is then proposed as the same matter."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_customer, make_product, make_staff, make_team, make_ticket
from tests.web.visitors import post, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Channel, MergeProposal, Ticket
from ticketing.people.claims import CLAIMED

PHONE = "+8613800001234"


def test_a_confirmed_claim_brings_the_proposal_of_the_same_matter(app: Flask) -> None:
    """The visitor's chat and the customer's call of yesterday were two people's until now."""
    agent = signed_in_as(app, make_staff("mei", language="en", teams=(make_team(),)))
    product = make_product("DRV")
    about = {"product_id": product.id, "topic": "billing"}
    known = make_customer("", phone=PHONE)
    call = make_ticket(customer=known, channel=Channel.HOTLINE, created_at=now() - timedelta(days=1), **about)
    chat = make_ticket(channel=Channel.CHAT, created_at=now(), extra={CLAIMED: {"phone": PHONE}}, **about)
    db.session.commit()
    page, ids, customer_id = f"/console/tickets/{chat.ticket_no}", (chat.id, call.id), known.id

    post(agent, f"{page}/customer", page, kind="phone")

    db.session.expire_all()
    proposal = db.session.scalars(sa.select(MergeProposal)).one()
    assert (proposal.ticket_id, proposal.other_id) == ids
    assert db.session.get_one(Ticket, ids[0]).customer_id == customer_id
