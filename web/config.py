"""Settings: read once from ``VOC_*`` environment variables, checked, frozen. Each has its line in the README."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ticketing.errors import BadInput

SECRETS = frozenset({"secret_key", "smtp_password", "imap_password", "database_url", "redis_url"})
SHORTEST_SECRET = 32
OUTBOX_CLOSED = "outbox-closed"
"""A file of this name in ``var`` keeps every mail in, until an administrator opens the outbox."""
_ORIGIN = re.compile(r"\*|https?://[\w.*-]+(?::(?:\d+|\*))?")
"""A site as frame-ancestors takes it: scheme, host, perhaps a port; ``*`` is every site."""


@dataclass(frozen=True)
class Settings:
    """The installation's settings. Without any, everything lives in ``./var`` on one machine."""

    var: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    secret_key: str = ""
    base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_hosts: str = ""
    widget_origins: str = ""
    mail_address: str = "care@hefan.example"
    mail_aliases: str = ""
    mail_host: str = "127.0.0.1"
    mail_port: int = 2525
    mail_max_bytes: int = 25_000_000
    mail_tls_cert: str = ""
    mail_tls_key: str = ""
    mail_authserv_id: str = ""
    mail_check_origin: bool = True
    mail_quote: bool = False
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: str = ""
    imap_folder: str = "INBOX"
    imap_tls: bool = True
    hotline_inbox: str = ""
    encoder: str = ""
    outbox: str = "open"
    keep_raw_days: int = 730
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, **over: Any) -> Settings:
        """Settings from ``VOC_*`` variables; unknown names and unreadable values stop the start.

        Raises:
            BadInput: naming the variable and what it accepts.
        """
        known = {field.name: field for field in fields(cls) if field.name != "testing"}
        values: dict[str, Any] = {}
        for name, text in environ.items():
            if name.startswith("VOC_") and text != "":
                key = name.removeprefix("VOC_").lower()
                if key not in known:
                    raise BadInput(f"{name} is no setting of this program; see the README's table")
                values[key] = _read(name, text, known[key].default)
        return cls(**{**values, **over}).completed()

    def completed(self) -> Settings:
        """The same settings with the derived ones filled in: database, address, a secret kept in ``var``."""
        from_var = {
            "var": self.var.resolve(),
            "database_url": self.database_url or f"sqlite:///{self.var.resolve() / 'voc.db'}",
            "base_url": (self.base_url or f"http://{self.host}:{self.port}").rstrip("/"),
            "secret_key": self.secret_key or _kept_secret(self.var),
        }
        completed = Settings(**{**self.__dict__, **from_var})
        for origin in completed.widget_origins.split():
            if not _ORIGIN.fullmatch(origin):
                raise BadInput(f"VOC_WIDGET_ORIGINS: {origin!r} is no site; write https://shop.example")
        if len(completed.secret_key) < SHORTEST_SECRET:
            raise BadInput(f"VOC_SECRET_KEY is too short: {SHORTEST_SECRET} random characters at least")
        return completed

    def shown(self) -> dict[str, str]:
        """Every setting as text for ``voc doctor``, secrets hidden."""
        return {
            field.name: _hidden(field.name, getattr(self, field.name))
            for field in fields(self)
            if field.name != "testing"
        }


def _read(name: str, text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text not in {"0", "1", "true", "false"}:
            raise BadInput(f"{name} must be 1 or 0, not {text!r}")
        return text in {"1", "true"}
    if isinstance(default, int):
        if not text.isdecimal():
            raise BadInput(f"{name} must be a whole number, not {text!r}")
        return int(text)
    return Path(text) if isinstance(default, Path) else text


def _kept_secret(var: Path) -> str:
    """A random key, made once and kept readable for the owner alone."""
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _hidden(name: str, value: Any) -> str:
    if name not in SECRETS or not value:
        return str(value)
    text = str(value)
    if "://" in text and "@" in text:
        return text.split("://")[0] + "://…@" + text.rsplit("@", 1)[1]
    return text if text.startswith("sqlite") else "… (set)"
