"""What a process keeps of the company's settings, and when it reads them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import makers
from tests.conftest import SECRET
from tests.statements import statements
from ticketing.db import db, unit_of_work
from ticketing.models import Product, Team
from ticketing.ports import Ports
from ticketing.triage import catalogue, labels, routing
from web.config import Settings
from web.factory import create_app


def test_a_second_message_asks_for_one_number_instead_of_the_catalogue(app: Flask, ports: Ports) -> None:
    """Products, topics and teams were read before: only the number that says nothing changed is read."""
    makers.make_product()
    with unit_of_work(ports):
        assert catalogue.knows("DRV")
        labels.topics()

    with unit_of_work(ports), statements() as seen:
        assert catalogue.knows("DRV")
        labels.topics()

    asked = [one for one in seen if one.startswith("SELECT")]
    assert asked == ["SELECT value FROM counter WHERE name = 'settings'"]


def test_a_change_by_another_process_counts_in_the_next_transaction(
    app: Flask, ports: Ports, database_url: str, tmp_path: Path
) -> None:
    """Two processes on one database: what one sets, the other reads with its next message."""
    makers.make_product()
    with unit_of_work(ports):
        assert not catalogue.knows("CAM")

    other = create_app(Settings(database_url=database_url, secret_key=SECRET, testing=True, var=tmp_path))
    with other.app_context():
        with unit_of_work(ports) as session:
            session.add(Product(code="CAM", kind="hardware", name_zh="小帆摄像头", name_en="FanCam"))
        db.session.remove()
        db.engine.dispose()

    with unit_of_work(ports):
        assert catalogue.knows("CAM")


def test_a_change_is_seen_by_the_transaction_that_makes_it(app: Flask, ports: Ports) -> None:
    """Whoever adds a product and takes a message in one go finds the product."""
    with unit_of_work(ports) as session:
        assert not catalogue.knows("DRV")
        session.add(Product(code="DRV", kind="software", name_zh="帆盘", name_en="FanDrive"))
        session.flush()

        assert catalogue.knows("DRV")


def test_a_change_that_is_taken_back_leaves_nothing_behind(app: Flask, ports: Ports) -> None:
    """A product of a failed transaction is unknown to the next one."""
    with pytest.raises(ZeroDivisionError), unit_of_work(ports) as session:
        session.add(Product(code="DRV", kind="software", name_zh="帆盘", name_en="FanDrive"))
        session.flush()
        assert catalogue.knows("DRV")
        raise ZeroDivisionError

    with unit_of_work(ports):
        assert not catalogue.knows("DRV")


def test_a_statement_over_many_rows_counts_as_a_change(app: Flask, ports: Ports) -> None:
    """An UPDATE that passes by the objects raises the number too."""
    makers.make_team("CS1")
    ticket = makers.make_ticket()
    with unit_of_work(ports) as session:
        routing.choose_team(session.merge(ticket), (), at=makers.AT, ports=ports)

    with unit_of_work(ports) as session:
        session.execute(sa.update(Team).where(Team.code == "CS1").values(name_en="First line"))

    with unit_of_work(ports) as session:
        _, team = routing.choose_team(session.merge(ticket), (), at=makers.AT, ports=ports)
        assert team is not None
        assert team.name_en == "First line"


def test_kept_rows_join_the_session_of_whoever_asks(app: Flask, ports: Ports) -> None:
    """A product set on a ticket is that session's own row, whatever other session read it first."""
    makers.make_product()
    ticket = makers.make_ticket()
    with unit_of_work(ports) as session:
        mine = session.merge(ticket)
        mine.product = catalogue.product_by("DRV")

        assert mine.product is session.get(Product, mine.product.id)
