"""The demo company's files are complete, bilingual and fit together."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from classifier.lexicon import Danger
from ticketing.company.reading import Company, read_company
from ticketing.company.service_levels import RoutingFacts
from ticketing.company.values import TYPES
from ticketing.sla.business_time import add
from ticketing.sla.calendar import BusinessCalendar
from ticketing.sla.escalation import SIGNAL_LEVELS
from ticketing.triage import severity

CATCH_ALL = "triage"


@pytest.fixture(scope="module")
def hefan() -> Company:
    return read_company()


def test_the_catalogue_has_twelve_products(hefan: Company) -> None:
    codes = [one.code for one in hefan.products]

    assert codes == ["DRV", "HGC", "INV", "NTF", "PLY", "RTR", "CAM", "SPK", "PRT", "FAM", "MCH", "WAR"]


def test_every_product_has_an_owner_and_a_different_deputy_today(hefan: Company) -> None:
    for one in hefan.products:
        held = one.ownership_on(date(2026, 11, 23))

        assert held.owner != held.deputy, one.code


def test_every_product_has_six_months_of_exposure_up_to_its_user_count(hefan: Company) -> None:
    for one in hefan.products:
        assert len(one.active_months) == 6, one.code
        assert list(one.active_months.values())[-1] == one.active_users, one.code


def test_an_ownership_entry_holds_until_the_next_one(hefan: Company) -> None:
    first = hefan.product("DRV").ownership_on(date(2020, 1, 1))

    assert first.owner == "linzhixia"


@pytest.mark.parametrize(
    ("word", "products"),
    [("会员", {"DRV", "PLY"}), ("监控", {"CAM", "HGC"}), ("无忧", {"MCH", "WAR"}), ("盒子", {"PRT"})],
)
def test_ambiguous_words_name_all_their_products(hefan: Company, word: str, products: set[str]) -> None:
    found = next(one for one in hefan.ambiguous if one.word == word)

    assert set(found.products) == products


def test_the_queue_has_people_in_every_working_team(hefan: Company) -> None:
    homes = [one.teams[0] for one in hefan.staff if one.teams and one.role == "agent"]

    assert homes.count("CS1") == 4
    assert homes.count("CS2") == 2
    assert {"CMP", "RD", "MKT", "FIN", "LGL", "AS"} <= set(homes)


def test_the_matrix_answers_every_type_topic_kind_and_phase_with_a_row_of_its_own(hefan: Company) -> None:
    topics = [one.code for one in hefan.topics]
    kinds = {"software": "DRV", "hardware": "RTR", "bundle": "FAM", "service": "WAR"}
    for type_, topic, (kind, code), phase in product(TYPES, topics, kinds.items(), ("pre", "in", "after")):
        facts = RoutingFacts(type=type_, topic=topic, kind=kind, product=code, phase=phase, severity="S3")

        assert hefan.routing.choose(facts).code != CATCH_ALL, facts


@pytest.mark.parametrize(
    ("facts", "team", "consulted"),
    [
        (RoutingFacts("enquiry", "presales_info", "pre", "DRV", "software"), "CS1", {"MKT"}),
        (RoutingFacts("request", "refund", "after", "DRV", "software"), "CS1", {"FIN"}),
        (RoutingFacts("request", "repair", "after", "CAM", "hardware"), "AS", {"CS2"}),
        (RoutingFacts("fault", "function", "after", "DRV", "software"), "CS2", {"RD"}),
        (RoutingFacts("fault", "connectivity", "after", "CAM", "hardware"), "CS2", {"AS", "RD"}),
        (RoutingFacts("complaint", "renewal", "after", "PLY", "software"), "CMP", {"FIN", "LGL"}),
        (RoutingFacts("complaint", "promo", "pre", "FAM", "bundle"), "CMP", {"MKT", "LGL"}),
        (RoutingFacts("complaint", "service", "after", "HGC", "software"), "CS1", {"QA"}),
        (RoutingFacts("suggestion", "feature", "after", "DRV", "software"), "CS1", {"RD"}),
        (RoutingFacts("enquiry", "howto", signals=frozenset({"safety"})), "CMP", {"RD", "LGL", "QA"}),
        (RoutingFacts("enquiry", "howto", signals=frozenset({"rights"})), "LGL", {"CMP"}),
        (RoutingFacts("enquiry", "howto", signals=frozenset({"wrongdoing"})), "LGL", {"RD"}),
        (RoutingFacts("fault", "outage", "after", "INV", "software"), "CS2", {"RD"}),
    ],
)
def test_the_matrix_sends_cases_where_the_rules_say(
    hefan: Company, facts: RoutingFacts, team: str, consulted: set[str]
) -> None:
    rule = hefan.routing.choose(facts)

    assert rule.team == team
    assert set(rule.consult) == consulted


def test_routing_knows_every_signal_that_the_rules_find(hefan: Company) -> None:
    assert {str(one) for one in Danger} <= {one.code for one in hefan.routing.signals}


def test_safety_outranks_low_confidence(hefan: Company) -> None:
    facts = RoutingFacts("enquiry", "howto", signals=frozenset({"safety", "threat"}), low_confidence=True)

    assert hefan.routing.choose(facts).code == "safety"


def test_low_confidence_goes_to_triage_even_with_a_topic(hefan: Company) -> None:
    facts = RoutingFacts("fault", "function", "after", "DRV", "software", low_confidence=True)

    assert hefan.routing.choose(facts).code == "low_confidence"


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-13 17:30", 27, "2026-02-25 17:30"),
        ("2026-09-30 16:00", 4, "2026-10-08 11:00"),
        ("2026-09-18 17:00", 2, "2026-09-20 10:00"),
        ("2026-05-08 17:45", 1, "2026-05-09 09:45"),
        ("2026-02-20 10:00", 4, "2026-02-24 13:00"),
        ("2026-01-03 12:00", 2, "2026-01-04 11:00"),
        ("2026-10-09 17:00", 45, "2026-10-15 17:00"),
        ("2026-03-06 20:00", 4, "2026-03-09 13:00"),
    ],
)
def test_office_hours_follow_holidays_and_make_up_days(
    hefan: Company, start: str, hours: int, due: str
) -> None:
    office = next(one for one in hefan.calendars if one.code == "CN-OFFICE")
    calendar = BusinessCalendar(
        office.timezone, office.weekly, office.closed_days, office.open_days, office.known_years
    )

    found = add(calendar, _beijing(start), hours * 60)

    assert found == _beijing(due)


def test_the_office_calendar_does_not_pretend_to_know_2027(hefan: Company) -> None:
    office = next(one for one in hefan.calendars if one.code == "CN-OFFICE")

    assert office.known_years == (2025, 2026)


def test_every_product_has_three_articles_and_the_company_ten(hefan: Company) -> None:
    per_product = [sum(one.product == item.code for one in hefan.articles) for item in hefan.products]

    assert per_product == [3] * 12
    assert sum(one.product is None for one in hefan.articles) >= 10


def test_articles_offer_two_to_four_paraphrases_in_each_language(hefan: Company) -> None:
    for one in hefan.articles:
        assert 2 <= len(one.paraphrases.zh) <= 4, one.code
        assert 2 <= len(one.paraphrases.en) <= 4, one.code


def test_vip_never_waits_longer_than_standard(hefan: Company) -> None:
    for priority in hefan.service_levels.priorities:
        for target in priority.targets:
            assert target.vip.minutes() <= target.standard.minutes(), (priority.code, target.metric)


def test_the_worst_topics_are_the_worst_whatever_the_type(hefan: Company) -> None:
    assert hefan.topic("safety").severity_of("enquiry") == "S1"
    assert hefan.topic("renewal").severity_of("complaint") == "S2"
    assert hefan.topic("howto").severity_of("enquiry") == "S4"


def _beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=8)


def test_every_signal_has_the_name_that_the_matrix_and_the_ladder_use(hefan: Company) -> None:
    known = {one.code for one in hefan.routing.signals}

    assert {severity.signal_name(one) for one in Danger} <= known
    assert set(SIGNAL_LEVELS) <= known
