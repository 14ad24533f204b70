"""The training examples are many, balanced, labelled in the words of the files, and apart from the evaluation sets."""

from collections import Counter

import pytest

from ticketing.company.reading import Company, read_company
from ticketing.company.values import TYPES

WANTED_SHARES = {
    "enquiry": 0.45,
    "fault": 0.18,
    "request": 0.17,
    "complaint": 0.13,
    "suggestion": 0.05,
    "praise": 0.02,
}


@pytest.fixture(scope="module")
def hefan() -> Company:
    return read_company()


def test_there_are_at_least_seven_hundred_examples_in_both_languages(hefan: Company) -> None:
    languages = Counter(one.language for one in hefan.examples)

    assert len(hefan.examples) >= 700
    assert min(languages["zh"], languages["en"]) >= 300


@pytest.mark.parametrize("type_", TYPES)
def test_types_have_about_their_share(hefan: Company, type_: str) -> None:
    share = sum(one.type == type_ for one in hefan.examples) / len(hefan.examples)

    assert share == pytest.approx(WANTED_SHARES[type_], abs=0.05)


def test_every_product_has_every_common_type(hefan: Company) -> None:
    for product in hefan.products:
        types = {one.type for one in hefan.examples if one.product == product.code}

        assert {"enquiry", "complaint", "fault", "request", "suggestion"} <= types, product.code


def test_about_one_in_twelve_names_no_product(hefan: Company) -> None:
    share = sum(one.product == "unknown" for one in hefan.examples) / len(hefan.examples)

    assert share == pytest.approx(0.08, abs=0.03)


def test_every_topic_has_examples(hefan: Company) -> None:
    assert {one.topic for one in hefan.examples} == {one.code for one in hefan.topics}


def test_a_tag_may_mean_another_topic_for_a_suggestion(hefan: Company) -> None:
    found = {one.type: one.topic for one in hefan.examples if one.tag == "plan"}

    assert found["enquiry"] == "subscription"
    assert found["suggestion"] == "feature"


def test_a_smoking_charging_port_is_of_the_worst_severity(hefan: Company) -> None:
    smoke = next(one for one in hefan.examples if one.text == "smoke from the charging port")

    assert (smoke.product, smoke.topic, smoke.severity) == ("CAM", "safety", "S1")
