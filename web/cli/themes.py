"""`voc themes`: grouping of free text, without touching the database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from classifier.themes import GroupingSettings, group_texts
from web.cli.tables import TableError, read_columns


@click.group()
def themes() -> None:
    """Find what many customers say alike."""


@themes.command()
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Table with a header row (CSV or TSV).",
)
@click.option("--text", "text_column", required=True, help="Name of the column with the text.")
@click.option(
    "--distance",
    type=click.FloatRange(0.05, 1.0),
    default=GroupingSettings().distance,
    show_default=True,
    help="How unlike texts of one theme may be; smaller makes more themes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per row.")
def group(data: Path, text_column: str, distance: float, as_json: bool) -> None:
    """Group a table of free text into themes: one line per row, same theme = same underlying issue.

    \b
    Example:
      voc themes group --data complaints.csv --text text --json
    """
    try:
        texts = [text for (text,) in read_columns(data, [text_column])]
    except TableError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"grouping {len(texts)} texts …", err=True)
    for row, theme in enumerate(group_texts(texts, GroupingSettings(distance=distance))):
        click.echo(json.dumps({"row": row, "theme": theme}) if as_json else f"{row}\t{theme}")
