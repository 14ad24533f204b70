"""What the mail server before us found out, from its Authentication-Results (RFC 8601); nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.mail.authenticity.verdict import NONE, PASS, Verdict
from intake.mail.mime.headers import Headers, read_headers

_METHOD = re.compile(r"(?:^|;)\s*(dkim|spf|dmarc)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
_POLICY = re.compile(r"\bp=(none|quarantine|reject)\b", re.IGNORECASE)
_SERVER = re.compile(r"\s*(?:\([^)]*\)\s*)?\"?([^\s;\"]+)")


def read_relayed(raw: bytes, authserv_id: str, domain: str) -> Verdict:
    """The results that the server named ``authserv_id`` wrote; all *none* when it wrote nothing.

    Only fields above the second Received count: what lies below came with the mail and may be forged.
    """
    headers, _ = read_headers(raw, 0, len(raw), outermost=True)
    found: dict[str, str] = {}
    policy = ""
    for results in _of_server(headers, authserv_id):
        for method, result in _METHOD.findall(results):
            if method.lower() == "dmarc" and "dmarc" not in found:
                stated = _POLICY.search(results)
                policy = stated[1].lower() if stated else ""
            known = found.setdefault(method.lower(), result.lower())
            if result.lower() == PASS and known != PASS and method.lower() == "dkim":
                found["dkim"] = PASS  # one good signature of several is enough (RFC 6376 §6.1)
    return Verdict(
        domain=domain,
        dkim=found.get("dkim", NONE),
        spf=found.get("spf", NONE),
        dmarc=found.get("dmarc", NONE),
        policy=policy,
        by=authserv_id,
    )


def _of_server(headers: Headers, authserv_id: str) -> Iterator[str]:
    hops = 0
    for name, value in headers.fields:
        if name == "received":
            hops += 1
            if hops == 2:
                return
        if name == "authentication-results":
            text = value.decode("latin-1")
            server = _SERVER.match(text)
            if server and server[1].lower() == authserv_id.lower():
                yield text.partition(";")[2]
