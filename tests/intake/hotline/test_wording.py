"""What is said of a log has its Chinese, and loses no value on the way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from intake.hotline.reading.workbook_safety import AS_CSV
from intake.hotline.wording import is_known, worded

ROOT = Path(__file__).resolve().parents[3]
SAYS = {"HotlineFileError": 0, "DateProblem": 0, "RowProblem": 1, "LogWarning": 1, "append": 0}
"""Where these calls take the sentence."""


def sentences() -> list[tuple[str, str]]:
    """Every sentence that the reader of logs writes into such a call, a 7 in the place of each value."""
    found = []
    for path in sorted((ROOT / "intake" / "hotline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in SAYS or (name == "append" and getattr(node.func.value, "id", "") != "warnings"):  # type: ignore[attr-defined]
                continue
            for sentence in _written(node.args[SAYS[name]] if len(node.args) > SAYS[name] else None):
                found.append((f"{path.name}:{node.lineno}", sentence))
    return found


def _written(node: ast.expr | None) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _written(node.body) + _written(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(map(_part, node.values))]
    return []


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    names = [node.id for node in ast.walk(part) if isinstance(node, ast.Name)]
    return AS_CSV if names == ["AS_CSV"] else "7"


def test_every_sentence_has_its_chinese() -> None:
    """Whoever adds a reason adds its Chinese; the generic "column: reason" does not count as one."""
    said = sentences()

    assert len(said) >= 55
    assert [one for one in said if not is_known(one[1])] == []
    assert [one for one in said if worded(one[1], "zh").isascii()] == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("来电时间: there is no such day: 2026-13-05", "来电时间：没有这一天：2026-13-05"),
        ("结单: this is not a date (下周)", "结单：不是日期（下周）"),
        ("Not data and left out: 2 repeated header rows, 1 rows of totals or signatures.", "不是数据、已略过：重复表头 2 行，合计或签名行 1 行。"),
        ("号码: the number is masked; the time of day is unknown; midnight is used", "号码：号码被打码；时刻不明，按零点计"),
        ("The workbook has no worksheet. Save the sheet as CSV (UTF-8) and import that.", "工作簿里没有工作表。 请将该工作表另存为 CSV（UTF-8）后再导入。"),
        ("a sentence of nobody", "a sentence of nobody"),
    ],
)  # fmt: skip
def test_sentences_within_sentences_are_worded_too(english: str, chinese: str) -> None:
    """Columns, counts and quoted cells stay as they are; English is asked for and left alone."""
    assert worded(english, "zh") == chinese
    assert worded(english, "en") == english
