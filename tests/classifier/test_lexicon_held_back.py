"""The alarms on texts that no rule was written from: recall by kind, and harmless texts that look alike."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from classifier.danger.rules import alarms_by_rule
from classifier.lexicon import Danger, danger

FOLDER = Path(__file__).parents[1] / "data" / "nlu"
HELD_BACK = ("safety.csv", "safety_more.csv", "violence.csv")
BLIND = sorted(path.name for path in FOLDER.glob("danger_blind*.csv"))
HARMLESS = "none"


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in HELD_BACK:
        for row in _rows(name):
            found[row["signal"]].append(row["text"])
    return found


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (Danger.SAFETY, 1.00),
        (Danger.SELF_HARM, 1.00),
        (
            Danger.VIOLENCE,
            0.90,
        ),  # "I hope you have good health insurance because I'm coming" is left to people
        (Danger.THREAT, 1.00),
        (Danger.MINOR, 1.00),
        (Danger.MONEY_THEFT, 1.00),
        (Danger.DATA_LOSS, 1.00),
        (Danger.PRIVACY_LEAK, 1.00),
        (Danger.WRONGDOING, 1.00),
        (Danger.ELDERLY, 1.00),
    ],
)
def test_most_held_back_texts_of_a_kind_are_found(
    texts: dict[str, list[str]], kind: Danger, least: float
) -> None:
    found = [kind in {signal.kind for signal in danger(text)} for text in texts[kind]]

    assert sum(found) / len(found) >= least


def test_few_harmless_texts_alarm(texts: dict[str, list[str]]) -> None:
    alarmed = [text for text in texts[HARMLESS] if danger(text)]

    assert len(alarmed) / len(texts[HARMLESS]) <= 0.04


@pytest.mark.parametrize(
    ("kinds", "signal", "least"),
    [
        ({Danger.VIOLENCE, Danger.THREAT}, "threat", 0.90),
        ({Danger.SELF_HARM}, "self_harm", 0.90),
        ({Danger.SAFETY, Danger.HEAT}, "safety", 0.98),
    ],
)
def test_new_voices_are_heard_by_what_was_taught(kinds: set[Danger], signal: str, least: float) -> None:
    """Texts by writers who saw neither rules nor seeds: not all, and three times what the rules find."""
    rows = [row for name in BLIND for row in _rows(name) if row["signal"] == signal]
    found = [bool(kinds & {one.kind for one in danger(row["text"])}) for row in rows]
    by_rule = [bool(kinds & {one.kind for one in alarms_by_rule(row["text"])}) for row in rows]

    assert sum(found) / len(rows) >= least
    assert sum(found) > sum(by_rule)


def test_few_more_look_alikes_alarm_by_what_was_taught_than_by_the_rules() -> None:
    """Of lawful threats, old accidents and figures of speech, one in thirty more."""
    texts = [row["text"] for name in BLIND for row in _rows(name) if row["signal"] == HARMLESS]
    added = [text for text in texts if danger(text) and not alarms_by_rule(text)]

    assert len(added) / len(texts) <= 1 / 30


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
