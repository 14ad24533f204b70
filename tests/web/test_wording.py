"""Every English word of the shared parts has its Chinese one, and pages show it."""

import re
from pathlib import Path

from babel.support import Translations
from flask import Flask
from flask_babel import Babel, force_locale, gettext

from web.wording import extract_words, find_faults
from web.words import TRANSLATIONS, compile_words, read_words

SHARED = ("web/templates/base", "web/templates/components/", "web/templates/sign_in", "web/templates/error")


def test_shared_parts_are_wholly_translated() -> None:
    words = read_words("zh")
    shared = [
        message.id
        for message in extract_words()
        if message.id and any(place.startswith(SHARED) for place, _ in message.locations)
    ]

    assert [message for message in shared if words.get(message) is None] == []
    assert len(shared) > 80


def test_pages_give_scripts_every_word_they_show() -> None:
    """A word that no page hands over would stay English on a Chinese page."""
    web = Path(__file__).parents[2] / "web"
    given = " ".join(page.read_text(encoding="utf-8") for page in (web / "templates").rglob("*.html"))
    scripts = [path.read_text(encoding="utf-8") for path in (web / "static" / "js").rglob("*.js")]
    shown = {word for script in scripts for word in re.findall(r'\bt\(\s*"([^"]+)"', script)}

    assert len(shown) > 50
    assert sorted(word for word in shown if f'"{word}": _(' not in given) == []


def test_no_translation_loses_a_placeholder() -> None:
    assert [fault for fault in find_faults("zh") if fault.reason == "has other placeholders"] == []


def test_each_room_brings_its_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / "a.po").write_text('msgid "Open"\nmsgstr "打开"\n', encoding="utf-8")
    (folder / "b.po").write_text(
        'msgid "Due"\nmsgstr "截止"\n\nmsgid "Open"\nmsgstr "处理中"\n', encoding="utf-8"
    )

    words = read_words("zh", tmp_path)

    assert (words.get("Open").string, words.get("Due").string) == ("打开", "截止")


def test_a_lost_placeholder_and_a_missing_word_are_named(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "x.py").write_text('_("%(n)s tickets")\n_("Unknown")\n', encoding="utf-8")
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "x.po").write_text('msgid "%(n)s tickets"\nmsgstr "工单"\n', encoding="utf-8")

    faults = {fault.message: fault.reason for fault in find_faults("zh", tmp_path, tmp_path)}

    assert faults == {"%(n)s tickets": "has other placeholders", "Unknown": "has no translation"}


def test_compiled_words_are_found_by_flask(tmp_path: Path) -> None:
    folder = compile_words(tmp_path, TRANSLATIONS)
    app = Flask("web")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    Babel(app)

    with app.test_request_context(), force_locale("zh"):
        assert gettext("Waiting for customer") == "待客户"
    assert isinstance(Translations.load(folder, ["zh"]), Translations)


def test_every_word_of_every_page_has_its_chinese() -> None:
    """A page is not done before both its languages are."""
    assert find_faults("zh") == []
