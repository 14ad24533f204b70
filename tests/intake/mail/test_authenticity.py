"""Whether a mail comes from where it says: signatures, sending servers, the owner's policy; real DNS answers."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import dkim
import pytest

from intake import journal, keeping
from intake.mail.authenticity import lookups as names
from intake.mail.authenticity.checks import Checker
from intake.mail.authenticity.lookups import NameService
from intake.mail.authenticity.relayed import read_relayed
from intake.mail.authenticity.verdict import Verdict
from intake.models import MailJournal
from tests.intake.post import deliveries, messages, tickets
from tests.name_server import NameServer, name_server
from ticketing.db import db
from ticketing.ports import Ports

MAIL = (
    b"From: wang@shop.example\r\nTo: care@hefan.example\r\nSubject: refund\r\n"
    b"Message-ID: <one@shop.example>\r\nDate: Tue, 10 Mar 2026 09:59:00 +0800\r\n\r\nPlease refund.\r\n"
)
PEER = "8.8.4.4"
"""A public address; documentation addresses are not."""


@dataclass(frozen=True)
class Signer:
    """A domain's key pair."""

    private: bytes
    record: str

    def sign(self, mail: bytes, domain: str = "shop.example", **options: object) -> bytes:
        return bytes(dkim.sign(mail, b"s1", domain.encode(), self.private, **options)) + mail


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a key with")
    key = tmp_path_factory.mktemp("dkim") / "key.pem"
    subprocess.run(
        ["openssl", "genrsa", "-traditional", "-out", key, "1024"], check=True, capture_output=True
    )
    public = subprocess.run(
        ["openssl", "rsa", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True
    ).stdout
    return Signer(key.read_bytes(), f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}")


@pytest.fixture
def zone(signer: Signer) -> Iterator[NameServer]:
    with name_server(
        {
            "s1._domainkey.shop.example TXT": signer.record,
            "s1._domainkey.mail.shop.example TXT": signer.record,
            "s1._domainkey.other.example TXT": signer.record,
            "shop.example TXT": f"v=spf1 ip4:{PEER} -all",
            "_dmarc.shop.example TXT": "v=DMARC1; p=reject; sp=none",
            "lax.example TXT": "v=spf1 include:shop.example ~all",
            "_dmarc.lax.example TXT": "v=DMARC1; p=none",
            "bare.example TXT": "v=spf1 a mx -all",
            "bare.example A": "8.8.8.8",
            "bare.example MX": "10 mx.bare.example.",
            "mx.bare.example A": PEER,
        }
    ) as server:
        yield server


@pytest.fixture
def judge(zone: NameServer) -> Callable[..., Verdict]:
    checker = Checker(NameService(zone.resolver()))

    def ask(
        raw: bytes = MAIL,
        domain: str = "shop.example",
        peer: str = "",
        sender: str = "",
        helo: str = "x.example",
    ) -> Verdict:
        return checker.judge(raw, domain=domain, peer=peer, helo=helo, sender=sender)

    return ask


def results(verdict: Verdict) -> tuple[str, str, str, str]:
    return verdict.dkim, verdict.spf, verdict.dmarc, verdict.result


def test_a_signature_of_the_senders_domain_proves_it(judge, signer: Signer) -> None:
    assert results(judge(signer.sign(MAIL))) == ("pass", "none", "pass", "pass")


def test_a_signature_of_a_house_below_the_owners_name_proves_it(judge, signer: Signer) -> None:
    """Relaxed alignment: mail.shop.example belongs to shop.example."""
    assert results(judge(signer.sign(MAIL, "mail.shop.example")))[2:] == ("pass", "pass")


def test_somebody_elses_good_signature_proves_nothing(judge, signer: Signer) -> None:
    found = judge(signer.sign(MAIL, "other.example"))

    assert results(found) == ("pass", "none", "fail", "fail") and found.disowned


def test_one_good_signature_among_broken_ones_is_enough(judge, signer: Signer) -> None:
    twice = signer.sign(signer.sign(MAIL), "mail.shop.example")
    broken = re.sub(rb"b=[A-Za-z0-9]", b"b=", twice, count=1)

    assert judge(broken).result == "pass"


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw + b"PS: to another account\r\n",
        lambda raw: raw.replace(b"refund\r\nM", b"Refund!\r\nM"),
    ],
)
def test_an_altered_mail_is_not_the_owners(judge, signer: Signer, change: Callable[[bytes], bytes]) -> None:
    found = judge(change(signer.sign(MAIL)))

    assert results(found) == ("fail", "none", "fail", "fail") and found.disowned


