"""Grouping very many messages: time, memory, and whether common and rare themes are found again.

Run: ``OMP_NUM_THREADS=1 python -m tests.benchmarks.bench_themes_scale [--size 1000000] [--of company]``. Budget:
1,000,000 in 30 minutes on two cores and 4 GB. Messages are real texts of the labelled sets (banking77, clinc150,
bitext_cs, smp2017: some hundred matters in two languages) or the demo company's examples, said again by another
customer: a greeting, an ending with another number, one slip of the pen in thirty signs. How often a matter occurs
falls off as in life (1/rank).
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict

from classifier.themes.grouping import group_texts
from tests.benchmarks.bench_themes import SETS, read, scores
from ticketing.company.reading import read_company

OPENINGS = ("你好", "麻烦看一下", "hi", "hello there", "急", "第三次说了", "please help", "客服在吗", "")
ENDINGS = ("谢谢", "尽快处理", "thanks", "订单 {}", "order {}", "等了 {} 天", "waiting since {}", "!!", "")
SIGNS_PER_SLIP = 30


def matters_of_company() -> list[list[str]]:
    """Ways of saying each matter: the examples of one product, type and topic in one language."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in read_company().examples:
        found[one.product, one.type, one.topic, "zh" if not one.text.isascii() else "en"].append(one.text)
    return [ways for ways in found.values() if len(ways) > 1]


def matters_of_sets() -> list[list[str]]:
    """Ways of saying each matter: the texts of each label of the labelled sets, in an order drawn by lot."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in SETS:
        for text, label in read(name):
            found[name, label].append(text)
    matters = list(found.values())
    random.Random(0).shuffle(matters)
    return matters


def said_again(text: str, draw: random.Random) -> str:
    """The text as another customer may write it."""
    signs = list(text)
    for _ in range(round(draw.expovariate(SIGNS_PER_SLIP / len(signs)))):
        place = draw.randrange(len(signs))
        signs[place] = draw.choice(["", signs[place] * 2, signs[place - 1]])
    ending = draw.choice(ENDINGS).format(draw.randrange(1, 100_000))
    return f"{draw.choice(OPENINGS)} {''.join(signs)} {ending}".strip()


def main() -> None:
    """Make, group, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--of", choices=["sets", "company"], default="sets")
    given = parser.parse_args()
    draw = random.Random(0)
    known = matters_of_sets() if given.of == "sets" else matters_of_company()
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    truth = draw.choices(range(len(known)), weights, k=given.size)
    texts = [said_again(draw.choice(known[matter]), draw) for matter in truth]
    wall, processor = time.perf_counter(), time.process_time()
    themes = group_texts(texts)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    pairwise, b_cubed = scores([str(matter) for matter in truth], themes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{given.size:,} messages ({len(set(texts)):,} distinct) of {len(known)} matters: {len(set(themes)):,} themes, "
        f"F1 {pairwise:.3f}, B-cubed {b_cubed:.3f}; processor {processor:,.0f} s, wall {wall:,.0f} s, peak {peak:.2f} GB"
    )


if __name__ == "__main__":
    main()
