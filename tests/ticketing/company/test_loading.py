"""A company imported again: what did not change stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from ticketing.company.loading import load_company
from ticketing.company.reading import read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Article
from ticketing.ports import Ports


def test_only_articles_whose_words_changed_are_new(app: Flask, ports: Ports, at: datetime) -> None:
    """What customers said of the others still counts."""
    company, later = read_company(), at + timedelta(days=1)
    told = company.articles[0]
    changed = replace(told, answer=replace(told.answer, en="Another answer."))
    with unit_of_work(ports):
        load_company(company, at=at)

    with unit_of_work(ports):
        load_company(replace(company, articles=(changed, *company.articles[1:])), at=later)

    new = db.session.scalars(sa.select(Article.code).where(Article.updated_at == later)).all()
    assert new == [told.code]
