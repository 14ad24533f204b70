"""Browser libraries kept in the tree, each byte accounted for in ``frontend.lock.json``.

``python -m web.vendoring --check`` compares the tree with the lock and needs no network.
``python -m web.vendoring --update`` fetches the packages below by name through npm and rewrites both.
The lock names packages, versions and digests, never a host: whoever updates uses their own npm settings.
"""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK_NAME = "frontend.lock.json"
VENDOR = "web/static/vendor"
TEST_VENDOR = "tests/web/vendor"


@dataclass(frozen=True)
class Package:
    """One npm package and which of its files go where (path in the package → path in the project)."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "htmx.org",
        "4.0.1",
        "0BSD",
        {"dist/htmx.min.js": f"{VENDOR}/htmx.min.js", "LICENSE": f"{VENDOR}/licences/htmx.txt"},
    ),
    Package(
        "htm",
        "3.1.1",
        "Apache-2.0",
        {
            "preact/standalone.module.js": f"{VENDOR}/htm-preact.module.js",
            "LICENSE": f"{VENDOR}/licences/htm.txt",
        },
    ),
    # htm's standalone file carries Preact inside; only its licence text is needed beside it.
    Package("preact", "10.9.0", "MIT", {"LICENSE": f"{VENDOR}/licences/preact.txt"}),
    Package(
        "socket.io-client",
        "4.8.4",
        "MIT",
        {
            "dist/socket.io.esm.min.js": f"{VENDOR}/socket.io.esm.min.js",
            "LICENSE": f"{VENDOR}/licences/socket.io-client.txt",
        },
    ),
    Package(
        "chart.js",
        "4.6.1",
        "MIT",
        {
            "dist/chart.umd.min.js": f"{VENDOR}/chart.umd.min.js",
            "LICENSE.md": f"{VENDOR}/licences/chart.js.txt",
        },
    ),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        {"axe.min.js": f"{TEST_VENDOR}/axe.min.js", "LICENSE": f"{TEST_VENDOR}/licences/axe-core.txt"},
    ),
)


class VendoringError(Exception):
    """A package could not be fetched or is not what the lock promised; the text says which."""


def digest(data: bytes, algorithm: str) -> str:
    """Return ``data`` hashed in the form browsers and npm use: ``sha384-<base64>``."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def check(root: Path = ROOT) -> list[str]:
    """Return one sentence per difference between the files under ``root`` and its lock; empty = equal."""
    lock_path = root / LOCK_NAME
    if not lock_path.is_file():
        return [f"{LOCK_NAME} is missing: run `python -m web.vendoring --update`"]
    wanted = _locked_files(json.loads(lock_path.read_text(encoding="utf-8")))
    found = {
        path.relative_to(root).as_posix()
        for folder in (VENDOR, TEST_VENDOR)
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    problems = [
        f"{path} is not in the lock: remove it or add its package" for path in sorted(found - set(wanted))
    ]
    for path, expected in wanted.items():
        if path not in found:
            problems.append(f"{path} is missing: run `python -m web.vendoring --update`")
        elif digest((root / path).read_bytes(), "sha384") != expected:
            problems.append(f"{path} differs from the lock: restore it or update the lock on purpose")
    return problems


def update(root: Path = ROOT) -> int:
    """Fetch every package, write its files and the lock; return the number of files written.

    Raises VendoringError when npm fails or a package of the same version has another digest than before.
    """
    known = _known_digests(root)
    entries: list[dict[str, object]] = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            archive = _pack(package, Path(folder))
            npm_sha512 = digest(archive.read_bytes(), "sha512")
            if known.get((package.name, package.version), npm_sha512) != npm_sha512:
                raise VendoringError(f"{package.name} {package.version} changed under the same version")
            entries.append(_unpack(package, archive, npm_sha512, root))
    text = json.dumps({"packages": entries}, indent=2, ensure_ascii=False) + "\n"
    (root / LOCK_NAME).write_text(text, encoding="utf-8")
    return sum(len(package.files) for package in PACKAGES)


def _pack(package: Package, folder: Path) -> Path:
    done = subprocess.run(
        ["npm", "pack", "--json", f"{package.name}@{package.version}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise VendoringError(f"npm could not fetch {package.name} {package.version}: {done.stderr.strip()}")
    answer = json.loads(done.stdout)[0]
    archive = folder / answer["filename"]
    if answer["integrity"] != digest(archive.read_bytes(), "sha512"):
        raise VendoringError(f"{package.name} {package.version} does not match the sha512 npm states")
    return archive


def _unpack(package: Package, archive: Path, npm_sha512: str, root: Path) -> dict[str, object]:
    files = []
    with tarfile.open(archive) as tar:
        for source, target in package.files.items():
            member = tar.extractfile(f"package/{source}")
            if member is None:
                raise VendoringError(f"{package.name} {package.version} has no file {source}")
            data = member.read()
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            (root / target).write_bytes(data)
            files.append({"from": source, "to": target, "sha384": digest(data, "sha384")})
    return {
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "npm": npm_sha512,
        "files": files,
    }


def _known_digests(root: Path) -> dict[tuple[str, str], str]:
    lock_path = root / LOCK_NAME
    if not lock_path.is_file():
        return {}
    lock = json.loads(lock_path.read_text(encoding="utf-8"))
    return {(entry["package"], entry["version"]): entry["npm"] for entry in lock["packages"]}


def _locked_files(lock: dict[str, list[dict[str, list[dict[str, str]]]]]) -> dict[str, str]:
    return {file["to"]: file["sha384"] for entry in lock["packages"] for file in entry["files"]}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 = tree and lock agree, 1 = they do not or fetching failed."""
    parser = argparse.ArgumentParser(prog="python -m web.vendoring", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="compare the tree with the lock, offline")
    action.add_argument("--update", action="store_true", help="fetch the packages and rewrite the lock")
    if parser.parse_args(arguments).update:
        try:
            sys.stderr.write(f"{update()} files written\n")
        except VendoringError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    problems = check()
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
