"""Pulling the backlog: only what changed, with evidence, in three forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest
from flask import Flask

from tests.ticketing.backlog.loop import make_item
from ticketing.backlog import items, pull
from ticketing.db import db
from ticketing.errors import BadInput, NotFound
from ticketing.ports import Ports


def pages(since: str | None, at: datetime) -> pull.Pages:
    return pull.Pages(pull.every_change("DRV", since, at), since)


def test_a_cursor_gives_only_what_changed_since(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    first = pull.changes("DRV", None, at)

    assert [one.data["item_no"] for one in first.changes] == ["DRV-1"]
    assert pull.changes("DRV", first.next_cursor, at).changes == []
    items.edit(item, by=owner, at=at, problem="被扣款")
    db.session.commit()
    second = pull.changes("DRV", first.next_cursor, at)
    assert [one.data["problem"] for one in second.changes] == ["被扣款"]
    assert int(second.next_cursor) > int(first.next_cursor)


def test_the_last_json_line_carries_the_cursor(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)

    lines = [json.loads(line) for line in pull.as_json_lines(pages(None, at))]

    assert lines[0]["evidence"]["counts"]["customers"] == 5
    assert lines[-1] == {"next_cursor": pull.last_cursor()}


def test_nothing_new_gives_the_same_cursor_back(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)
    cursor = pull.last_cursor()

    assert list(pull.as_json_lines(pages(cursor, at))) == [json.dumps({"next_cursor": cursor})]


def test_no_form_names_a_customer(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)
    forms = (pull.as_json_lines, pull.as_csv, pull.as_markdown)

    for form in forms:
        text = "\n".join(form(pages(None, at)))
        assert "DRV-1" in text
        assert "example.com" not in text
        assert "王小明" not in text


def test_the_table_holds_no_formula(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    items.edit(item, by=owner, at=at, problem="=HYPERLINK(1)", title_zh='引号"和,逗号')
    db.session.commit()

    rows = list(csv.DictReader(io.StringIO("\n".join(pull.as_csv(pages(None, at))))))

    assert rows[0]["problem"] == "'=HYPERLINK(1)"
    assert rows[0]["title_zh"] == '引号"和,逗号'
    assert (rows[0]["customers"], rows[0]["channels"]) == ("5", "mail:5")


def test_wrong_products_and_cursors_say_what_to_do(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)

    with pytest.raises(NotFound, match="XYZ"):
        pull.changes("XYZ", None, at)
    for cursor in ("abc", "-1", "１"):
        with pytest.raises(BadInput, match="next_cursor"):
            pull.changes("DRV", cursor, at)