def test_a_signature_over_only_the_first_bytes_is_not_believed(judge, signer: Signer) -> None:
    """RFC 6376 §8.2: with a body length anybody can append what he likes."""
    signed = signer.sign(MAIL, length=True)
    assert b"; l=" in signed or b" l=" in signed

    assert judge(signed).dkim == "fail"


def test_a_server_that_the_owner_names_proves_it(judge) -> None:
    assert results(judge(peer=PEER, sender="bounce@shop.example")) == ("none", "pass", "pass", "pass")
    assert results(judge(domain="bare.example", peer=PEER, sender="x@bare.example")) == (
        "none",
        "pass",
        "none",
        "pass",
    )


def test_any_other_server_is_disowned(judge) -> None:
    found = judge(peer="9.9.9.9", sender="wang@shop.example")

    assert results(found) == ("none", "fail", "fail", "fail") and found.disowned


def test_a_failing_mail_of_an_owner_who_asks_for_nothing_is_marked_only(judge) -> None:
    """``p=none``: people see that it fails, and it keeps its rights."""
    found = judge(domain="lax.example", peer="9.9.9.9", sender="x@lax.example")

    assert results(found) == ("none", "softfail", "fail", "fail") and not found.disowned


def test_a_hard_no_without_a_policy_is_shown_as_failing(judge) -> None:
    found = judge(domain="bare.example", peer="9.9.9.9", sender="x@bare.example")

    assert results(found) == ("none", "fail", "none", "fail") and not found.disowned


def test_a_bounce_has_no_sender_and_is_judged_by_its_greeting(judge) -> None:
    assert judge(domain="bare.example", peer=PEER, helo="bare.example").spf == "pass"


def test_a_mail_from_our_own_net_without_signature_asks_nobody(judge, zone: NameServer) -> None:
    """Behind a relay the peer says nothing, and no question leaves the house."""
    assert results(judge(peer="10.0.0.7", sender="wang@shop.example")) == ("none", "none", "none", "none")
    assert zone.asked == []


@pytest.mark.parametrize(
    "field",
    [
        b"DKIM-Signature: ",
        b"DKIM-Signature: v=1; a=rsa-sha256; d=; s=; b=; bh=; h=",
        b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=shop.example; s=s1; h=from:subject; bh=AAAA; b=AAAA",
        b"DKIM-Signature: v=1; a=ed25519-sha256; d=shop.example; s=s1; h=from; bh=AAAA; b=AAAA",
        b"DKIM-Signature: v=1; a=rsa-sha256; d=\xff\xfe.example; s=s1; h=from; bh=AAAA; b=AAAA",
        b"DKIM-Signature: " + b"v=1;" * 5000,
        b"DKIM-Signature: v=1; a=rsa-sha256; d=" + b"a." * 300 + b"example; s=s1; h=from; bh=AAAA; b=AAAA",
    ],
)
def test_a_nonsense_signature_fails_and_breaks_nothing(judge, field: bytes) -> None:
    assert judge(field + b"\r\n" + MAIL).dkim in {"fail", "none", "temperror"}


def test_a_record_that_asks_without_end_is_cut_off(signer: Signer) -> None:
    """RFC 7208 §4.6.4: no sender's record makes us ask the whole world."""
    loop = {f"l{n}.example TXT": f"v=spf1 include:l{n + 1}.example -all" for n in range(60)}
    with name_server(loop) as server:
        found = Checker(NameService(server.resolver())).judge(
            MAIL, domain="l0.example", peer=PEER, helo="x", sender="a@l0.example"
        )

    assert found.spf == "permerror" and len(server.asked) < 30


