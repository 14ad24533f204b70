"""What a training is given and how it is told to learn; the parts of a model fitted to some of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.encoder.port import Head
from classifier.features.blocks import FeatureSettings
from classifier.features.counting import as_if_new
from classifier.models.calibration import Strengths, Views
from classifier.models.network import Hidden, Schedule, certain, fit_network, schedule_for
from classifier.models.planes import fit_head, fit_odds, fit_planes
from classifier.models.student import Stream

Floats = NDArray[np.float32]

# From here on two folds prove enough.
LARGE = 6_000
# From here on one fold does, and the middle cost.
HUGE = 20_000
# Below this the hidden layer has nothing to find that the planes do not show.
_LEAST_LAYERED = 200
# Above this the planes have seen most of it themselves, and two minutes would not do.
_MOST_LAYERED = 60_000


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train; the defaults are the measured best of `tests/benchmarks/bench_classification.py`.

    `features` are chosen by the script of the texts where none are given; of `costs` the one that makes
    held-out texts likeliest. `most_work` is how many feature values the hidden layer may look at while it is
    trained (those of all texts, as often as they are met): beyond, it is left out, to keep training within
    minutes; 0 always leaves it out. `thorough` takes some times as long and sees every example more often,
    with three times the looks allowed. `rare_words` keeps what few texts have of large sets (not of huge ones):
    where few hands wrote many examples, their rare words are what other hands use.
    """

    precision: float = 0.95
    folds: int = 5
    costs: tuple[float, ...] = (1.0, 0.25, 0.06)
    most_features: int = 300_000
    most_work: int = 110_000_000
    features: FeatureSettings | None = None
    schedule: Schedule | None = None
    thorough: bool = False
    rare_words: bool = False

    def network_schedule(self, examples: int) -> Schedule:
        """Return the schedule given, or the one that suits the number of examples."""
        return self.schedule or schedule_for(examples, thorough=self.thorough)


@dataclass(frozen=True, slots=True)
class Fitted:
    """One separating plane per label, log odds, and the hidden layer and the encoder's head where there are."""

    weights: Floats
    bias: Floats
    odds: Floats
    hidden: Hidden | None
    head: Head | None

    def views(self, matrix: csr_matrix, meaning: Floats | None = None) -> Views:
        """Return what each part says of texts given by their features and an encoder's vectors."""
        hidden = self.hidden.scores_many(matrix) if self.hidden is not None else None
        said = self.head.scores(meaning) if self.head is not None and meaning is not None else None
        return Views(matrix @ self.weights + self.bias, hidden, odds=matrix @ self.odds, meaning=said)

    def one_table(self, strengths: Strengths) -> tuple[Floats, Floats]:
        """Return planes and log odds added up by their strengths: both are linear, so one table holds both."""
        weights = np.float32(strengths.planes) * self.weights + np.float32(strengths.odds) * self.odds
        return weights.astype(np.float16).astype(np.float32), np.float32(strengths.planes) * self.bias


@dataclass(frozen=True, slots=True)
class Lesson:
    """The examples as rows of features with their labels' columns and folds, and how to learn from them.

    `vocabulary` and `features` say what the columns of the matrices are, `width` is the number of labels,
    `meaning` holds an encoder's vectors of the rows.
    """

    matrix: csr_matrix
    truth: NDArray[np.intp]
    folds: NDArray[np.intp]
    stream: Stream
    vocabulary: Sequence[str]
    features: FeatureSettings
    width: int
    settings: TrainingSettings
    meaning: Floats | None = None
    cost: float = 1.0

    @property
    def size(self) -> int:
        """Return how many examples have a fold: what follows them was made from the labels' names."""
        return int((self.folds >= 0).sum())

    @property
    def layered(self) -> bool:
        """Return whether there is enough for a hidden layer to find, and no more than it reads in some minutes."""
        schedule = self.settings.network_schedule(len(self.truth))
        looks = self.matrix.nnz * schedule.epochs * schedule.networks
        most = self.settings.most_work * (3 if self.settings.thorough else 1)
        return _LEAST_LAYERED <= self.size <= _MOST_LAYERED and bool(looks <= most)

    def parts(self) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.intp]]]:
        """Yield the examples to learn from and those to ask then, fold by fold; of large sets few folds prove enough."""
        proving = 1 if self.size > HUGE else 2 if self.size >= LARGE else int(self.folds.max()) + 1
        for fold in range(proving):
            inside, outside = self.folds != fold, np.flatnonzero(self.folds == fold)
            if len(outside) and len(set(self.truth[inside].tolist())) >= 2:
                yield inside, outside

    def asked(self, inside: NDArray[np.bool_], outside: NDArray[np.intp]) -> csr_matrix:
        """Return the rows outside as they are to a model that saw the rows inside and the stream only."""
        met = np.concatenate([self.matrix[inside].indices, self.stream.matrix.indices])
        seen = np.bincount(met, minlength=self.matrix.shape[1]) > 0
        return as_if_new(self.matrix[outside], seen, self.vocabulary, self.features)

    def fit(self, rows: NDArray[np.bool_]) -> Fitted:
        """Return a model of some of the rows."""
        matrix, truth = self.matrix[rows], self.truth[rows]
        schedule = self.settings.network_schedule(len(truth))
        if not (rows.all() or self.settings.thorough):
            # what is held out proves nearly as much of one as of their mean, which is surer
            schedule = replace(schedule, networks=1)
        sure = certain(truth, self.width)
        network = fit_network(matrix, sure, schedule) if self.layered else None
        planes = fit_planes(matrix, truth, self.width, self.cost)
        head = fit_head(self.meaning[rows], truth, self.width) if self.meaning is not None else None
        return Fitted(*planes, fit_odds(matrix, sure), network, head)
