"""`voc mail`: what the system does with mail, from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from intake.mail.parse import parse_mail
from intake.mail.parsed import Address, ParsedMail
from web.cli.lazy import LazyGroup

LAZY = {
    "deliver": ("web.cli.mail_deliver:deliver", "Take one raw mail from standard input."),
    "listen": ("web.cli.mail_listen:listen", "Listen for SMTP."),
}


@click.group(cls=LazyGroup, lazy=LAZY)
def mail() -> None:
    """Raw mail: show what is understood, take it in by pipe or listener.

    Example: ./voc mail parse --json complaint.eml
    """


@mail.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Show what the system understands of raw mails, without storing anything.

    \b
    Example:
      voc mail parse --json complaint.eml | jq .reply_text

    One line per file, in order. A file that cannot be understood has an "error" and as many fields as could be
    saved; it is also named on standard error, and the exit code is 1.
    """
    failed = False
    for path in files:
        parsed = _read(path)
        if parsed.error:
            failed = True
            click.echo(f"{path}: {parsed.error}", err=True)
        click.echo(
            json.dumps(_as_contract(path, parsed), ensure_ascii=False) if as_json else _as_words(path, parsed)
        )
    if failed:
        sys.exit(1)


def _read(path: Path) -> ParsedMail:
    try:
        return parse_mail(path.read_bytes())
    except OSError as problem:
        return ParsedMail(error=f"cannot read the file: {problem.strerror or problem}")


def _as_contract(path: Path, parsed: ParsedMail) -> dict[str, Any]:
    """The object of the published contract, keys in its order."""
    return {
        "file": str(path),
        "message_id": parsed.message_id,
        "in_reply_to": parsed.in_reply_to,
        "references": list(parsed.references),
        "from": _mailbox(parsed.from_),
        "to": [_mailbox(each) for each in parsed.to],
        "cc": [_mailbox(each) for each in parsed.cc],
        "subject": parsed.subject,
        "text": parsed.text,
        "reply_text": parsed.reply_text,
        "html": parsed.html,
        "attachments": [
            {
                "filename": each.filename,
                "content_type": each.content_type,
                "size": each.size,
                "inline": each.inline,
            }
            for each in parsed.attachments
        ],
        "kind": parsed.kind.published,
        "language": parsed.language,
        "error": parsed.error,
    }


def _mailbox(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _as_words(path: Path, parsed: ParsedMail) -> str:
    sender = f"{parsed.from_.name} <{parsed.from_.address}>".strip()
    names = ", ".join(each.filename for each in parsed.attachments) or "-"
    return (
        f"{path}\n  from: {sender}\n  subject: {parsed.subject}\n  kind: {parsed.kind.value}\n"
        f"  attachments: {names}\n\n{parsed.reply_text}\n"
    )
