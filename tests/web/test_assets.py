"""Static files carry a version in their path and a fingerprint for ``integrity``."""

from pathlib import Path

import pytest
from flask import Flask

from web.assets import Assets, initials, install_assets, tone


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("export const a = 1;", encoding="utf-8")
    return tmp_path


def test_a_changed_byte_changes_every_address(folder: Path) -> None:
    before = Assets(folder).url("js/a.js")

    (folder / "other.css").write_text("a{}", encoding="utf-8")

    assert Assets(folder).url("js/a.js") != before


def test_integrity_follows_the_file(folder: Path) -> None:
    assets = Assets(folder)
    before = assets.sri("js/a.js")

    (folder / "js" / "a.js").write_text("export const a = 2;  ", encoding="utf-8")

    assert before.startswith("sha384-")
    assert assets.sri("js/a.js") != before


def test_a_misspelt_file_is_an_error_that_names_it(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"js/b\.js"):
        Assets(folder).url("js/b.js")


def test_current_files_are_cached_for_ever_and_old_addresses_still_answer(folder: Path) -> None:
    app = Flask(__name__, static_folder=None)
    assets = install_assets(app, folder)
    client = app.test_client()

    current = client.get(assets.url("js/a.js"))
    old = client.get("/static/v/000000000000/js/a.js")

    assert current.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")
    assert client.get("/static/v/0/../assets.py").status_code == 404
    current.close()
    old.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("林知夏", "知夏"),
        ("周牧", "周牧"),
        ("欧阳 晓明", "晓明"),
        ("Alice Brown", "AB"),
        ("care@hefan.example", "C"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_initials_suit_chinese_and_english_names(name: str | None, expected: str) -> None:
    assert initials(name) == expected


def test_a_name_keeps_its_colour() -> None:
    assert tone("林知夏") == tone("林知夏")
    assert {tone(f"customer {n}") for n in range(200)} == set(range(1, 9))
