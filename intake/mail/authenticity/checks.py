"""DKIM (RFC 6376), SPF (RFC 7208) and DMARC (RFC 7489), asked by DNS. The only dkimpy and pyspf."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Iterator
from typing import Any

import dkim
import spf

from intake.mail.authenticity.lookups import DnsAway, Lookups, NameService
from intake.mail.authenticity.verdict import FAIL, NONE, PASS, Verdict

MOST_SIGNATURES = 3
LONGEST_CHECKED = 30_000_000
"""Bytes; a signature over more is not looked at."""
MOST_LABELS = 8
"""Names longer than this are asked about from their last labels on, so that they cost no more questions."""
TEMPERROR = "temperror"
log = logging.getLogger(__name__)


class Checker:
    """Judges where a mail comes from; ``service`` answers for the DNS."""

    def __init__(self, service: NameService | None = None) -> None:
        self._service = service or NameService()

    def judge(self, raw: bytes, *, domain: str, peer: str, helo: str, sender: str) -> Verdict:
        """What signature and sending server say about the From line's domain. Takes seconds at most."""
        lookups = Lookups(self._service)
        signed, dkim_result = _signers(raw, lookups)
        spf_domain, spf_result = _sending_server(peer, helo, sender, lookups)
        if not domain or (dkim_result == NONE and spf_result == NONE):
            return Verdict(domain, dkim_result, spf_result)
        proven = [*signed, *([spf_domain] if spf_result == PASS else [])]
        try:
            owner, policy = _policy(domain, lookups)
        except DnsAway:
            return Verdict(domain, dkim_result, spf_result, TEMPERROR)
        aligned = any(_belongs(one, domain, owner) for one in proven)
        dmarc = NONE if not policy else PASS if aligned else FAIL
        if dmarc == FAIL and TEMPERROR in {dkim_result, spf_result}:
            dmarc = TEMPERROR
        return Verdict(domain, dkim_result, spf_result, dmarc, policy, aligned)


def _signers(raw: bytes, lookups: Lookups) -> tuple[list[str], str]:
    """The domains whose signature holds, and one word for all signatures."""
    if len(raw) > LONGEST_CHECKED:
        return [], NONE
    good: list[str] = []
    results: list[str] = []
    for index in range(MOST_SIGNATURES):
        result, signer = _signature(raw, index, lookups)
        if result == NONE:
            break
        results.append(result)
        if result == PASS:
            good.append(signer)
    word = next((one for one in (PASS, TEMPERROR, FAIL) if one in results), NONE)
    return good, word


def _signature(raw: bytes, index: int, lookups: Lookups) -> tuple[str, str]:
    away: list[DnsAway] = []

    def key(name: bytes, timeout: int = 0) -> bytes | None:
        try:
            found = lookups.texts(name.decode("ascii"))
        except DnsAway as error:
            away.append(error)
            return None
        return found[0] if found else None

    try:
        checked = dkim.DKIM(raw)
        if index >= sum(name.lower() == b"dkim-signature" for name, _ in checked.headers):
            return NONE, ""
        holds = checked.verify(index, dnsfunc=key)
        covers_all = b"l" not in checked.signature_fields  # a counted length lets anybody append (§8.2)
    except Exception as error:  # the reader of hostile bytes is the one place for this
        log.info("a DKIM signature could not be checked: %s", error)
        holds = covers_all = False
    if away:
        return TEMPERROR, ""
    if not (holds and covers_all):
        return FAIL, ""
    return PASS, bytes(checked.domain).decode("ascii", "replace").lower()


class _Query(spf.query):  # type: ignore[misc]  # untyped library
    """SPF's questions through our lookups; its own count of empty answers is kept (RFC 7208 §4.6.4)."""

    names: Lookups

    def dns(self, name: Any, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:
        try:
            found = self.names.records(str(name), qtype)
        except DnsAway as error:
            raise spf.TempError(f"DNS {error}") from error
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many names without an answer")
        return [_plain(one, qtype) for one in found]


def _plain(record: Any, kind: str) -> Any:
    if kind in {"A", "AAAA"}:
        return record.address
    if kind == "MX":
        return record.preference, record.exchange
    return record.target.to_text(True) if kind == "PTR" else record.strings


def _sending_server(peer: str, helo: str, sender: str, lookups: Lookups) -> tuple[str, str]:
    """The envelope's domain and whether it sends from there; a peer inside our own net tells nothing."""
    if not _is_public(peer):
        return "", NONE
    domain = sender.rpartition("@")[2] or helo
    query = _Query(i=peer, s=sender or f"postmaster@{helo}", h=helo, timeout=2, querytime=4)
    query.names = lookups
    try:
        result = str(query.check()[0])
    except Exception as error:  # an untyped reader of strangers' records
        log.info("SPF of %r could not be checked: %s", domain, error)
        result = "permerror"
    return domain.lower().rstrip("."), result


def _is_public(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_global
    except ValueError:
        return False


def _policy(domain: str, lookups: Lookups) -> tuple[str, str]:
    """The highest name above the domain that has a policy of its own, and what it asks for.

    No list of public suffixes is needed: whoever publishes a policy owns the names below it, registries
    mark theirs with ``psd=y`` (the tree walk of DMARC's second edition).
    """
    owner, policy = "", ""
    for name in _upwards(domain):
        tags = next((tags for tags in map(_tags, lookups.texts(f"_dmarc.{name}")) if tags), None)
        if tags is None:
            continue
        if tags.get("psd") == "y" and name != domain:
            break
        if not policy:
            policy = (tags.get("sp") or tags.get("p") or NONE) if name != domain else tags.get("p", NONE)
        owner = name
    return owner, policy


def _upwards(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    if len(labels) > MOST_LABELS:
        yield domain
        labels = labels[-(MOST_LABELS - 1) :]
    while len(labels) > 1:
        yield ".".join(labels)
        labels = labels[1:]


def _tags(record: bytes) -> dict[str, str] | None:
    text = record.decode("ascii", "replace")
    if not re.match(r"\s*v\s*=\s*DMARC1\s*(;|$)", text):
        return None
    pairs = (one.partition("=") for one in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _belongs(proven: str, domain: str, owner: str) -> bool:
    """Relaxed alignment: the same owner; without a known owner, the same name or one above or below it."""
    if not proven or "." not in proven:
        return False
    if owner:
        return proven == owner or proven.endswith(f".{owner}")
    return proven == domain or domain.endswith(f".{proven}") or proven.endswith(f".{domain}")
