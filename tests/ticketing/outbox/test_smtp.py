"""Mail out through a real relay: what it says decides, and silence is never taken for a no."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import free_port
from tests.ticketing.outbox.letters import letter
from tests.ticketing.outbox.relay import Postman, relay, welcome
from ticketing import files
from ticketing.outbox import smtp
from ticketing.outbox.smtp import Relay, SmtpNotifier


def text_of(mail: EmailMessage) -> str:
    """The plain text; on the wire its lines end in CRLF."""
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


def test_a_mail_arrives_as_it_was_written(app, at: datetime) -> None:
    postman, ids = Postman(), ["first@example.com", f"{'x' * 200}@example.com"]
    row = letter(at, in_reply_to=ids[-1], references=ids)

    with relay(postman) as way:
        [outcome] = SmtpNotifier(way).send([row])

    [mail], [envelope] = postman.mails(), postman.taken
    assert outcome.error == ""
    assert (envelope.mail_from, envelope.rcpt_tos) == (row.payload["reply_to"], ["wang@example.com"])
    assert mail["Subject"] == row.payload["subject"]
    assert str(mail["From"]) == "禾帆客服 <care@hefan.example>"
    assert mail["Message-ID"] == f"<{row.payload['message_id']}>"
    assert mail["References"].split() == [f"<{one}>" for one in ids]
    assert mail["Auto-Submitted"] is None
    assert text_of(mail) == row.payload["text"]
    assert "已为您退款" in mail.get_body(("html",)).get_content()
    raw = envelope.original_content
    assert raw.isascii() and max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert f"<{ids[1]}>".encode() in raw, "a long id must not be encoded or cut"


@pytest.mark.parametrize(
    ("purpose", "automatic", "keyword"),
    [
        ("acknowledgement", True, "auto-replied"),
        ("survey", True, "auto-generated"),
        ("release", False, "auto-generated"),
    ],
)
def test_automatic_mails_say_so(app, at: datetime, purpose: str, automatic: bool, keyword: str) -> None:
    postman = Postman()
    row = letter(at, purpose=purpose, automatic=automatic)

    with relay(postman) as way:
        SmtpNotifier(way).send([row])

    assert postman.mails()[0]["Auto-Submitted"] == keyword
    assert (postman.taken[0].mail_from in ("", "<>")) is automatic


def test_news_for_many_can_be_sorted_by_its_list(app, at: datetime) -> None:
    """RFC 2919: release news has a List-Id, an answer has none."""
    postman = Postman()

    with relay(postman) as way:
        SmtpNotifier(way).send([letter(at, purpose="release"), letter(at)])

    assert [one["List-Id"] for one in postman.mails()] == ["<release.hefan.example>", None]


def test_files_travel_with_the_mail(app, at: datetime, tmp_path: Path) -> None:
    postman = Postman()
    enclosed = {
        "filename": "退款单.pdf",
        "content_type": "application/pdf",
        "sha256": files.keep(tmp_path, b"%PDF-1.4 refund"),
    }

    with relay(postman) as way:
        [outcome] = SmtpNotifier(way, tmp_path).send([letter(at, files=[enclosed])])

    [part] = postman.mails()[0].iter_attachments()
    assert outcome.error == ""
    assert (part.get_filename(), part.get_content_type(), part.get_content()) == (
        "退款单.pdf",
        "application/pdf",
        b"%PDF-1.4 refund",
    )


def test_one_refused_recipient_stops_no_other(app, at: datetime) -> None:
    """C28: a refusal, even a passing one, is that recipient's alone."""
    postman = Postman()
    postman.at_rcpt = {
        "gone@example.com": "550 5.1.1 no such user",
        "full@example.com": "452 4.2.2 mailbox full",
    }
    rows = [letter(at, to) for to in ("gone@example.com", "full@example.com", "wang@example.com")]

    with relay(postman) as way:
        gone, full, fine = SmtpNotifier(way).send(rows)

    assert gone.permanent and "no such user" in gone.error
    assert full.error and not full.permanent and not full.uncertain
    assert fine.error == ""
    assert [one.rcpt_tos for one in postman.taken] == [["wang@example.com"]]


