"""One company on many processes, as an operator runs it: PostgreSQL, Redis, web, worker, mail listener."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.running import PASSWORD, ROOT
from tests.servers import free_port, wait_for_port
from tests.several.window import Window

WAIT = 180.0
"""Seconds after which something is taken to be broken, on a machine however busy."""


class Redis:
    """A Redis server that can be killed, started again on the same port, and emptied."""

    def __init__(self) -> None:
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Without persistence: whatever it held before is gone."""
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program is not None
        words = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        wait_for_port(self.port)

    def kill(self) -> None:
        """As the machine's power would."""
        assert self._server is not None
        self._server.kill()
        self._server.wait(30)


@dataclass
class Process:
    """A program of ours in a session of its own, so that it can be killed with all its children."""

    program: subprocess.Popen[bytes]
    log: Path
    base: str = ""

    def said(self) -> str:
        """Everything it printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code after this signal."""
        if self.program.poll() is None:
            self.program.send_signal(how)
        return self.program.wait(60)

    def kill(self) -> None:
        """It and all its children, at once."""
        if self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait(30)


@dataclass
class House:
    """Everything that belongs to one installation."""

    database: str
    redis: Redis
    folder: Path
    processes: list[Process] = field(default_factory=list)

    def environment(self, **over: str) -> dict[str, str]:
        """What every process of the house is told."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
        house = {
            "VOC_VAR": str(self.folder / "var"),
            "VOC_DATABASE_URL": self.database,
            "VOC_REDIS_URL": self.redis.url,
            "VOC_SECRET_KEY": "h" * 32,
            "PYTHONPATH": str(ROOT),
        }
        return {name: value for name, value in {**clean, **house, **over}.items() if value}

    def start(self, *words: str, **over: str) -> Process:
        """``python -m`` these words as a process of the house."""
        log = self.folder / f"process{len(self.processes)}.log"
        with log.open("wb") as output:
            program = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=self.environment(**over),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        process = Process(program, log)
        self.processes.append(process)
        return process

    def start_web(self, *words: str, **over: str) -> Process:
        """A web process that takes connections; another program than ``voc web`` by its words."""
        port = free_port()
        process = self.start(*(words or ("web.cli", "web", "--port")), str(port), **over)
        process.base = f"http://127.0.0.1:{port}"
        wait_for_port(port, WAIT)
        return process

    def rows(self, statement: str, **values: Any) -> list[Any]:
        """What the database holds."""
        engine = sa.create_engine(self.database, poolclass=sa.NullPool)
        with engine.connect() as connection:
            return list(connection.execute(sa.text(statement), values))


@dataclass
class Visitor:
    """A customer with a chat window at one of the web processes."""

    base: str
    key: str = ""
    window: Window | None = None
    last: int = 0
    case: dict[str, Any] | None = None

    def arrive(self, base: str = "") -> Visitor:
        """Open the chat, or come back to it at another process."""
        self.base = base or self.base
        if not self.key:
            opened = self._post("/chat/sessions", visitor=uuid.uuid4().hex, language="zh", page="/")
            self.key = opened["key"]
        self.window = Window(self.base, "/chat")
        self.fetch()
        return self

    def say(self, words: str, client_id: str = "") -> dict[str, Any]:
        """The acknowledgement of one line."""
        assert self.window is not None
        line = {"key": self.key, "body": words, "client_id": client_id or str(uuid.uuid4())}
        return self.window.ask("say", line)

    def fetch(self) -> list[str]:
        """The words of every line after the last one seen."""
        assert self.window is not None
        head = self.window.ask("join", {"key": self.key, "after": self.last})
        self.last, self.case = head["last"], head["case"]
        return [turn["body"] for turn in head["turns"]]

    @property
    def ticket_no(self) -> str:
        """The number that the window's head tells."""
        assert self.case is not None
        return str(self.case["ticket_no"])

    def hand_over(self) -> None:
        """Tell the matter and ask for a person: from here on it is a ticket."""
        self.say("帆盘又扣了我25块，我要投诉")
        assert self.say("转人工")["handed_off"]
        self.fetch()
        self.window.heard.clear()  # type: ignore[union-attr]  # `say` has proved that there is one

    def _post(self, path: str, **payload: Any) -> dict[str, Any]:
        return _json(self.base + path, payload, {"X-Voc-Chat": "1"})


class Agent:
    """A member of staff with a browser's cookies, at one of the web processes."""

    def __init__(self, base: str, login: str) -> None:
        self.base = base
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self.sign_in(login, PASSWORD)

    def sign_in(self, login: str, password: str) -> int:
        """The status of the answer."""
        return self.post("/sign-in", "/sign-in", login=login, password=password)

    def page(self, path: str) -> str:
        """A page as text."""
        with self._opener.open(self.base + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, page: str, **fields: str) -> int:
        """Send a form with the token of the page it stands on; the status of the answer."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page(page))
        data = {**fields, **({"csrf_token": token[1]} if token else {})}
        request = urllib.request.Request(
            self.base + path, urllib.parse.urlencode(data).encode()
        )  # our own server
        request.add_header("Referer", self.base + page)
        try:
            with self._opener.open(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def reply(self, ticket_no: str, words: str, seen: int) -> int:
        """Answer the customer."""
        where = f"/console/tickets/{ticket_no}"
        return self.post(f"{where}/messages", where, body=words, kind="reply", seen=str(seen))

    def console(self, ticket_no: str) -> Window:
        """The live part of the ticket's page."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self._cookies)
        window = Window(self.base, "/console", {"Cookie": cookie, "Origin": self.base})
        window.ask("view", {"ticket": ticket_no, "writing": False})
        window.heard.clear()
        return window


def _json(address: str, payload: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(  # our own server
        address, json.dumps(payload).encode(), {"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return dict(json.load(answer))
