"""How well and how fast texts are classified, beside the figures of plain scikit-learn parts.

Run: `python -m tests.benchmarks.bench_classification [set ...]`; needs the labelled sets in `../shared/data/nlu`
beside the project. Official test parts are not there: a fifth of the training part is held out, so a set's
figures here lie a point or two below those of a model trained on all of it.
"""

import csv
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from classifier.evaluation import evaluate
from classifier.store import save_model
from classifier.themes import group_texts
from classifier.training import train

DATA = Path(__file__).parents[3] / "shared" / "data" / "nlu"
Rows = tuple[list[str], list[str]]
SEED = 0
# accuracy, ECE, coverage at 95 % (None where not measured) of the best plain configuration, official test parts
REFERENCE = {
    "banking77": (0.917, 0.020, 0.936),
    "banking77_10shot": (0.758, 0.049, 0.478),
    "clinc150": (0.934, 0.023, 0.969),
    "smp2017": (0.894, 0.052, 0.885),
    "waimai": (0.913, 0.017, 0.873),
}
THEME_REFERENCE = {"banking77": (39, 0.38), "clinc150": (75, 0.60)}


def read(path: str) -> Rows:
    """Texts and labels of a labelled set."""
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def held_out_fifth(rows: Rows) -> tuple[Rows, Rows]:
    """The same four fifths and fifth every time."""
    order = list(range(len(rows[0])))
    Random(SEED).shuffle(order)
    cut = len(order) // 5
    return chosen(rows, order[cut:]), chosen(rows, order[:cut])


def chosen(rows: Rows, places: Sequence[int]) -> Rows:
    """Some rows of a set."""
    return [rows[0][place] for place in places], [rows[1][place] for place in places]


def ten_shot() -> tuple[Rows, Rows]:
    """Ten examples a label; every fourth of the others is asked."""
    taught, whole = read("banking77/train_10shot.csv"), read("banking77/train.csv")
    known = set(taught[0])
    return taught, chosen(whole, [place for place, text in enumerate(whole[0]) if text not in known][::4])


def clinc() -> tuple[Rows, Rows]:
    """In scope and out of scope together, no out-of-scope example taught."""
    inside, outside = read("clinc150/val.csv"), read("clinc150/oos_val.csv")
    return read("clinc150/train.csv"), (inside[0] + outside[0], inside[1] + outside[1])


SETS: dict[str, Callable[[], tuple[Rows, Rows]]] = {
    "smp2017": lambda: (read("smp2017/train.csv"), read("smp2017/val.csv")),
    "banking77_10shot": ten_shot,
    "waimai": lambda: held_out_fifth(read("waimai/train.csv")),
    "banking77": lambda: held_out_fifth(read("banking77/train.csv")),
    "clinc150": clinc,
}


def measure(name: str) -> str:
    """One line of figures, the reference in brackets."""
    taught, asked = SETS[name]()
    started = time.process_time()
    model = train(*taught)
    spent = time.process_time() - started
    figures = evaluate(model, *asked, oos_label="oos" if "oos" in asked[1] else None)
    with TemporaryDirectory() as folder:
        size = save_model(model, Path(folder))
    accuracy, ece, coverage = REFERENCE[name]
    scope = f"  oos {figures.oos_auroc:.3f} (0.965)" if figures.oos_auroc is not None else ""
    return (
        f"{name:>16}  accuracy {figures.accuracy:.3f} ({accuracy:.3f})  ece {figures.ece:.3f} ({ece:.3f})"
        f"  cov95 {figures.coverage_at_95:.3f} ({coverage:.3f}){scope}  macro-F1 {figures.macro_f1:.3f}"
        f"  p50 {figures.latency_ms['p50']:.2f} ms  {size / 1e6:.1f} MB  {spent:.0f} CPU s"
    )


def measure_themes(name: str) -> str:
    """Pairwise F1 of grouping intents that nobody labelled."""
    intents, reference = THEME_REFERENCE[name]
    texts, labels = read(f"{name}/train.csv")
    names = sorted(set(labels))
    Random(SEED).shuffle(names)
    kept = set(names[:intents])
    places = [place for place, label in enumerate(labels) if label in kept]
    Random(SEED).shuffle(places)
    texts, labels = chosen((texts, labels), places[:3_000])
    found = pairwise_f1(labels, group_texts(texts))
    return f"{'themes ' + name:>16}  pairwise F1 {found:.3f} ({reference:.2f})"


def pairwise_f1(truth: Sequence[str], themes: Sequence[int]) -> float:
    """F1 over all pairs of texts: in one theme, in one truth."""

    def pairs(keys: Sequence[object]) -> int:
        counts: dict[object, int] = {}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return sum(count * (count - 1) // 2 for count in counts.values())

    both = pairs(list(zip(truth, themes, strict=True)))
    return 2 * both / (pairs(truth) + pairs(themes))


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"no labelled sets in {DATA}; the benchmark has nothing to measure")
    for asked_for in sys.argv[1:] or SETS:
        print(measure(asked_for), flush=True)
        if asked_for in THEME_REFERENCE:
            print(measure_themes(asked_for), flush=True)
