"""Which products and versions a text speaks of; ambiguity is kept, never guessed away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.text.language import HAN
from classifier.text.normalise import fold
from classifier.text.similarity import spelling_distance


@dataclass(frozen=True, slots=True)
class ProductMention:
    """An alias found in the text. More than one candidate means: ask, do not guess.

    `text` is quoted from the folded text; `score` is 1.0 for an exact alias, less for a misspelling.
    """

    text: str
    start: int
    end: int
    candidates: tuple[str, ...]
    score: float = 1.0


_LATIN = re.compile(r"[a-z0-9+]")
_TOKEN = re.compile(rf"[a-z0-9+]+|[{HAN}]+")
_SHORTEST_FUZZY_LATIN = 5
_SHORTEST_FUZZY_HAN = 4

_VERSION = re.compile(
    r"(?:\b(?:v|ver|version|build|firmware|release|app)|版本号?(?:是|为)?|固件(?:版本)?|系统|升级到|更新到|\bto)[\s.:：]{0,2}(\d{1,3}(?:\.\d{1,5}){1,3}[a-z]?\d{0,3})(?![\d.]*\d)"
    r"|(?<![\d.])(\d{1,3}(?:\.\d{1,5}){1,3})(?: ?(?:版|version\b|固件|firmware\b))"
    r"|(?<![\d.:])(\d{1,3}\.\d{1,3}\.\d{1,5})(?![\d.]*\d)",
    re.ASCII,
)
_WHOLE_VERSION = re.compile(r"\b(?:v|version|版本) ?(\d{1,3})(?![\d.])")


class ProductFinder:
    """Finds products by their aliases; made once per catalogue, then used for every text."""

    def __init__(self, aliases: Iterable[tuple[str, str]]) -> None:
        """Take (product code, alias) pairs; one alias may stand for several products."""
        codes: dict[str, list[str]] = defaultdict(list)
        for code, alias in aliases:
            key = fold(alias)
            if key and code not in codes[key]:
                codes[key].append(code)
        self._codes = {key: tuple(found) for key, found in codes.items()}
        # longest first, so that 监控会员 wins over 监控 and over 会员
        ordered = sorted(self._codes, key=lambda key: (-len(key), key))
        self._exact = re.compile("|".join(map(_as_pattern, ordered))) if ordered else None
        self._latin = [
            key for key in ordered if _is_latin(key) and len(_squeezed(key)) >= _SHORTEST_FUZZY_LATIN
        ]
        self._han = [key for key in ordered if not _is_latin(key) and len(key) >= _SHORTEST_FUZZY_HAN]

    def find(self, text: str) -> tuple[ProductMention, ...]:
        """Return the products mentioned, in order of place.

        An ambiguous alias is narrowed by a certain one elsewhere in the text ("帆盘 … 会员"); misspellings
        are looked for only where nothing exact was found at that place.
        """
        plain = fold(text)
        if self._exact is None or not plain:
            return ()
        mentions = [
            ProductMention(match.group(), match.start(), match.end(), self._codes[match.group()])
            for match in self._exact.finditer(plain)
        ]
        mentions += [
            fuzzy
            for fuzzy in self._misspelt(plain)
            if all(fuzzy.end <= known.start or fuzzy.start >= known.end for known in mentions)
        ]
        return _narrowed(sorted(mentions, key=lambda mention: mention.start))

    def _misspelt(self, plain: str) -> Iterator[ProductMention]:
        tokens = list(_TOKEN.finditer(plain))
        last_end = 0
        for place, token in enumerate(tokens):
            if token.start() < last_end:
                continue
            if not _is_latin(token.group()):
                yield from self._misspelt_han(token.group(), token.start())
                continue
            found = self._misspelt_latin(tokens[place : place + 2])
            if found:
                last_end = found.end
                yield found

    def _misspelt_latin(self, tokens: list[re.Match[str]]) -> ProductMention | None:
        best: ProductMention | None = None
        for count in range(1, len(tokens) + 1):
            written = "".join(token.group() for token in tokens[:count])
            for key in self._latin:
                squeezed = _squeezed(key)
                allowed = 1 if len(squeezed) < 8 else 2
                if abs(len(written) - len(squeezed)) > allowed or written[0] != squeezed[0]:
                    continue
                edits = spelling_distance(written, squeezed, allowed)
                score = 1.0 - edits / len(squeezed)
                if edits <= allowed and (best is None or score > best.score):
                    best = ProductMention(
                        written, tokens[0].start(), tokens[count - 1].end(), self._codes[key], score
                    )
        return best

    def _misspelt_han(self, run: str, offset: int) -> Iterator[ProductMention]:
        """One wrong character in an alias of four or more; shorter ones are too easily another word."""
        for key in self._han:
            size = len(key)
            for start in range(len(run) - size + 1):
                window = run[start : start + size]
                if sum(left != right for left, right in zip(window, key, strict=True)) == 1:
                    yield ProductMention(
                        window, offset + start, offset + start + size, self._codes[key], 1.0 - 1.0 / size
                    )


def find_products(text: str, aliases: Iterable[tuple[str, str]]) -> tuple[ProductMention, ...]:
    """Return the products mentioned in one text; for many texts make a `ProductFinder` once."""
    return ProductFinder(aliases).find(text)


def product_candidates(mentions: Iterable[ProductMention]) -> tuple[str, ...]:
    """Return the codes in question, most often mentioned first; one means certain, several mean ask."""
    weight: dict[str, float] = defaultdict(float)
    for mention in mentions:
        for code in mention.candidates:
            weight[code] += mention.score / len(mention.candidates)
    return tuple(sorted(weight, key=lambda code: (-weight[code], code)))


def distinct_products(mentions: Iterable[ProductMention]) -> tuple[str, ...]:
    """Return the codes named beyond doubt, in order; two or more hint at several issues in one message."""
    certain = [mention.candidates[0] for mention in mentions if len(mention.candidates) == 1]
    return tuple(dict.fromkeys(certain))


def find_versions(text: str) -> tuple[str, ...]:
    """Return the version numbers in a text as written without their "v", in order, each once."""
    plain = fold(text)
    found = [next(group for group in match.groups() if group) for match in _VERSION.finditer(plain)]
    found += _WHOLE_VERSION.findall(plain) if not found else []
    return tuple(dict.fromkeys(found))


def _narrowed(mentions: list[ProductMention]) -> tuple[ProductMention, ...]:
    certain = set(distinct_products(mentions))
    narrowed = []
    for mention in mentions:
        known = tuple(code for code in mention.candidates if code in certain)
        if len(mention.candidates) > 1 and known:
            mention = ProductMention(mention.text, mention.start, mention.end, known, mention.score)  # noqa: PLW2901
        narrowed.append(mention)
    return tuple(narrowed)


def _as_pattern(alias: str) -> str:
    """Latin aliases stand alone as words; Chinese ones may stand anywhere."""
    before = r"(?<![a-z0-9])" if _LATIN.match(alias[0]) else ""
    after = r"(?![a-z0-9])" if _LATIN.match(alias[-1]) else ""
    return before + re.escape(alias) + after


def _is_latin(word: str) -> bool:
    return bool(_LATIN.match(word[0])) and word.isascii()


def _squeezed(key: str) -> str:
    return key.replace(" ", "").replace("-", "")