@pytest.mark.parametrize(("answer", "permanent"), [("554 5.7.1 spam", True), ("451 4.3.0 later", False)])
def test_a_refusal_after_the_content_is_no_doubt(app, at: datetime, answer: str, permanent: bool) -> None:
    postman = Postman()
    postman.at_data = lambda _: answer

    with relay(postman) as way:
        [outcome] = SmtpNotifier(way).send([letter(at)])

    assert (outcome.permanent, outcome.uncertain) == (permanent, False)
    assert answer[4:] in outcome.error


def test_silence_after_the_last_byte_is_doubt_and_spoils_no_other_mail(app, at: datetime) -> None:
    """C29: uncertain, and the connection that fell silent carries nothing more."""
    postman = Postman()
    postman.at_data = lambda one: 5.0 if one.rcpt_tos == ["silent@example.com"] else "250 taken"
    rows = [letter(at, to) for to in ("silent@example.com", "wang@example.com")]

    with relay(postman) as way:
        doubtful, fine = SmtpNotifier(way).send(rows)

    assert doubtful.uncertain and not doubtful.permanent
    assert (fine.error, fine.uncertain) == ("", False)
    assert sorted(one.rcpt_tos[0] for one in postman.taken) == ["silent@example.com", "wang@example.com"]


def test_a_relay_that_is_away_is_asked_once_a_batch_and_later(app, at: datetime) -> None:
    outcomes = SmtpNotifier(Relay("127.0.0.1", free_port())).send([letter(at), letter(at)])

    assert [(one.permanent, one.uncertain) for one in outcomes] == [(False, False)] * 2
    assert all("relay not reached" in one.error for one in outcomes)


def test_a_slow_relay_holds_a_mail_only_so_long(app, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """C30: a total deadline a mail."""
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 0.5)
    postman = Postman()
    postman.at_data = lambda _: 30.0
    before = time.monotonic()

    with relay(postman) as way:
        [outcome] = SmtpNotifier(way).send([letter(at)])

    assert outcome.uncertain and time.monotonic() - before < 5


class Dripping(Postman):
    """Answers one recipient a byte at a time, for ever."""

    def __init__(self, slow: str) -> None:
        super().__init__()
        self._slow = slow

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        while address == self._slow and not server.transport.is_closing():
            server.transport.write(b"2")
            await asyncio.sleep(0.1)
        return await super().handle_RCPT(server, session, envelope, address, options)


