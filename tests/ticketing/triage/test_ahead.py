"""A batch is judged ahead of triage: the same answers, and never more text at once than can be held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from classifier.contract import Judgement
from classifier.features.blocks import JUDGED_TOGETHER
from classifier.keywords import KeywordClassifier, keyword_classifier, seed_weights
from ticketing.ports import Ports
from ticketing.triage.ahead import judged_ahead

SHORT = [("", f"云盘重复扣费第{n}次") for n in range(40)]
LONG = [("", f"第{n}封信：" + "摄像头掉线，重启无效。" * 250) for n in range(5)]


class Reader(KeywordClassifier):
    """Knows the keywords, and how many characters it was given at once."""

    def __init__(self) -> None:
        super().__init__(seed_weights("type"))
        self.given: list[int] = []

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        asked = list(texts)
        self.given.append(sum(map(len, asked)))
        return super().predict_many(asked)


@pytest.mark.parametrize("messages", [SHORT, LONG, SHORT + LONG])
def test_what_is_judged_ahead_is_judged_as_one_by_one(messages: list[tuple[str, str]], ports: Ports) -> None:
    alone = keyword_classifier("type")
    ahead = judged_ahead(messages, replace(ports, classifiers={"type": alone})).classifiers["type"]

    assert [alone.predict(body) for _, body in messages] == [ahead.predict(body) for _, body in messages]


def test_long_messages_are_read_a_few_at_a_time(ports: Ports) -> None:
    """What one classifier has read of them is still held when the next one reads them."""
    reader = Reader()
    judged_ahead([*SHORT, *LONG], replace(ports, classifiers={"type": reader}))

    assert max(reader.given) <= JUDGED_TOGETHER
    assert sum(reader.given) == sum(len(body) for _, body in [*SHORT, *LONG])
    assert len(reader.given) == 3
