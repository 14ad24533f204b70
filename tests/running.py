"""The whole system as an operator starts it: one process, its doors on free ports, and a relay that catches mail."""

from __future__ import annotations

import contextlib
import os
import shutil
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.servers import free_port, wait_for_port

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "hefan-demo"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
AXE = Path(__file__).parent / "web" / "vendor" / "axe.min.js"
T = TypeVar("T")


@dataclass
class Relay:
    """The mail server our mail goes through; what it took lies in ``mails``."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        mail["X-Envelope-To"] = ",".join(envelope.rcpt_tos)
        self.mails.append(mail)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """Every mail to one recipient, oldest first."""
        return [mail for mail in self.mails if mail["X-Envelope-To"] == address]


@dataclass
class Running:
    """A started system, spoken to through its doors only."""

    base: str
    smtp_port: int
    relay: Relay
    environment: dict[str, str]
    log: Path

    def send_mail(self, mail: EmailMessage) -> None:
        """A mail client hands a mail to our SMTP door."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as client:
            client.send_message(mail)

    def voc(self, *arguments: str) -> str:
        """The ``voc`` program on the same installation; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "web.cli", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextlib.contextmanager
def system(folder: Path, *, history: bool = False) -> Iterator[Running]:
    """Start ``voc serve --demo`` in a folder of its own, with a relay, and stop it afterwards."""
    relay = Relay()
    relay_port, web_port, smtp_port = free_port(), free_port(), free_port()
    controller = Controller(relay, hostname="127.0.0.1", port=relay_port)
    controller.start()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("VOC_")},
        "VOC_VAR": str(folder / "var"),
        "VOC_PORT": str(web_port),
        "VOC_MAIL_PORT": str(smtp_port),
        "VOC_SMTP_HOST": "127.0.0.1",
        "VOC_SMTP_PORT": str(relay_port),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "web.cli", "serve", "--demo"]
    command += [] if history else ["--no-history"]
    log = folder / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            wait_for_port(web_port, 300)
            wait_for_port(smtp_port, 60)
            yield Running(f"http://127.0.0.1:{web_port}", smtp_port, relay, environment, log)
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(30)
            server.kill()
            controller.stop()


def launch(playwright: Playwright) -> Browser:
    """The machine's own Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


@dataclass
class Person:
    """Somebody with a browser of their own; complaints of the browser are kept."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    def axe(self) -> list[str]:
        """Serious findings of axe-core on the page as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{one['id']}: {[node['target'] for node in one['nodes']]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]


def somebody(
    browser: Browser, running: Running, *, language: str = "zh", size: dict[str, int] | None = None
) -> Person:
    """A fresh browser profile, speaking a language, of a size."""
    context = browser.new_context(
        base_url=running.base,
        viewport=size or DESKTOP,
        locale={"zh": "zh-CN", "en": "en-GB"}[language],
    )
    context.add_cookies([{"name": "voc_language", "value": language, "url": running.base}])
    page, complaints = context.new_page(), []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return Person(context, page, complaints)


def sign_in(person: Person, login: str) -> None:
    """A member of the demo company's staff signs in."""
    person.page.goto("/sign-in")
    person.page.fill("[name=login]", login)
    person.page.fill("[name=password]", PASSWORD)
    person.page.click("main button.btn--primary")
    person.page.wait_for_url(lambda url: "/sign-in" not in url)


def eventually(look: Callable[[], T], *, seconds: float = 30.0, why: str = "") -> T:
    """What ``look`` sees, as soon as it is something. Fails with ``why`` after a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.2)
    raise AssertionError(why or "it never happened")
