"""A BERT-like sentence encoder by numpy alone, from the weights of a sentence-transformers folder.

For small encoders on a desk's messages this is fast enough, and no framework of a gigabyte is needed. The
arithmetic is that of Devlin, Chang, Lee and Toutanova 2019 (post-norm transformer, exact GELU), the vector the
mean of the last layer's tokens (Reimers and Gurevych 2019) or its first token.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]
Ids = NDArray[np.intp]

_TYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
_PREFIXES = ("", "bert.", "0.auto_model.")
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "mixed_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
_TINY = np.float32(1e-9)


class BertWeights:
    """The network; holds the weights as float32."""

    def __init__(self, config: dict[str, Any], tensors: dict[str, Floats], *, first_token: bool) -> None:
        """Take the folder's config.json and tensors. Raises KeyError for a tensor that is missing."""
        prefix = next(one for one in _PREFIXES if f"{one}embeddings.word_embeddings.weight" in tensors)
        self._heads = int(config["num_attention_heads"])
        self._little = np.float32(config.get("layer_norm_eps", 1e-12))
        self._first_token = first_token
        of = {name.removeprefix(prefix): tensor for name, tensor in tensors.items()}
        self._words = of["embeddings.word_embeddings.weight"]
        self._places = of["embeddings.position_embeddings.weight"]
        self._kind = of["embeddings.token_type_embeddings.weight"][0]
        self._start = of["embeddings.LayerNorm.weight"], of["embeddings.LayerNorm.bias"]
        self._layers = [
            {
                part: (of[f"encoder.layer.{layer}.{name}.weight"], of[f"encoder.layer.{layer}.{name}.bias"])
                for part, name in _PARTS.items()
            }
            for layer in range(int(config["num_hidden_layers"]))
        ]

    @property
    def size(self) -> int:
        """Return the length of a vector."""
        return int(self._words.shape[1])

    @property
    def most_tokens(self) -> int:
        """Return how many tokens of a text are read at most."""
        return int(self._places.shape[0])

    def vectors(self, ids: Ids, mask: Floats) -> Floats:
        """Return one vector a row of token ids; `mask` is 1 where there is a token, 0 where there is none."""
        here = self._words[ids] + self._places[: ids.shape[1]] + self._kind
        here = _normed(here, self._start, self._little)
        shut = (1.0 - mask[:, None, None, :]) * np.float32(-1e9)
        for layer in self._layers:
            here = self._through(layer, here, shut)
        if self._first_token:
            return here[:, 0]
        total: Floats = (here * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1), _TINY)[:, None]
        return total

    def _through(self, layer: dict[str, tuple[Floats, Floats]], here: Floats, shut: Floats) -> Floats:
        rows, length, size = here.shape
        query, key, value = (
            _linear(here, layer[part])
            .reshape(rows, length, self._heads, size // self._heads)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        looks = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(size // self._heads)) + shut
        looks = np.exp(looks - looks.max(axis=-1, keepdims=True))
        looks /= looks.sum(axis=-1, keepdims=True)
        seen = (looks @ value).transpose(0, 2, 1, 3).reshape(rows, length, size)
        here = _normed(here + _linear(seen, layer["mixed"]), layer["mixed_norm"], self._little)
        wide = _linear(here, layer["wide"])
        wide *= np.float32(0.5) * (1.0 + erf(wide * np.float32(math.sqrt(0.5))))
        return _normed(here + _linear(wide, layer["narrow"]), layer["norm"], self._little)


def read_safetensors(path: Path) -> dict[str, Floats]:
    """Return the tensors of a file, as float32 where they are floating-point numbers.

    The format: eight bytes length, that much JSON (name → type, shape, where), then the bytes. It can hold no
    code. Raises ValueError, KeyError for what is not of the format.
    """
    content = path.read_bytes()
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:end])
    header.pop("__metadata__", None)
    tensors: dict[str, Floats] = {}
    for name, told in header.items():
        first, last = told["data_offsets"]
        flat = np.frombuffer(content[end + first : end + last], dtype=_TYPES[told["dtype"]])
        tensors[name] = flat.reshape(told["shape"]).astype(np.float32)
    return tensors


def _linear(here: Floats, weights: tuple[Floats, Floats]) -> Floats:
    result: Floats = here @ weights[0].T + weights[1]
    return result


def _normed(here: Floats, weights: tuple[Floats, Floats], little: np.float32) -> Floats:
    away = here - here.mean(axis=-1, keepdims=True)
    spread = np.sqrt((away * away).mean(axis=-1, keepdims=True) + little)
    result: Floats = away / spread * weights[0] + weights[1]
    return result
