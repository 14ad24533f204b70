"""Which approved article answers this: cosine of weighted grams over questions, paraphrases and keywords.

The bot says only what an article says, so the index holds approved entries alone. It is rebuilt when any
article changes; a few hundred entries take milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.normalise import normalise, words
from intake.chat.state import Answer
from ticketing.models import Article

OTHER_PRODUCT = 0.55
"""How much an article of another product than the one talked about counts."""
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


class AnswerIndex:
    """All approved articles, ready to be asked."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._entries: list[_Entry] = []
        self._documents: list[tuple[int, dict[str, float]]] = []
        texts: list[tuple[int, Counter[str]]] = []
        for article in articles:
            number = len(self._entries)
            self._entries.append(_entry(article))
            for text in (article.question_zh, article.question_en, *article.paraphrases):
                texts.append((number, Counter(_terms(str(text)))))
        self._weights = _inverse_frequencies(terms for _number, terms in texts)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, terms in texts:
            self._add(number, terms)

    def _add(self, number: int, terms: Counter[str]) -> None:
        position = len(self._documents)
        self._documents.append((number, self._vector(terms)))
        for term in terms:
            self._postings[term].append(position)

    def _vector(self, terms: Counter[str]) -> dict[str, float]:
        raw = {
            term: self._weights.get(term, self._weights[""]) * (1 + math.log(n)) for term, n in terms.items()
        }
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in raw.items()}

    def find(self, text: str, product: str, language: str, limit: int = 4) -> Sequence[Answer]:
        """The best articles for a text, best first; scores are cosines in 0..1."""
        query = self._vector(Counter(_terms(text)))
        best: dict[int, float] = {}
        for position in {p for term in query for p in self._postings.get(term, ())}:
            number, vector = self._documents[position]
            score = sum(value * vector.get(term, 0.0) for term, value in query.items())
            own = self._entries[number].product
            if product and own and own != product:
                score *= OTHER_PRODUCT
            best[number] = max(best.get(number, 0.0), score)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [self._answer(number, score, language) for number, score in ranked]

    def _answer(self, number: int, score: float, language: str) -> Answer:
        entry = self._entries[number]
        return Answer(
            entry.code, entry.question[language], entry.answer[language], min(1.0, score), entry.product
        )


def _entry(article: Article) -> _Entry:
    return _Entry(
        code=article.code,
        product=article.product.code if article.product is not None else "",
        question={"zh": article.question_zh, "en": article.question_en},
        answer={"zh": article.answer_zh, "en": article.answer_en},
    )


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


def _inverse_frequencies(documents: Iterable[Counter[str]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    total = 0
    for terms in documents:
        seen.update(terms.keys())
        total += 1
    weights = {term: math.log((1 + total) / (1 + n)) + 1 for term, n in seen.items()}
    weights[""] = math.log(1 + total) + 1
    return weights
