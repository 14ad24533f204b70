"""What became durable is whispered to open windows: ids and numbers, to be fetched through the guarded pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_socketio import SocketIO

from intake.chat.session import TurnWritten
from ticketing.events import Happened


class LiveAnnouncer:
    """Pushes to rooms, then wakes the worker of this process, if it has one."""

    def __init__(self, socketio: SocketIO, wake: Callable[[], None]) -> None:
        self._socketio, self._wake = socketio, wake

    def announce(self, events: Sequence[Happened]) -> None:
        tickets = {event.ticket_id for event in events if event.ticket_id is not None}
        for event in events:
            if isinstance(event, TurnWritten):
                self._chat("turn", {"sequence": event.sequence}, chat_room(event.session_id))
        for ticket_id in tickets:
            self._console("ticket", {"id": ticket_id}, ticket_room(ticket_id))
        if tickets:
            self._console("queue", {}, QUEUE_ROOM)
        self._wake()

    def _chat(self, name: str, data: dict[str, int], room: str) -> None:
        self._socketio.emit(name, data, to=room, namespace="/chat")

    def _console(self, name: str, data: dict[str, int], room: str) -> None:
        self._socketio.emit(name, data, to=room, namespace="/console")


QUEUE_ROOM = "queue"


def chat_room(session_id: int) -> str:
    """The room of one visitor's windows."""
    return f"session:{session_id}"


def ticket_room(ticket_id: int) -> str:
    """The room of everybody who looks at one ticket."""
    return f"ticket:{ticket_id}"
