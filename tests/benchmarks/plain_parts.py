"""What plain scikit-learn parts reach on the same split: the baselines that ours is measured beside."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
import rjieba
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from classifier.features.blocks import mostly_han
from classifier.models.calibration import softmax

Chances = NDArray[np.float64]
FAMILIES = {
    "word": ("word",),
    "char": ("char",),
    "union": ("word", "char"),
    "rich": ("word", "char", "pairs"),
}


def vectoriser(family: str, han: bool) -> TfidfVectorizer:
    """TF-IDF of word 1–2-grams, of character n-grams (Chinese 1–4, English within words 2–5), or of word pairs."""
    if family == "char":
        if han:
            return TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    cut: Callable[[str], list[str]] = rjieba.cut if han else str.split
    if family == "pairs":
        return TfidfVectorizer(analyzer=lambda text: list(_pairs(cut(text.lower()))), sublinear_tf=True)
    if han:
        return TfidfVectorizer(tokenizer=cut, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
    return TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, 2), sublinear_tf=True)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    yield from (f"{left} {right}" for left, right in combinations(sorted(set(words[:24])), 2))


def plain_chances(
    family: str, texts: Sequence[str], truth: NDArray[np.intp], asked: Sequence[str]
) -> Chances:
    """Probabilities of a LinearSVC for each asked text, by a temperature fitted on two held-out halves.

    `truth` numbers the labels from 0 without a gap.
    """
    known, unknown = _matrices(FAMILIES[family], texts, asked)
    held_out = np.zeros((len(texts), int(truth.max()) + 1))
    for inside, outside in StratifiedKFold(2, shuffle=True, random_state=0).split(known, truth):
        held_out[outside] = _scores(known[inside], truth[inside], known[outside])

    def unlikely(temperature: float) -> float:
        chances = softmax(temperature * held_out)
        return -float(np.log(chances[np.arange(len(truth)), truth] + 1e-12).sum())

    best = minimize_scalar(unlikely, bounds=(0.5, 15.0), method="bounded").x
    return softmax(best * _scores(known, truth, unknown))


def _matrices(
    families: Sequence[str], texts: Sequence[str], asked: Sequence[str]
) -> tuple[csr_matrix, csr_matrix]:
    han = mostly_han(texts)
    made = [vectoriser(each, han) for each in families]
    known = [each.fit_transform(texts) for each in made]
    return hstack(known).tocsr(), hstack([each.transform(asked) for each in made]).tocsr()


def _scores(known: csr_matrix, truth: NDArray[np.intp], asked: csr_matrix) -> Chances:
    machine = LinearSVC(random_state=0).fit(known, truth)
    scores = machine.decision_function(asked)
    return np.column_stack([-scores, scores]) if scores.ndim == 1 else scores
