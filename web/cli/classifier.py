"""`voc classifier`: models from labelled tables, without touching the database; those at work are in `models`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from classifier.contract import Judgement, Prediction
from classifier.likeness.meaning import MeaningScorer
from classifier.models.evaluation import evaluate as measure
from classifier.models.store import ModelFileError, load_model, model_bytes, save_model
from classifier.models.training import TrainingDataError, TrainingSettings
from classifier.models.training import train as fit
from web.cli.encoder_option import ENCODER, open_encoder
from web.cli.lazy import LazyGroup
from web.cli.tables import TableError, numbered_lines, read_columns

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(
    cls=LazyGroup,
    lazy={
        "models": ("web.cli.models:models", "The versions of this installation's classifiers."),
        "activate": ("web.cli.models:activate", "Put a version to work."),
        "rollback": ("web.cli.models:rollback", "Go back to the version before."),
        "refit": ("web.cli.models:refit", "Train anew from what people said."),
    },
)
def classifier() -> None:
    """Train, measure and use models that label texts; look after those at work."""


@classifier.command()
@click.option("--data", required=True, type=_FILE, help="Table with a header row (CSV or TSV).")
@click.option("--text", "text_column", required=True, help="Name of the column with the text.")
@click.option("--label", "label_column", required=True, help="Name of the column with the label.")
@click.option("--out", required=True, type=_FOLDER, help="Folder for the model; made if needed.")
@click.option(
    "--precision",
    default=0.95,
    show_default=True,
    type=click.FloatRange(0.5, 0.999),
    help="Precision that answers without a person must reach.",
)
@click.option("--thorough", is_flag=True, help="Take two to five times as long for a little more.")
@ENCODER
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def train(
    data: Path,
    text_column: str,
    label_column: str,
    out: Path,
    precision: float,
    thorough: bool,
    encoder_folder: Path | None,
    as_json: bool,
) -> None:
    """Make a model from any labelled table. Rows with a text but no label are heard as the stream.

    \b
    Example:
      voc classifier train --data tickets.csv --text text --label topic --out var/models/topic --json
    """
    texts, labels, heard = _columns(data, text_column, label_column)
    click.echo(f"learning from {len(texts)} texts …", err=True)
    settings = TrainingSettings(precision=precision, thorough=thorough)
    try:
        model = fit(texts, labels, settings=settings, unlabelled=heard, encoder=open_encoder(encoder_folder))
        size = save_model(
            model, out, card={"Trained on": f"{data.name}, {len(texts)} texts", "Precision": precision}
        )
    except TrainingDataError as error:
        raise click.ClickException(f"{data}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or error}") from error
    facts = {
        "model": str(out),
        "n": len(texts),
        "labels": len(model.labels),
        "features": len(model.model.vocabulary),
        "model_bytes": size,
    }
    click.echo(_shown(facts, as_json))


@classifier.command()
@click.option("--model", "folder", required=True, type=_FOLDER, help="Folder of a trained model.")
@click.option("--data", required=True, type=_FILE, help="Table with a header row (CSV or TSV).")
@click.option("--text", "text_column", required=True, help="Name of the column with the text.")
@click.option("--label", "label_column", required=True, help="Name of the column with the label.")
@click.option("--oos", help="The label that marks texts out of scope.")
@ENCODER
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(
    folder: Path,
    data: Path,
    text_column: str,
    label_column: str,
    oos: str | None,
    encoder_folder: Path | None,
    as_json: bool,
) -> None:
    """Measure a model on a labelled table that it was not trained on.

    \b
    Example:
      voc classifier evaluate --model var/models/topic --data held_out.csv --text text --label topic --json
    """
    model = _loaded(folder, encoder_folder)
    texts, labels, _ = _columns(data, text_column, label_column)
    if oos is not None and oos not in labels:
        click.echo(f"no row of {data} is labelled {oos!r}; oos_auroc is left out", err=True)
    try:
        figures = measure(model, texts, labels, oos_label=oos)
    except ValueError as error:
        raise click.ClickException(f"{data}: {error}") from error
    click.echo(_shown({**figures.as_dict(), "model_bytes": model_bytes(folder)}, as_json))


@classifier.command()
@click.option("--model", "folder", required=True, type=_FOLDER, help="Folder of a trained model.")
@ENCODER
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per text.")
def predict(folder: Path, encoder_folder: Path | None, as_json: bool) -> None:
    """Label texts, one per line of standard input; one answer per line, in order.

    \b
    Example:
      echo '退款还没到账' | voc classifier predict --model var/models/topic --json
    """
    model = _loaded(folder, encoder_folder)
    for _, line in numbered_lines(sys.stdin.buffer):
        answer = _answer(model.predict(line))
        click.echo(_shown(answer, True) if as_json else f"{answer['label']}\t{answer['confidence']:.3f}")


@classifier.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per pair.")
def similar(as_json: bool) -> None:
    """How alike in meaning? Pairs {"a","b"}, one per line of standard input → {"score"} in 0..1.

    \b
    Example:
      echo '{"a":"退款没到账","b":"退的钱还没收到"}' | voc classifier similar --json

    A line that is no pair gives {"error": ...} there and exit 1 at the end.
    """
    failed = False
    scorer = MeaningScorer()
    for number, line in numbered_lines(sys.stdin.buffer):
        if not line.strip():
            continue
        pair = _pair(number, line)
        if isinstance(pair, str):
            failed = True
            click.echo(pair, err=True)
            click.echo(_shown({"error": pair}, as_json))
        else:
            score = round(scorer.score(*pair), 6)
            click.echo(_shown({"score": score}, True) if as_json else str(score))
    if failed:
        sys.exit(1)


def _columns(data: Path, text_column: str, label_column: str) -> tuple[list[str], list[str], list[str]]:
    """Texts and labels of the rows that have both, and the texts without a label; counted on standard error."""
    try:
        rows = read_columns(data, [text_column, label_column])
    except TableError as error:
        raise click.ClickException(str(error)) from error
    kept = [(text, label.strip()) for text, label in rows if text.strip() and label.strip()]
    heard = [text for text, label in rows if text.strip() and not label.strip()]
    if len(kept) < len(rows):
        click.echo(f"{len(rows) - len(kept)} rows without text or label", err=True)
    if not kept:
        raise click.ClickException(f"{data}: no row has both a text and a label")
    texts, labels = zip(*kept, strict=True)
    return list(texts), list(labels), heard


def _loaded(folder: Path, encoder_folder: Path | None) -> Any:
    try:
        return load_model(folder, open_encoder(encoder_folder))
    except ModelFileError as error:
        raise click.ClickException(str(error)) from error


def _answer(judgement: Judgement) -> dict[str, Any]:
    decided = isinstance(judgement, Prediction)
    return {
        "label": judgement.label if isinstance(judgement, Prediction) else judgement.best,
        "confidence": round(judgement.confidence, 6),
        "abstained": not decided,
        "alternatives": [[label, round(chance, 6)] for label, chance in judgement.alternatives],
        "reasons": list(judgement.reasons),
    }


def _pair(number: int, line: str) -> tuple[str, str] | str:
    """The two texts of a line, or what is wrong with it."""
    try:
        pair = json.loads(line)
    except (ValueError, RecursionError):
        return f'line {number}: not JSON; write {{"a": ..., "b": ...}}'
    if not isinstance(pair, dict) or not isinstance(pair.get("a"), str) or not isinstance(pair.get("b"), str):
        return f'line {number}: needs the texts "a" and "b"'
    return pair["a"], pair["b"]


def _shown(facts: dict[str, Any], as_json: bool) -> str:
    if as_json:
        return json.dumps(facts, ensure_ascii=False)
    return "\n".join(
        f"{name}: {value}" for name, value in facts.items() if not isinstance(value, dict) or len(value) < 5
    )
