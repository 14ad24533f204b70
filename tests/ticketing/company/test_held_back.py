"""The held-back texts are labelled in the words of the files and share no text with the training examples."""

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from classifier.keywords import seed_examples
from classifier.lexicon import Danger
from ticketing.company.reading import Company, read_company
from ticketing.company.values import TYPES

FOLDER = Path(__file__).parents[2] / "data" / "nlu"
_NOISE = re.compile(r"[\W_]+")


@pytest.fixture(scope="module")
def hefan() -> Company:
    return read_company()


@pytest.fixture(scope="module")
def demo() -> list[dict[str, str]]:
    return _rows("demo_eval.csv")


@pytest.fixture(scope="module")
def others() -> list[dict[str, str]]:
    return _rows("demo_eval_others.csv") + _rows("demo_eval_third.csv")


@pytest.fixture(scope="module")
def safety() -> list[dict[str, str]]:
    return _rows("safety.csv")


@pytest.fixture(scope="module")
def more() -> list[dict[str, str]]:
    return _rows("safety_more.csv")


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bare(text: str) -> str:
    return _NOISE.sub("", text.lower())


def test_labels_exist_in_the_company(
    hefan: Company, demo: list[dict[str, str]], others: list[dict[str, str]]
) -> None:
    products = {one.code for one in hefan.products} | {"unknown"}
    topics = {one.code for one in hefan.topics}
    for row in demo + others:
        assert row["type"] in TYPES, row
        assert row["product"] in products, row
        assert row["topic"] in topics, row
        assert row["severity"] in {"S1", "S2", "S3", "S4"}, row
        assert row["language"] in {"zh", "en"}, row


def test_every_type_topic_and_product_is_measured(hefan: Company, demo: list[dict[str, str]]) -> None:
    assert {row["type"] for row in demo} == set(TYPES)
    assert {row["topic"] for row in demo} == {one.code for one in hefan.topics}
    assert min(Counter(row["product"] for row in demo).values()) >= 20


def test_no_held_back_text_is_trained_on(
    hefan: Company,
    demo: list[dict[str, str]],
    others: list[dict[str, str]],
    safety: list[dict[str, str]],
) -> None:
    trained = {_bare(one.text) for one in hefan.examples}
    trained |= {_bare(text) for one in hefan.articles for text in (*one.paraphrases.zh, *one.paraphrases.en)}

    assert not [row["text"] for row in demo + others + safety if _bare(row["text"]) in trained]


def test_no_held_back_text_is_a_near_copy_of_one_trained_on(
    hefan: Company,
    demo: list[dict[str, str]],
    others: list[dict[str, str]],
    safety: list[dict[str, str]],
    more: list[dict[str, str]],
) -> None:
    """Four fifths alike in spelling would be the same message with a word exchanged."""
    trained = [one.text for one in hefan.examples] + [seed.text for seed in seed_examples()]
    trained += [text for one in hefan.articles for text in (*one.paraphrases.zh, *one.paraphrases.en)]
    texts = [row["text"] for row in demo + others + safety + more]

    likeness = process.cdist(texts, trained, scorer=fuzz.ratio)

    assert [texts[place] for place in np.flatnonzero(likeness.max(axis=1) >= 80)] == []


def test_no_text_stands_twice(
    demo: list[dict[str, str]],
    others: list[dict[str, str]],
    safety: list[dict[str, str]],
    more: list[dict[str, str]],
) -> None:
    for rows in (demo + others, safety + more):
        assert max(Counter(_bare(row["text"]) for row in rows).values()) == 1


def test_two_hundred_alarms_and_sixty_harmless_texts(safety: list[dict[str, str]]) -> None:
    counts = Counter(row["signal"] for row in safety)

    assert counts.pop("none") == 60
    assert sum(counts.values()) == 200
    assert set(counts) <= {str(one) for one in Danger}
