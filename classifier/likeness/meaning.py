"""How alike two complaints are in meaning, as far as their words show it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from classifier.features.blocks import FeatureSettings, feature_blocks
from classifier.features.concepts import concepts_of
from classifier.likeness.synonyms import in_common_words
from classifier.text.courtesies import matter
from classifier.text.language import Language, detect_language
from classifier.text.normalise import normalise, words
from classifier.text.similarity import ratio

_SETTINGS = FeatureSettings(word_sizes=(1, 1), latin_sizes=(3, 4), han_sizes=(1, 2))
# Words that carry grammar or courtesy, not the matter; they count a tenth where no corpus says better.
_FILLER_TEXT = """
的 了 吗 呢 吧 啊 呀 我 你 您 他 她 它 们 我们 你们 是 在 有 也 都 就 还 又 很 这 那 这个 那个 个 和 与 及 把 被 给 要 想 会 能 可以 请 请问 谢谢
麻烦 你好 您好 一下 什么 怎么 怎样 为什么 如何 多少 哪 哪里 么 ? ! the a an i you he she it we they my your our is are
was were be been am do does did have has had to of in on at for with and or but so if that this
these those there what how why when where which who can could would will please thanks thank hi
hello me not
"""
_FILLERS = frozenset(_FILLER_TEXT.split())
_FILLER_WEIGHT = 0.1
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_DENIAL = re.compile(r"不|没|无法|未|别|\b(?:not|no|never|without|cannot)\b|n't\b")
# Logistic blend of the parts below; weights chosen on pairs of same and different intents (bench_meaning).
_WEIGHTS = {
    "words": 0.5,
    "pieces": 3.9,
    "covered": 1.2,
    "shared": 0.8,
    "numbers": -0.5,
    "denial": -0.3,
    "spelt": 4.2,
    "apart": -0.95,
}
_OFFSET = -2.8
# Texts of two languages have only what they speak of in common; chosen on a company's articles told in both.
_WEIGHT_ACROSS, _OFFSET_ACROSS = 5.0, -2.9
_APART = {Language.ZH, Language.EN}
_REMEMBERED = 32
_ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it is compared."""

    shape: str
    says_something: bool
    words: Mapping[str, float]
    pieces: Mapping[str, float]
    matter: Mapping[str, float]
    numbers: frozenset[str]
    denies: bool
    concepts: frozenset[str]
    language: Language


class MeaningScorer:
    """Scores pairs; knows which words are rare once it has seen a corpus."""

    def __init__(self, corpus: Iterable[str] = ()) -> None:
        """Take texts of the same trade, so that words common there count little; may be empty."""
        seen: Counter[str] = Counter()
        size = 0
        for text in corpus:
            size += 1
            for block in _features(text):
                seen.update(set(block))
        self._size = size
        self._seen = seen
        # one text is compared with several, one after the other
        self._read = lru_cache(maxsize=_REMEMBERED)(self._reading)

    def score(self, left: str, right: str) -> float:
        """Return the likeness of two texts, 0..1, courtesies apart; symmetric, 1.0 for the same text."""
        one, two = self._read(matter(left)), self._read(matter(right))
        if one.shape == two.shape:
            return 1.0
        if not (one.says_something and two.says_something):
            return 0.0
        parts = _parts(one, two)
        told = _probability(_OFFSET + sum(_WEIGHTS[name] * value for name, value in parts.items()))
        apart = not parts["covered"] and {one.language, two.language} == _APART
        return max(told, _likeness_across(one.concepts, two.concepts)) if apart else told

    def _reading(self, text: str) -> _Read:
        shape, blocks = normalise(text), _features(text)
        return _Read(
            shape=shape,
            says_something=any(blocks),
            words=self._weighed(blocks[0]),
            pieces=self._weighed(blocks[1]),
            matter=_matter(text),
            numbers=frozenset(_NUMBER.findall(text)),
            denies=bool(_DENIAL.search(shape)),
            concepts=frozenset(concepts_of(text)),
            language=detect_language(text),
        )

    def _weighed(self, features: Iterable[str]) -> dict[str, float]:
        """Weights of features, the vector's length 1."""
        raw = {
            feature: (1.0 + math.log(count)) * self._rarity(feature)
            for feature, count in Counter(features).items()
        }
        length = math.sqrt(sum(weight**2 for weight in raw.values())) or 1.0
        return {feature: weight / length for feature, weight in raw.items()}

    def _rarity(self, feature: str) -> float:
        if self._size:
            return math.log((1 + self._size) / (1 + self._seen[feature])) + 0.1
        return _FILLER_WEIGHT if feature[1:].strip() in _FILLERS else 1.0


def _parts(one: _Read, two: _Read) -> dict[str, float]:
    """What the score is blended from, each 0..1."""
    return {
        "words": _cosine(one.words, two.words),
        "pieces": _cosine(one.pieces, two.pieces),
        **_overlap(one.matter, two.matter),
        "numbers": float(one.numbers != two.numbers),
        "denial": float(one.denies != two.denies),
        "spelt": ratio(one.shape, two.shape) ** 4,
        "apart": float(bool(one.concepts and two.concepts) and not one.concepts & two.concepts),
    }


def _probability(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-total))


def _likeness_across(left: frozenset[str], right: frozenset[str]) -> float:
    """From how many of the things that two texts speak of are in both."""
    shared = 2 * len(left & right) / (len(left) + len(right) or 1)
    return _probability(_OFFSET_ACROSS + _WEIGHT_ACROSS * shared) if shared else 0.0


def telling_words(text: str) -> list[str]:
    """Return the words that carry the matter, in order, without their endings, words of one meaning made one."""
    return [stem(word) for word in words(in_common_words(text)) if word not in _FILLERS]


def _matter(text: str) -> dict[str, float]:
    """What each word that carries the matter weighs: longer ones say more."""
    found = set(telling_words(text))
    return {word: 1.0 + min(len(word), 8) / 8 if word.isascii() else len(word) ** 0.7 for word in found}


def stem(word: str) -> str:
    """Return an English word without its ending, other words as they are."""
    if not word.isascii() or len(word) < 4:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e")


def _overlap(left: Mapping[str, float], right: Mapping[str, float]) -> dict[str, float]:
    """How much of the lighter matter the other covers, and how much of both is shared."""
    shared = sum(weight for word, weight in left.items() if word in right)
    lighter, both = min(sum(left.values()), sum(right.values())), sum((left | right).values())
    return {"covered": shared / lighter if lighter else 0.0, "shared": shared / both if both else 0.0}


def _features(text: str) -> tuple[tuple[str, ...], ...]:
    return feature_blocks(in_common_words(text), _SETTINGS)


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return sum(weight * right[feature] for feature, weight in left.items() if feature in right)
