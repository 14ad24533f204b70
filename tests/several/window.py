"""A window without a browser: a Socket.IO client over one websocket that keeps what it hears."""

from __future__ import annotations

import json
import re
import threading
from itertools import count
from typing import Any

from simple_websocket import Client, ConnectionClosed

_PACKET = re.compile(r"4(?P<kind>[0-4])(?:(?P<namespace>/\w+),?)?(?P<number>\d*)(?P<data>.*)", re.DOTALL)
EVENT, ACKNOWLEDGEMENT, REFUSAL = "2", "3", "4"


class Lost(Exception):
    """The connection ended before the answer came."""


class _Prompt(Client):
    """The library's client, but it names its port and reads what came in one breath with the handshake."""

    def handshake(self) -> None:
        self.host = f"{self.host}:{self.port}"
        super().handshake()
        self._handle_events()


class Window:
    """Joins a namespace at once; ``ask`` waits for the server's acknowledgement."""

    def __init__(self, base: str, namespace: str, headers: dict[str, str] | None = None) -> None:
        address = base.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        self._socket = _Prompt(address, headers=headers)
        self._namespace = namespace
        self._numbers = count(1)
        self._changed = threading.Condition()
        self._answers: dict[int, Any] = {}
        self._joined = self.closed = False
        self.heard: list[tuple[str, dict[str, Any]]] = []
        """Every event so far: its name and what it carried."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait(lambda: self._joined, 60)

    def ask(self, event: str, payload: dict[str, Any], seconds: float = 60.0) -> dict[str, Any]:
        """The server's answer. Raises Lost, TimeoutError."""
        number = next(self._numbers)
        self._send(f"42{self._namespace},{number}{json.dumps([event, payload])}")
        self._wait(lambda: number in self._answers, seconds)
        return dict(self._answers[number])

    def hears(self, event: str, seconds: float = 60.0) -> dict[str, Any]:
        """The next event of this name that was not waited for yet; earlier ones of other names are kept."""
        self._wait(lambda: any(name == event for name, _ in self.heard), seconds)
        with self._changed:
            found = next(one for one in self.heard if one[0] == event)
            self.heard.remove(found)
        return found[1]

    def close(self) -> None:
        """As somebody closes a tab."""
        if not self.closed:
            self._socket.close()

    def _send(self, packet: str) -> None:
        try:
            self._socket.send(packet)
        except (ConnectionClosed, OSError) as error:
            raise Lost(str(error)) from error

    def _wait(self, true: Any, seconds: float) -> None:
        with self._changed:
            came = self._changed.wait_for(lambda: true() or self.closed, seconds)
            if not true():
                raise Lost("the connection is closed") if came else TimeoutError("no answer came")

    def _listen(self) -> None:
        try:
            while True:
                self._take(str(self._socket.receive()))
        except (ConnectionClosed, OSError):
            with self._changed:
                self.closed = True
                self._changed.notify_all()

    def _take(self, packet: str) -> None:
        if packet.startswith("0"):
            self._socket.send(f"40{self._namespace},")
        elif packet == "2":
            self._socket.send("3")
        elif found := _PACKET.fullmatch(packet):
            with self._changed:
                self._note(found["kind"], found["number"], found["data"])
                self._changed.notify_all()

    def _note(self, kind: str, number: str, data: str) -> None:
        if kind == EVENT:
            name, *carried = json.loads(data)
            self.heard.append((name, carried[0] if carried else {}))
        elif kind == ACKNOWLEDGEMENT:
            self._answers[int(number)] = json.loads(data)[0]
        elif kind == REFUSAL:
            raise ConnectionAbortedError(data)
        else:
            self._joined = True
