"""What is known about a mail's origin, in the words of RFC 8601, and what follows from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

PASS, FAIL, NONE = "pass", "fail", "none"
STRICT = frozenset({"quarantine", "reject"})
"""DMARC policies by which the domain's owner says that a failing mail is not theirs (RFC 7489 §6.3)."""


@dataclass(frozen=True)
class Verdict:
    """``dkim``, ``spf`` and ``dmarc`` hold results like pass, fail, softfail, none, temperror."""

    domain: str = ""
    """Of the From line: the one people see."""
    dkim: str = NONE
    spf: str = NONE
    dmarc: str = NONE
    policy: str = ""
    """What the domain's owner asks for when DMARC fails: none, quarantine, reject; unknown is empty."""
    aligned: bool = False
    """Whether a signature or an envelope sender that passed belongs to the From line's domain."""
    by: str = ""
    """The relay that says so; empty when we asked ourselves."""

    @property
    def result(self) -> str:
        """One word for people: pass, fail, or none when nobody can tell."""
        if self.dmarc == PASS or (self.aligned and self.dmarc != FAIL):
            return PASS
        if self.dmarc == FAIL or (self.spf == FAIL and self.dkim != PASS and self.dmarc == NONE):
            return FAIL
        return NONE

    @property
    def disowned(self) -> bool:
        """Whether the domain's owner says that it is not theirs: then it may not speak for the sender."""
        return self.dmarc == FAIL and self.policy != NONE

    def as_flag(self) -> dict[str, Any]:
        """As it is kept on the message and shown beside it."""
        return {**asdict(self), "result": self.result}
