"""Search for bytes whose understanding breaks a law, guided by coverage.

Needs atheris, which is not among the project's requirements: install it and the project's own requirements
into an environment of its own. Then, from the root of the checkout,

    python -m tests.fuzz.fuzz_parse_mail WORK_FOLDER -max_total_time=600 -timeout=10 -rss_limit_mb=1500

fills WORK_FOLDER from `seeds.py` at its first run, goes on from there and stops at the first finding, whose
bytes it writes into a file `crash-...` or `timeout-...`. `minimise.py` makes the small corpus of
`tests/data/mail_fuzz`, which every test run reads, from what such a folder has grown to.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["intake.mail", "classifier.text.language"]):
    from tests.fuzz.laws import obey_laws
from tests.fuzz.seeds import seeds


def main() -> None:
    """Fuzz until libFuzzer's own options say stop."""
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("-")]
    if folders:
        folders[0].mkdir(parents=True, exist_ok=True)
        for name, raw in seeds().items():
            (folders[0] / name).write_bytes(raw)
    atheris.Setup(sys.argv, lambda raw: obey_laws(raw) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
