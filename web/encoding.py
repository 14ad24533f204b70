"""The sentence encoder of this installation, loaded when the first text needs it; none unless one is set."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from flask import current_app

from classifier.encoder import Encoder, EncoderError, SentenceEncoder
from web.config import Settings

log = logging.getLogger(__name__)


def installed() -> Encoder | None:
    """Return the encoder that the settings name; None where they name none, or where it cannot be run."""
    settings: Settings = current_app.extensions["settings"]
    return _open(settings.encoder)[0]


def trouble() -> str:
    """Return what is wrong with the encoder that the settings name; empty when all is well."""
    settings: Settings = current_app.extensions["settings"]
    return _open(settings.encoder)[1]


@lru_cache(maxsize=2)
def _open(folder: str) -> tuple[Encoder | None, str]:
    if not folder:
        return None, ""
    try:
        return SentenceEncoder(Path(folder)), ""
    except EncoderError as error:
        log.error("VOC_ENCODER: %s", error)  # the message says it all
        return None, f"VOC_ENCODER: {error}"
