"""A stored model answers as before; a damaged one is refused with a clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier.models.cold_start import cold_start
from classifier.models.linear import LinearClassifier
from classifier.models.network import Schedule
from classifier.models.store import (
    ARRAYS,
    CARD,
    MANIFEST,
    ModelFileError,
    load_model,
    model_bytes,
    read_card,
    save_model,
)
from classifier.models.training import TrainingSettings, train
from tests.classifier.spoken import SEEDS


@pytest.fixture(scope="module", params=["planes and prior", "hidden layer"])
def trained(request: pytest.FixtureRequest) -> LinearClassifier:
    if request.param == "planes and prior":
        return cold_start()["topic"]
    examples = SEEDS
    quick = TrainingSettings(schedule=Schedule(size=8, epochs=6))
    return train([each.text for each in examples], [each.topic for each in examples], settings=quick)


@pytest.fixture
def folder(trained: LinearClassifier, tmp_path: Path) -> Path:
    save_model(trained, tmp_path / "model", card={"Trained on": "seeds"})
    return tmp_path / "model"


def test_a_stored_model_answers_as_before(trained: LinearClassifier, folder: Path) -> None:
    loaded = load_model(folder)

    for text in ("退款还没到账", "wifi keeps dropping", "嗯"):
        before, after = trained.predict(text), loaded.predict(text)
        assert type(before) is type(after)
        assert before.reasons == after.reasons
        assert before.confidence == pytest.approx(after.confidence, abs=0.01)


def test_the_card_tells_people_what_the_model_is(folder: Path) -> None:
    card = (folder / CARD).read_text(encoding="utf-8")

    assert "Trained on: seeds" in card
    assert read_card(folder) == {"Trained on": "seeds"}
    assert model_bytes(folder) == (folder / MANIFEST).stat().st_size + (folder / ARRAYS).stat().st_size


def test_the_files_hold_no_pickle(folder: Path) -> None:
    assert b"\x80\x04" not in (folder / ARRAYS).read_bytes()[:512]
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["format"] == "vocdesk-text-1"


def test_a_truncated_file_is_refused(folder: Path) -> None:
    whole = (folder / ARRAYS).read_bytes()
    (folder / ARRAYS).write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ModelFileError, match="cut off or altered"):
        load_model(folder)


def test_an_altered_manifest_is_refused(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(path.read_text(encoding="utf-8").replace('"billing"', '"balling"', 1), encoding="utf-8")

    with pytest.raises(ModelFileError, match="altered after training"):
        load_model(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "other"}', "\x00\xff"])
def test_a_manifest_that_is_none_is_refused(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_bytes(content.encode("latin-1"))

    with pytest.raises(ModelFileError):
        load_model(folder)


def test_a_missing_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="voc classifier train"):
        load_model(tmp_path / "nowhere")
