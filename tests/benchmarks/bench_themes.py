"""How well texts are grouped into themes that nobody named: ours beside the usual ways, in one run.

Run: ``OMP_NUM_THREADS=1 python -m tests.benchmarks.bench_themes [--seeds 0 1 2] [--sets banking77 …]
[--encoder FOLDER]``; two or three minutes of one core a set. From each labelled set a random half of the labels is grouped; the other half's labels
may teach the ways that learn. Every other way is given its best threshold, which nobody knows in practice; ours
chooses its own. Pairwise F1 and B-cubed F1. ``identity``: the share of old texts that leave their theme when a
tenth more is added to themes known before, and what adding one text costs. ``courtesies``: the same texts with what
people say before and behind their matter (see ``courtesies.py``).
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.linalg import svds
from scipy.spatial.distance import squareform
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from classifier.encoder.port import Encoder, SentenceEncoder
from classifier.text.normalise import normalise, words
from classifier.themes.grouping import GroupingSettings, continue_themes, group_texts, learn_themes
from tests.benchmarks.courtesies import OWN, USUAL, polite

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "nlu"
SETS = {"banking77": "train.csv", "clinc150": "train.csv", "bitext_cs": "train.csv", "smp2017": "train.csv"}
MOST = 3_000
Rows = list[tuple[str, str]]
Floats = NDArray[np.float64]


def read(name: str) -> Rows:
    """Texts with their labels."""
    with (DATA / name / SETS[name]).open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["label"]) for row in csv.DictReader(file)]


def halves(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    """At most 3,000 rows of a random half of the labels, and the rows of the other half."""
    draw, names = random.Random(seed), sorted({label for _, label in rows})
    unseen = set(draw.sample(names, (len(names) + 1) // 2))
    judged = [row for row in rows if row[1] in unseen]
    draw.shuffle(judged)
    return judged[:MOST], [row for row in rows if row[1] not in unseen]


def scores(truth: Sequence[str], themes: Sequence[int]) -> tuple[float, float]:
    """Pairwise F1 and B-cubed F1."""
    both, labels, groups = Counter(zip(truth, themes, strict=True)), Counter(truth), Counter(themes)
    pairs = [sum(n * (n - 1) for n in counted.values()) for counted in (both, groups, labels)]
    pairwise = 2 * pairs[0] / max(1, pairs[1] + pairs[2])
    precision = sum(n * n / groups[theme] for (_, theme), n in both.items()) / len(truth)
    recall = sum(n * n / labels[label] for (label, _), n in both.items()) / len(truth)
    return pairwise, 2 * precision * recall / (precision + recall)


def union(texts: Sequence[str]) -> csr_matrix:
    """TF-IDF of words and characters, the baselines' features."""
    plain = [normalise(text) for text in texts]
    by_word = TfidfVectorizer(tokenizer=words, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
    by_sign = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return normalize(csr_matrix(hstack([by_word.fit_transform(plain), by_sign.fit_transform(plain)])))


def latent(rows: csr_matrix, size: int) -> Floats:
    """Latent semantic analysis, unit length."""
    start = np.random.default_rng(0).normal(size=min(rows.shape))
    left, strength, _ = svds(rows, k=min(size, min(rows.shape) - 1), v0=start)
    return normalize(left * strength)


def whitened(points: Floats, topics: Sequence[str], taught: int) -> Floats:
    """The points after the last `taught`, whitened by the scatter within the topics of those."""
    known, scatter = points[-taught:], np.eye(points.shape[1]) * 1e-3
    for topic in set(topics):
        some = known[[one == topic for one in topics]]
        spread = some - some.mean(axis=0)
        scatter += spread.T @ spread / len(known)
    strength, directions = np.linalg.eigh(scatter)
    return normalize(points[:-taught] @ (directions / np.sqrt(strength)))


def likeness(points: Floats | csr_matrix) -> Floats:
    """Cosines of each with each."""
    product = points @ points.T
    return np.asarray(product.todense() if hasattr(product, "todense") else product)


def average_link(truth: Sequence[str], near: Floats) -> tuple[float, float]:
    """Average linkage cut where it is best."""
    apart = np.maximum(1 - near, 0)
    np.fill_diagonal(apart, 0)
    joined = linkage(squareform(apart, checks=False), "average")
    cuts = np.unique(np.quantile(joined[:, 2], np.linspace(0.5, 1, 60)))
    return max(scores(truth, fcluster(joined, cut, "distance").tolist()) for cut in cuts)


def leader(truth: Sequence[str], near: Floats) -> tuple[float, float]:
    """Each text joins the likest earlier leader, at the best threshold."""
    found = []
    for least in np.arange(0.1, 0.8, 0.05):
        leaders: list[int] = []
        themes = []
        for place in range(len(near)):
            like = near[place, leaders] if leaders else np.zeros(0)
            if not len(like) or like.max() < least:
                leaders.append(place)
                themes.append(len(leaders) - 1)
            else:
                themes.append(int(like.argmax()))
        found.append(scores(truth, themes))
    return max(found)


def compare(rows: Rows, others: Rows, encoder: Encoder | None = None) -> dict[str, tuple[float, float]]:
    """Every way's two scores."""
    texts, truth = [text for text, _ in rows], [label for _, label in rows]
    plain, taught = union(texts), others[:MOST]
    points = latent(plain, 300)
    both = latent(union([*texts, *(text for text, _ in taught)]), 300)
    white = whitened(both, [topic for _, topic in taught], len(taught))
    means = KMeans(len(set(truth)), n_init=3, random_state=0).fit_predict(latent(plain, 100)).tolist()
    helped = {}
    if encoder is not None:
        helped["OURS, with the encoder"] = scores(
            truth, group_texts(texts, GroupingSettings(encoder=encoder))
        )
    return helped | {
        "leader, TF-IDF": leader(truth, likeness(plain)),
        "average-link, TF-IDF": average_link(truth, likeness(plain)),
        "average-link, LSA 300": average_link(truth, likeness(points)),
        "k-means, true number, LSA 100": scores(truth, means),
        "average-link, whitened by labels": average_link(truth, likeness(white)),
        "leader, whitened by labels": leader(truth, likeness(white)),
        "OURS": scores(truth, group_texts(texts)),
        "OURS, taught by labels": scores(truth, group_texts(texts, learn_from=others)),
    }


def identity(rows: Rows) -> str:
    """What adding a tenth does to old texts, how good the placing is, and the cost of one more text."""
    texts, truth = [text for text, _ in rows], [label for _, label in rows]
    size = len(texts) * 10 // 11
    before = group_texts(texts[:size])
    known = list(zip(texts[:size], before, strict=True))
    after = continue_themes(known, texts)
    moved = np.mean([one != other for one, other in zip(before, after, strict=False)])
    grouping = learn_themes(known)
    if grouping is None:
        raise RuntimeError("no text says anything")
    took = []
    for text in texts[size : size + 200]:
        began = time.process_time()
        grouping.place([text])
        took.append((time.process_time() - began) * 1_000)
    quality = scores(truth, after)[0]
    return f"moved {moved:.4f} of old texts, F1 of old and new {quality:.3f}, one more text {np.median(took):.1f} ms"


def courteous(rows: Rows) -> str:
    """How well the same texts are grouped among courtesies."""
    texts, truth = [text for text, _ in rows], [label for _, label in rows]
    plain = scores(truth, group_texts(texts))[0]
    ways = {"usual ones": polite(texts, USUAL, 0), "a house's own": polite(texts, OWN, 0)}
    found = {way: scores(truth, group_texts(said))[0] for way, said in ways.items()}
    return ", ".join(f"with {way} F1 {f1:.3f} ({f1 / plain:.2f} of plain)" for way, f1 in found.items())


def main() -> None:
    """Print a table a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=list(SETS))
    parser.add_argument("--encoder", type=Path, help="folder of a sentence encoder that joins in")
    given = parser.parse_args()
    encoder = SentenceEncoder(given.encoder) if given.encoder else None
    for name in given.sets:
        if not (DATA / name).exists():
            print(f"{name}: not here, left out", file=sys.stderr)
            continue
        rows, found = read(name), defaultdict(list)
        for seed in given.seeds:
            for way, pair in compare(*halves(rows, seed), encoder).items():
                found[way].append(pair)
        for way, pairs in found.items():
            each = " ".join(f"{pair[0]:.3f}" for pair in pairs)
            pairwise, b_cubed = np.mean(pairs, axis=0)
            print(f"{name:>10}  {way:<34} F1 {pairwise:.3f}  B-cubed {b_cubed:.3f}  ({each})", flush=True)
        first = halves(rows, given.seeds[0])[0]
        print(f"{name:>10}  identity: {identity(first)}", flush=True)
        print(f"{name:>10}  courtesies: {courteous(first)}", flush=True)


if __name__ == "__main__":
    main()
