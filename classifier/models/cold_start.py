"""The classifiers of a desk that has no labels yet: keywords, seed sentences, and the company's own examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from classifier.encoder.port import Encoder
from classifier.features.blocks import FeatureSettings
from classifier.features.counting import Reader
from classifier.keywords import FIELDS, seed_examples, seed_weights
from classifier.models.lesson import HUGE
from classifier.models.linear import LinearClassifier
from classifier.models.training import TrainingSettings, train

# Of 0.06 to 1 the best on texts of hands that wrote none of the examples: nothing is left to choose each time.
_COST = 0.25
_FEATURES = FeatureSettings(concepts=True, matter_only=True)


def cold_start(
    products: Iterable[tuple[str, str]] = (),
    examples: Iterable[tuple[str, str, str]] = (),
    *,
    precision: float = 0.8,
    encoder: Encoder | None = None,
    unlabelled: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, LinearClassifier]:
    """Return the classifiers of "type", "topic" and "phase" for a desk that has no labels yet.

    They know the keyword tables and the seed sentences of this package, and whatever (field, text,
    label) `examples` are given; of what they decide alone `precision` shall be right, judged on the
    examples (on the seed sentences where there are none). `products` are (code, alias) pairs: their names are taken out of the
    examples so that no product stands for a kind of message. An `encoder` joins the vote.
    `unlabelled` are, by field, further messages of the desk, newest last: see `train`.
    """
    aliases = sorted({alias for _, alias in products}, key=len, reverse=True)
    given = [(field, _without(text, aliases), label) for field, text, label in examples]
    heard = {
        field: [_without(text, aliases) for text in texts] for field, texts in (unlabelled or {}).items()
    }
    seeds = seed_examples()
    # of very many texts what a reader knows is a gigabyte, which must go before the planes are fitted
    reader = Reader(_FEATURES) if len(given) <= len(FIELDS) * HUGE else None
    classifiers = {}
    for asked in FIELDS:
        pairs = [(text, label) for named, text, label in given if named == asked]
        proof = len(pairs)
        pairs += [(seed.text, str(getattr(seed, asked))) for seed in seeds]
        texts, labels = zip(*pairs, strict=True)
        classifiers[asked] = train(
            texts,
            labels,
            prior=seed_weights(asked),
            settings=TrainingSettings(
                precision=precision,
                costs=(_COST,),
                most_work=0,
                rare_words=True,
                features=_FEATURES,
            ),
            proof=proof,
            unlabelled=heard.get(asked, ()),
            encoder=encoder,
            reader=reader,
        )
    return classifiers


def _without(text: str, aliases: Sequence[str]) -> str:
    for alias in aliases:
        text = text.replace(alias, " ")
    return text
