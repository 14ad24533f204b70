"""A space in which texts about the same matter lie close together, learnt from the texts themselves.

Words and characters are condensed to latent dimensions (latent semantic analysis: Deerwester and others, 1990).
Then the directions in which neighbours differ are shrunk, for what differs between two ways of saying one thing
does not tell one matter from another (within-class covariance normalisation: Hatch, Kajarekar and Stolcke,
2006; here with mutual nearest neighbours in place of classes, and with true classes where labels are given).

Where texts come in two languages, no word or character leads from one to the other: then what they speak of, under
names that both languages share, stands beside the rest.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from classifier.encoder.port import Encoder
from classifier.features.blocks import FeatureSettings, feature_blocks
from classifier.likeness.bridge import Bridge, Names, are_chinese, learn_names
from classifier.likeness.meaning import telling_words
from classifier.likeness.stock_phrases import StockPhrases, learn_stock_phrases
from classifier.themes.neighbours import FEW, Floats, graph, neighbours, unit

_SETTINGS = FeatureSettings(word_pairs=True)
# What words, characters and words that carry the matter weigh beside each other.
_WEIGHTS = (1.0, 1.0, 0.85)
_LONGEST_PAIRED = 24
# Raw rarity overrates typing errors and names; measured on halves of banking77 and clinc150.
_RARITY = 0.7
_NEIGHBOURS = 10
# How much of the plain distances is kept beside the shrunk ones, 0–1.
_KEPT = 0.3
_STRETCH = 0.15
# How much of a likeness an encoder's vectors make, 0–1.
_ENCODED = 0.3
# Of a text with fewer known features, 0–1, nobody can say where it lies.
_LEAST_KNOWN = 0.25
_ROWS = 2_000
_SPARE, _PRODUCTS = 100, 5
_MOST_OF_TOPIC = 200


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoder's vectors as the texts ask for them: seen from their `middle`, what differs between neighbours shrunk.

    `known` keeps the vectors of the texts it was learnt from, which are asked for again at once.
    """

    encoder: Encoder
    known: dict[str, Floats]
    middle: Floats
    shrink: Floats

    def points(self, shapes: Sequence[str]) -> Floats:
        """Return one point of length 1 per normalised text."""
        fresh = [shape for shape in dict.fromkeys(shapes) if shape not in self.known]
        new = dict(zip(fresh, self.encoder.vectors(fresh), strict=True)) if fresh else {}
        rows = [self.known[shape] if shape in self.known else new[shape] for shape in shapes]
        return unit(unit(np.stack(rows) - self.middle) @ self.shrink)


@dataclass(frozen=True, slots=True)
class Space:
    """Where texts lie: `vocabulary` with `rarity` per feature, `basis` to latent dimensions, then `shrink`.

    Beside these dimensions one for each of the names that two languages share, none where there is one language.
    """

    vocabulary: dict[str, int]
    rarity: Floats
    basis: Floats
    shrink: Floats
    names: Names | None = None
    encoded: Encoded | None = None
    stock: StockPhrases = field(default_factory=StockPhrases)

    def points(self, shapes: Sequence[str]) -> Floats:
        """Return one point of length 1 per normalised text; texts hardly known lie at the origin."""
        width = self.shrink.shape[1] + (len(self.names.rarity) if self.names else 0)
        width += self.encoded.shrink.shape[1] if self.encoded else 0
        found = [np.zeros((0, width), dtype=np.float32)]
        for at in range(0, len(shapes), _ROWS):
            some = [self.stock.without(shape) for shape in shapes[at : at + _ROWS]]
            rows, known = _rows(some, self.vocabulary, self.rarity)
            points = unit(unit(rows @ self.basis) @ self.shrink)
            points = np.where(known[:, None] >= _LEAST_KNOWN, points, 0.0).astype(np.float32)
            if self.encoded:
                parts = np.sqrt(1 - _ENCODED) * points, np.sqrt(_ENCODED) * self.encoded.points(some)
                points = unit(np.hstack(parts)).astype(np.float32)
            if self.names:
                points = unit(np.hstack([points, self.names.points(some)]))
            found.append(points)
        return np.vstack(found)


