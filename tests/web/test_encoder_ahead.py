"""The encoder is loaded when a process starts, beside everything else."""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.classifier.encoder.test_port import PACKAGE
from tests.running import eventually
from web import encoding


def _set(app: Flask, folder: Path | str) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], encoder=str(folder))


def test_what_waits_for_the_encoder_is_done_once_it_is_loaded(app: Flask) -> None:
    """So the first customer meets it ready."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None or importlib.util.find_spec("tokenizers") is None:
        pytest.skip(f"{PACKAGE} or tokenizers is missing: see requirements-semantic.lock")
    _set(app, Path(package.origin).parent / "model")
    done = threading.Event()

    encoding.open_ahead(app, done.set)

    assert done.wait(60)
    assert encoding.installed() is not None


def test_an_encoder_that_cannot_be_run_stops_no_start(app: Flask, tmp_path: Path) -> None:
    """Words alone judge; what is wrong stands where an operator looks."""
    _set(app, tmp_path / "nowhere")
    done = threading.Event()

    encoding.open_ahead(app, done.set)

    assert "VOC_ENCODER" in eventually(encoding.trouble)
    assert not done.is_set()
