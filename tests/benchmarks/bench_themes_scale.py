"""Grouping very many messages: time, memory, and whether common and rare themes are found again.

Run: ``python -m tests.benchmarks.bench_themes_scale [--size 1000000]``. Budget: 1,000,000 in 30 minutes on two
cores and 4 GB. Messages are put together from sentences of the demo company: one of some hundred matters, said in
one of its ways, with words of another customer around it. How often a matter occurs falls off as in life (1/rank).
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict

from classifier.themes import group_texts
from tests.benchmarks.bench_themes import scores
from ticketing.company.reading import read_company

OPENINGS = ("你好", "麻烦看一下", "hi", "hello there", "急", "第三次说了", "please help", "客服在吗")
ENDINGS = ("谢谢", "尽快处理", "thanks", "订单 {}", "order {}", "等了 {} 天", "waiting since {}", "!!")


def matters() -> list[list[str]]:
    """Ways of saying each matter: the examples of one product, type and topic in one language."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in read_company().examples:
        found[one.product, one.type, one.topic, "zh" if not one.text.isascii() else "en"].append(one.text)
    return [ways for ways in found.values() if len(ways) > 1]


def main() -> None:
    """Make, group, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    size = parser.parse_args().size
    draw, known = random.Random(0), matters()
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    truth = draw.choices(range(len(known)), weights, k=size)
    texts = [
        " ".join(
            (
                draw.choice(OPENINGS),
                draw.choice(known[matter]),
                draw.choice(ENDINGS).format(draw.randrange(1, 100_000)),
            )
        )
        for matter in truth
    ]
    wall, processor = time.perf_counter(), time.process_time()
    themes = group_texts(texts)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    pairwise, b_cubed = scores([str(matter) for matter in truth], themes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{size:,} messages of {len(known)} matters: {len(set(themes)):,} themes, F1 {pairwise:.3f}, "
        f"B-cubed {b_cubed:.3f}; processor {processor:,.0f} s, wall {wall:,.0f} s, peak {peak:.2f} GB"
    )


if __name__ == "__main__":
    main()
