"""Threats, despair and accidents that no rule was written for, recognised by what was taught: it may only add alarms.

The rules find the words that they name. A threat may have none of them ("I know which door your staff use at six"),
so a linear model judges every sentence and every two neighbours. It is taught by `training` from the sentences
in `seeds/alarms` and kept beside them as plain arrays, read once when the first text is judged.
"""

from __future__ import annotations

import logging
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from classifier.alarms.features import ALARM_SEEDS, Features, read_part, size_of, windows
from classifier.danger.rules import SEVERITY, Danger, Signal
from classifier.text.normalise import normalise

KEPT = ALARM_SEEDS / "model.npz"
KINDS = (Danger.VIOLENCE, Danger.SELF_HARM, Danger.SAFETY)
"""What is taught, in the order of the model's columns."""
# The weights of a block of features are divided by their length, but one concept alone says little.
FLOORS = (0.0, 0.0, 10.0)

# From these log odds on there is an alarm. Chosen on public texts of other matters (reviews, bank, assistant,
# telephone company), on the demo company's examples and on look-alikes, where it adds few: tests/data/nlu/README.md.
LEAST = {Danger.VIOLENCE: 3.5, Danger.SELF_HARM: 3.2, Danger.SAFETY: 1.7}
# Of many sentences one is more likely to sound like a threat by chance; beyond so many more is not asked.
_MANY_SENTENCES, _MOST_COUNTED = 0.2, 20
_LONGEST_PHRASE = 80
# A sentence that is by so much more one thing than another is not taken for both.
_FAR_BELOW = 6.0
# A mere answer ("不用", "no thanks") says too little by itself: four Chinese characters or three short words are judged.
_LEAST_SIZE = 12

Floats = NDArray[np.float32]
log = logging.getLogger(__name__)
_ADVICE = "restore it from the release, or run `python -m classifier.alarms.training`"


class AlarmFileError(ValueError):
    """The file of the alarms' model cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class AlarmModel:
    """The taught weights, a column per kind: how much more likely a feature makes it than that nobody is harmed.

    The last row, of zeros, is for features that were never taught.
    """

    vocabulary: tuple[str, ...]
    rarity: Floats
    weights: Floats
    bias: Floats
    seeds: str
    """Hash of the sentences and concepts that it was taught."""


class AlarmJudge:
    """Judges the sentences of a text; what one costs grows with its length alone."""

    def __init__(self, model: AlarmModel) -> None:
        """Take a taught model."""
        self._model = model
        self._places = {feature: place for place, feature in enumerate(model.vocabulary)}

    def odds(self, text: str) -> list[tuple[str, Floats]]:
        """Return every sentence and every two neighbours with the log odds of each of `KINDS`."""
        return [(said, self.odds_of(features)) for said, features in windows(text)]

    def odds_of(self, features: Features) -> Floats:
        """Return the log odds of each of `KINDS` against nobody being harmed."""
        odds = self._model.bias.copy()
        for counts, floor in zip(features, FLOORS, strict=True):
            if counts:
                places, weights = weighed(self._places, self._model.rarity, counts, floor)
                odds += weights @ self._model.weights[places]
        return odds


def weighed(
    places: Mapping[str, int], rarity: Floats, counts: Mapping[str, int], floor: float
) -> tuple[NDArray[np.intp], Floats]:
    """Return the places and weights of a block of features; what is not known (-1) takes its part of the length."""
    found = np.fromiter(map(places.get, counts, repeat(-1)), dtype=np.intp, count=len(counts))
    often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    weights = (1.0 + np.log(often)) * rarity[found]
    return found, (weights / np.sqrt(weights @ weights + floor**2)).astype(np.float32)


def learnt_alarms(text: str) -> list[Signal]:
    """Return the alarms that a text raises by what was taught, at most one per kind, with the sentence that did."""
    return list(_signals(read_part(text)))


def trouble() -> str:
    """Return what is wrong with the kept model, so that rules alone raise alarms; empty when all is well."""
    return _kept()[1]


@lru_cache(maxsize=320)
def _signals(text: str) -> tuple[Signal, ...]:
    judge = _kept()[0]
    if judge is None or size_of(text) < _LEAST_SIZE:
        return ()
    judged = [
        (said, np.where(odds < odds.max() - _FAR_BELOW, -np.inf, odds)) for said, odds in judge.odds(text)
    ]
    signals: list[Signal] = []
    for column, kind in enumerate(KINDS):
        said, odds = max(
            ((said, float(odds[column])) for said, odds in judged), key=_odds, default=("", -np.inf)
        )
        if odds >= LEAST[kind] + _MANY_SENTENCES * math.log(min(max(len(judged), 1), _MOST_COUNTED)):
            signals.append(Signal(kind, normalise(said)[:_LONGEST_PHRASE].strip(), SEVERITY[kind]))
    return tuple(signals)


def _odds(judged: tuple[str, float]) -> float:
    return judged[1]


@cache
def _kept() -> tuple[AlarmJudge | None, str]:
    """The judge of the kept model, or none and what is wrong with it."""
    try:
        return AlarmJudge(load_alarms(KEPT)), ""
    except AlarmFileError as error:
        log.error("alarms are raised by the rules alone: %s", error)
        return None, str(error)


def save_alarms(model: AlarmModel, path: Path) -> None:
    """Write a model as compressed arrays of numbers; its words as bytes, so that nothing is ever unpickled."""
    np.savez_compressed(
        path,
        allow_pickle=False,
        vocabulary=np.frombuffer("\n".join(model.vocabulary).encode(), dtype=np.uint8),
        rarity=model.rarity.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        seeds=np.frombuffer(model.seeds.encode(), dtype=np.uint8),
    )


def load_alarms(path: Path) -> AlarmModel:
    """Return the model kept in a file. Raises AlarmFileError where it is missing, cut off or no such file."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            model = AlarmModel(
                tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
                arrays["rarity"].astype(np.float32),
                arrays["weights"].astype(np.float32),
                arrays["bias"].astype(np.float32),
                arrays["seeds"].tobytes().decode(),
            )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, BadZipFile, zlib.error) as error:
        raise AlarmFileError(f"{path} cannot be read ({error}); {_ADVICE}") from error
    rows, numbers = len(model.vocabulary) + 1, (model.rarity, model.weights, model.bias)
    shapes = [each.shape for each in numbers]
    if shapes != [(rows,), (rows, len(KINDS)), (len(KINDS),)] or not all(
        np.isfinite(each).all() for each in numbers
    ):
        raise AlarmFileError(f"{path} is no model of alarms; {_ADVICE}")
    return model
