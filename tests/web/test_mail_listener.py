"""The SMTP and LMTP door, spoken to as a mail server does: a positive answer means durably stored."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import smtplib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from intake.models import MailJournal
from tests.servers import free_port
from ticketing.db import db
from ticketing.errors import BadInput
from web import mail_protocol
from web.mail_listener import Certificate, MailListener

MAIL = b"From: wang@example.com\r\nTo: care@hefan.example\r\nSubject: hi\r\n\r\nhello\r\n"


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """An SMTP listener on a port of its own."""
    number = free_port()
    listener = MailListener(app, "127.0.0.1", number)
    listener.start()
    yield number
    listener.stop()


@pytest.fixture
def lmtp_port(app: Flask) -> Iterator[int]:
    number = free_port()
    listener = MailListener(app, "127.0.0.1", number, lmtp=True)
    listener.start()
    yield number
    listener.stop()


def stored() -> list[MailJournal]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(MailJournal).order_by(MailJournal.id)))


def send(
    port: int, mail: bytes = MAIL, to: str = "care@hefan.example", sender: str = "wang@example.com"
) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail(sender, [to], mail)


def test_a_yes_means_that_the_very_bytes_are_stored(port: int) -> None:
    send(port)

    [entry] = stored()
    assert entry.raw == MAIL
    assert (entry.source, entry.sender) == ("smtp", "wang@example.com")
    assert entry.recipients == ["care@hefan.example"]


def test_storage_trouble_asks_the_sender_to_try_again(app: Flask, port: int) -> None:
    with app.app_context():
        MailJournal.__table__.drop(db.engine)  # type: ignore[attr-defined]  # a Table, typed as FromClause

    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(port)

    assert refused.value.smtp_code == 451


def test_the_size_limit_is_announced_and_kept(app: Flask, port: int) -> None:
    limit = app.extensions["settings"].mail_max_bytes
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == str(limit)
        code, _ = client.docmd(f"MAIL FROM:<wang@example.com> SIZE={limit + 1}")
        assert code == 552
        client.mail("wang@example.com")
        client.rcpt("care@hefan.example")
        assert client.data(MAIL + (b"x" * 98 + b"\r\n") * (limit // 100 + 1))[0] == 552

    assert stored() == []


def test_a_mail_of_fifty_megabytes_is_refused_and_not_held(app: Flask, port: int) -> None:
    """C45: refused by its announced size; and one that announces nothing is read away, in one line or many."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert client.docmd("MAIL FROM:<wang@example.com> SIZE=50000000")[0] == 552
        for line in (b"x" * 998 + b"\r\n", b"y" * 1000):
            client.mail("wang@example.com")
            client.rcpt("care@hefan.example")
            assert client.docmd("DATA")[0] == 354
            for _ in range(50):
                client.sock.sendall(line * 1000)
            client.sock.sendall(b"\r\n.\r\n")
            assert client.getreply()[0] == 552
        client.sendmail("wang@example.com", ["care@hefan.example"], MAIL)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert [one.raw for one in stored()] == [MAIL]
    assert grown < 60_000, f"{grown} KB more memory than before"


def test_whoever_never_ends_is_cut_off(app: Flask) -> None:
    """Four times the limit is no mistake: the line is closed, and others are served."""
    app.extensions["settings"] = replace(app.extensions["settings"], mail_max_bytes=100_000)
    number = free_port()
    listener = MailListener(app, "127.0.0.1", number)
    listener.start()
    try:
        with smtplib.SMTP("127.0.0.1", number) as client:
            client.ehlo()
            client.mail("wang@example.com")
            client.rcpt("care@hefan.example")
            client.docmd("DATA")
            with contextlib.suppress(OSError):
                for _ in range(100):
                    client.sock.sendall(b"z" * 100_000)
            with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
                while client.getreply()[0] == 552:
                    pass
            client.close()
        send(number)
    finally:
        listener.stop()

    assert len(stored()) == 1


