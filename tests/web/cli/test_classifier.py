"""`voc classifier` and `voc themes` as scripts meet them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from classifier.models.store import load_model
from web.cli.classifier import classifier
from web.cli.tables import read_columns
from web.cli.themes import themes

ROWS = [
    ("退款还没到账", "refund"),
    ("please refund my order", "refund"),
    ("退款什么时候到", "refund"),
    ("发票抬头写错了", "invoice"),
    ("I need an invoice", "invoice"),
    ("怎么开发票", "invoice"),
]


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    group = themes if arguments[0] == "group" else classifier
    return CliRunner().invoke(group, list(arguments), input=given)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *ROWS, ("only text", "")])
    return path


@pytest.fixture
def model(table: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    trained = run(
        "train", "--data", str(table), "--text", "text", "--label", "label", "--out", str(folder), "--json"
    )
    assert trained.exit_code == 0
    assert json.loads(trained.stdout)["n"] == len(ROWS)
    return folder


def test_a_model_is_measured_with_the_promised_figures(model: Path, table: Path) -> None:
    shown = run(
        "evaluate",
        "--model",
        str(model),
        "--data",
        str(table),
        "--text",
        "text",
        "--label",
        "label",
        "--json",
    )

    figures = json.loads(shown.stdout)
    promised = {
        "n",
        "accuracy",
        "macro_f1",
        "ece",
        "coverage_at_95",
        "per_label",
        "latency_ms",
        "model_bytes",
    }
    assert promised <= set(figures)
    assert "oos_auroc" not in figures
    assert set(figures["latency_ms"]) == {"p50", "p99"}


def test_every_line_is_answered_in_order(model: Path) -> None:
    shown = run("predict", "--model", str(model), "--json", given="退款没到\n\nI need an invoice")

    answers = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [answer["label"] for answer in answers] == ["refund", None, "invoice"]
    assert answers[1]["abstained"] is True
    assert set(answers[0]) == {"label", "confidence", "abstained", "alternatives", "reasons"}


def test_bytes_that_are_no_text_do_no_harm(model: Path) -> None:
    shown = run("predict", "--model", str(model), "--json", given=b"\xff\xfe\x00 refund\n\xb0\xc5\n")

    assert shown.exit_code == 0
    assert len(shown.stdout.splitlines()) == 2


def test_pairs_get_a_score_each_and_a_bad_line_its_error() -> None:
    given = '{"a":"退款没到账","b":"退款还没到账"}\n{"a":1}\n{"a":"退款","b":"断网"}\n'

    shown = run("similar", "--json", given=given)

    first, bad, last = (json.loads(line) for line in shown.stdout.splitlines())
    assert first["score"] > 0.5 > last["score"]
    assert "line 2" in bad["error"]
    assert shown.exit_code == 1


def test_rows_are_grouped_one_line_each(table: Path) -> None:
    shown = run("group", "--data", str(table), "--text", "text", "--json")

    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [row["row"] for row in rows] == list(range(len(ROWS) + 1))
    assert all(set(row) == {"row", "theme"} for row in rows)


@pytest.mark.parametrize(
    ("column", "message"), [("texts", "its columns are: text, label"), ("label", "only one label")]
)
def test_a_wrong_table_is_one_clear_line(tmp_path: Path, column: str, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text,label\na,x\nb,x\n", encoding="utf-8")

    shown = run(
        "train", "--data", str(path), "--text", column, "--label", "label", "--out", str(tmp_path / "m")
    )

    assert shown.exit_code == 1
    assert message in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_missing_model_and_a_missing_option_are_told_apart(tmp_path: Path) -> None:
    failed = run("predict", "--model", str(tmp_path), given="x")
    misused = run("predict")

    assert failed.exit_code == 1
    assert "voc classifier train" in failed.stderr
    assert misused.exit_code == 2


def test_tables_in_other_encodings_are_read(tmp_path: Path) -> None:
    for encoding, delimiter in (("gb18030", ","), ("utf-16", "\t")):
        path = tmp_path / f"{encoding}.csv"
        lines = [("text", "label"), *ROWS]
        path.write_text("\n".join(delimiter.join(line) for line in lines), encoding=encoding)

        shown = run("group", "--data", str(path), "--text", "text", "--json")

        assert len(shown.stdout.splitlines()) == len(ROWS)


def test_themes_known_before_keep_their_numbers(table: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    rows = [("text", "theme"), *((text, {"refund": 4, "invoice": 9}[label]) for text, label in ROWS)]
    with known.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    shown = run("group", "--data", str(table), "--text", "text", "--known", str(known), "--json")

    answers = [json.loads(line)["theme"] for line in shown.stdout.splitlines()]
    assert answers == [4, 4, 4, 9, 9, 9, 10]


@pytest.mark.parametrize("more", [("--labels", "label"), ("--learn-from", "TABLE", "--learn-label", "label")])
def test_topics_known_already_may_teach_the_grouping(table: Path, more: tuple[str, ...]) -> None:
    arguments = [str(table) if one == "TABLE" else one for one in more]

    shown = run("group", "--data", str(table), "--text", "text", "--json", *arguments)

    assert shown.exit_code == 0
    assert [json.loads(line)["row"] for line in shown.stdout.splitlines()] == list(range(len(ROWS) + 1))


def test_pairs_lead_from_one_language_to_the_other(tmp_path: Path) -> None:
    """Words of a trade that no table of concepts knows."""
    table, pairs = tmp_path / "both.csv", tmp_path / "pairs.csv"
    said = [f"{what}{how}" for what in ("梭芯", "绣线") for how in ("生锈了", "卡住", "有裂口", "太紧")]
    said += [
        f"{what} {how}" for what in ("bobbin", "thread") for how in ("rusted", "stuck", "cracked", "tight")
    ]
    table.write_text("\n".join(["text", *(text + end for end in ("", "!", " 1") for text in said)]), "utf-8")
    pairs.write_text(
        "zh,en\n绣线,thread\n绣线颜色,thread colour\n梭芯,bobbin\n梭芯颜色,bobbin colour\n", "utf-8"
    )

    shown = run("group", "--data", str(table), "--text", "text", "--pairs", str(pairs), "--json")

    themes = [json.loads(line)["theme"] for line in shown.stdout.splitlines()]
    assert themes[0] == themes[8] != themes[4] == themes[12]


def test_pairs_without_their_columns_are_refused_in_one_line(table: Path) -> None:
    shown = run("group", "--data", str(table), "--text", "text", "--pairs", str(table))

    assert shown.exit_code == 1
    assert "zh" in shown.stderr


def test_a_folder_that_is_no_encoder_is_refused_in_one_line(table: Path, tmp_path: Path) -> None:
    shown = run("group", "--data", str(table), "--text", "text", "--encoder", str(tmp_path))

    assert shown.exit_code == 1
    assert len(shown.stderr.splitlines()) == 1


def test_known_themes_that_are_no_numbers_are_refused_in_one_line(table: Path) -> None:
    shown = run("group", "--data", str(table), "--text", "text", "--known", str(table), "--theme", "label")

    assert shown.exit_code == 1
    assert "is no theme" in shown.stderr


def test_rows_without_a_label_are_heard_as_the_stream(table: Path, tmp_path: Path) -> None:
    """A word that stands only in rows without a label is in the model's vocabulary once there are enough of them."""
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((f"refund reimburse number {number}", "") for number in range(250))
    folder = tmp_path / "heard"

    trained = run(
        "train", "--data", str(table), "--text", "text", "--label", "label", "--out", str(folder), "--json"
    )

    assert json.loads(trained.stdout)["n"] == len(ROWS)
    assert "wreimburse" in load_model(folder).model.vocabulary


def test_a_folder_that_is_no_encoder_is_one_clear_line(table: Path, tmp_path: Path) -> None:
    asked = (
        "train",
        "--data",
        str(table),
        "--text",
        "text",
        "--label",
        "label",
        "--out",
        str(tmp_path / "m"),
    )

    failed = run(*asked, "--encoder", str(tmp_path))

    assert failed.exit_code == 1
    assert failed.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert "encoder" in failed.stderr or "tokenizer" in failed.stderr


def test_a_long_cell_is_read_and_the_limit_of_others_stays(tmp_path: Path) -> None:
    """The limit holds for the whole process, and a call log with such a cell is refused."""
    path, usual = tmp_path / "long.csv", csv.field_size_limit()
    path.write_text(f"text,label\n{'长' * 200_000},refund\n", encoding="utf-8")

    [(text, label)] = read_columns(path, ["text", "label"])

    assert (len(text), label) == (200_000, "refund")
    assert csv.field_size_limit() == usual
