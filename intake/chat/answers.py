"""Which approved article answers this: cosine of weighted grams over questions, paraphrases and keywords, lifted by
names that both languages share and by an encoder where there is one.

The bot says only what an article says, so the index holds approved entries alone. It is rebuilt when any
article changes; a few hundred entries take milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.bridge import Bridge
from classifier.concepts import concepts_of
from classifier.courtesies import matter
from classifier.encoder import Encoder
from classifier.language import is_chinese
from classifier.normalise import normalise, words
from intake.chat.meant import Meant
from intake.chat.state import Answer
from ticketing.models import Article

OTHER_PRODUCT = 0.55
"""How much an article of another product than the one talked about counts."""
NAMED, NAMED_ACROSS, MEANT = 0.3, 0.6, 0.5
"""How much of what words leave open a name shared by both is worth, across languages, and a likeness in meaning."""
MOST_UNSPELT = 0.59
"""What is not found by its own words is suggested at most: from 0.6 on the bot gives an answer."""
_STOP = frozenset(
    [
        "请问",
        "怎么",
        "如何",
        "什么",
        "怎样",
        "我",
        "的",
        "了",
        "吗",
        "呢",
        "是",
        "在",
        "有",
        "和",
        "a",
        "the",
        "i",
        "my",
        "is",
        "to",
        "do",
        "how",
        "what",
        "of",
        "for",
        "in",
        "can",
        "it",
    ]
)


@dataclass(frozen=True)
class _Entry:
    code: str
    product: str
    question: dict[str, str]
    answer: dict[str, str]


@dataclass(frozen=True)
class _Said:
    """One wording: its weighed grams, the concepts it speaks of, and these with the names that the company's pairs
    taught, by which texts of two languages are compared; beside words of one language they only blur."""

    entry: int
    chinese: bool
    grams: dict[str, float]
    concepts: dict[str, float]
    names: dict[str, float]


class AnswerIndex:
    """All approved articles, ready to be asked.

    `bridge` leads from a question in one language to an article told in the other; where there is an `encoder`, what
    means the same is found in other words too.
    """

    def __init__(
        self, articles: Iterable[Article], bridge: Bridge | None = None, encoder: Encoder | None = None
    ) -> None:
        self._bridge = bridge or Bridge()
        self._entries: list[_Entry] = []
        wordings: list[tuple[int, str]] = []
        for article in articles:
            number = len(self._entries)
            self._entries.append(_entry(article))
            said = (article.question_zh, article.question_en, *article.paraphrases)
            wordings += [(number, str(text)) for text in said if str(text).strip()]
        self._grams = _rarities(_terms(text) for _, text in wordings)
        self._concepts = _rarities(_spoken_of(text) for _, text in wordings)
        self._names = _rarities(self._named(text) for _, text in wordings)
        self._said = [self._read(number, text) for number, text in wordings]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._said):
            for term in (*one.grams, *one.names):
                self._postings[term].append(place)
        self._meant = Meant(wordings, self._nearest_in_words(), encoder) if encoder and wordings else None

    def _nearest_in_words(self) -> list[int]:
        """The wording most like each wording, by its words alone: what an encoder has to match."""
        nearest = []
        for place, said in enumerate(self._said):
            others = {other for term in said.grams for other in self._postings[term]} - {place}
            score = {other: _cosine(said.grams, self._said[other].grams) for other in sorted(others)}
            nearest.append(max(score, key=score.__getitem__, default=place))
        return nearest

    def _named(self, text: str) -> list[str]:
        return [*_spoken_of(text), *(f"={name}" for name in self._bridge.learnt_names_of(normalise(text)))]

    def _read(self, number: int, text: str) -> _Said:
        return _Said(
            number,
            is_chinese(text),
            _vector(Counter(_terms(text)), self._grams),
            _vector(Counter(_spoken_of(text)), self._concepts),
            _vector(Counter(self._named(text)), self._names),
        )

    def find(self, text: str, product: str, language: str, limit: int = 4) -> Sequence[Answer]:
        """The best articles for a text, best first; scores are in 0..1, courtesies apart.

        Only its own words make an answer sure: what is found under a name or by an encoder scores less.
        """
        text = matter(text)
        asked = self._read(-1, text)
        meant = self._meant.likeness(text) if self._meant else {}
        shared = {place for term in (*asked.grams, *asked.names) for place in self._postings.get(term, ())}
        best: dict[int, float] = {}
        for place in shared | meant.keys():
            said = self._said[place]
            score = _score(asked, said, meant.get(place, 0.0))
            own = self._entries[said.entry].product
            if product and own and own != product:
                score *= OTHER_PRODUCT
            best[said.entry] = max(best.get(said.entry, 0.0), score)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [self._answer(number, score, language) for number, score in ranked]

    def _answer(self, number: int, score: float, language: str) -> Answer:
        """In the language asked for, or in the other where the article has none."""
        entry = self._entries[number]
        if not entry.answer[language].strip():
            language = "en" if language == "zh" else "zh"
        question = entry.question[language] or next(filter(None, entry.question.values()), "")
        return Answer(entry.code, question, entry.answer[language], min(1.0, score), entry.product, language)


def _score(asked: _Said, said: _Said, meant: float) -> float:
    spelt = _cosine(asked.grams, said.grams)
    if asked.chinese != said.chinese:
        named = NAMED_ACROSS * _cosine(asked.names, said.names)
    else:
        named = NAMED * _cosine(asked.concepts, said.concepts)
    found = spelt + (1.0 - spelt) * max(named, MEANT * meant)
    return max(spelt, min(found, MOST_UNSPELT))


def _entry(article: Article) -> _Entry:
    return _Entry(
        code=article.code,
        product=article.product.code if article.product is not None else "",
        question={"zh": article.question_zh, "en": article.question_en},
        answer={"zh": article.answer_zh, "en": article.answer_en},
    )


def _spoken_of(text: str) -> list[str]:
    """The concepts, marked: one may be spelt like a word."""
    return [f"={name}" for name in concepts_of(text)]


def _terms(text: str) -> list[str]:
    """Words, plus pairs of characters inside Chinese words: a typo then costs one pair, not the word."""
    found: list[str] = []
    for word in words(normalise(text)):
        if word in _STOP or not word.strip():
            continue
        found.append(word)
        if len(word) > 2 and not word.isascii():
            found.extend(word[i : i + 2] for i in range(len(word) - 1))
    return found


def _rarities(documents: Iterable[Sequence[str]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    total = 0
    for terms in documents:
        seen.update(set(terms))
        total += 1
    weights = {term: math.log((1 + total) / (1 + n)) + 1 for term, n in seen.items()}
    weights[""] = math.log(1 + total) + 1
    return weights


def _vector(terms: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    raw = {term: weights.get(term, weights[""]) * (1 + math.log(n)) for term, n in terms.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / length for term, value in raw.items()}


def _cosine(left: dict[str, float], right: dict[str, float]) -> float:
    return sum(value * right[term] for term, value in left.items() if term in right)
