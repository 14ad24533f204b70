"""How often a question finds its article, and how often the bot speaks where it has none.

Run: ``python -m tests.benchmarks.bench_faq [--encoder FOLDER]`` (half a minute of one core; with an
encoder some more). The demo company's articles, each asked by its paraphrases, of which the one asked is left out;
``no article``: the same questions with their article left out. ``across``: articles told in one language only, asked
in the other. ``utility``: articles of another company, told in ``utility_articles.py`` in words that share little, and
what none of them answers. ``banking77``: 77 articles of a question and two paraphrases, asked by 300 other texts of the set. R@1:
the right one is first; shown: among the three suggested; sure: given as the answer, and how often rightly.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from classifier.encoder.port import Encoder, SentenceEncoder
from classifier.likeness.bridge import Bridge, learn_bridge
from classifier.text.similarity import ratio
from intake.chat.answering import worth_showing
from intake.chat.answers import AnswerIndex
from intake.chat.state import Answer
from tests.benchmarks.bench_themes import DATA, read
from tests.benchmarks.courtesies import USUAL, polite
from tests.benchmarks.utility_articles import ARTICLES, UNANSWERED
from tests.intake.chat.desk import TOOLS
from ticketing.company.reading import read_company
from ticketing.company.records import Article as Told
from ticketing.models import Article

Case = tuple[Sequence[Answer], str]


def article(code: str, chinese: str, english: str, more: Sequence[str]) -> Article:
    """A row as the index reads it."""
    return Article(
        code=code,
        question_zh=chinese,
        question_en=english,
        paraphrases=list(more),
        answer_zh="x",
        answer_en="x",
    )


def wordings(told: Told, but: str = "") -> list[str]:
    """An article's paraphrases and keywords, without the one that is asked."""
    said = [text for text in (*told.paraphrases.zh, *told.paraphrases.en) if text != but]
    return [*said, " ".join(told.keywords.zh), " ".join(told.keywords.en)]


def show(name: str, cases: Sequence[Case]) -> None:
    """Print a line of what was found."""
    first = sum(bool(found) and found[0].code == right for found, right in cases)
    shown = sum(any(one.code == right for one in worth_showing(found, TOOLS)) for found, right in cases)
    said = sum(bool(worth_showing(found, TOOLS)) for found, _ in cases)
    sure = [found[0].code == right for found, right in cases if is_sure(found)]
    print(
        f"{name:<28} {len(cases)} asked  R@1 {first / len(cases):.3f}  shown {shown / len(cases):.3f}"
        f"  spoke {said / len(cases):.3f}  sure {len(sure) / len(cases):.3f}, rightly {sum(sure)}/{len(sure)}",
        flush=True,
    )


def is_sure(found: Sequence[Answer]) -> bool:
    """Whether the bot would give the first as the answer."""
    clear = len(found) < 2 or found[0].score - found[1].score >= TOOLS.answer_gap
    return bool(found) and found[0].score >= TOOLS.answer_floor and clear


def demo(bridge: Bridge, encoder: Encoder | None) -> None:
    """The demo company's articles asked by their own paraphrases."""
    told = read_company().articles
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for asked in told:
        without = [
            article(one.code, one.question.zh, one.question.en, wordings(one)) for one in told if one != asked
        ]
        none = AnswerIndex(without, bridge, encoder)
        for language, texts in (("zh", asked.paraphrases.zh), ("en", asked.paraphrases.en)):
            for text in texts:
                rows = [
                    article(one.code, one.question.zh, one.question.en, wordings(one, text)) for one in told
                ]
                index = AnswerIndex(rows, bridge, encoder)
                cases[language].append((index.find(text, "", language), asked.code))
                courteous = polite([text], USUAL, len(cases[language]))[0]
                cases[f"{language}, courteous"].append((index.find(courteous, "", language), asked.code))
                cases[f"{language}, no article"].append((none.find(text, "", language), asked.code))
    for name, found in sorted(cases.items()):
        show(f"demo {name}", found)
    for name, found in across(told, bridge):
        show(name, found)


def across(told: Sequence[Told], bridge: Bridge) -> Iterator[tuple[str, list[Case]]]:
    """Articles of one language asked in the other."""
    chinese = AnswerIndex(
        [article(one.code, one.question.zh, "", one.paraphrases.zh) for one in told], bridge
    )
    english = AnswerIndex(
        [article(one.code, "", one.question.en, one.paraphrases.en) for one in told], bridge
    )
    asked = {
        "zh": [(one.code, text) for one in told for text in (one.question.zh, *one.paraphrases.zh)],
        "en": [(one.code, text) for one in told for text in (one.question.en, *one.paraphrases.en)],
    }
    for name, index, language in (("across, zh asked", english, "zh"), ("across, en asked", chinese, "en")):
        yield name, [(index.find(text, "", language), code) for code, text in asked[language]]


def utility(encoder: Encoder | None) -> None:
    """A company that nothing was taught on: every paraphrase without itself, and questions that no article answers."""
    bridge = learn_bridge([(zh[0], en[0]) for zh, en in ARTICLES.values()])

    def told(but: str = "") -> AnswerIndex:
        rows = [
            article(code, zh[0], en[0], [text for text in (*zh[1:], *en[1:]) if text != but])
            for code, (zh, en) in ARTICLES.items()
        ]
        return AnswerIndex(rows, bridge, encoder)

    whole = told()
    for place, language in enumerate(("zh", "en")):
        asked = [(code, text) for code, texts in ARTICLES.items() for text in texts[place][1:]]
        show(f"utility {language}", [(told(text).find(text, "", language), code) for code, text in asked])
        none = [(whole.find(text, "", language), "") for text in UNANSWERED[language]]
        show(f"utility {language}, no article", none)


def banking(encoder: Encoder | None) -> None:
    """Intents as articles: no names beside the concepts, one language."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for text, label in read("banking77"):
        by_label[label].append(text)
    draw = random.Random(0)
    drawn = {label: draw.sample(texts, 8) for label, texts in by_label.items()}
    began = time.process_time()
    index = AnswerIndex(
        [article(label, "", some[0], some[1:3]) for label, some in drawn.items()], encoder=encoder
    )
    built = time.process_time() - began
    asked = draw.sample([(text, label) for label, some in drawn.items() for text in some[3:]], 300)
    began = time.process_time()
    found = [(index.find(text, "", "en"), label) for text, label in asked]
    spent = (time.process_time() - began) / len(asked)
    show("banking77", found)
    print(f"{'banking77, processor':<28} built in {built:.2f} s, a question {spent * 1000:.2f} ms")
    none = [
        [one for one in index.find(text, "", "en", limit=5) if one.code != label] for text, label in asked
    ]
    show("banking77, no article", [(answers, "") for answers in none])
    spelt = [
        (text, label, max(drawn, key=lambda one: max(ratio(text, said) for said in drawn[one][:3])))
        for text, label in asked[:100]
    ]
    print(
        f"{'banking77, rapidfuzz ratio':<28} 100 asked  R@1 {sum(one == other for _, one, other in spelt) / 100:.3f}"
    )


def main() -> None:
    """Print a line a way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path)
    given = parser.parse_args()
    encoder = SentenceEncoder(given.encoder) if given.encoder else None
    company = read_company()
    named = [one.name for one in (*company.products, *company.topics)]
    pairs = [(one.zh, one.en) for one in (*named, *(told.question for told in company.articles))]
    demo(learn_bridge(pairs), encoder)
    utility(encoder)
    if (DATA / "banking77").exists():
        banking(encoder)
    else:
        print("banking77: not here, left out")


if __name__ == "__main__":
    main()