@pytest.mark.parametrize("length", [900, 65_000, 65_536, 65_537, 1_000_000])
@pytest.mark.parametrize("start", [b"x", b".", b".."])
def test_a_line_of_any_length_is_taken_as_it_is(port: int, length: int, start: bytes) -> None:
    """Long lines, and dots where a reader's pieces meet, arrive as they were written."""
    long = MAIL + start + b"x" * length + b"\r\n.\r\n" + start + b"end\r\n"

    send(port, long)

    assert stored()[0].raw == long


def test_a_command_of_any_length_is_refused_and_not_held(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        lines = client.makefile("rb")
        lines.readline()
        client.sendall(b"MAIL FROM:<" + b"a" * 1_000_000 + b"@b.example>\r\nNOOP\r\n")
        assert lines.readline().startswith(b"500")
        assert lines.readline().startswith(b"250")


def test_too_many_at_once_are_asked_to_come_later(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """421, which every mail server takes for *later*; room is made as soon as somebody leaves."""
    monkeypatch.setattr(mail_protocol, "MOST_AT_ONCE", 1)
    with smtplib.SMTP("127.0.0.1", port):
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", port)
        assert refused.value.smtp_code == 421
    send(port)

    assert len(stored()) == 1


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    subprocess.run([*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


def test_a_line_is_encrypted_when_a_certificate_is_set(app: Flask, pair: tuple[Path, Path]) -> None:
    """STARTTLS is offered, holds, forgets what was said before it, and offers no sign-in."""
    app.extensions["settings"] = replace(
        app.extensions["settings"], mail_tls_cert=str(pair[0]), mail_tls_key=str(pair[1])
    )
    number = free_port()
    listener = MailListener(app, "127.0.0.1", number)
    listener.start()
    try:
        with smtplib.SMTP("localhost", number) as client:
            client.ehlo()
            assert client.has_extn("starttls")
            client.mail("before@example.com")
            client.starttls(context=ssl.create_default_context(cafile=str(pair[0])))
            client.ehlo()
            assert not client.has_extn("starttls") and not client.has_extn("auth")
            client.sendmail("wang@example.com", ["care@hefan.example"], MAIL)
    finally:
        listener.stop()

    assert [(one.sender, one.raw) for one in stored()] == [("wang@example.com", MAIL)]


def test_what_was_slipped_in_before_encryption_is_not_obeyed(app: Flask, pair: tuple[Path, Path]) -> None:
    """A36: commands sent in the clear behind STARTTLS are thrown away, not run once the line is safe."""
    app.extensions["settings"] = replace(
        app.extensions["settings"], mail_tls_cert=str(pair[0]), mail_tls_key=str(pair[1])
    )
    number = free_port()
    listener = MailListener(app, "127.0.0.1", number)
    listener.start()
    try:
        with socket.create_connection(("127.0.0.1", number), timeout=10) as plain:
            heard = b""
            plain.sendall(b"EHLO x\r\n")
            while b"250 HELP" not in heard:
                heard += plain.recv(1000)
            plain.sendall(b"STARTTLS\r\nMAIL FROM:<evil@example.com>\r\n")
            assert plain.recv(1000).startswith(b"220")
            context = ssl.create_default_context(cafile=str(pair[0]))
            with context.wrap_socket(plain, server_hostname="localhost") as safe:
                safe.sendall(b"EHLO x\r\nRCPT TO:<care@hefan.example>\r\n")
                answers = b""
                while b"\r\n503" not in answers:
                    answers += safe.recv(1000)
    finally:
        listener.stop()

    assert b"250 2.1.5" not in answers


def test_half_a_pair_of_keys_stops_the_start(app: Flask, pair: tuple[Path, Path]) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], mail_tls_cert=str(pair[0]))

    with pytest.raises(BadInput, match="VOC_MAIL_TLS_KEY"):
        MailListener(app, "127.0.0.1", free_port())


def test_a_renewed_certificate_counts_from_the_next_connection_on(pair: tuple[Path, Path]) -> None:
    """Renewals every few weeks need no restart; one that cannot be read changes nothing."""
    kept = Certificate(*pair)
    first = kept.context()
    assert kept.context() is first

    pair[0].write_text("half a file")
    os.utime(pair[0], (2_000_000_000, 2_000_000_000))

    assert kept.context() is first


def test_nothing_is_relayed(port: int) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(port, to="victim@elsewhere.example")

    assert refused.value.recipients["victim@elsewhere.example"][0] == 550
    assert stored() == []


@pytest.mark.parametrize("to", ["care+0123abcd@hefan.example", "CARE@Hefan.Example", "postmaster"])
def test_our_own_addresses_are_taken(port: int, to: str) -> None:
    send(port, to=to)

    assert stored()[0].recipients == [to]


def test_a_bounce_has_no_sender_and_is_taken(port: int) -> None:
    send(port, sender="")

    assert stored()[0].sender == ""


def test_addresses_outside_ascii_are_taken(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert client.has_extn("smtputf8")
        client.sendmail(
            "王小明@例子.example", ["care@hefan.example"], MAIL, mail_options=["SMTPUTF8", "BODY=8BITMIME"]
        )

    assert stored()[0].sender == "王小明@例子.example"


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r\n", b"\r\n.\n", b"\r.\r"])
def test_half_an_end_of_mail_smuggles_no_second_mail(port: int, end: bytes) -> None:
    smuggled = end + b"MAIL FROM:<ceo@hefan.example>\r\nRCPT TO:<care@hefan.example>\r\nDATA\r\nforged\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        lines = client.makefile("rb")
        lines.readline()
        for command in (b"HELO x", b"MAIL FROM:<a@b.example>", b"RCPT TO:<care@hefan.example>", b"DATA"):
            client.sendall(command + b"\r\n")
            lines.readline()
        client.sendall(MAIL + smuggled + b"\r\n.\r\n")
        assert lines.readline().startswith(b"250")

    assert [one.sender for one in stored()] == ["a@b.example"]


def test_two_mails_in_one_connection_are_two(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for _ in range(2):
            client.sendmail("wang@example.com", ["care@hefan.example"], MAIL)

    assert len(stored()) == 2


def test_lmtp_answers_once_for_each_recipient(lmtp_port: int) -> None:
    recipients = ["care@hefan.example", "care+abc@hefan.example"]
    with smtplib.LMTP("127.0.0.1", lmtp_port) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("wang@example.com")
        for one in recipients:
            assert client.rcpt(one)[0] == 250
        assert client.docmd("DATA")[0] == 354
        client.send(MAIL + b".\r\n")
        answers = [client.getreply()[0] for _ in recipients]

    [entry] = stored()
    assert answers == [250, 250]
    assert (entry.source, entry.recipients) == ("lmtp", recipients)


@pytest.mark.parametrize(("mail", "code"), [(MAIL + b"x" * 30_000_000, 552), (MAIL, 451)])
def test_lmtp_refuses_once_for_each_recipient_too(app: Flask, lmtp_port: int, mail: bytes, code: int) -> None:
    """A mail that is too large, or storage that is away: the peer waits for as many answers as recipients."""
    if code == 451:
        MailJournal.__table__.drop(db.engine)  # type: ignore[attr-defined]  # a Table, typed as FromClause
    with smtplib.LMTP("127.0.0.1", lmtp_port) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("wang@example.com")
        assert client.rcpt("care@hefan.example")[0] == 250
        assert client.rcpt("victim@elsewhere.example")[0] == 550
        assert client.rcpt("care+abc@hefan.example")[0] == 250
        client.docmd("DATA")
        client.send(mail + b"\r\n.\r\n")
        answers = [client.getreply()[0] for _ in range(2)]
        assert client.noop()[0] == 250

    assert answers == [code, code]
