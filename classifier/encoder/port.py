"""A sentence encoder that the operator supplies as a local folder; off unless there is one.

Two kinds of folder: an ONNX export (`model.onnx` or `onnx/model.onnx`, run by onnxruntime), or a
sentence-transformers folder of the BERT family (`model.safetensors`, run by numpy). Both need `tokenizer.json`
and the package tokenizers. Nothing is downloaded, and nothing in a folder is run as code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.intp]
_Run = Callable[[Ids, Floats], Floats]

# A complaint's matter shows in its first sentences; the cost grows with the length.
_MOST_TOKENS = 128
_TOGETHER = 32
_REMEMBERED = 512
_ONNX = ("model.onnx", "onnx/model.onnx")
_EXTRA = "install the extra: pip install --no-deps --require-hashes -r requirements-semantic.lock"


class EncoderError(Exception):
    """The folder is no encoder that can be run here; the message says what is missing."""


class Encoder(Protocol):
    """What turns texts into vectors by their meaning."""

    identity: str
    """A hash: vectors of encoders of different identity cannot be compared."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a unit vector a text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """One plane per label over an encoder's vectors, and the identity of that encoder."""

    weights: Floats
    bias: Floats
    encoder: str

    def scores(self, vectors: Floats) -> Floats:
        """Return the score of each label (column) for each vector (row)."""
        result: Floats = vectors @ self.weights + self.bias
        return result

    def check(self, encoder: Encoder | None) -> None:
        """Raise EncoderError where there is not the encoder that this head was trained over."""
        if encoder is None or encoder.identity != self.encoder:
            present = "there is none" if encoder is None else f"here is {encoder.identity[:12]}"
            raise EncoderError(
                f"the model was trained with the sentence encoder {self.encoder[:12]}, {present}:"
                " set VOC_ENCODER to its folder, or train anew"
            )


def padded(tokens: Sequence[Sequence[int]], filler: int) -> tuple[Ids, Floats]:
    """Return token ids as a rectangle, and where in it there are tokens."""
    longest = max(map(len, tokens))
    ids = np.full((len(tokens), longest), filler, dtype=np.intp)
    mask = np.zeros((len(tokens), longest), dtype=np.float32)
    for row, found in enumerate(tokens):
        ids[row, : len(found)] = found
        mask[row, : len(found)] = 1.0
    return ids, mask


class SentenceEncoder:
    """Texts → unit vectors; texts alike in meaning lie close together, whatever their words."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder of a folder (a second or two). Raises EncoderError."""
        try:
            self._tokenizer = _tokenizer(folder)
            self.identity = _identity(folder)
            self._run = _onnx(folder) or _bert(folder)
        except (OSError, KeyError, ValueError, StopIteration) as error:
            raise EncoderError(f"{folder} is no sentence encoder that can be run here: {error!r}") from error
        self._known: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a unit vector a text, in order; what was asked lately is remembered."""
        wanted = sorted({text for text in texts if text not in self._known}, key=len)
        fresh: dict[str, Floats] = {}
        for first in range(0, len(wanted), _TOGETHER):
            some = wanted[first : first + _TOGETHER]
            fresh.update(zip(some, self._encoded(some), strict=True))
        found = np.stack([fresh[text] if text in fresh else self._known[text] for text in texts])
        self._known = dict(list({**self._known, **fresh}.items())[-_REMEMBERED:])
        return found

    def _encoded(self, texts: Sequence[str]) -> Floats:
        tokens = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        rows = self._run(*padded(tokens, 0))
        lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        result: Floats = (rows / lengths).astype(np.float32)
        return result


def _tokenizer(folder: Path) -> Any:
    """The folder's tokenizer. Any: the package is optional and has no types here."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise EncoderError(f"the package tokenizers is missing; {_EXTRA}") from error
    content = (folder / "tokenizer.json").read_text(encoding="utf-8")
    try:
        tokenizer = Tokenizer.from_str(content)
    except Exception as error:  # the package raises nothing narrower
        raise EncoderError(f"{folder / 'tokenizer.json'} is no tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_TOKENS)
    return tokenizer


def _identity(folder: Path) -> str:
    """A hash of what decides the vectors: tokenizer, weights and how they are pooled."""
    digest = hashlib.sha256()
    for name in ("tokenizer.json", "config.json", "1_Pooling/config.json", "model.safetensors", *_ONNX):
        path = folder / name
        if path.is_file():
            digest.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _takes_first_token(folder: Path) -> bool:
    path = folder / "1_Pooling" / "config.json"
    return path.is_file() and bool(json.loads(path.read_text()).get("pooling_mode_cls_token"))


def _bert(folder: Path) -> _Run:
    from classifier.encoder.bert import BertWeights, read_safetensors  # only where an encoder is run

    config = json.loads((folder / "config.json").read_text())
    if config.get("model_type") != "bert" or config.get("hidden_act", "gelu") != "gelu":
        raise EncoderError(
            f"{folder}: numpy runs encoders of the BERT family; export {config.get('model_type')} to ONNX"
        )
    tensors = read_safetensors(folder / "model.safetensors")
    return BertWeights(config, tensors, first_token=_takes_first_token(folder)).vectors


def _onnx(folder: Path) -> _Run | None:
    path = next((folder / name for name in _ONNX if (folder / name).is_file()), None)
    if path is None:
        return None
    try:
        import onnxruntime
    except ImportError as error:
        raise EncoderError(f"the package onnxruntime is missing; {_EXTRA}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    asked = {one.name for one in session.get_inputs()}
    first_token = _takes_first_token(folder)

    def run(ids: NDArray[np.intp], mask: Floats) -> Floats:
        numbers = ids.astype(np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": mask.astype(np.int64),
            "token_type_ids": np.zeros_like(numbers),
        }
        found = session.run(None, {name: given[name] for name in given if name in asked})[0]
        if found.ndim == 2:
            return np.asarray(found, dtype=np.float32)
        if first_token:
            return np.asarray(found[:, 0], dtype=np.float32)
        mean: Floats = (found * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]
        return mean

    return run
