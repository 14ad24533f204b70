"""A process made to be killed. Run: ``python -m tests.faults.victim WORK DATABASE VAR AT PORT``.

``deliver`` sends what is due to the relay on PORT. ``listen`` takes mail on PORT and stops once one is stored,
before it says so. ``parse`` works through the journal and stops, holding everything, just before its second
commit (the first is the claim); ``parsed`` stops just after it.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from intake.journal import parse_journal
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Ports
from web.config import Settings
from web.factory import create_app
from web.mail_listener import MailListener

SECRET = "v" * 32


def main(work: str, database: str, var: str, at: str, port: str) -> None:
    """Do the work that somebody will interrupt."""
    app = create_app(Settings(database_url=database, secret_key=SECRET, testing=True, var=Path(var)))
    relay = Relay("127.0.0.1", int(port), timeout=60.0)
    ports = Ports(files=Path(var) / "files", notifiers={"mail": SmtpNotifier(relay)})
    with app.app_context():
        if work == "deliver":
            deliver_due(ports, datetime.fromisoformat(at))
        elif work == "listen":
            listener = MailListener(app, "127.0.0.1", int(port))
            event.listen(Session, "after_commit", _Pause(1))
            listener.start()
            _say("listening")
            time.sleep(600)
        else:
            event.listen(Session, "before_commit" if work == "parse" else "after_commit", _Pause(2))
            parse_journal(ports, datetime.fromisoformat(at))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class _Pause:
    """Waits for its end at a certain commit, once it has said so."""

    def __init__(self, commit: int) -> None:
        self._left = commit

    def __call__(self, _session: Session) -> None:
        self._left -= 1
        if self._left == 0:
            _say("holding")
            time.sleep(600)


if __name__ == "__main__":
    main(*sys.argv[1:])
