"""``voc web`` that dies between the commit of a fatal line and its acknowledgement. Run: ``… victim PORT``."""

from __future__ import annotations

import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from intake.models import ChatTurn
from web.config import Settings
from web.factory import create_app
from web.server import Server

FATAL = "这一句之后停电"


@event.listens_for(Session, "after_flush")
def _notice(session: Session, _context: UOWTransaction) -> None:
    if any(isinstance(row, ChatTurn) and row.body == FATAL for row in session.new):
        session.info["fatal"] = True


@event.listens_for(Session, "after_commit")
def _die(session: Session) -> None:
    if session.info.get("fatal"):
        os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    settings = Settings.from_env(port=int(sys.argv[1]))
    Server(lambda: create_app(settings), lambda: None, settings.host, settings.port).run()
