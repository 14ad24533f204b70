"""Templates and modules keep to the strict policy and use only parts that exist."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parent.parent.parent / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
MODULES = sorted((WEB / "static" / "js").rglob("*.js"))
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static" / "icons.svg").read_text(encoding="utf-8")))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def markup(path: Path) -> str:
    """The template without its comments."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
class TestTemplate:
    def test_has_no_inline_style(self, path: Path) -> None:
        assert re.findall(r"\sstyle\s*=|<style\b", markup(path)) == []

    def test_has_no_inline_script_or_handler(self, path: Path) -> None:
        scripts = re.findall(r"<script\b[^>]*>", markup(path))
        inline = [tag for tag in scripts if " src=" not in tag and 'type="application/json"' not in tag]
        handlers = re.findall(r"\son[a-z]+\s*=\s*[\"']|\shx-on\b|javascript:", markup(path))

        assert (inline, handlers) == ([], [])

    def test_loads_nothing_from_elsewhere(self, path: Path) -> None:
        assert re.findall(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", markup(path)) == []

    def test_uses_only_icons_of_the_sprite(self, path: Path) -> None:
        used = set(re.findall(r"\bicon\(\s*[\"']([\w-]+)[\"']", markup(path)))
        used |= set(re.findall(r"\bicon_name=[\"']([\w-]+)[\"']", markup(path)))

        assert used - ICONS == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_module_never_turns_text_into_markup_or_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert (
        re.findall(
            r"\.innerHTML|\.outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function", text
        )
        == []
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_every_import_names_a_file_that_exists(path: Path) -> None:
    for name in re.findall(r"(?:from|import)\s*\(?[\"'](\.[^\"']+)[\"']", path.read_text(encoding="utf-8")):
        assert (path.parent / name).resolve().is_file(), name
