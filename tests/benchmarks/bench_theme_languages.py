"""Whether Chinese and English complaints about the same fault land in one theme, on texts nobody trained on.

Run: ``python -m tests.benchmarks.bench_theme_languages`` (about a minute of one core). Texts: the complaints,
faults, requests and suggestions of ``tests/data/nlu/demo_eval.csv``, held back from training, rules and
thresholds; and ``faults_two_languages.csv``, fifteen faults told five times in each language, several of them
faults of one product. ``across`` counts only pairs of one Chinese and one English text. A theme is made of the
product and topic the classifiers give, as the harvest does it; what stays undecided is with a person and in no
theme, which costs recall. Beside it the texts alone: each language by itself, both by the names that they share,
and by the words learnt from the demo company's own pairs as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from classifier.contract import Judgement, Prediction
from classifier.features.blocks import FeatureSettings
from classifier.likeness.bridge import learn_bridge
from classifier.models.cold_start import cold_start
from classifier.models.evaluation import best_label
from classifier.models.training import TrainingSettings, train
from classifier.text.entities import ProductFinder
from classifier.themes.grouping import GroupingSettings, group_texts
from tests.benchmarks.bench_demo_company import products_of, read, taught_texts
from ticketing.company.reading import Company, read_company
from web.founding import PRECISION, PRODUCT_PRECISION, examples_of

SPEAKING = {"complaint", "fault", "request", "suggestion"}


def pairwise(
    truth: Sequence[Hashable], themes: Sequence[Hashable], languages: Sequence[str] | None = None
) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs in one theme; with languages only of pairs across them."""

    def pairs(keys: Sequence[Hashable]) -> int:
        whole = sum(n * (n - 1) // 2 for n in Counter(keys).values())
        if languages is None:
            return whole
        within = Counter(zip(keys, languages, strict=True))
        return whole - sum(n * (n - 1) // 2 for n in within.values())

    both = pairs(list(zip(truth, themes, strict=True)))
    precision, recall = both / max(1, pairs(themes)), both / max(1, pairs(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def judged(texts: Sequence[str], company: Company) -> tuple[list[Judgement], list[Judgement]]:
    """Product and topic of each text, as triage has them."""
    kept = examples_of(company)
    given = [("topic", row[0], row[2]) for row in kept["rows"] if row[2]]
    names = [(code, name) for code, name in kept["names"]]
    topics = cold_start(names, given, precision=PRECISION)["topic"]
    finder = ProductFinder([*names, *((one.code, one.code) for one in company.products)])
    known, labels = taught_texts(company)["product"]
    settings = TrainingSettings(
        PRODUCT_PRECISION,
        most_work=0,
        features=FeatureSettings(concepts=True, matter_only=True),
        rare_words=True,
    )
    judge = train(known, labels, settings=settings)
    return products_of(judge, finder, texts), topics.predict_many(texts)


def pairs_of(company: Company) -> list[tuple[str, str]]:
    """What the company says in both languages: its catalogue, topics and answers."""
    named = [one.name for one in (*company.products, *company.topics, *company.tags)]
    said = [part for one in company.articles for part in (one.question, one.answer)]
    listed = [part for one in company.articles for part in (one.keywords, one.paraphrases)]
    return [
        *((one.zh, one.en) for one in (*named, *said)),
        *((" ".join(one.zh), " ".join(one.en)) for one in listed),
    ]


def by_themselves(texts: Sequence[str], languages: Sequence[str]) -> list[Hashable]:
    """Themes of each language's texts alone."""
    themes: dict[int, Hashable] = {}
    for language in set(languages):
        places = [place for place, one in enumerate(languages) if one == language]
        grouped = group_texts([texts[place] for place in places])
        themes |= {place: (language, theme) for place, theme in zip(places, grouped, strict=True)}
    return [themes[place] for place in range(len(texts))]


def words_alone(
    texts: Sequence[str], languages: Sequence[str], company: Company
) -> dict[str, list[Hashable]]:
    """What the texts themselves tell, without a judgement of product and topic."""
    learnt = GroupingSettings(bridge=learn_bridge(pairs_of(company)))
    return {
        "each language alone": by_themselves(texts, languages),
        "by shared names": list(group_texts(texts)),
        "and learnt words": list(group_texts(texts, learnt)),
    }


def show(truth: Sequence[Hashable], languages: Sequence[str], ways: Mapping[str, Sequence[Hashable]]) -> None:
    """Print a line a way, of all pairs and of those across languages."""
    for way, themes in ways.items():
        for name, by in (("all pairs", None), ("across languages", languages)):
            precision, recall, f1 = pairwise(truth, themes, by)
            print(f"{way:<22} {name:<17} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def main() -> None:
    """Print ours beside the words alone."""
    company = read_company()
    faults = read("faults_two_languages.csv")
    texts, languages = [row["text"] for row in faults], [row["language"] for row in faults]
    truth: list[Hashable] = [row["fault"] for row in faults]
    print(f"{len(texts)} texts of {len(set(truth))} faults told in both languages")
    show(truth, languages, words_alone(texts, languages, company))
    rows = [row for row in read("demo_eval.csv") if row["type"] in SPEAKING and row["product"] != "unknown"]
    texts, languages = [row["text"] for row in rows], [row["language"] for row in rows]
    truth = [(row["product"], row["topic"]) for row in rows]
    products, topics = judged(texts, company)
    alone: list[Hashable] = list(range(len(rows)))
    decided = [
        (product.label, topic.label)
        if isinstance(product, Prediction) and isinstance(topic, Prediction)
        else alone[place]
        for place, (product, topic) in enumerate(zip(products, topics, strict=True))
    ]
    best = [(best_label(p), best_label(t)) for p, t in zip(products, topics, strict=True)]
    told = set(zip(truth, languages, strict=True))
    faults = sum(n > 1 for n in Counter(fault for fault, _ in told).values())
    print(f"{len(rows)} texts of {len(set(truth))} faults, {faults} of them told in both languages")
    ways = {"product and topic": decided, "the same, best guess": best}
    show(truth, languages, ways | words_alone(texts, languages, company))


if __name__ == "__main__":
    main()
