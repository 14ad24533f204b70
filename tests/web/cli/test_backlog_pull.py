"""``voc backlog pull`` as another program sees it."""

from __future__ import annotations

import json
from datetime import datetime

from flask import Flask

from tests.ticketing.backlog.loop import make_item
from ticketing.ports import Ports
from web.cli.backlog import backlog


def test_json_goes_to_standard_output_with_the_cursor_last(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)

    result = app.test_cli_runner().invoke(backlog, ["pull", "--product", "DRV"])

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, lines[0]["item_no"]) == (0, "DRV-1")
    assert set(lines[-1]) == {"next_cursor"}


def test_a_later_pull_goes_on_at_the_cursor(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)
    run = app.test_cli_runner()
    first = run.invoke(backlog, ["pull", "--product", "DRV"]).stdout.splitlines()
    cursor = json.loads(first[-1])["next_cursor"]

    again = run.invoke(backlog, ["pull", "--product", "DRV", "--since", cursor])

    assert json.loads(again.stdout) == {"next_cursor": cursor}


def test_tables_and_documents_tell_the_cursor_to_people(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)
    run = app.test_cli_runner()

    table = run.invoke(backlog, ["pull", "--product", "DRV", "--format", "csv"])
    document = run.invoke(backlog, ["pull", "--product", "DRV", "--format", "md"])

    assert table.stdout.startswith("item_no,product,")
    assert document.stdout.startswith("## DRV-1 ")
    assert "--since" in table.stderr


def test_an_unknown_form_is_wrong_usage(app: Flask) -> None:
    result = app.test_cli_runner().invoke(backlog, ["pull", "--product", "DRV", "--format", "xml"])

    assert result.exit_code == 2
