"""Addresses and fingerprints of the files under ``web/static``.

All files share one version in the path (``/static/v/<version>/js/lib/time.js``), so the relative imports of
our modules resolve inside the same version and a module is never loaded twice under two addresses.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, send_from_directory

STATIC_FOLDER = Path(__file__).resolve().parent / "static"
FOREVER = 365 * 24 * 3600
TONES = 8


@dataclass
class Assets:
    """The static files below ``folder``, served under ``prefix``; digests are kept until a file changes."""

    folder: Path
    prefix: str = "/static"
    watch: bool = False  # look again whether files changed (while developing)
    _version: str = ""
    _sri: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict)

    def version(self) -> str:
        """Return 12 hexadecimal digits that change with the content or name of any static file."""
        if not self._version or self.watch:
            tree = hashlib.sha256()
            for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
                tree.update(path.relative_to(self.folder).as_posix().encode())
                tree.update(self.sri(path.relative_to(self.folder).as_posix()).encode())
            self._version = tree.hexdigest()[:12]
        return self._version

    def url(self, path: str) -> str:
        """Return the address of ``path`` (relative to the folder); raises FileNotFoundError if absent."""
        if not (self.folder / path).is_file():
            raise FileNotFoundError(f"no static file {path}: check the spelling or run the vendoring program")
        return f"{self.prefix}/v/{self.version()}/{path}"

    def sri(self, path: str) -> str:
        """Return the ``integrity`` value of ``path``, e.g. ``sha384-…``; FileNotFoundError if absent."""
        file = self.folder / path
        stat = file.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._sri.get(path)
        if known is None or known[0] != stamp:
            value = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()
            known = (stamp, f"sha384-{value}")
            self._sri[path] = known
        return known[1]


def initials(name: str | None, most: int = 2) -> str:
    """Return up to ``most`` (1 or 2) characters for an avatar: the end of a Chinese name, else first letters."""
    words = (name or "").split()
    if not words:
        return "?"
    if any("\u3400" <= character <= "\u9fff" for character in words[0]):
        return "".join(words)[-most:]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters[:most].upper()


def tone(name: str | None) -> int:
    """Return the colour number 1…8 of a name, the same in every process."""
    return hashlib.sha256((name or "").encode()).digest()[0] % TONES + 1


def install_assets(app: Flask, folder: Path = STATIC_FOLDER) -> Assets:
    """Give templates ``asset``, ``sri``, ``initials``, ``tone`` and serve versioned files; return the assets."""
    assets = Assets(folder, watch=app.debug)

    def serve(version: str, path: str) -> Response:
        response = send_from_directory(folder, path)
        if version == assets.version():
            response.cache_control.no_cache = None
            response.cache_control.public = True
            response.cache_control.max_age = FOREVER
            response.cache_control.immutable = True
        return response

    app.add_url_rule(f"{assets.prefix}/v/<version>/<path:path>", "versioned_static", serve)
    app.jinja_env.globals.update(asset=assets.url, sri=assets.sri, initials=initials, tone=tone)
    app.extensions["assets"] = assets
    return assets
