"""`voc sla due`: one case a line in, one answer a line out."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from web.cli.sla import sla

WEEK = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
CASE: dict[str, Any] = {
    "calendar": {
        "timezone": "Asia/Shanghai",
        "weekly": WEEK,
        "closed": ["2026-02-16", "2026-02-17"],
        "open": {"2026-02-14": [["09:00", "18:00"]]},
    },
    "start": "2026-02-13T17:30:00+08:00",
    "minutes": 60,
    "pauses": [],
}


def ask(*cases: Any, options: tuple[str, ...] = ("--json",)) -> Result:
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    return CliRunner().invoke(sla, ["due", *options], input="\n".join(lines) + "\n")


def test_each_case_gets_its_due_moment_in_utc() -> None:
    paused = {**CASE, "pauses": [["2026-02-13T09:30:00Z", "2026-02-14T02:00:00Z"]]}

    result = ask(CASE, paused)

    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"due": "2026-02-14T01:30:00+00:00"},
        {"due": "2026-02-14T03:00:00+00:00"},
    ]


def test_closed_open_and_pauses_may_be_left_out() -> None:
    case = {"calendar": {"timezone": "UTC", "weekly": WEEK}, "start": "2026-03-06T17:00Z", "minutes": 90.5}

    assert ask(case).stdout.strip() == '{"due": "2026-03-09T09:30:30+00:00"}'


def test_without_json_the_moment_is_printed_plainly() -> None:
    assert ask(CASE, options=()).stdout == "2026-02-14T01:30:00+00:00\n"


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("nonsense", "not JSON"),
        ("[]", "JSON object"),
        ({**CASE, "start": "yesterday"}, "start"),
        ({**CASE, "start": "2026-02-13T17:30:00"}, "no UTC offset"),
        ({**CASE, "minutes": "60"}, "minutes"),
        ({**CASE, "minutes": -5}, "negative"),
        ({**CASE, "pauses": [["2026-02-13T09:30:00Z"]]}, "pauses"),
        ({**CASE, "pauses": [["2026-02-14T09:30:00Z", "2026-02-13T09:30:00Z"]]}, "pause"),
        ({**CASE, "calendar": {"timezone": "Mars/Olympus", "weekly": WEEK}}, "time zone"),
        ({**CASE, "calendar": {"timezone": "UTC", "weekly": {}}}, "no open hours"),
        ({"calendar": CASE["calendar"], "minutes": 5}, "'start' is missing"),
    ],
)
def test_a_bad_case_is_named_by_its_line_and_the_others_are_answered(case: Any, words: str) -> None:
    result = ask(CASE, case, CASE)

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [next(iter(answer)) for answer in answers] == ["due", "error", "due"]
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("line 2: ")
    assert words in result.stderr


def test_an_unknown_part_of_a_calendar_is_answered_with_a_warning() -> None:
    result = ask({**CASE, "calendar": {**CASE["calendar"], "holidays": ["2026-02-13"]}})

    assert result.stdout.strip() == '{"due": "2026-02-14T01:30:00+00:00"}'
    assert result.stderr.startswith("line 1: calendar: 'holidays' is ignored")
    assert result.exit_code == 0


def test_no_cases_are_no_answers() -> None:
    result = ask("")

    assert (result.exit_code, result.output) == (0, "")
