"""Keeps a model as plain arrays beside a manifest of hashes and types, with a model card for people.

Never pickle: a model file may come from elsewhere, and loading it must not run anything.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from classifier.encoder.port import Encoder, EncoderError, Head
from classifier.features.blocks import FeatureSettings
from classifier.models.calibration import Strengths
from classifier.models.linear import LinearClassifier, LinearModel, Prior
from classifier.models.network import Hidden

MANIFEST = "manifest.json"
ARRAYS = "arrays.npz"
CARD = "MODEL_CARD.md"
_FORMAT = "vocdesk-text-1"
# Nothing honest comes near; a small file that swells beyond it is an attack on memory.
_LARGEST = 4 * 1024**3


class ModelFileError(Exception):
    """The stored model is missing, cut off or altered; the message names the file and what to do."""


def save_model(
    classifier: LinearClassifier, folder: Path, *, card: Mapping[str, object] | None = None
) -> int:
    """Write the model into a folder, made if needed, and return its size in bytes.

    The manifest is written last, so that a half-written model is never taken for a whole one. `card`
    holds facts for the model card: what it was trained on, how it did.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    model = classifier.model
    arrays = _arrays(model)
    with (folder / ARRAYS).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    manifest: dict[str, Any] = {
        "format": _FORMAT,
        "labels": list(model.labels),
        "settings": asdict(model.settings),
        "strengths": asdict(model.strengths),
        "prior": {
            label: {str(weight): text for weight, text in said.items()}
            if isinstance(said, Mapping)
            else list(said)
            for label, said in model.prior.items()
        }
        if model.prior
        else None,
        "arrays": {
            name: {"dtype": str(array.dtype), "shape": list(array.shape)} for name, array in arrays.items()
        },
        "arrays_sha256": _hash((folder / ARRAYS).read_bytes()),
        "encoder": model.head.encoder if model.head else None,
        "card": dict(card or {}),
    }
    manifest["manifest_sha256"] = _hash(_canonical(manifest))
    (folder / CARD).write_text(_card_text(model, manifest["card"]), encoding="utf-8")
    _write_last(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return model_bytes(folder)


def load_model(folder: Path, encoder: Encoder | None = None) -> LinearClassifier:
    """Return the classifier stored in a folder, with the sentence encoder that it may have been trained with.

    Raises ModelFileError when a file is missing, truncated, altered, or of another format, and when the
    model was trained with another encoder.
    """
    manifest = _read_manifest(folder)
    arrays = _read_arrays(folder, manifest)
    try:
        settings = manifest["settings"]
        prior = manifest["prior"]
        model = LinearModel(
            labels=tuple(manifest["labels"]),
            settings=FeatureSettings(
                **{
                    name: tuple(value) if isinstance(value, list) else value
                    for name, value in settings.items()
                }
            ),
            # models of one company know much the same words: kept once
            vocabulary=tuple(map(sys.intern, arrays["vocabulary"].tobytes().decode("utf-8").split("\n"))),
            idf=arrays["idf"].astype(np.float32),
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            strengths=Strengths(**manifest["strengths"]),
            thresholds=arrays["thresholds"],
            prior=_prior(prior) if prior else None,
            hidden=_hidden(arrays),
            scope=arrays.get("scope"),
            head=_head(arrays, manifest.get("encoder")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelFileError(
            f"{folder / MANIFEST} does not describe a model ({error}); train it again"
        ) from error
    if model.weights.shape != (len(model.vocabulary), len(model.labels)):
        raise ModelFileError(f"{folder / ARRAYS} does not fit its manifest; train the model again")
    try:
        return LinearClassifier(model, encoder)
    except EncoderError as error:
        raise ModelFileError(f"{folder}: {error}") from error


def model_bytes(folder: Path) -> int:
    """Return the size in bytes of what a stored model needs to be loaded."""
    return sum((folder / name).stat().st_size for name in (MANIFEST, ARRAYS))


def read_card(folder: Path) -> dict[str, object]:
    """Return the facts of the model card; raises ModelFileError as `load_model` does."""
    return dict(_read_manifest(folder)["card"])


def _arrays(model: LinearModel) -> dict[str, Any]:
    arrays = {
        "vocabulary": np.frombuffer("\n".join(model.vocabulary).encode("utf-8"), dtype=np.uint8),
        "idf": model.idf.astype(np.float16),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
        "thresholds": model.thresholds.astype(np.float32),
    }
    if model.scope is not None:
        arrays["scope"] = model.scope.astype(np.float32)
    if model.head is not None:
        arrays |= {
            "head_weights": model.head.weights.astype(np.float16),
            "head_bias": model.head.bias.astype(np.float32),
        }
    if model.hidden is not None:
        arrays |= {
            "hidden_rows": model.hidden.rows.astype(np.float16),
            "hidden_row_bias": model.hidden.row_bias.astype(np.float32),
            "hidden_top": model.hidden.top.astype(np.float32),
            "hidden_top_bias": model.hidden.top_bias.astype(np.float32),
        }
    return arrays


def _prior(stored: Mapping[str, Any]) -> Prior:
    if all(isinstance(said, list) for said in stored.values()):
        return {label: tuple(said) for label, said in stored.items()}
    return {label: {int(weight): text for weight, text in said.items()} for label, said in stored.items()}


def _head(arrays: Mapping[str, Any], encoder: str | None) -> Head | None:
    if encoder is None:
        return None
    return Head(arrays["head_weights"].astype(np.float32), arrays["head_bias"], encoder)


def _hidden(arrays: Mapping[str, Any]) -> Hidden | None:
    if "hidden_rows" not in arrays:
        return None
    return Hidden(
        arrays["hidden_rows"].astype(np.float32),
        arrays["hidden_row_bias"],
        arrays["hidden_top"],
        arrays["hidden_top_bias"],
    )


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelFileError(
            f"no model in {folder}: {MANIFEST} is missing; train one with `voc classifier train`"
        ) from error
    except (OSError, ValueError) as error:
        raise ModelFileError(f"{path} cannot be read ({error}); train the model again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        raise ModelFileError(f"{path} is not of the format {_FORMAT}; train the model again")
    stated = manifest.pop("manifest_sha256", None)
    if stated != _hash(_canonical(manifest)):
        raise ModelFileError(f"{path} was altered after training (its hash differs); train the model again")
    return manifest


def _read_arrays(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    path = folder / ARRAYS
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{path} cannot be read ({error}); train the model again") from error
    if _hash(content) != manifest["arrays_sha256"]:
        raise ModelFileError(f"{path} was cut off or altered (its hash differs); train the model again")
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise ModelFileError(f"{path} is larger than any model of ours; refused")
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ModelFileError(f"{path} is damaged ({error}); train the model again") from error
    for name, kind in manifest["arrays"].items():
        array = arrays.get(name)
        if array is None or str(array.dtype) != kind["dtype"] or list(array.shape) != kind["shape"]:
            raise ModelFileError(f"{path} does not hold {name!r} as its manifest says; train the model again")
    return arrays


def _write_last(path: Path, text: str) -> None:
    half = path.with_suffix(".part")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _canonical(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _card_text(model: LinearModel, facts: Mapping[str, object]) -> str:
    lines = [
        "# Model card",
        "",
        f"- What it does: gives a text one of {len(model.labels)} labels, or abstains.",
        f"- How: linear weights over {len(model.vocabulary):,} words and character pieces, calibrated on held-out texts.",
        *([f"- Sentence encoder: {model.head.encoder[:12]}, needed to judge."] if model.head else []),
        f"- Keyword prior: {'strength ' + format(model.strengths.prior, '.2f') if model.prior else 'none'}.",
        "- Not for: deciding about people; danger words and threats are judged by rules, not by this model.",
        *(f"- {name}: {value}" for name, value in facts.items()),
        "",
        "Labels: " + ", ".join(model.labels),
        "",
    ]
    return "\n".join(lines)
