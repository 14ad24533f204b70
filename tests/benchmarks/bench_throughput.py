"""Messages judged per second of one core, as a ratio to scikit-learn's vectoriser alone on the same texts.

Run: `OMP_NUM_THREADS=1 python -m tests.benchmarks.bench_throughput [set ...]`; needs the labelled sets in
`../shared/data/nlu` beside the project. The vectoriser only counts and weighs (words 1–2 and characters, fitted on
the same taught texts); ours does that, scores every label with planes and hidden layer, calibrates, decides and
gives its reasons. CPU time, the best of three rounds each, alternating. All four sets: two to three minutes of one
core, most of it to train on a thousand texts each.
"""

import sys
import time
from collections.abc import Callable, Sequence
from random import Random

from scipy.sparse import hstack

from classifier.features.blocks import mostly_han
from classifier.models.training import train
from tests.benchmarks.bench_classification import DATA, SEED, chosen, read
from tests.benchmarks.plain_parts import vectoriser

SETS = ("banking77", "smp2017", "waimai", "shop10")
TAUGHT, ASKED, ROUNDS = 1_000, 1_000, 3


def measure(name: str) -> None:
    """Print messages per CPU second of each way, and the ratios."""
    rows = read(f"{name}/train.csv")
    order = list(range(len(rows[0])))
    Random(SEED).shuffle(order)
    taught, asked = chosen(rows, order[:TAUGHT]), chosen(rows, order[TAUGHT : TAUGHT + ASKED])[0]
    asked = (asked * (1 + ASKED // len(asked)))[:ASKED]
    model = train(*taught)
    parts = [vectoriser(family, mostly_han(taught[0])).fit(taught[0]) for family in ("word", "char")]
    ways: dict[str, Callable[[Sequence[str]], object]] = {
        "vectoriser alone, all at once": lambda texts: hstack([part.transform(texts) for part in parts]),
        "ours, all at once": model.predict_many,
        "vectoriser alone, one by one": lambda texts: [
            hstack([part.transform([text]) for part in parts]) for text in texts
        ],
        "ours, one by one": lambda texts: [model.predict(text) for text in texts],
    }
    rates = dict.fromkeys(ways, 0.0)
    for number in range(ROUNDS * len(ways)):
        way = list(ways)[number % len(ways)]
        # what was judged before is remembered letter by letter: every round has its own number of spaces
        rates[way] = max(rates[way], rate(ways[way], [text + " " * number for text in asked]))
    for way, found in rates.items():
        print(f"{name:>10}  {way:<30} {found:>8,.0f} messages a CPU second", flush=True)
    for how in ("all at once", "one by one"):
        ratio = rates[f"ours, {how}"] / rates[f"vectoriser alone, {how}"]
        print(f"{name:>10}  {how}: {ratio:.2f} of the vectoriser's rate", flush=True)


def rate(judge: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Texts per CPU second."""
    started = time.process_time()
    judge(texts)
    return len(texts) / (time.process_time() - started)


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"no labelled sets in {DATA}; the benchmark has nothing to measure")
    for asked_for in sys.argv[1:] or SETS:
        measure(asked_for)
