"""Listens at the mailbox (IMAP IDLE) so that a mail is fetched within a second of its arrival.

Only a bell: fetching is the job ``poll_mailbox``, which also looks every half minute by itself, so a line
that breaks, or a server that cannot tell of news, costs time and never a mail.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from intake.mail.mailbox import ImapMailbox, MailboxAway, NoIdle

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
"""Seconds before the next try after a broken line; doubled each time."""
log = logging.getLogger(__name__)


class MailWatch:
    """One thread that waits for news of one mailbox and calls ``news`` at each."""

    def __init__(self, mailbox: ImapMailbox, news: Callable[[], None]) -> None:
        self._mailbox, self._news = mailbox, news
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail-watch", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """End within seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._mailbox.watch(self._news, self._stopping)
            except NoIdle:
                log.info("%s cannot tell of news (IDLE): it is asked every half minute", self._mailbox.name)
                return
            except MailboxAway as error:
                if time.monotonic() - began > LONGEST_PAUSE:
                    pause = FIRST_PAUSE
                log.warning("listening at the mailbox ended, again in %.0f s: %s", pause, error)
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
