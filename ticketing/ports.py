"""Every seam of the house on one page: what may be swapped, and the bundle handed down to every verb.

| to add      | write a class meeting        | register in          |
|-------------|------------------------------|----------------------|
| classifier  | ``classifier.contract``      | ``web/wiring.py``    |
| notifier    | ``Notifier``                 | ``web/wiring.py``    |
| live push   | ``Live``                     | ``web/wiring.py``    |
| origin      | ``OriginChecker``            | ``web/wiring.py``    |
| encoder     | ``classifier.encoder.port``  | ``web/encoding.py``  |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from classifier.contract import TextClassifier
from ticketing.events import Happened

if TYPE_CHECKING:
    from classifier.encoder.port import Encoder
    from ticketing.models import Delivery


@dataclass(frozen=True)
class Outcome:
    """How one delivery went. ``error`` empty = sent; ``permanent`` = do not try again."""

    delivery_id: int
    error: str = ""
    permanent: bool = False
    uncertain: bool = False


class Notifier(Protocol):
    """Sends deliveries of one kind outside any transaction; never raises for a single bad one."""

    def send(self, deliveries: Sequence[Delivery]) -> list[Outcome]: ...


class Origin(Protocol):
    """What is known about where a mail comes from."""

    @property
    def disowned(self) -> bool: ...

    def as_flag(self) -> dict[str, Any]: ...


class OriginChecker(Protocol):
    """Asks the network whether a mail comes from where it says; never raises, takes seconds at most."""

    def judge(self, raw: bytes, *, domain: str, peer: str, helo: str, sender: str) -> Origin: ...


class Live(Protocol):
    """Pushes what just became durable to open windows: ids and numbers only, never content."""

    def announce(self, events: Sequence[Happened]) -> None: ...


class NullLive:
    """Tells nobody: for commands, tests and a worker without sockets."""

    def announce(self, events: Sequence[Happened]) -> None:
        return None


def no_encoder() -> Encoder | None:
    """Texts are told by their words alone."""
    return None


@dataclass(frozen=True)
class Site:
    """The installation's own addresses."""

    base_url: str = "http://127.0.0.1:8000"
    mail_address: str = "care@hefan.example"
    mail_name: str = "VocDesk"
    own_addresses: frozenset[str] = frozenset()
    """Every address that is us, lower case: mail from these is a loop."""
    quote_history: bool = False
    """Whether an answer by mail repeats, below, the customer's words that it answers."""
    authserv_id: str = ""
    """The name our own mail server signs its Authentication-Results with; none = it checks nothing."""

    def reply_address(self, token: str) -> str:
        """``care+<token>@…``: an answer to it threads by the unguessable token alone."""
        local, _, domain = self.mail_address.partition("@")
        return f"{local}+{token}@{domain}"

    @property
    def mail_domain(self) -> str:
        """The domain of our own address, for Message-IDs."""
        return self.mail_address.partition("@")[2]


@dataclass(frozen=True)
class Ports:
    """Everything the verbs need from outside. Built once in ``web/wiring.py``, handed down as an argument."""

    site: Site = field(default_factory=Site)
    files: Path = Path("var/files")
    classifiers: Mapping[str, TextClassifier] = field(default_factory=dict)
    """By field: type, topic, phase, sentiment; product where there is one."""
    notifiers: Mapping[str, Notifier] = field(default_factory=dict)
    """By delivery kind: mail, chat."""
    live: Live = field(default_factory=NullLive)
    encoder: Callable[[], Encoder | None] = no_encoder
    """Gives the operator's sentence encoder, loaded when first asked for; None where there is none."""
    origins: OriginChecker | None = None
    """None: where mails come from is not asked, only read from a relay that is trusted."""

    def announce(self, events: Sequence[Happened]) -> None:
        """Called by the unit of work once everything is durable."""
        if events:
            self.live.announce(events)
