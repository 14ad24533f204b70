"""Search for bytes whose understanding breaks a law, guided by coverage.

Needs atheris, which is not among the project's requirements: install it and the project's own requirements
into an environment of its own. Then, from the root of the checkout,

    python -m tests.fuzz.fuzz_parse_mail WORK_FOLDER -max_total_time=600 -timeout=10 -rss_limit_mb=1500

fills WORK_FOLDER from `seeds.py` at its first run, goes on from there and stops at the first finding, whose
bytes it writes into a file `crash-...` or `timeout-...`. `-merge=1 NEW_FOLDER WORK_FOLDER` makes a minimal
corpus; that of `tests/data/mail_fuzz` was made so and is run by every test run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["intake.mail", "classifier.language"]):
    from tests.fuzz.laws import obey_laws
from tests.fuzz.seeds import seeds


def main() -> None:
    """Fuzz until libFuzzer's own options say stop."""
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("-")]
    if folders and not any(each.startswith("-merge") for each in sys.argv):
        folders[0].mkdir(parents=True, exist_ok=True)
        for name, raw in seeds().items():
            (folders[0] / name).write_bytes(raw)
    atheris.Setup(sys.argv, lambda raw: obey_laws(raw) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
