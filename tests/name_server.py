"""A real name server on this machine: answers from a table over UDP, or stays silent."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


@dataclass
class NameServer:
    """``zone`` maps a name and kind, like ``"example.com TXT"``, to records in zone-file form."""

    zone: dict[str, list[str]]
    port: int = 0
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    def resolver(self) -> dns.resolver.Resolver:
        """A resolver that knows this server alone."""
        found = dns.resolver.Resolver(configure=False)
        found.nameservers, found.port = ["127.0.0.1"], self.port
        return found

    def answer(self, packet: bytes) -> bytes | None:
        """The reply to one question; None while silent."""
        query = dns.message.from_wire(packet)
        [question] = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked.append(f"{name} {kind}")
        if self.silent:
            return None
        reply = dns.message.make_response(query)
        records = self.zone.get(f"{name} {kind}")
        if records:
            reply.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, records))
        elif not any(one.partition(" ")[0] == name for one in self.zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


@contextlib.contextmanager
def name_server(zone: Mapping[str, str | list[str]]) -> Iterator[NameServer]:
    """Runs until the block ends. Texts are given bare and quoted here."""
    ready = {
        key: [
            f'"{one}"' if key.endswith(" TXT") else one
            for one in ([value] if isinstance(value, str) else value)
        ]
        for key, value in zone.items()
    }
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.1)
        server, ending = NameServer(ready, door.getsockname()[1]), threading.Event()

        def serve() -> None:
            while not ending.is_set():
                with contextlib.suppress(TimeoutError):
                    packet, peer = door.recvfrom(4096)
                    reply = server.answer(packet)
                    if reply is not None:
                        door.sendto(reply, peer)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield server
        finally:
            ending.set()
            serving.join(10)
