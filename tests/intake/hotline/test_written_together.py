"""Rows of an import are written table by table; what is stored is the same as when each is written by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from classifier.keywords import keyword_classifier
from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.land import land
from intake.models import ImportBatch
from tests.intake.hotline.desk import SAMPLES, begin
from tests.makers import make_customer, make_product
from ticketing.db import db, unit_of_work
from ticketing.ports import Ports

pytestmark = pytest.mark.usefixtures("app")
SECRET = {"token", "public_token", "reply_token"}
"""Columns whose values are drawn at random."""


@pytest.fixture
def ports(ports: Ports) -> Ports:
    """Ports whose classifiers know the keywords."""
    return replace(ports, classifiers={one: keyword_classifier(one) for one in ("type", "topic", "phase")})


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the batch and the counters, without its secrets."""
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name not in {"import_batch", "counter"}:
            columns = [column for column in table.columns if column.name not in SECRET]
            rows = db.session.execute(sa.select(*columns).order_by(*table.primary_key.columns)).mappings()
            found[table.name] = [dict(row) for row in rows]
    return found


def landed(data: bytes, ports: Ports, at: datetime, *, guarded: bool) -> dict[str, list[dict[str, Any]]]:
    """What is stored once the rows of this log have landed; afterwards they are gone again."""
    batch = begin(data, ports, at)
    log = batches.read_log(batch.sha256, Choices(), at=at, ports=ports)
    with unit_of_work(ports) as session:
        land(list(log.rows()), session.get_one(ImportBatch, batch.id), guarded=guarded, ports=ports)
    found = everything()
    with unit_of_work(ports) as session:
        for table in reversed(db.metadata.sorted_tables):
            session.execute(sa.delete(table))
        session.expunge_all()
    return found


@pytest.mark.parametrize("name", ["L1.csv", "L2.csv", "L9.csv", "L10.csv", "L12.csv"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # there ids start again at 1
def test_both_ways_of_landing_store_the_same_rows(name: str, ports: Ports, at: datetime) -> None:
    def prepared() -> None:
        make_product("DRV", aliases=("帆盘", "云盘"))
        make_customer("", phone="+8613800000001")

    data = (SAMPLES / name).read_bytes()
    prepared()
    together = landed(data, ports, at, guarded=False)
    prepared()
    one_by_one = landed(data, ports, at, guarded=True)

    assert together == one_by_one
    assert together["ticket"]


def test_a_plain_record_passes_the_checks_of_its_row(ports: Ports, at: datetime) -> None:
    together = landed((SAMPLES / "L2.csv").read_bytes(), ports, at, guarded=False)

    open_ones = [row for row in together["ticket"] if row["status"] in {"new", "open"}]
    assert open_ones
    assert all(row["queue_at"] is not None for row in open_ones)
    closed = [row for row in together["ticket"] if row["status"] == "closed"]
    assert closed
    assert all(row["queue_at"] is None for row in closed)
