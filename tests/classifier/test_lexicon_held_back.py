"""The alarms on texts that no rule was written from: recall by kind, and harmless texts that look alike."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from classifier.lexicon import Danger, danger

FOLDER = Path(__file__).parents[1] / "data" / "nlu"
HELD_BACK = ("safety.csv", "safety_more.csv", "violence.csv")
HARMLESS = "none"


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in HELD_BACK:
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
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
