"""Messages of a batch judged together before each is triaged: the same answers for a fraction of the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from classifier.contract import Judgement, TextClassifier
from classifier.features.blocks import JUDGED_TOGETHER
from ticketing.ports import Ports
from ticketing.triage.classify import JUDGED, masked_words


def judged_ahead(messages: Iterable[tuple[str, str]], ports: Ports) -> Ports:
    """The same ports, with classifiers that know their answers to these (subject, body) already."""
    texts = list(dict.fromkeys(masked_words(subject, body) for subject, body in messages))
    return replace(ports, classifiers=_Ahead(ports.classifiers, texts))


class _Ahead(Mapping[str, TextClassifier]):
    """Classifiers by field; those that every message meets have judged the batch."""

    def __init__(self, inner: Mapping[str, TextClassifier], texts: list[str]) -> None:
        self._inner = inner
        judges = {one.value: inner[one.value] for one in JUDGED if texts and one.value in inner}
        self._known = {field: _Known(_name_of(judge), judge) for field, judge in judges.items()}
        for some in _handfuls(texts):
            for known in self._known.values():
                known.read(some)

    def __getitem__(self, field: str) -> TextClassifier:
        return self._known.get(field) or self._inner[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


def _name_of(judge: TextClassifier) -> str:
    return str(getattr(judge, "name", type(judge).__name__))


def _handfuls(texts: list[str]) -> Iterator[list[str]]:
    """The texts in order, so many at a time that what is read of one is still there for the next classifier."""
    some: list[str] = []
    size = 0
    for text in texts:
        if some and size + len(text) > JUDGED_TOGETHER:
            yield some
            some, size = [], 0
        some.append(text)
        size += len(text)
    if some:
        yield some


@dataclass(frozen=True)
class _Known:
    """A classifier that has read some texts already."""

    name: str
    inner: TextClassifier
    answers: dict[str, Judgement] = field(default_factory=dict)

    def read(self, texts: list[str]) -> None:
        """Judge these, to have the answers ready."""
        self.answers.update(zip(texts, self.inner.predict_many(texts), strict=True))

    @property
    def labels(self) -> tuple[str, ...]:
        return self.inner.labels

    def predict(self, text: str) -> Judgement:
        return self.answers.get(text) or self.inner.predict(text)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        return [self.predict(text) for text in texts]
