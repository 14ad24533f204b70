"""``voc backup`` and ``voc restore``: everything into one file while running; a copy that stays silent."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

import click

from ticketing.clock import now
from ticketing.errors import BadInput
from web.config import OUTBOX_CLOSED, Settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, files, models and secret into FILE (a .tar.gz); safe while the system runs.

    Example: ./voc backup /backups/voc-monday.tar.gz
    """
    settings = Settings.from_env()
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as name:
        folder = Path(name)
        _dump(settings, folder)
        facts = {"made_at": now().isoformat(), "database": settings.database_url.split(":")[0]}
        (folder / "backup.json").write_text(json.dumps(facts), encoding="utf-8")
        with tarfile.open(folder / "whole.tar.gz", "w:gz") as tar:
            tar.add(folder / "backup.json", "backup.json")
            tar.add(folder / "database", "database")
            for part in ("files", "models", "secret"):
                if (settings.var / part).exists():
                    tar.add(settings.var / part, part)
        shutil.move(folder / "whole.tar.gz", file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Overwrite an installation that has data.")
def restore(file: Path, yes: bool) -> None:
    """Bring an installation back from FILE. It sends no mail until you open the outbox.

    Example: VOC_VAR=/srv/copy ./voc restore /backups/voc-monday.tar.gz
    """
    settings = Settings.from_env()
    if not tarfile.is_tarfile(file):
        raise BadInput(f"{file} is no backup of this program")
    with tempfile.TemporaryDirectory(dir=settings.var) as name:
        folder = Path(name)
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        if not (folder / "backup.json").exists():
            raise BadInput(f"{file} is no backup of this program")
        _load(settings, folder, yes)
        for part in ("files", "models", "secret"):
            if (folder / part).exists():
                _replace(folder / part, settings.var / part)
    (settings.var / OUTBOX_CLOSED).touch()
    click.echo(
        f"restored; nothing is sent until you open the outbox (Admin, Outbox) or delete {settings.var / OUTBOX_CLOSED}",
        err=True,
    )


def _dump(settings: Settings, folder: Path) -> None:
    target = folder / "database"
    if settings.database_url.startswith("sqlite"):
        source = sqlite3.connect(_sqlite_path(settings))
        copy = sqlite3.connect(target)
        with copy:
            source.backup(copy)
        copy.close()
        source.close()
        return
    url = settings.database_url.replace("postgresql+psycopg", "postgresql")
    _run(["pg_dump", "--format=custom", f"--file={target}", url])


def _load(settings: Settings, folder: Path, yes: bool) -> None:
    if settings.database_url.startswith("sqlite"):
        path = _sqlite_path(settings)
        if path.exists() and path.stat().st_size and not yes:
            raise BadInput(f"{path} has data: add --yes to overwrite it, or choose another VOC_VAR")
        for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            old.unlink(missing_ok=True)
        shutil.move(folder / "database", path)
        return
    url = settings.database_url.replace("postgresql+psycopg", "postgresql")
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={url}", str(folder / "database")])


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise BadInput(
            f"{command[0]} is not installed (Debian: apt-get install postgresql-client)"
        ) from error
    except subprocess.CalledProcessError as error:
        raise BadInput(f"{command[0]} failed: {error.stderr.strip()}") from error


def _sqlite_path(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _replace(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    shutil.move(source, target)
