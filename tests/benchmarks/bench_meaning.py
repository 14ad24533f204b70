"""Whether a pair of texts means the same: AUROC of ours beside word cosine and spelling, in one run.

Run: ``python -m tests.benchmarks.bench_meaning`` (half a minute of one core). Pairs are built from the labelled
sets, two a text: one of the same label, drawn from its likelier half, and one of another label. ``moderate``
draws the other from its 4th to 40th nearest by TF-IDF, ``hard`` from its four nearest, where words mislead.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict

import numpy as np
from sklearn.metrics import roc_auc_score

from classifier.likeness.meaning import MeaningScorer
from classifier.text.normalise import words
from classifier.text.similarity import ratio
from tests.benchmarks.bench_themes import DATA, SETS, Rows, likeness, read, union

MOST = {"banking77": 15, "clinc150": 8, "bitext_cs": 40, "smp2017": 40}
"""Texts of a label; the whole sets would tell no more."""
TRIED = 400


def some(rows: Rows, most: int) -> Rows:
    """At most so many texts of each label."""
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    for text, label in rows:
        by_label[label].append(text)
    draw = random.Random(0)
    return [
        (one, label) for label, texts in by_label.items() for one in draw.sample(texts, min(most, len(texts)))
    ]


def pairs(rows: Rows, nearest: slice) -> list[tuple[str, str, bool]]:
    """Two texts and whether they have one label."""
    texts, labels = [text for text, _ in rows], np.array([label for _, label in rows])
    near, draw = likeness(union(texts)), random.Random(1)
    np.fill_diagonal(near, -1)
    found = []
    for at in draw.sample(range(len(rows)), min(TRIED, len(rows))):
        order = np.argsort(-near[at])
        same = [place for place in order if labels[place] == labels[at] and place != at]
        other = [place for place in order if labels[place] != labels[at]][nearest]
        if same and other:
            found.append((texts[at], texts[draw.choice(same[: (len(same) + 1) // 2])], True))
            found.append((texts[at], texts[draw.choice(other)], False))
    return found


def word_cosine(left: str, right: str) -> float:
    """The baseline of counted words."""
    one, two = Counter(words(left)), Counter(words(right))
    length = sum(n * n for n in one.values()) * sum(n * n for n in two.values())
    return sum(n * two[word] for word, n in one.items()) / (length**0.5 or 1.0)


def main() -> None:
    """Print one line a set and kind of pair."""
    scorer = MeaningScorer()
    for name, most in MOST.items():
        if not (DATA / name / SETS[name]).exists():
            print(f"{name}: not here, left out")
            continue
        rows = some(read(name), most)
        for kind, nearest in (("moderate", slice(3, 40)), ("hard", slice(0, 4))):
            asked = pairs(rows, nearest)
            truth = [same for _, _, same in asked]
            began = time.process_time()
            ours = [scorer.score(left, right) for left, right, _ in asked]
            took = (time.process_time() - began) / len(asked) * 1_000
            cosine = [word_cosine(left, right) for left, right, _ in asked]
            spelling = [ratio(left, right) for left, right, _ in asked]
            figures = {"word cosine": cosine, "ratio": spelling, "OURS": ours}
            shown = "  ".join(f"{way} {roc_auc_score(truth, found):.3f}" for way, found in figures.items())
            print(f"{name:>10} {kind:<9} {len(asked)} pairs  {shown}  ({took:.2f} ms a pair)", flush=True)


if __name__ == "__main__":
    main()
