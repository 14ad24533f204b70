"""Everything that may go wrong on purpose.

VocDeskError
├── NotFound            the row does not exist, or may not be seen: the same answer for both
├── Refused             understood, but not allowed in this state; says what to do instead
│   ├── WrongTransition a life cycle has no such step
│   ├── LostRace        somebody else was faster; carries the winner
│   └── CrossedReply    the conversation moved on while the reply was being written
├── BadInput            the input cannot be used; says which field and what is expected
└── DuplicateMessage    this message is already stored; entry points count it as done
"""

from __future__ import annotations


class VocDeskError(Exception):
    """Base of all expected errors. ``code`` is a stable name, ``details`` fill the translated sentence."""

    code = "error"

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotFound(VocDeskError):
    """No such row for this viewer."""

    code = "not_found"


class Refused(VocDeskError):
    """The wish is clear but the state of things forbids it."""

    code = "refused"


class WrongTransition(Refused):
    """A life cycle has no such step."""

    code = "wrong_transition"


class LostRace(Refused):
    """Somebody else took it first; ``details['winner']`` names them."""

    code = "lost_race"


class CrossedReply(Refused):
    """Messages arrived since the writer last looked; ``details['sequence']`` is the newest number."""

    code = "crossed_reply"


class BadInput(VocDeskError):
    """The input cannot be used; ``details['field']`` names the place."""

    code = "bad_input"


class DuplicateMessage(VocDeskError):
    """This message (channel, external id) is stored already."""

    code = "duplicate_message"
