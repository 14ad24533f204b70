"""The demo's story: pure, seeded, in proportion, and with the facts of the storyline."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from ticketing.company.reading import Company, read_company
from ticketing.company.story import story
from ticketing.company.story_items import (
    story_absences,
    story_items,
    story_moments,
    story_releases,
    story_use,
)
from ticketing.company.story_records import StoryItem, StoryTicket
from ticketing.company.story_script import read_script
from ticketing.models.item import ITEM_TRANSITIONS, ItemStatus
from ticketing.models.ticket import ACTIVE, Status

END = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def hefan() -> Company:
    return read_company()


@pytest.fixture(scope="module")
def tickets(hefan: Company) -> list[StoryTicket]:
    return list(story(hefan, seed=1, end=END))


@pytest.fixture(scope="module")
def items(hefan: Company) -> dict[str, StoryItem]:
    return {one.key: one for one in story_items(hefan, end=END)}


def _evidence(tickets: list[StoryTicket], product: str, topic: str) -> list[StoryTicket]:
    found = [one for one in tickets if (one.product, one.topic) == (product, topic)]
    return [one for one in found if one.type not in ("enquiry", "praise")]


def test_the_same_seed_tells_the_same_story(hefan: Company, tickets: list[StoryTicket]) -> None:
    assert list(story(hefan, seed=1, end=END)) == tickets


def test_another_seed_tells_another_story(hefan: Company, tickets: list[StoryTicket]) -> None:
    assert list(story(hefan, seed=2, end=END)) != tickets


def test_twelve_weeks_at_fourteen_a_day_are_about_1200_tickets(tickets: list[StoryTicket]) -> None:
    assert len(tickets) == 14 * 84


def test_more_load_adds_tickets_but_keeps_the_storyline(hefan: Company) -> None:
    busy = list(story(hefan, seed=1, end=END, rate=40))

    assert len(busy) == 40 * 84
    assert sum(one.arc == "ply-renewal" for one in busy) == 157


def test_no_two_tickets_read_alike(tickets: list[StoryTicket]) -> None:
    assert max(Counter(one.text for one in tickets).values()) == 1


def test_no_slot_is_left_unfilled(tickets: list[StoryTicket]) -> None:
    texts = [one.text for one in tickets] + [reply.text for one in tickets for reply in one.replies]

    assert not [text for text in texts if "{" in text]


def test_tickets_come_in_order_and_nothing_happens_after_the_end(tickets: list[StoryTicket]) -> None:
    moments = [one.created_at for one in tickets]
    last = max(
        one.created_at + max([reply.after for reply in one.replies], default=timedelta()) for one in tickets
    )

    assert moments == sorted(moments)
    assert last < END
    assert all(one.created_at + one.closed_after < END for one in tickets if one.closed_after)


def test_replies_follow_each_other(tickets: list[StoryTicket]) -> None:
    for one in tickets:
        spans = [reply.after for reply in one.replies]

        assert spans == sorted(spans), one.key
        assert not spans or one.first_reply_after == spans[0], one.key


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_exactly_137_reachable_customers_waited_for_the_renewal_reminder(hefan: Company, seed: int) -> None:
    told = list(story(hefan, seed=seed, end=END))
    release = next(one for one in story_items(hefan, end=END) if one.key == "ply-renewal").release
    assert release is not None

    asked = [one for one in _evidence(told, "PLY", "renewal") if one.created_at < release.at]

    assert len({one.customer.key for one in asked}) == 137
    assert len({one.customer.phone or one.customer.email for one in asked}) == 137
    assert len(asked) > 137


def test_renewal_complaints_fall_by_more_than_half_after_the_release(
    tickets: list[StoryTicket], items: dict[str, StoryItem]
) -> None:
    effect = items["ply-renewal"].effect
    assert effect is not None and effect.without is not None
    moments = [one.created_at for one in _evidence(tickets, "PLY", "renewal")]

    before = sum(_within(moment, effect.before) and not _within(moment, effect.without) for moment in moments)
    after = sum(_within(moment, effect.after) for moment in moments)

    assert before / 42 > 2 * after / 30
    assert 1 <= after <= 8


def test_drops_do_not_fall_after_their_fix(tickets: list[StoryTicket], items: dict[str, StoryItem]) -> None:
    effect = items["rtr-drops"].effect
    assert effect is not None
    moments = [one.created_at for one in _evidence(tickets, "RTR", "connectivity")]

    after = sum(_within(moment, effect.after) for moment in moments)

    assert after >= 10
    assert sum(_within(moment, effect.before) for moment in moments) <= after


def test_sync_breaks_for_31_customers_within_two_and_a_half_hours(tickets: list[StoryTicket]) -> None:
    burst = [one for one in tickets if one.arc == "drv-sync"][:31]

    assert burst[-1].created_at - burst[0].created_at < timedelta(hours=2.5)
    assert {one.version for one in burst} == {"6.2.1"}
    assert {one.parent for one in burst[1:]} == {burst[0].key}


def test_three_cameras_of_one_lot_smoke(tickets: list[StoryTicket]) -> None:
    smoke = [one for one in tickets if one.topic == "safety"]

    assert len(smoke) == 3
    assert {(one.product, one.severity, one.lot, one.team) for one in smoke} == {
        ("CAM", "S1", "C2-2608-L7", "CMP")
    }


def test_the_regulator_sends_one_slip_with_three_days(tickets: list[StoryTicket]) -> None:
    slips = [one for one in tickets if one.regulator_ref]

    assert [(one.regulator_days, one.team) for one in slips] == [(3, "CMP")]


def test_between_thirty_and_forty_tickets_stand_open_in_every_status(tickets: list[StoryTicket]) -> None:
    standing = Counter(Status(one.status) for one in tickets if one.status in ACTIVE)

    assert 30 <= sum(standing.values()) <= 40
    assert set(standing) == set(ACTIVE)


def test_some_open_tickets_are_breached_due_soon_or_in_triage(tickets: list[StoryTicket]) -> None:
    notes = Counter(one.note for one in tickets)

    assert notes["breached"] == 2
    assert notes["due soon"] == 2
    assert sum(one.triage for one in tickets) == 5


def test_agents_answer_in_languages_they_speak(hefan: Company, tickets: list[StoryTicket]) -> None:
    speaks = {one.login: one.languages for one in hefan.staff}

    assert all(one.language in speaks[one.agent] for one in tickets if one.agent)


def test_both_languages_and_all_channels_take_part(tickets: list[StoryTicket]) -> None:
    english = sum(one.language == "en" for one in tickets) / len(tickets)

    assert 0.18 < english < 0.35
    assert {one.channel for one in tickets} == {"chat", "mail", "hotline"}


@pytest.mark.parametrize(
    "end", [datetime(2027, 3, 1, 0, 30, tzinfo=UTC), datetime(2025, 6, 7, 22, 0, tzinfo=UTC)]
)
def test_the_story_can_end_at_any_moment(hefan: Company, end: datetime) -> None:
    told = list(story(hefan, seed=1, end=end))

    assert all(end - timedelta(weeks=13) < one.created_at < end for one in told)


def test_a_naive_end_is_refused(hefan: Company) -> None:
    with pytest.raises(ValueError, match="UTC offset"):
        story(hefan, seed=1, end=datetime(2026, 11, 23))  # noqa: DTZ001


def test_items_follow_their_life_cycle(items: dict[str, StoryItem]) -> None:
    for one in items.values():
        path = [ItemStatus(step.status) for step in one.steps]

        assert path[0] == ItemStatus.CANDIDATE, one.key
        for here, there in pairwise(path):
            assert there in ITEM_TRANSITIONS[here], (one.key, here, there)


def test_item_steps_are_in_order_and_before_the_end(items: dict[str, StoryItem]) -> None:
    for one in items.values():
        moments = [step.at for step in one.steps]

        assert moments == sorted(moments), one.key
        assert moments[-1] < END, one.key


def test_items_name_staff_products_topics_and_arcs_that_exist(
    hefan: Company, items: dict[str, StoryItem]
) -> None:
    logins = {one.login for one in hefan.staff}
    arcs = {one.key for one in read_script().arcs}
    for one in items.values():
        assert {step.by for step in one.steps} <= logins, one.key
        assert hefan.product(one.product), one.key
        assert hefan.topic(one.topic), one.key
        assert one.key in arcs


def test_the_verdicts_are_those_of_the_story(items: dict[str, StoryItem]) -> None:
    verdicts = {
        one.key: step.code for one in items.values() for step in one.steps if step.status == "evaluated"
    }

    assert verdicts["ply-renewal"] == "effective"
    assert verdicts["cam-smoke"] == "inconclusive"
    assert verdicts["rtr-drops"] == "ineffective"
    assert items["rtr-drops"].status == "review"


def test_four_departments_gave_their_opinion_before_the_decision(items: dict[str, StoryItem]) -> None:
    item = items["ply-renewal"]
    accepted = next(step.at for step in item.steps if step.status == "accepted")

    assert {one.team for one in item.opinions} == {"CS1", "RD", "FIN", "MKT"}
    assert all(one.at < accepted for one in item.opinions)


def test_items_have_as_many_customers_as_they_say(
    tickets: list[StoryTicket], items: dict[str, StoryItem]
) -> None:
    for key in ("hgc-person-alert", "drv-faces", "spk-dialect", "fam-no-video", "inv-till", "ntf-carrier"):
        voices = {one.customer.key for one in tickets if one.arc == key}

        assert len(voices) == items[key].customers, key


def test_exposure_reaches_the_month_of_the_end(hefan: Company) -> None:
    rows = [one for one in story_use(hefan, end=END) if one.product == "DRV"]

    assert max((one.month.year, one.month.month) for one in rows) == (2026, 11)
    assert len(rows) == 6


def test_releases_absences_and_moments_lie_within_the_story(hefan: Company) -> None:
    releases = story_releases(hefan, end=END)
    absences = story_absences(hefan, end=END)
    moments = story_moments(hefan, end=END)

    assert all(one.at < END for one in releases)
    assert [(one.login, one.deputy) for one in absences] == [("zhoumu", "xuyu")]
    assert [one.at for one in moments] == sorted(one.at for one in moments)


def _within(moment: datetime, window: tuple[datetime, datetime]) -> bool:
    return window[0] <= moment < window[1]
