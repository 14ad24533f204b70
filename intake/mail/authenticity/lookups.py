"""DNS for one mail: few questions, under one deadline, each asked once. The only dnspython."""

from __future__ import annotations

import time
from typing import Any

import dns.exception
import dns.resolver

SECONDS_A_MAIL = 4.0
MOST_QUESTIONS = 40
"""SPF alone may ask ten names, some with ten hosts (RFC 7208 §4.6.4); more is somebody's joke."""
SILENT_IN_A_ROW = 3
"""After so many silent questions in a row, whoever they were about, DNS itself counts as away."""
REST = 60.0
"""Seconds for which DNS is not asked once it is away, so that mails flow on unjudged."""


class DnsAway(Exception):
    """No answer in time: the result is *temperror*, never a verdict."""


class NameService:
    """The machine's resolver, and whether it answers at present."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver
        self._silent, self._rest_until = 0, 0.0

    def ask(self, name: str, kind: str, seconds: float) -> list[Any]:
        """The records of this name; none when it has none. Raises DnsAway."""
        if time.monotonic() < self._rest_until or seconds <= 0:
            raise DnsAway(name)
        try:
            if self._resolver is None:
                self._resolver = dns.resolver.Resolver()
            found = self._resolver.resolve(
                name, kind, lifetime=seconds, search=False, raise_on_no_answer=False
            )
        except dns.resolver.NXDOMAIN:
            found = []
        except (dns.resolver.LifetimeTimeout, dns.resolver.NoNameservers, OSError) as error:
            self._note_silence()
            raise DnsAway(f"{name}: {error}") from error
        except dns.exception.DNSException as error:  # a name that is none, an answer that is none
            raise DnsAway(f"{name}: {error}") from error
        self._silent = 0
        return list(found)

    def _note_silence(self) -> None:
        self._silent += 1
        if self._silent >= SILENT_IN_A_ROW:
            self._silent, self._rest_until = 0, time.monotonic() + REST


class Lookups:
    """The questions one mail raises."""

    def __init__(self, service: NameService, seconds: float = SECONDS_A_MAIL) -> None:
        self._service, self._end = service, time.monotonic() + seconds
        self._known: dict[tuple[str, str], list[Any]] = {}

    def records(self, name: str, kind: str) -> list[Any]:
        """Records of one kind. Raises DnsAway."""
        key = (name.lower().rstrip("."), kind)
        if key not in self._known:
            if len(self._known) >= MOST_QUESTIONS:
                raise DnsAway("too many questions for one mail")
            self._known[key] = self._service.ask(key[0], kind, self._end - time.monotonic())
        return self._known[key]

    def texts(self, name: str) -> list[bytes]:
        """TXT records, their pieces joined. Raises DnsAway."""
        return [b"".join(one.strings) for one in self.records(name, "TXT")]
