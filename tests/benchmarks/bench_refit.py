"""How long a full training of 100,000 labelled messages takes. Run: `python -m tests.benchmarks.bench_refit [ROWS]`.

The messages are the Chinese shop reviews of `../shared/data/nlu` beside the project; beyond their number they come
again with words of their own added, so that no two are the same. Limit: two minutes on two cores; processor seconds
are printed, for one core does the work. The plain parts beside it: one TF-IDF of characters and one linear machine.
"""

from __future__ import annotations

import resource
import sys
import time
from random import Random

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from classifier.models.training import train
from tests.benchmarks.bench_classification import DATA, Rows, read

LIMIT = 120.0


def messages(rows: int) -> Rows:
    """So many labelled texts, in an order of their own."""
    texts, labels = read("shop10/train.csv")
    random = Random(0)
    while len(texts) < rows:
        number = random.randrange(len(texts))
        texts.append(f"{texts[number]}，{random.choice(texts)[:12]}")
        labels.append(labels[number])
    order = random.sample(range(len(texts)), rows)
    return [texts[at] for at in order], [labels[at] for at in order]


def plain(texts: list[str], labels: list[str]) -> float:
    """Processor seconds of the plain parts."""
    began = time.process_time()
    matrix = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=4).fit_transform(
        texts
    )
    LinearSVC(random_state=0, tol=1e-3).fit(matrix, labels)
    return time.process_time() - began


def main(rows: int) -> None:
    """Train once each and print."""
    texts, labels = messages(rows)
    began, since = time.process_time(), time.perf_counter()
    train(texts, labels)
    ours, waited = time.process_time() - began, time.perf_counter() - since
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beside = plain(texts, labels)
    print(
        f"{rows:,} messages  {ours:.0f} CPU s (limit {LIMIT:.0f}), {waited:.0f} s by the clock  {memory:.0f} MB at most"
    )
    print(f"plain parts  {beside:.0f} CPU s; ours costs {ours / beside:.1f} times as much")


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"no labelled sets in {DATA}; the benchmark has nothing to measure")
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
