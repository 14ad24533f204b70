"""`voc themes`: grouping of free text, without touching the database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from classifier.likeness.bridge import learn_bridge
from classifier.themes.grouping import GroupingSettings, continue_themes, group_texts
from web.cli.encoder_option import ENCODER, open_encoder
from web.cli.tables import TableError, read_columns

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def themes() -> None:
    """Find what many customers say alike."""


@themes.command()
@click.option("--data", required=True, type=_FILE, help="Table with a header row (CSV or TSV).")
@click.option("--text", "text_column", required=True, help="Name of the column with the text.")
@click.option(
    "--labels",
    "label_column",
    help="Column of topics known for some rows: they teach what counts and how broad themes are.",
)
@click.option("--learn-from", type=_FILE, help="Another table whose topics teach the same.")
@click.option("--learn-text", help="Its column with the text; as --text unless given.")
@click.option("--learn-label", help="Its column with the topic.")
@click.option("--known", type=_FILE, help="Rows grouped before, with --text and --theme columns: they stay.")
@click.option("--theme", "theme_column", default="theme", show_default=True, help="Column of their theme.")
@click.option(
    "--distance",
    type=click.FloatRange(0.05, 1.0),
    help="How unlike texts of one theme may be; smaller makes more themes. Told by the texts unless given.",
)
@click.option(
    "--pairs",
    type=_FILE,
    help="Table of what is said in both languages, columns zh and en: it tells which words mean the same.",
)
@ENCODER
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per row.")
def group(
    data: Path,
    text_column: str,
    label_column: str | None,
    learn_from: Path | None,
    learn_text: str | None,
    learn_label: str | None,
    known: Path | None,
    theme_column: str,
    distance: float | None,
    pairs: Path | None,
    encoder_folder: Path | None,
    as_json: bool,
) -> None:
    """Group a table of free text into themes: one line per row, same theme = same underlying issue.

    \b
    Example:
      voc themes group --data complaints.csv --text text --json
      voc themes group --data june.csv --text text --known may.csv --theme theme --json
      voc themes group --data both.csv --text text --pairs products_and_answers.csv --json
    """
    if (learn_from is None) != (learn_label is None):
        raise click.UsageError("--learn-from and --learn-label belong together")
    try:
        said = [] if pairs is None else read_columns(pairs, ["zh", "en"])
        texts = [text for (text,) in read_columns(data, [text_column])]
        taught = _pairs(data, text_column, label_column)
        taught += _pairs(learn_from, learn_text or text_column, learn_label)
        before = _numbered(known, _pairs(known, text_column, theme_column))
    except TableError as error:
        raise click.ClickException(str(error)) from error
    settings = GroupingSettings(
        distance=distance,
        bridge=learn_bridge([(chinese, english) for chinese, english in said]),
        encoder=open_encoder(encoder_folder),
    )
    click.echo(f"grouping {len(texts)} texts …", err=True)
    if known is not None:
        found = continue_themes(before, texts, settings)
    else:
        found = group_texts(texts, settings, learn_from=taught)
    for row, theme in enumerate(found):
        click.echo(json.dumps({"row": row, "theme": theme}) if as_json else f"{row}\t{theme}")


def _pairs(table: Path | None, text_column: str, label_column: str | None) -> list[tuple[str, str]]:
    """Texts with their label, of the rows that have one."""
    if table is None or label_column is None:
        return []
    rows = read_columns(table, [text_column, label_column])
    return [(text, label.strip()) for text, label in rows if label.strip()]


def _numbered(known: Path | None, rows: list[tuple[str, str]]) -> list[tuple[str, int]]:
    for _, theme in rows:
        if not theme.isascii() or not theme.isdigit():
            raise TableError(f"{known}: {theme!r} is no theme; give the numbers an earlier grouping printed")
    return [(text, int(theme)) for text, theme in rows]
