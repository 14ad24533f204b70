"""What the timeline says: words of the reader's language, never a code."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from tests.makers import make_ticket
from ticketing.db import db
from ticketing.events import SeverityRaised
from ticketing.models import Topic
from ticketing.outbox.record import record
from ticketing.ports import Ports
from web.presenting import timeline


@pytest.mark.parametrize(("language", "said"), [("zh", "S3：掉线"), ("en", "S3 by rule: Connection drops")])
def test_a_severity_is_explained_by_the_name_of_its_topic(
    app: Flask, ports: Ports, at: datetime, language: str, said: str
) -> None:
    """The reason is stored as a code; people read the topic's name."""
    db.session.add(Topic(code="connectivity", name_zh="掉线", name_en="Connection drops"))
    ticket = make_ticket()
    record(SeverityRaised(at=at, ticket_id=ticket.id, severity="S3", signals=("topic:connectivity",)), ports)
    db.session.flush()

    with app.test_request_context(f"/?language={language}"):
        [line] = [one for one in timeline(ticket, language) if "S3" in one.text]

    assert said in line.text
