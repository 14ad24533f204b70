"""How a writer feels, told by words in both languages: works before anybody has labelled anything."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache

from classifier.contract import Abstained, Judgement, Prediction
from classifier.keywords import SEEDS
from classifier.text.courtesies import matter
from classifier.text.language import HAN
from classifier.text.normalise import normalise

SENTIMENTS = ("negative", "neutral", "positive")

_LONGEST = 1_000
_MOST_REASONS = 4
# From here on a feeling is plain enough to be shown.
_LEAST_CONFIDENCE = 0.55
# A word of weight 2 alone makes its side about four times as likely as none; fixed by hand.
_SHARPNESS, _NEUTRAL = 0.9, 0.6
# Who asks politely may name a trouble without being upset.
_ASKING, _ASKS = (
    0.9,
    re.compile(
        r"请问|想问|问一下|咨询|麻烦|如何|怎么(?!还|又|老)|多少|吗|哪|\b(?:please|could you|can i|how (?:do|can|to|much|long)|is there|what is)\b"
    ),
)
# What follows "but" is what the writer wants to say.
_AFTER_BUT = 2.0
# "Not good" is bad, "not bad" is not quite good.
_TURNED, _TURNED_BAD = -1.0, -0.4
_BUT = re.compile(r"但是|但|不过|可惜|就是|\b(?:but|however|though|except)\b")
_DENIED_HAN = re.compile(
    r"(?:不|没有?|无|未|别|毫不|並非|并非|不是)(?:太|很|怎么|那么|够|是|算|能|会|再|什么)?$"
)
_DENIED_LATIN = re.compile(
    r"(?:\b(?:not|no|never|hardly|barely|without|nothing)\b|n't\b)(?:\W+[a-z']+){0,2}\W+$"
)
_HAN_WORD = re.compile(f"[{HAN}]")


class SentimentClassifier:
    """Adds up the weights of the words found, each turned by a negation before it; says neutral where none are."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return negative, neutral, positive."""
        return SENTIMENTS

    def probabilities(self, text: str) -> list[float]:
        """Return a probability for each label, in their order."""
        return _chances(text, sum(weight for _, weight in _told(text)))

    def predict(self, text: str) -> Judgement:
        """Judge one text; abstains from an empty one and where two feelings are about as likely."""
        told = list(_told(text))
        chances = _chances(text, sum(weight for _, weight in told))
        ranked = sorted(zip(chances, SENTIMENTS, strict=True), reverse=True)
        (confidence, label), others = ranked[0], tuple((name, chance) for chance, name in ranked[1:])
        side = {"positive": 1.0, "negative": -1.0}.get(label, 0.0)
        deciding = sorted((word for word in told if word[1] * side > 0), key=lambda word: -abs(word[1]))
        reasons = tuple(dict.fromkeys(word for word, _ in deciding))[:_MOST_REASONS]
        if not text.strip() or confidence < _LEAST_CONFIDENCE:
            return Abstained(label if text.strip() else None, confidence, reasons, others)
        return Prediction(label, confidence, reasons, others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        return [self.predict(text) for text in texts]


def _told(text: str) -> Iterator[tuple[str, float]]:
    """The feeling words of a text with what each counts where it stands; "thanks" at its end is manners."""
    plain = normalise(matter(text[:_LONGEST]))
    but = [found.end() for found in _BUT.finditer(plain)]
    turn = but[-1] if but else len(plain)
    pattern, weights, beginnings = _table()
    for found in pattern.finditer(plain):
        word, start = found.group(), found.start()
        weight = weights.get(word) or next(w for begin, w in beginnings.items() if word.startswith(begin))
        denied = _DENIED_HAN if _HAN_WORD.match(word) else _DENIED_LATIN
        if denied.search(plain[max(0, start - 24) : start]):
            weight *= _TURNED if weight > 0 else _TURNED_BAD
        yield word, weight * (_AFTER_BUT if start >= turn else 1.0)


def _chances(text: str, points: float) -> list[float]:
    calm = _NEUTRAL + (_ASKING if _ASKS.search(normalise(text[:_LONGEST])) else 0.0)
    logits = [-_SHARPNESS * points, calm, _SHARPNESS * points]
    powers = [math.exp(min(logit, 30.0)) for logit in logits]
    return [power / sum(powers) for power in powers]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, float], dict[str, float]]:
    """One pattern of all words, longest first; the weight of each word, and of each beginning of words."""
    weights: dict[str, float] = {}
    for line in (SEEDS / "sentiment.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, words = line.split(" ", 1)
            weights |= dict.fromkeys((normalise(word) for word in words.split("|")), float(weight))
    longest = sorted(weights, key=lambda word: (-len(word), word))
    han = "|".join(re.escape(word) for word in longest if _HAN_WORD.match(word))
    latin = "|".join(
        re.escape(word).replace(r"\*", "[a-z]*") for word in longest if not _HAN_WORD.match(word)
    )
    beginnings = {word[:-1]: weight for word, weight in weights.items() if word.endswith("*")}
    return re.compile(rf"{han}|\b(?:{latin})\b"), weights, beginnings
