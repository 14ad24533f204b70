"""Nobody teaches the classifiers more than their share."""

from __future__ import annotations

from datetime import date

from ticketing.learning.capping import BATCH_FREE, PER_AGENT_DAY, PER_CUSTOMER, Source, cap

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def labels(
    number: int, *, agent: int = 1, day: date = MONDAY, lead: bool = False, batch: str = ""
) -> list[Source]:
    """Labels of so many customers, all by one person."""
    first = 1_000 * agent
    return [Source(first + one, agent, lead, day, batch) for one in range(number)]


def test_two_hundred_labels_of_one_agent_on_a_day_are_cut() -> None:
    capped = cap([*labels(30, agent=1), *labels(200, agent=2)])

    assert capped.left_out == {"agent": 200 - PER_AGENT_DAY}
    assert len(capped.kept) == 30 + PER_AGENT_DAY


def test_the_same_agent_teaches_again_on_the_next_day() -> None:
    capped = cap([*labels(60), *labels(20, day=TUESDAY)])

    assert len(capped.kept) == PER_AGENT_DAY + 20


def test_a_lead_who_labels_all_day_is_not_cut() -> None:
    assert cap(labels(300, lead=True)).left_out == {}


def test_one_customer_is_one_voice_among_many() -> None:
    loud = [Source(7, agent, False, MONDAY) for agent in range(25)]

    capped = cap(loud)

    assert capped.kept == tuple(range(PER_CUSTOMER))
    assert capped.left_out == {"customer": 25 - PER_CUSTOMER}


def test_an_import_brings_a_quarter_of_what_the_others_bring_at_most() -> None:
    others = labels(400, lead=True)
    imported = labels(200, agent=2, lead=True, batch="B-1")

    assert cap([*others, *imported]).left_out == {"batch": 100}
    assert cap(imported).left_out == {"batch": 200 - BATCH_FREE}


def test_what_is_cut_is_what_came_last() -> None:
    assert cap(labels(50)).kept == tuple(range(PER_AGENT_DAY))
