"""How well and how fast texts are classified, beside plain scikit-learn parts on the same split in the same run.

Run: `python -m tests.benchmarks.bench_classification [--thorough] [--ours] [--polite] [set ...]`; needs the labelled
sets in `../shared/data/nlu` beside the project. `--ours` leaves the plain parts out (they take most of the time),
`--polite` asks every text among the courtesies that most people write, of which no taught text had any.
Official test parts are not there: parts of the training file are held out, so figures lie a point or two below
those of a model trained on all of it. Small sets are cross-validated; no text is asked that a near-duplicate of
was taught. Plain parts: LinearSVC on words, characters, both, and both with pairs of words, each calibrated by
a temperature; the best of them by accuracy on the asked texts is named, which flatters it.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from classifier.contract import TextClassifier
from classifier.models.evaluation import (
    KnowsItsScope,
    best_label,
    coverage_at,
    evaluate,
    expected_calibration_error,
)
from classifier.models.store import save_model
from classifier.models.training import TrainingSettings, train
from classifier.text.normalise import fold
from tests.benchmarks.courtesies import USUAL, polite
from tests.benchmarks.plain_parts import FAMILIES, plain_chances

DATA = Path(__file__).parents[3] / "shared" / "data" / "nlu"
Rows = tuple[list[str], list[str]]
Split = tuple[Rows, Rows]
SEED = 0
RESAMPLES = 2_000
LIKE = 90.0
"""Texts of at least this likeness (0–100, Indel ratio after folding) never stand on both sides of a split."""


def read(path: str, label: str = "label") -> Rows:
    """Texts and labels of a labelled set."""
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row[label] for row in rows]


def held_out_fifth(rows: Rows) -> Iterator[Split]:
    """The same four fifths and fifth every time."""
    order = list(range(len(rows[0])))
    Random(SEED).shuffle(order)
    cut = len(order) // 5
    yield chosen(rows, order[cut:]), chosen(rows, order[:cut])


def held_out_tenths(rows: Rows, asked: int) -> Iterator[Split]:
    """Nine tenths taught, as near to all as can be asked about; the first `asked` tenths one after the other."""
    order = list(range(len(rows[0])))
    Random(SEED).shuffle(order)
    for first in range(asked):
        held_out = set(order[first::10])
        yield (
            chosen(rows, [place for place in order if place not in held_out]),
            chosen(rows, order[first::10]),
        )


def in_folds(rows: Rows, asked: int = 5) -> Iterator[Split]:
    """Five folds of groups of near-duplicates, of which the first `asked` are held out one after the other."""
    groups = np.array(near_duplicates(rows[0]))
    names, place = np.unique(groups, return_inverse=True)
    folds = np.random.default_rng(SEED).permutation(len(names))[place] % 5
    for fold_number in range(asked):
        inside, outside = np.flatnonzero(folds != fold_number), np.flatnonzero(folds == fold_number)
        yield chosen(rows, inside.tolist()), chosen(rows, outside.tolist())


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """The group of each text: texts joined by a chain of likeness share one."""
    plain = [fold(text) for text in texts]
    leader = list(range(len(plain)))

    def lead(place: int) -> int:
        while leader[place] != place:
            place = leader[place] = leader[leader[place]]
        return place

    for first in range(0, len(plain), 500):
        alike = process.cdist(plain[first : first + 500], plain, scorer=fuzz.ratio, score_cutoff=LIKE)
        for row, column in zip(*np.nonzero(alike), strict=True):
            leader[lead(first + int(row))] = lead(int(column))
    return [lead(place) for place in range(len(plain))]


def chosen(rows: Rows, places: Sequence[int]) -> Rows:
    """Some rows of a set."""
    return [rows[0][place] for place in places], [rows[1][place] for place in places]


def ten_shot() -> Iterator[Split]:
    """Ten examples a label; every fourth of the others is asked."""
    taught, whole = read("banking77/train_10shot.csv"), read("banking77/train.csv")
    known = set(taught[0])
    yield taught, chosen(whole, [place for place, text in enumerate(whole[0]) if text not in known][::4])


def clinc() -> Iterator[Split]:
    """In scope and out of scope together, no out-of-scope example taught."""
    inside, outside = read("clinc150/val.csv"), read("clinc150/oos_val.csv")
    yield read("clinc150/train.csv"), (inside[0] + outside[0], inside[1] + outside[1])


def clinc_told() -> Iterator[Split]:
    """The same, a hundred out-of-scope examples taught as one more label."""
    for (texts, labels), asked in clinc():
        more, outside = read("clinc150/oos_train.csv")
        yield (texts + more, labels + outside), asked


def pooled(name: str) -> Rows:
    """Training and validation part together."""
    (texts, labels), (more, their_labels) = read(f"{name}/train.csv"), read(f"{name}/val.csv")
    return texts + more, labels + their_labels


SETS: dict[str, Callable[[], Iterator[Split]]] = {
    "smp2017": lambda: in_folds(pooled("smp2017")),
    "banking77_10shot": ten_shot,
    "bitext_cs": lambda: held_out_fifth(pooled("bitext_cs")),
    "waimai": lambda: in_folds(read("waimai/train.csv"), 2),
    "banking77": lambda: held_out_fifth(read("banking77/train.csv")),
    "banking77_tenths": lambda: held_out_tenths(read("banking77/train.csv"), 3),
    "clinc150": clinc,
    "clinc150_oos": clinc_told,
    "shop10": lambda: held_out_fifth(read("shop10/train.csv")),
    "shop10_sentiment": lambda: held_out_fifth(read("shop10/train.csv", "sentiment")),
}


class Tally:
    """What one method said about all asked texts of a set, fold after fold."""

    def __init__(self) -> None:
        self.sure: list[float] = []
        self.right: list[bool] = []

    def figures(self) -> str:
        """Accuracy, calibration error (15 bins) and coverage at 95 % precision."""
        sure, right = np.array(self.sure), np.array(self.right)
        return (
            f"accuracy {right.mean():.4f}  ece {expected_calibration_error(sure, right):.3f}"
            f"  cov95 {coverage_at(sure, right, 0.95):.3f}"
        )


def ahead(ours: Tally, theirs: Tally) -> str:
    """How many points more of the same texts ours has right, with the 95 % bootstrap interval of that."""
    gain = np.array(ours.right, dtype=np.float64) - np.array(theirs.right, dtype=np.float64)
    random = np.random.default_rng(SEED)
    means = [gain[random.integers(0, len(gain), len(gain))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{100 * gain.mean():+.2f} points ({100 * low:+.2f} to {100 * high:+.2f})"


def measure(name: str, *, thorough: bool, alone: bool, among_courtesies: bool) -> None:
    """Print ours and, unless alone, every plain configuration on one set."""
    ours, plain = Tally(), {family: Tally() for family in FAMILIES}
    for number, (taught, asked) in enumerate(SETS[name]()):
        if among_courtesies:
            asked = polite(asked[0], USUAL, SEED), asked[1]
        started = time.process_time()
        model = train(*taught, settings=TrainingSettings(thorough=thorough))
        spent = time.process_time() - started
        if not number:
            print(costs(name, model, asked, spent), flush=True)
        inside = chosen(asked, [place for place, label in enumerate(asked[1]) if label != "oos"])
        said = model.predict_many(inside[0])
        ours.sure += [judgement.confidence for judgement in said]
        ours.right += [best_label(one) == true for one, true in zip(said, inside[1], strict=True)]
        for family in () if alone else FAMILIES:
            ask_plain(plain[family], family, taught, inside)
    print(f"{name:>16}  {'ours':>5}  {ours.figures()}", flush=True)
    if not alone:
        for family, tally in plain.items():
            print(f"{name:>16}  {family:>5}  {tally.figures()}", flush=True)
        best = max(plain, key=lambda family: float(np.mean(plain[family].right)))
        print(f"{name:>16}  ours beside the best plain ({best}): {ahead(ours, plain[best])}", flush=True)


def costs(name: str, model: KnowsItsScope, asked: Rows, spent: float) -> str:
    """Time to train and to judge, size, and how well out-of-scope texts are told."""
    figures = evaluate(model, *asked, oos_label="oos" if "oos" in asked[1] else None)
    with TemporaryDirectory() as folder:
        size = save_model(model, Path(folder))  # type: ignore[arg-type]  # what train returns
    scope = f"  oos AUROC {figures.oos_auroc:.3f}" if figures.oos_auroc is not None else ""
    p50, p99 = latency(model, asked[0][:1_000])
    return (
        f"{name:>16}  trained in {spent:.0f} CPU s  {size / 1e6:.1f} MB"
        f"  alone p50 {p50:.2f} p99 {p99:.2f} CPU ms{scope}"
    )


def latency(model: TextClassifier, texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of one core for one message alone, which other programs on the machine do not lengthen."""
    times = []
    for text in (f"{each} " for each in texts):  # what was judged before is remembered letter by letter
        started = time.thread_time()
        model.predict(text)
        times.append(1_000 * (time.thread_time() - started))
    return float(np.percentile(times, 50)), float(np.percentile(times, 99))


def ask_plain(tally: Tally, family: str, taught: Rows, asked: Rows) -> None:
    """Teach and ask one plain configuration."""
    names, truth = np.unique(np.array(taught[1]), return_inverse=True)
    chances = plain_chances(family, taught[0], truth.astype(np.intp), asked[0])
    best: NDArray[np.intp] = chances.argmax(axis=1)
    tally.sure += chances.max(axis=1).tolist()
    tally.right += (names[best] == np.array(asked[1])).tolist()


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"no labelled sets in {DATA}; the benchmark has nothing to measure")
    wanted = [each for each in sys.argv[1:] if not each.startswith("--")]
    for asked_for in wanted or SETS:
        measure(
            asked_for,
            thorough="--thorough" in sys.argv,
            alone="--ours" in sys.argv,
            among_courtesies="--polite" in sys.argv,
        )