def test_a_relay_that_answers_a_byte_at_a_time_holds_up_one_mail_only(
    app, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C30: that mail has a deadline in all, whatever trickles in; the others overtake it at once."""
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 6.0)
    monkeypatch.setattr(smtp, "OVERTAKE_AFTER", 0.5)
    postman, when = Dripping("slow@example.com"), []
    postman.at_data = lambda _: when.append(time.monotonic()) or "250 taken"
    rows = [letter(at, to) for to in ("slow@example.com", "a@example.com", "b@example.com")]
    before = time.monotonic()

    with relay(postman) as way:
        slow, first, second = SmtpNotifier(replace(way, timeout=60.0)).send(rows)

    took = time.monotonic() - before
    assert (first.error, second.error) == ("", "") and len(when) == 2
    assert max(when) - before < 5.0 < took < 12.0
    assert slow.error and not slow.permanent and not slow.uncertain


def test_a_batch_ends_before_its_lease(app, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "BATCH_SECONDS", 0.0)
    postman = Postman()

    with relay(postman) as way:
        [outcome] = SmtpNotifier(way).send([letter(at)])

    assert "not tried" in outcome.error and not outcome.uncertain and postman.taken == []


def test_a_password_is_never_sent_in_the_clear(app, at: datetime) -> None:
    """C31: STARTTLS stripped from the offer: no sign-in, no mail."""
    assert Relay("mail.example", user="voc", password="p").needs_start_tls
    assert not Relay("mail.example", user="voc", password="p", use_tls=True).needs_start_tls
    postman = Postman()

    with relay(postman) as way:
        stripped = Relay(way.host, way.port, user="voc", password="right", start_tls=True, timeout=2.0)
        [outcome] = SmtpNotifier(stripped).send([letter(at)])

    assert "relay not reached" in outcome.error and not outcome.permanent and postman.taken == []


@pytest.mark.parametrize(("password", "sent"), [("right", 1), ("wrong", 0)])
def test_a_wrong_password_costs_no_mail(app, at: datetime, password: str, sent: int) -> None:
    postman = Postman()

    with relay(postman, authenticator=welcome, auth_require_tls=False) as way:
        known = Relay(way.host, way.port, user="voc", password=password, timeout=2.0)
        [outcome] = SmtpNotifier(known).send([letter(at)])

    assert len(postman.taken) == sent
    assert not outcome.permanent and bool(outcome.error) is not bool(sent)


def test_addresses_in_other_letters_travel(app, at: datetime) -> None:
    postman = Postman()

    with relay(postman) as way:
        outcomes = SmtpNotifier(way).send(
            [letter(at, "wang@例子.example"), letter(at, "王小明@例子.example")]
        )

    assert [one.error for one in outcomes] == ["", ""]
    assert [one.rcpt_tos for one in postman.taken] == [
        ["wang@xn--fsqu00a.example"],
        ["王小明@xn--fsqu00a.example"],
    ]


def test_a_relay_without_smtputf8_refuses_such_an_address_for_good(app, at: datetime) -> None:
    postman = Postman()

    with relay(postman, enable_SMTPUTF8=False) as way:
        odd, fine = SmtpNotifier(way).send([letter(at, "王小明@example.com"), letter(at)])

    assert odd.permanent and fine.error == ""


@pytest.mark.parametrize(
    "over",
    [
        {"recipient": "wang@example.com\r\nBcc: victim@example.org"},
        {"recipient": "wang@example.com>,<victim@example.org"},
        {"recipient": "no address"},
        {"subject": "hi\r\nBcc: victim@example.org"},
        {"message_id": "x>\r\nBcc: victim@example.org"},
    ],
)
def test_no_header_and_no_recipient_can_be_slipped_in(app, at: datetime, over: dict[str, str]) -> None:
    postman = Postman()

    with relay(postman) as way:
        outcome, fine = SmtpNotifier(way).send([letter(at, **over), letter(at)])

    assert outcome.permanent and fine.error == ""
    assert len(postman.taken) == 1 and "victim" not in str(postman.taken[0].rcpt_tos)


def test_a_name_full_of_markup_stays_a_name(app, at: datetime) -> None:
    postman = Postman()

    with relay(postman) as way:
        SmtpNotifier(way).send([letter(at, from_name='Evil", <victim@example.org>\r\nBcc: x')])

    [mail] = postman.mails()
    assert [one.addr_spec for one in mail["From"].addresses] == ["care@hefan.example"]
    assert mail["Bcc"] is None


def test_lines_that_begin_with_a_dot_arrive(app, at: datetime) -> None:
    postman = Postman()

    with relay(postman) as way:
        SmtpNotifier(way).send([letter(at, text="one\n.\n..two\nlast\n")])

    assert text_of(postman.mails()[0]) == "one\n.\n..two\nlast\n"


def test_a_relay_that_hangs_up_before_the_content_has_nothing(app, at: datetime) -> None:
    class HangsUp(Postman):
        async def handle_RCPT(self, server: SMTP, *_: object) -> str:  # noqa: N802
            server.transport.close()
            return "250 OK"

    with relay(HangsUp()) as way:
        [outcome] = SmtpNotifier(way).send([letter(at)])

    assert outcome.error and not outcome.uncertain and not outcome.permanent
