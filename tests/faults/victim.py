"""A process made to be killed. Run: ``python -m tests.faults.victim WORK[:WHEN:COMMIT] DATABASE VAR AT PORT``.

``deliver`` sends what is due to the relay on PORT, ``deliver-tls`` only through STARTTLS. ``listen`` takes mail
on PORT, ``parse`` works through the journal, ``poll`` fetches from the mailbox on PORT. With ``:before:2`` it
says "holding" just before its second commit and waits for its end there, with ``:after:2`` just after it.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from intake.journal import parse_journal
from intake.mail.mailbox import ImapMailbox, poll
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Ports
from web.config import Settings
from web.factory import create_app
from web.mail_listener import MailListener

SECRET = "v" * 32


def main(work: str, database: str, var: str, at: str, port: str) -> None:
    """Do the work that somebody will interrupt."""
    work, _, when = work.partition(":")
    app = create_app(Settings(database_url=database, secret_key=SECRET, testing=True, var=Path(var)))
    relay = Relay("127.0.0.1", int(port), timeout=60.0, start_tls=work == "deliver-tls")
    ports = Ports(files=Path(var) / "files", notifiers={"mail": SmtpNotifier(relay)})
    moment = datetime.fromisoformat(at)
    if when:
        side, _, commit = when.partition(":")
        event.listen(Session, f"{side}_commit", _Pause(int(commit)))
    with app.app_context():
        if work.startswith("deliver"):
            deliver_due(ports, moment)
        elif work == "poll":
            poll(ImapMailbox("127.0.0.1", int(port), "care", "secret", tls=False), ports, moment)
        elif work == "parse":
            parse_journal(ports, moment)
        else:
            MailListener(app, "127.0.0.1", int(port)).start()
            _say("listening")
            time.sleep(600)


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
