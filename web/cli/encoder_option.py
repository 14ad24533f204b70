"""The option by which a command takes a sentence encoder."""

from __future__ import annotations

from pathlib import Path

import click

from classifier.encoder.port import EncoderError, SentenceEncoder

ENCODER = click.option(
    "--encoder",
    "encoder_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="VOC_ENCODER",
    help="Folder of a sentence encoder whose vectors join in (else VOC_ENCODER).",
)


def open_encoder(folder: Path | None) -> SentenceEncoder | None:
    """Return the encoder of the folder, None without one. Raises click.ClickException where it cannot be run."""
    try:
        return SentenceEncoder(folder) if folder is not None else None
    except EncoderError as error:
        raise click.ClickException(str(error)) from error
