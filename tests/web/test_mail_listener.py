"""The SMTP and LMTP door, spoken to as a mail server does: a positive answer means durably stored."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from intake.models import MailJournal
from tests.servers import free_port
from ticketing.db import db
from web.mail_listener import MailListener

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


def test_a_line_of_a_megabyte_is_taken(port: int) -> None:
    long = MAIL + b"x" * 1_000_000 + b"\r\n"

    send(port, long)

    assert stored()[0].raw == long


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