def learn_space(
    shapes: Sequence[str],
    taught: Sequence[tuple[str, str]] = (),
    dimensions: int = 1_000,
    bridge: Bridge | None = None,
    encoder: Encoder | None = None,
) -> Space:
    """Return a space for normalised texts like these, of which at least one says something.

    `taught` are (text, topic) pairs of known matters: what differs within a topic counts for less afterwards,
    between matters that nobody named too. `bridge` names what the texts speak of, where they come in two languages;
    `encoder` brings together what means the same in other words.
    """
    few = len(shapes) < FEW
    stock = StockPhrases() if few else learn_stock_phrases(shapes)
    shapes = [stock.without(shape) for shape in shapes]
    vocabulary, rarity = _vocabulary(shapes, 1 if few else 2)
    rows, _ = _rows(shapes, vocabulary, rarity)
    if few or min(rows.shape) < FEW:
        basis = np.linalg.svd(rows.toarray(), full_matrices=False)[2].T
        even = np.eye(basis.shape[1], dtype=np.float32)
        return Space(vocabulary, rarity, basis, even, encoded=_encoded(shapes, encoder), stock=stock)
    basis = _basis(rows, min(dimensions, min(rows.shape) // 2))
    scatter = _scatter_of_neighbours(unit(rows @ basis))
    names, encoded = learn_names(shapes, bridge or Bridge()), _encoded(shapes, encoder)
    if not taught:
        return Space(vocabulary, rarity, basis, _shrinking(scatter), names, encoded, stock)
    known = unit(_rows([stock.without(shape) for shape, _ in taught], vocabulary, rarity)[0] @ basis)
    topics = [topic for _, topic in taught]
    shrink = _shrinking((scatter + _scatter_of_topics(known, topics)) / 2)
    stretched = shrink @ _stretching(unit(known @ shrink), topics)
    return Space(vocabulary, rarity, basis, stretched, names, encoded, stock)


def _encoded(shapes: Sequence[str], encoder: Encoder | None) -> Encoded | None:
    if encoder is None:
        return None
    vectors = encoder.vectors(shapes)
    if len(shapes) < FEW:  # too few to tell where the middle is
        return Encoded(encoder, dict(zip(shapes, vectors, strict=True)), *_as_they_are(vectors))
    middle = vectors.mean(axis=0)
    shrink = _shrinking(_scatter_of_neighbours(unit(vectors - middle)))
    return Encoded(encoder, dict(zip(shapes, vectors, strict=True)), middle, shrink)


def _as_they_are(vectors: Floats) -> tuple[Floats, Floats]:
    return np.zeros(vectors.shape[1], dtype=np.float32), np.eye(vectors.shape[1], dtype=np.float32)


def distances(points: Floats, space: Space, shapes: Sequence[str]) -> Floats:
    """Return how far apart (0–1) points that were `smoothed` lie, each from each.

    Texts of different languages share no word, so only what they speak of tells: their words would add nothing but
    distance.
    """
    apart = 1.0 - points @ points.T
    if space.names:
        chinese = are_chinese(shapes)
        spoken_of = unit(points[:, -len(space.names.rarity) :])
        across = chinese[:, None] != chinese[None, :]
        apart = np.where(across, 1.0 - spoken_of @ spoken_of.T, apart)
    np.fill_diagonal(apart, 0.0)
    return np.maximum(apart, 0.0)


def _scatter_of_neighbours(points: Floats) -> Floats:
    """How points differ from their mutual neighbours."""
    size = max(1, min(_NEIGHBOURS, len(points) // 8))
    near = graph(*neighbours(points, points, size, same=True), len(points))
    pairs = near.minimum(near.T).tocoo()
    differences = points[pairs.row] - points[pairs.col]
    return _even((differences * pairs.data[:, None]).T @ differences)


def _scatter_of_topics(points: Floats, topics: Sequence[str]) -> Floats:
    """How points differ from the middle of their topic; no topic counts more than 200 of its texts."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, topic in enumerate(topics):
        members[topic].append(place)
    scatter = np.zeros((points.shape[1], points.shape[1]), dtype=np.float32)
    for places in members.values():
        some = points[places]
        spread = some - some.mean(axis=0)
        scatter += spread.T @ spread * (min(len(places), _MOST_OF_TOPIC) / len(places))
    return _even(scatter)


def _stretching(points: Floats, topics: Sequence[str]) -> Floats:
    """Directions in which known topics differ from each other, a little longer than the rest."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, topic in enumerate(topics):
        members[topic].append(place)
    middles = np.stack([points[places].mean(axis=0) for places in members.values()])
    apart = middles - middles.mean(axis=0)
    strength, directions = np.linalg.eigh(_even(apart.T @ apart))
    return (directions * (np.maximum(strength, 0.0) + 1.0) ** _STRETCH).astype(np.float32)


def _even(scatter: Floats) -> Floats:
    """The scatter with a mean of one over the directions."""
    mean = float(np.trace(scatter)) / len(scatter)
    return scatter / mean if mean > 0 else np.eye(len(scatter), dtype=np.float32)


def _shrinking(scatter: Floats) -> Floats:
    size = len(scatter)
    strength, directions = np.linalg.eigh((1 - _KEPT) * scatter + _KEPT * np.eye(size))
    return (directions / np.sqrt(strength)).astype(np.float32)


def _basis(rows: csr_matrix, size: int) -> Floats:
    """So many directions in which the rows differ most, found by repeated products with a subspace drawn by lot
    (Halko, Martinsson and Tropp, 2011); the lot is fixed, for the answer must not change from run to run."""
    products = (rows @ rows.T).toarray()
    width = min(len(products), size + _SPARE)
    left = np.random.default_rng(0).normal(size=(len(products), width)).astype(np.float32)
    for _ in range(_PRODUCTS):
        left = np.linalg.qr(products @ left)[0]
    strength, turned = np.linalg.eigh(left.T @ products @ left)
    strength, left = strength[-size:], left @ turned[:, -size:]
    return np.asarray(rows.T @ (left / np.sqrt(np.maximum(strength, 1e-6))), dtype=np.float32)


def _vocabulary(shapes: Sequence[str], least: int) -> tuple[dict[str, int], Floats]:
    """Features of at least so many texts, and how rare each is."""
    seen: Counter[str] = Counter()
    for shape in shapes:
        for block in _blocks(shape):
            seen.update(set(block))
    kept = sorted(feature for feature, number in seen.items() if number >= least)
    rarity = [(math.log((1 + len(shapes)) / (1 + seen[feature])) + 1) ** _RARITY for feature in kept]
    return {feature: place for place, feature in enumerate(kept)}, np.array(rarity, dtype=np.float32)


def _blocks(shape: str) -> Iterator[Iterable[str]]:
    """The text's features: words and their pairs, characters, words that carry the matter and their pairs."""
    yield from feature_blocks(shape, _SETTINGS)
    telling = sorted(set(telling_words(shape)))[:_LONGEST_PAIRED]
    yield [f"m{word}" for word in telling] + [f"m{one} {other}" for one, other in combinations(telling, 2)]


def _rows(shapes: Sequence[str], vocabulary: dict[str, int], rarity: Floats) -> tuple[csr_matrix, Floats]:
    """One row per text, and the share of its features that are known; words weigh as much as characters."""
    shares = np.zeros(len(shapes), dtype=np.float32)
    columns: list[int] = []
    values: list[Floats] = []
    starts = [0]
    for place, shape in enumerate(shapes):
        blocks = [Counter(block) for block in _blocks(shape)]
        for weight, counted in zip(_WEIGHTS, blocks, strict=True):
            if not counted:
                continue
            known = [(vocabulary[feature], n) for feature, n in counted.items() if feature in vocabulary]
            shares[place] += len(known) / len(counted) / sum(map(bool, blocks))
            if known:
                places, counts = zip(*known, strict=True)
                weights = (1 + np.log(np.array(counts, dtype=np.float32))) * rarity[list(places)]
                columns += places
                values.append(weights * (weight / np.linalg.norm(weights)))
        starts.append(len(columns))
    data = np.concatenate(values) if values else np.zeros(0, dtype=np.float32)
    rows = csr_matrix((data, columns, starts), shape=(len(shapes), max(1, len(vocabulary))))
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel()) + 1e-12
    return csr_matrix(diags_array((1.0 / length).astype(np.float32)) @ rows), shares
