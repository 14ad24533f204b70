"""Messages of a batch judged together before each is triaged: the same answers for a fraction of the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from classifier.contract import Judgement, TextClassifier
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
        self._known = {
            one.value: _known(inner[one.value], texts) for one in JUDGED if texts and one.value in inner
        }

    def __getitem__(self, field: str) -> TextClassifier:
        return self._known.get(field) or self._inner[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


def _known(judge: TextClassifier, texts: list[str]) -> _Known:
    name = str(getattr(judge, "name", type(judge).__name__))
    return _Known(name, judge, dict(zip(texts, judge.predict_many(texts), strict=True)))


@dataclass(frozen=True)
class _Known:
    """A classifier that has read some texts already."""

    name: str
    inner: TextClassifier
    answers: Mapping[str, Judgement]

    @property
    def labels(self) -> tuple[str, ...]:
        return self.inner.labels

    def predict(self, text: str) -> Judgement:
        return self.answers.get(text) or self.inner.predict(text)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        return [self.predict(text) for text in texts]
