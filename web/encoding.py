"""The sentence encoder of this installation, loaded when the first text needs it; none unless one is set."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from classifier.encoder.port import Encoder, EncoderError, SentenceEncoder
from web.config import Settings

log = logging.getLogger(__name__)
_opening = threading.Lock()
"""Loading takes seconds and some hundred megabytes: whoever comes second waits for the first."""


def installed() -> Encoder | None:
    """Return the encoder that the settings name; None where they name none, or where it cannot be run."""
    settings: Settings = current_app.extensions["settings"]
    with _opening:
        return _open(settings.encoder)[0]


def trouble() -> str:
    """Return what is wrong with the encoder that the settings name; empty when all is well."""
    settings: Settings = current_app.extensions["settings"]
    with _opening:
        return _open(settings.encoder)[1]


def open_ahead(app: Flask, then: Callable[[], object]) -> None:
    """Load the encoder that the settings name in a thread of its own, and do what waits for it: no customer does."""
    settings: Settings = app.extensions["settings"]
    if settings.encoder:
        threading.Thread(target=_load, args=(app, then), name="open encoder", daemon=True).start()


def _load(app: Flask, then: Callable[[], object]) -> None:
    with app.app_context():
        try:
            if installed() is not None:
                then()
        except SQLAlchemyError as error:
            # /readyz tells of it; the articles are read when the first customer asks
            log.warning("the articles cannot be read yet: %s", error)


@lru_cache(maxsize=2)
def _open(folder: str) -> tuple[Encoder | None, str]:
    if not folder:
        return None, ""
    try:
        return SentenceEncoder(Path(folder)), ""
    except EncoderError as error:
        log.error("VOC_ENCODER: %s", error)  # the message says it all
        return None, f"VOC_ENCODER: {error}"
