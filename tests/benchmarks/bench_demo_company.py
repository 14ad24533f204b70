"""How well the demo company's classifiers read texts that nobody trained on, beside a plain linear SVM.

Run: `python -m tests.benchmarks.bench_demo_company [--hearing]` (about a minute of one core; `--hearing` instead
tells what 300 of the texts, heard without their labels, teach about the others). The texts are
`demo_eval*.csv` in `tests/data/nlu`, held back from training, rules and thresholds. Intervals:
95 %, bootstrap over the texts. Baseline: character 1–4-grams, TF-IDF, LinearSVC, taught the same texts. Alarms
(`--alarms` for them alone): the held-back sets of danger and threats, then false alarms per 1,000 texts of public
sets that speak of other things.
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from classifier.alarms.learnt import learnt_alarms
from classifier.contract import Abstained, Judgement, Prediction, TextClassifier
from classifier.danger.rules import alarms_by_rule
from classifier.features.blocks import FeatureSettings
from classifier.keywords import FIELDS, seed_examples
from classifier.lexicon import Danger, danger
from classifier.models.cold_start import cold_start
from classifier.models.evaluation import best_label
from classifier.models.training import TrainingSettings, train
from classifier.text.entities import ProductFinder, product_candidates
from tests.benchmarks.bench_classification import DATA
from tests.benchmarks.bench_classification import read as read_set
from ticketing.company.reading import Company, read_company
from web.founding import PRECISION, PRODUCT_PRECISION, examples_of

NLU = Path(__file__).parents[1] / "data" / "nlu"
UNKNOWN = "unknown"
MEASURED_COMPANY = ("demo_eval.csv", "demo_eval_others.csv", "demo_eval_third.csv")
MEASURED_ALARMS = (
    "safety.csv",
    "safety_more.csv",
    "violence.csv",
    "danger_blind.csv",
    "danger_blind_more.csv",
    "danger_blind_third.csv",
    "danger_blind_fourth.csv",
    "danger_blind_fifth.csv",
    "danger_blind_sixth.csv",
)
GRAVE = frozenset({Danger.SAFETY, Danger.SELF_HARM, Danger.VIOLENCE, Danger.THREAT})
RESAMPLES = 1_000
HEARD = 300
Taught = dict[str, tuple[list[str], list[str]]]


def read(name: str) -> list[dict[str, str]]:
    """The rows of a held-back file."""
    with (NLU / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def taught_texts(company: Company) -> Taught:
    """What every classifier here is taught, by field: examples, approved answers, seed sentences."""
    taught: Taught = {}
    seeds = seed_examples()
    for position, field in enumerate(("type", "topic"), start=1):
        pairs = [(row[0], row[position]) for row in examples_of(company)["rows"] if row[position]]
        pairs += [(seed.text, str(getattr(seed, field))) for seed in seeds]
        taught[field] = [text for text, _ in pairs], [label for _, label in pairs]
    rows = examples_of(company)["rows"]
    taught["product"] = [row[0] for row in rows], [row[4] for row in rows]
    return taught


def products_of(judge: TextClassifier, finder: ProductFinder, texts: Sequence[str]) -> list[Judgement]:
    """As triage does it: a name is certain, without a name the classifier speaks, several names are for a person."""
    judged: list[Judgement] = []
    for text, guess in zip(texts, judge.predict_many(texts), strict=True):
        found = product_candidates(finder.find(text))
        several = Abstained(found[0] if found else None)
        judged.append(Prediction(found[0], 1.0) if len(found) == 1 else several if found else guess)
    return judged


def interval(truth: Sequence[str], answers: Sequence[str]) -> tuple[float, float, float]:
    """Macro-F1 over the labels that occur, with its 95 % bootstrap interval."""
    true, said = np.array(truth), np.array(answers)
    random = np.random.default_rng(0)

    def macro(rows: NDArray[np.intp]) -> float:
        names = sorted(set(true[rows].tolist()))
        return float(f1_score(true[rows], said[rows], labels=names, average="macro", zero_division=0))

    draws = [macro(random.integers(0, len(true), len(true))) for _ in range(RESAMPLES)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return macro(np.arange(len(true))), float(low), float(high)


def line(field: str, who: str, truth: Sequence[str], answers: Sequence[str]) -> str:
    """One line of figures."""
    score, low, high = interval(truth, answers)
    right = float(np.mean([one == other for one, other in zip(truth, answers, strict=True)]))
    return f"{field:>8}  {who:<9} macro-F1 {score:.3f} ({low:.3f}–{high:.3f})  accuracy {right:.3f}"


def compare(sets: dict[str, list[dict[str, str]]], company: Company) -> None:
    """Ours beside the baseline on every set, field by field, and what ours decides alone."""
    kept = examples_of(company)
    given = [(f, row[0], row[at]) for row in kept["rows"] for at, f in enumerate(FIELDS, 1) if row[at]]
    names = [(code, name) for code, name in kept["names"]]
    judges = cold_start(names, given, precision=PRECISION)
    finder = ProductFinder([*names, *((one.code, one.code) for one in company.products)])
    for field, (known, labels) in taught_texts(company).items():
        plain = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
        baseline = make_pipeline(plain, LinearSVC(class_weight="balanced")).fit(known, labels)
        if field == "product":
            settings = TrainingSettings(
                PRODUCT_PRECISION,
                most_work=0,
                features=FeatureSettings(concepts=True, matter_only=True),
                rare_words=True,
            )
            judge = partial(products_of, train(known, labels, settings=settings), finder)
        else:
            judge = judges[field].predict_many
        for name, rows in sets.items():
            texts, truth = [row["text"] for row in rows], [row[field] for row in rows]
            say(f"{name} ({len(rows)} texts)")
            say(line(field, "baseline", truth, baseline.predict(texts).tolist()))
            tell(field, judge(texts), truth)
    texts = [row["text"] for rows in sets.values() for row in rows]
    three = [judges[field] for field in FIELDS]
    say(timing("type, topic and phase", lambda text: [one.predict(text) for one in three], texts))
    started = time.process_time()
    for one in three:
        one.predict_many(texts)
    spent = time.process_time() - started
    say(f"          in batches {3 * len(texts) / spent:,.0f} judgements a CPU second")


def tell(field: str, judged: Sequence[Judgement], truth: Sequence[str]) -> None:
    """Figures of what was judged, and of what was decided alone."""
    answers = [best_label(one) or "" for one in judged]
    say(line(field, "ours", truth, answers))
    decided = [isinstance(one, Prediction) for one in judged]
    right = [a == t for a, t, d in zip(answers, truth, decided, strict=True) if d]
    say(f"{'':>8}  decides {np.mean(decided):.3f} of the texts alone, {np.mean(right):.3f} of them right")


def hearing(rows: list[dict[str, str]], company: Company) -> None:
    """Topics of the later texts, when the first 300 were not heard, heard, and heard with sixty of them labelled."""
    Random(1).shuffle(rows)
    kept = examples_of(company)
    given = [("topic", row[0], row[2]) for row in kept["rows"] if row[2]]
    names = [(code, name) for code, name in kept["names"]]
    asked, truth = [row["text"] for row in rows[HEARD:]], [row["topic"] for row in rows[HEARD:]]
    for labelled in (0, 60):
        told = [*given, *(("topic", row["text"], row["topic"]) for row in rows[:labelled])]
        for heard in ([], [row["text"] for row in rows[labelled:HEARD]]):
            judges = cold_start(names, told, precision=PRECISION, unlabelled={"topic": heard})
            answers = [best_label(one) or "" for one in judges["topic"].predict_many(asked)]
            say(f"{labelled:>3} labelled, {len(heard):>3} heard" + line("topic", "ours", truth, answers))


def alarms() -> None:
    """Recall of every kind of alarm, how many harmless look-alikes alarm, and how many texts of other trades."""
    for name in MEASURED_ALARMS:
        rows = read(name)
        speed = timing("alarms", danger, [row["text"] for row in rows])
        found = [{str(signal.kind) for signal in danger(row["text"])} for row in rows]
        ruled = [{str(signal.kind) for signal in alarms_by_rule(row["text"])} for row in rows]
        say(name)
        for signal, total in Counter(row["signal"] for row in rows).items():
            places = [place for place, row in enumerate(rows) if row["signal"] == signal]
            heard, by_rule = (
                sum(answers(signal, kinds[place]) for place in places) for kinds in (found, ruled)
            )
            what = "false alarms" if signal == "none" else "found"
            say(f"{signal:>14}  {heard}/{total} {what}, {by_rule} by the rules alone")
        say(speed)
    for name in ("shop10", "waimai", "banking77", "clinc150", "smp2017", "bitext_cs"):
        if (DATA / name).is_dir():
            false_alarms(name, read_set(f"{name}/train.csv")[0][:: 10 if name == "shop10" else 3])


def answers(signal: str, kinds: set[str]) -> bool:
    """Whether one of the kinds is the alarm asked for (any where none is); some sets call violence a threat."""
    if signal == "none":
        return bool(kinds)
    return signal in kinds or (signal == Danger.THREAT and Danger.VIOLENCE in kinds)


def false_alarms(name: str, texts: Sequence[str]) -> None:
    """Alarms of the grave kinds that a set raises, by rule and by what was taught alone, and what the latter costs."""
    ruled = Counter(str(s.kind) for text in texts for s in alarms_by_rule(text) if s.kind in GRAVE)
    quiet = [text for text in texts if not GRAVE & {s.kind for s in alarms_by_rule(text)}]
    started = time.process_time()
    learnt = [{str(s.kind) for s in learnt_alarms(text)} for text in quiet]
    spent = 1_000 * (time.process_time() - started) / len(quiet)
    added = Counter(kind for kinds in learnt for kind in kinds) + Counter(any=sum(map(bool, learnt)))
    for who, kinds in (("rules", ruled), ("learnt adds", added)):
        rates = ", ".join(f"{kind} {1_000 * kinds[kind] / len(texts):.1f}" for kind in sorted(kinds))
        say(f"{name:>14}  {who}, per 1,000 texts: {rates}")
    say(f"{'':>14}  learnt: {spent:.2f} ms of CPU a text of {sum(map(len, quiet)) // len(quiet)} characters")


def timing(what: str, judge: Callable[[str], object], texts: Sequence[str]) -> str:
    """Milliseconds for one message alone, each text once."""
    times = []
    for text in texts:
        started = time.perf_counter()
        judge(text)
        times.append((time.perf_counter() - started) * 1_000)
    p50, p99 = np.percentile(times, [50, 99])
    return f"{what}: p50 {p50:.2f} ms, p99 {p99:.2f} ms a message"


say = partial(print, flush=True)

if __name__ == "__main__":
    if "--hearing" in sys.argv:
        hearing(read("demo_eval.csv"), read_company())
    else:
        if "--alarms" not in sys.argv:
            compare({name: read(name) for name in MEASURED_COMPANY}, read_company())
        alarms()