def test_silence_is_no_verdict_and_after_a_while_nobody_is_asked(
    signer: Signer, zone: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mail flows on while DNS is away: seconds a mail at first, then nothing."""
    monkeypatch.setattr(names, "SECONDS_A_MAIL", 0.6)
    monkeypatch.setattr(names.Lookups.__init__, "__defaults__", (0.6,))
    zone.silent = True
    checker, signed = Checker(NameService(zone.resolver())), signer.sign(MAIL)
    before = time.monotonic()

    found = [
        checker.judge(signed, domain="shop.example", peer=PEER, helo="x", sender="a@shop.example")
        for _ in range(4)
    ]
    asked = len(zone.asked)
    found.append(checker.judge(signed, domain="shop.example", peer=PEER, helo="x", sender="a@shop.example"))

    assert {one.result for one in found} == {"none"} and {one.dkim for one in found} == {"temperror"}
    assert len(zone.asked) == asked and time.monotonic() - before < 10


RELAYED = b"Received: from x by mx.hefan.example\r\n" + MAIL


@pytest.mark.parametrize(
    ("header", "expected", "disowned"),
    [
        (
            b"mx.hefan.example; dkim=pass header.d=shop.example; spf=pass; dmarc=pass",
            ("pass", "pass", "pass", "pass"),
            False,
        ),
        (
            b"MX.hefan.example (filter 1.2) ; dmarc=fail (p=reject dis=none) header.from=shop.example",
            ("none", "none", "fail", "fail"),
            True,
        ),
        (
            b"mx.hefan.example; dmarc=fail (p=none) header.from=shop.example",
            ("none", "none", "fail", "fail"),
            False,
        ),
        (b"mx.hefan.example 1; dkim=fail; dkim=pass; dmarc=none", ("pass", "none", "none", "none"), False),
        (b"mx.hefan.example; none", ("none", "none", "none", "none"), False),
        (b"evil.example; dkim=pass; spf=pass; dmarc=pass", ("none", "none", "none", "none"), False),
        (b"mx.hefan.example.evil.example; dmarc=pass", ("none", "none", "none", "none"), False),
    ],
)
def test_only_our_own_relay_is_heard(header: bytes, expected: tuple[str, ...], disowned: bool) -> None:
    found = read_relayed(
        b"Authentication-Results: " + header + b"\r\n" + RELAYED, "mx.hefan.example", "shop.example"
    )

    assert results(found) == expected and found.disowned is disowned


def test_what_came_with_the_mail_in_our_relays_name_is_not_heard() -> None:
    """A forged field lies below the relay's own Received; several fields of the relay count together."""
    forged = b"Authentication-Results: mx.hefan.example; dmarc=pass; dkim=pass\r\n"
    two = b"Authentication-Results: mx.hefan.example; dkim=none\r\nAuthentication-Results: mx.hefan.example; dmarc=fail\r\n"

    below = read_relayed(
        RELAYED.replace(b"From:", b"Received: from evil\r\n" + forged + b"From:"), "mx.hefan.example", "x"
    )
    both = read_relayed(two + RELAYED, "mx.hefan.example", "x")

    assert results(below)[2:] == ("none", "none")
    assert results(both) == ("none", "none", "fail", "fail")


def test_the_verdict_is_kept_on_the_message_and_a_disowned_mail_has_no_rights(
    app, ports: Ports, at: datetime, zone: NameServer, signer: Signer
) -> None:
    """It opens a ticket of its own, plainly marked; it does not thread, and nobody is answered by a robot."""
    ports = replace(ports, origins=Checker(NameService(zone.resolver())))

    def bring(raw: bytes, peer: str) -> MailJournal:
        arrived = keeping.Arrived(
            raw, "smtp", at, sender="wang@shop.example", peer=peer, helo="mx.shop.example"
        )
        number = keeping.keep(arrived, ports)
        journal.parse_journal(ports, at)
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(MailJournal, number)

    bring(signer.sign(MAIL), PEER)
    [ticket] = tickets()
    forged = MAIL.replace(b"<one@", b"<two@").replace(
        b"Subject: refund", b"Subject: x\r\nIn-Reply-To: <one@shop.example>"
    )
    bring(forged, "9.9.9.9")

    first, second = tickets()
    assert messages(first)[0].flags["origin"]["result"] == "pass"
    flags = messages(second)[0].flags
    assert (flags["origin"]["result"], flags["origin"]["dmarc"], flags["unproven"]) == (
        "fail",
        "fail",
        "dmarc",
    )
    assert [one.ticket_id for one in deliveries("acknowledgement")] == [ticket.id]
