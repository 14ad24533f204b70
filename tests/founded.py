"""The first classifiers of a company, trained once a run: tests whose subject they are not lay them ready."""

from __future__ import annotations

import fcntl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from ticketing.company.reading import DEMO_FOLDER, read_company
from web import founding

FEW = {"key": "few", "rows": [["扣了两次钱", "complaint", "billing", "after"]], "names": []}
"""A company's examples, as few as can be."""


def trained(examples: Mapping[str, Any], folder: Path) -> Path:
    """The folder of the models of these examples; needs an app.

    The first process of a run that asks trains them into `folder`, the others wait for it.
    """
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return founding.home_of(examples, folder)


def lay_ready(app: Flask, folder: Path, examples: Mapping[str, Any] | None = None) -> None:
    """Put the models of these examples (none: what the app's database holds) where the app looks for them.

    They are shared, not copied: whoever spoils a model file makes a copy.
    """
    with app.app_context():
        home = trained(examples or founding.stored_examples(), folder)
    models = app.extensions["settings"].var / "models"
    models.mkdir(parents=True, exist_ok=True)
    (models / home.name).symlink_to(home, target_is_directory=True)


def demo_examples() -> Mapping[str, Any]:
    """What the demo company's classifiers are trained from."""
    return founding.examples_of(read_company(DEMO_FOLDER))
