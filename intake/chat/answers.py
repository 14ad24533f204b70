"""Which approved article answers this: cosine of weighted grams over questions, paraphrases and keywords, beside
names that both languages share and an encoder where there is one; what they prove is weighed in ``fitting``.

The bot says only what an article says, so the index holds approved entries alone. It is rebuilt when any
article changes; four hundred entries take a second and a half, half of it to find the floors.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from classifier.encoder.port import Encoder
from classifier.features.concepts import concepts_of
from classifier.likeness.bridge import Bridge
from classifier.likeness.meaning import stem, telling_words
from classifier.text.courtesies import matter
from classifier.text.language import is_chinese
from classifier.text.normalise import normalise, words
from intake.chat.fitting import Evidence, fit, floor_of, level
from intake.chat.meant import Meant
from intake.chat.state import Answer
from ticketing.models import Article

OTHER_PRODUCT = 0.55
"""How much an article of another product than the one talked about counts."""
MOST_ASKED = 200
"""So many wordings of a language are asked to find its floor: more tell hardly more."""
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


_Postings = defaultdict[str, list[tuple[int, float]]]
"""Which wordings have a term, and how much it weighs there."""


@dataclass(frozen=True)
class _Said:
    """One wording: its weighed grams, the concepts it speaks of, and these with the names that the company's pairs
    taught, by which texts of two languages are compared; beside words of one language they only blur."""

    place: int
    entry: int
    text: str
    chinese: bool
    grams: dict[str, float]
    concepts: dict[str, float]
    names: dict[str, float]


@dataclass(frozen=True)
class _Entry:
    code: str
    product: str
    question: dict[str, str]
    answer: dict[str, str]
    said: list[_Said] = field(default_factory=list)
    grams: set[str] = field(default_factory=set)


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
        self._said = [self._read(place, number, text) for place, (number, text) in enumerate(wordings)]
        self._grams_of, self._names_of = _Postings(list), _Postings(list)
        for one in self._said:
            self._entries[one.entry].said.append(one)
            self._entries[one.entry].grams.update(one.grams)
            for term, weight in one.grams.items():
                self._grams_of[term].append((one.place, weight))
            for term, weight in one.names.items():
                self._names_of[term].append((one.place, weight))
        self._floors = {chinese: self._floor(chinese) for chinese in (True, False)}
        self._meant: Meant | None = None
        if encoder is not None:
            self.learn_meaning(encoder)

    def learn_meaning(self, encoder: Encoder) -> None:
        """Read every wording with an encoder, some 12 ms each; until it is done what is asked is told by its words."""
        if self._said:
            wordings = [(said.entry, said.text) for said in self._said]
            self._meant = Meant(wordings, self._nearest_in_words(), encoder)

    def _floor(self, chinese: bool) -> float:
        """Each way of asking is put to the articles but its own. Titles are left out: they are told in the house's
        words, shorter and more alike than what customers write."""
        told = [
            said
            for said in self._said
            if said.chinese == chinese and said.text not in self._entries[said.entry].question.values()
        ]
        asked = told[:: 1 + len(told) // MOST_ASKED]
        return floor_of([self._best_but_own(said) for said in asked])

    def _best_but_own(self, said: _Said) -> float:
        near = _cosines(said.grams, self._grams_of)
        others = self._sharing(said, near) - {said.entry}
        return max(
            (fit(_evidence(said, self._entries[number], near, None)) for number in others), default=0.0
        )

    def _sharing(self, asked: _Said, near: Iterable[int]) -> set[int]:
        """The articles that have anything in common with it."""
        named = (place for term in asked.names for place, _weight in self._names_of.get(term, ()))
        return {self._said[place].entry for place in chain(near, named)}

    def _nearest_in_words(self) -> list[int]:
        """The wording most like each wording, by its words alone: what an encoder has to match."""
        nearest = []
        for said in self._said:
            near = _cosines(said.grams, self._grams_of)
            near.pop(said.place, None)
            nearest.append(max(sorted(near), key=near.__getitem__, default=said.place))
        return nearest

    def _named(self, text: str) -> list[str]:
        return [*_spoken_of(text), *(f"={name}" for name in self._bridge.learnt_names_of(normalise(text)))]

    def _read(self, place: int, number: int, text: str) -> _Said:
        return _Said(
            place,
            number,
            text,
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
        asked = self._read(-1, -1, text)
        near = _cosines(asked.grams, self._grams_of)
        reader = self._meant  # another thread may set it any moment
        meant = reader.likeness(text) if reader is not None else None
        likely = dict.fromkeys(self._sharing(asked, near), 0.0)
        for place, likeness in (meant or {}).items():
            number = self._said[place].entry
            likely[number] = max(likely.get(number, 0.0), likeness)
        best: dict[int, float] = {}
        for number, likeness in likely.items():
            entry = self._entries[number]
            score = fit(_evidence(asked, entry, near, None if meant is None else likeness))
            best[number] = level(score, self._floors[asked.chinese]) if meant is None else score
            if product and entry.product not in ("", product):
                best[number] *= OTHER_PRODUCT
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [self._answer(number, score, language) for number, score in ranked]

    def _answer(self, number: int, score: float, language: str) -> Answer:
        """In the language asked for, or in the other where the article has none."""
        entry = self._entries[number]
        if not entry.answer[language].strip():
            language = "en" if language == "zh" else "zh"
        question = entry.question[language] or next(filter(None, entry.question.values()), "")
        return Answer(entry.code, question, entry.answer[language], min(1.0, score), entry.product, language)


def _evidence(asked: _Said, entry: _Entry, cosines: Mapping[int, float], meant: float | None) -> Evidence:
    own = [said for said in entry.said if said.chinese == asked.chinese]
    near = sorted((cosines.get(said.place, 0.0) for said in own or entry.said), reverse=True)
    covered = sum(weight for term, weight in asked.grams.items() if term in entry.grams)
    return Evidence(
        nearest=near[0],
        second=near[1] if len(near) > 1 else 0.0,
        covered=covered / (sum(asked.grams.values()) or 1.0),
        named=_named(asked.concepts, (said.concepts for said in entry.said)),
        named_across=0.0 if own else _named(asked.names, (said.names for said in entry.said)),
        speaks_of_nothing=0.0 if asked.concepts else 1.0,
        meant=meant,
    )


def _named(asked: Mapping[str, float], said: Iterable[Mapping[str, float]]) -> float:
    """Cosine to the likest. A single name in common may be chance: it counts half, two count two thirds."""
    best = 0.0
    for one in said if asked else ():
        if shared := asked.keys() & one.keys():
            cosine = sum(asked[name] * one[name] for name in sorted(shared))
            best = max(best, cosine * len(shared) / (1 + len(shared)))
    return best


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
    """Words without their endings, a Chinese word's signs and pairs of signs (a typo costs some of them, not the word),
    and, marked, the words that carry the matter, those of one meaning made one."""
    plain = normalise(text)
    found: list[str] = []
    for word in words(plain):
        if word in _STOP or not word.strip():
            continue
        found.append(stem(word))
        if not word.isascii() and len(word) > 1:
            found.extend(word)
            if len(word) > 2:
                found.extend(word[i : i + 2] for i in range(len(word) - 1))
    return [*found, *(f"~{word}" for word in telling_words(plain))]


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


def _cosines(asked: Mapping[str, float], postings: _Postings) -> dict[int, float]:
    """Of every wording that has any of the terms."""
    found: defaultdict[int, float] = defaultdict(float)
    for term, value in asked.items():
        for place, weight in postings.get(term, ()):
            found[place] += value * weight
    return found
