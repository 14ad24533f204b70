"""What the bot takes a message for, by the installation's own classifier."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from classifier.keywords import KeywordClassifier
from intake.chat.tools import make_tools
from tests.makers import AT
from ticketing.ports import Ports


def test_a_few_words_are_thanked_for_only_where_they_are_praise(app: Flask, ports: Ports) -> None:
    """A short "you did not get it" shares its words with praise; what is told at length praises in words of its own."""
    taken = KeywordClassifier({"praise": {"3": "听|great"}, "enquiry": {"3": "怎么"}})
    tools = make_tools(replace(ports, classifiers={"type": taken}), "zh", AT)

    assert tools.predict_type("你没听明白") is None
    assert tools.predict_type("听说下暴雨师傅还准点到，裤腿都湿透了，给他加鸡腿") == "praise"
    assert tools.predict_type("昨晚的客服听得很耐心，赞") == "praise"
    assert tools.predict_type("the agent was great") == "praise"
    assert tools.predict_type("怎么续费") == "enquiry"
