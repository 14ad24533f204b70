"""Browser libraries are exactly the bytes the lock promises."""

import json
import shutil
from pathlib import Path

import pytest

from web import vendoring


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in (vendoring.VENDOR, vendoring.TEST_VENDOR):
        shutil.copytree(vendoring.ROOT / folder, tmp_path / folder)
    shutil.copy(vendoring.ROOT / vendoring.LOCK_NAME, tmp_path)
    return tmp_path


def test_the_vendored_files_match_the_lock() -> None:
    assert vendoring.check() == []


def test_a_changed_byte_is_found(copy: Path) -> None:
    target = copy / vendoring.VENDOR / "htmx.min.js"
    data = bytearray(target.read_bytes())
    data[100] ^= 1
    target.write_bytes(bytes(data))

    problems = vendoring.check(copy)

    assert len(problems) == 1
    assert "htmx.min.js differs from the lock" in problems[0]


def test_a_missing_and_an_unknown_file_are_found(copy: Path) -> None:
    (copy / vendoring.VENDOR / "chart.umd.min.js").unlink()
    (copy / vendoring.VENDOR / "stranger.js").write_text("1", encoding="utf-8")

    problems = vendoring.check(copy)

    assert [problem.split(" is ")[0].rsplit("/", 1)[1] for problem in problems] == [
        "stranger.js",
        "chart.umd.min.js",
    ]


def test_a_missing_lock_says_what_to_do(copy: Path) -> None:
    (copy / vendoring.LOCK_NAME).unlink()

    assert "--update" in vendoring.check(copy)[0]


def test_the_lock_names_no_host() -> None:
    text = (vendoring.ROOT / vendoring.LOCK_NAME).read_text(encoding="utf-8")

    assert "://" not in text


def test_every_package_brings_its_licence_text() -> None:
    lock = json.loads((vendoring.ROOT / vendoring.LOCK_NAME).read_text(encoding="utf-8"))

    for entry in lock["packages"]:
        assert any("/licences/" in file["to"] for file in entry["files"]), entry["package"]
