"""Teaches the alarms from the sentences in `seeds/alarms`: run `python -m classifier.alarms.training` after a change.

A concept table names what threats, despair and accidents speak of; the sentences say which of it together alarms.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
from scipy.sparse import csr_matrix

from classifier.alarms.features import ALARM_SEEDS, Features, features_of
from classifier.alarms.learnt import FLOORS, KEPT, KINDS, AlarmModel, Floats, save_alarms, weighed
from classifier.danger.rules import alarms_by_rule
from classifier.features.concepts import table_lines
from classifier.keywords import seed_examples
from classifier.models.planes import fit_head, fit_odds
from classifier.text.language import Language, detect_language

HARMLESS = ("harmless", "ordinary")
# So many pairs of harmless sentences are taught as one text: what stands together by chance harms nobody.
_PAIRS, _LONGEST_OF_PAIR = 4_000, 100
# A feature of one sentence that hardly moves the planes is left out: it then counts as one never taught.
_LEAST_WEIGHT = 0.1
# What a feature's log odds add to its planes. Of 0 to 0.6, 0.2 to 0.4 found most of four blind sets at as many false
# alarms on public texts; the fifth set, which chose nothing, agreed.
_ODDS_SHARE = 0.3
Taught = list[tuple[str, int]]
"""Texts with the column of their kind, 0 being harmless."""


def taught_alarms() -> Taught:
    """Return every sentence of the alarms' own seeds with the column of its kind, and what a desk hears all day.

    That are the seed sentences of the other classifiers, but for those about safety and those that a rule alarms on.
    """
    taught = [(line, 0) for name in HARMLESS for line in table_lines(ALARM_SEEDS / f"{name}.txt")]
    daily = (seed.text for seed in seed_examples() if seed.topic != "safety")
    taught += [(text, 0) for text in daily if not alarms_by_rule(text)]
    for column, kind in enumerate(KINDS, 1):
        taught += [(line, column) for line in table_lines(ALARM_SEEDS / f"{kind}.txt")]
    return taught


def seeds_hash() -> str:
    """Return the hash of all that a model is taught from."""
    lines = [f"{column} {text}" for text, column in taught_alarms()]
    concepts = table_lines(ALARM_SEEDS / "concepts.txt")
    return hashlib.sha256("\n".join((*lines, *concepts)).encode()).hexdigest()


def teach(taught: Taught, seeds: str = "") -> AlarmModel:
    """Return the model of the taught sentences; the same for the same in the same order."""
    told = [*taught, *_pairs([text for text, column in taught if not column])]
    features = [features_of(text) for text, _ in told]
    often = Counter(feature for blocks in features for counts in blocks for feature in counts)
    vocabulary = tuple(often)
    rarity = np.log((1 + len(told)) / (1 + np.array([*often.values(), 1]))) + 1  # last: what was never taught
    matrix = _matrix(features, vocabulary, rarity.astype(np.float32))
    columns = np.array([column for _, column in told], dtype=np.intp)
    head = fit_head(matrix, columns, 1 + len(KINDS))
    odds = fit_odds(matrix, np.eye(1 + len(KINDS), dtype=np.float32)[columns])
    planes = head.weights[:, 1:] - head.weights[:, :1]
    weights = planes + _ODDS_SHARE * (odds[:, 1:] - odds[:, :1])
    kept = [
        place
        for place, feature in enumerate(vocabulary)
        if often[feature] > 1 or np.abs(planes[place]).max() >= _LEAST_WEIGHT
    ]
    return AlarmModel(
        tuple(vocabulary[place] for place in kept),
        rarity[[*kept, -1]].astype(np.float32),
        np.vstack([weights[kept], np.zeros((1, len(KINDS)))]).astype(np.float32),
        (head.bias[1:] - head.bias[0]).astype(np.float32),
        seeds,
    )


def _matrix(features: Sequence[Features], vocabulary: Sequence[str], rarity: Floats) -> csr_matrix:
    places = {feature: place for place, feature in enumerate(vocabulary)}
    starts, columns, weights = [0], [], []
    for blocks in features:
        for counts, floor in zip(blocks, FLOORS, strict=True):
            found, weight = weighed(places, rarity, counts, floor)
            columns.append(found)
            weights.append(weight)
        starts.append(starts[-1] + sum(map(len, blocks)))
    shape = (len(features), len(vocabulary))
    return csr_matrix((np.concatenate(weights), np.concatenate(columns), starts), shape=shape)


def _pairs(texts: Sequence[str]) -> Taught:
    random = Random(0)  # noqa: S311  # a draw of sentences, no secret
    short = [text for text in texts if len(text) <= _LONGEST_OF_PAIR]
    scripts = [
        [text for text in short if (detect_language(text) is Language.EN) is english]
        for english in (True, False)
    ]
    return [
        (" ".join(random.sample(scripts[number % 2], 2)), 0)
        for number in range(_PAIRS)
        if len(scripts[number % 2]) > 1
    ]


if __name__ == "__main__":
    save_alarms(teach(taught_alarms(), seeds_hash()), KEPT)
