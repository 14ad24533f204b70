"""`voc mail parse`: one line per file, in order, whatever the files hold."""

import json
from pathlib import Path

from click.testing import CliRunner

from web.cli.mail import mail

KEYS = [
    "file", "message_id", "in_reply_to", "references", "from", "to", "cc", "subject", "text", "reply_text", "html",
    "attachments", "kind", "language", "error",
]  # fmt: skip


def test_each_file_gives_one_object_with_the_promised_keys(tmp_path: Path) -> None:
    good, empty = tmp_path / "good.eml", tmp_path / "empty.eml"
    good.write_bytes("From: 王 <w@qq.example>\nTo: a@b.example\nSubject: 您好\n\n坏了。\n".encode())
    empty.write_bytes(b"")

    result = CliRunner().invoke(
        mail, ["parse", "--json", str(good), str(tmp_path / "missing.eml"), str(empty)]
    )

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * 3
    assert (
        lines[0]["from"], lines[0]["subject"], lines[0]["reply_text"],
    ) == ({"name": "王", "address": "w@qq.example"}, "您好", "坏了。")  # fmt: skip
    assert (lines[0]["kind"], lines[0]["language"], lines[0]["error"]) == ("message", "zh", None)
    assert "cannot read the file" in lines[1]["error"]
    assert "empty" in lines[2]["error"]
    assert result.exit_code == 1
    assert "missing.eml" in result.stderr


def test_without_files_the_usage_is_wrong() -> None:
    assert CliRunner().invoke(mail, ["parse", "--json"]).exit_code == 2
