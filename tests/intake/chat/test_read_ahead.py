"""Articles are read by an encoder beside the chat: nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from flask import Flask

from intake.chat.tools import make_tools, read_articles
from tests.makers import AT
from tests.running import eventually
from ticketing.db import db
from ticketing.models import Article
from ticketing.ports import Ports


class Slow:
    """Takes a yarn for a thread, once it is let go."""

    def __init__(self) -> None:
        self.identity = f"slow {id(self)}"  # what another one has read is not known to this one
        self.may_read = threading.Event()

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        self.may_read.wait(30)
        rows = np.array(
            [[0.1, any(word in one for word in ("thread", "yarn")), len(one) % 2] for one in texts]
        )
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _tell(code: str, question: str) -> None:
    db.session.add(
        Article(
            code=code,
            question_zh="",
            question_en=question,
            paraphrases=[],
            answer_zh="",
            answer_en="As follows.",
            approved=True,
            updated_at=AT,
        )
    )


def test_a_customer_is_answered_by_words_while_the_encoder_reads(app: Flask, ports: Ports) -> None:
    """Some hundred wordings take it seconds; what is asked in other words is found afterwards."""
    encoder = Slow()
    ports = replace(ports, encoder=lambda: encoder)
    _tell("thread", "the thread breaks")
    _tell("bobbin", "replace a bobbin")
    db.session.commit()

    found = make_tools(ports, "en", AT).find_answers("the thread breaks", "", "en")
    encoder.may_read.set()

    assert found[0].code == "thread"
    again = eventually(lambda: make_tools(ports, "en", AT).find_answers("my yarn snaps", "", "en"))
    assert again[0].code == "thread"


def test_articles_are_read_once(app: Flask, ports: Ports) -> None:
    """The next conversation asks the same index."""
    _tell("thread", "the thread breaks")
    db.session.commit()

    assert read_articles(ports) is read_articles(ports)
