"""What our mails say, in both languages, as the customer reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.makers import make_customer, make_message, make_staff, make_ticket
from ticketing.db import db
from ticketing.models import Attachment, Author, Setting, Ticket, Visibility
from ticketing.outbox import mails
from ticketing.ports import Site

DUE = datetime(2026, 3, 10, 6, tzinfo=UTC)
BLANK = " "
"""The mark above a signature ends in one (RFC 3676 §4.3)."""
SITE = Site(base_url="https://voc.example")


@pytest.fixture(autouse=True)
def company(app) -> None:
    names = {"name_zh": "禾帆智能", "name_en": "Hefan Smart"}
    db.session.add(Setting(name="company", value=names))
    db.session.commit()


def case(language: str = "zh", **over: object) -> Ticket:
    values = {"ticket_no": "HF-26-000007", "public_token": "p" * 40, "reply_token": "a" * 40} | over
    return make_ticket(make_customer(email="wang@example.com"), language=language, **values)


def test_the_chinese_confirmation_reads_so() -> None:
    payload = mails.acknowledgement(case(next_due_at=DUE, next_due_metric="first_response"), SITE)

    assert payload["subject"] == "我们已收到您的来信 [HF-26-000007]"
    assert (
        payload["text"]
        == f"""您好，

您的来信我们已收到，编号 HF-26-000007。
我们将在 3月10日 14:00（北京时间）前由专人回复您。

需要补充的话，直接回复本邮件即可。也可以随时查看进展：
https://voc.example/t/{"p" * 40}

为了您的安全，请不要在邮件里写密码或完整的银行卡号。

--{BLANK}
禾帆智能
本邮件由系统自动发出
"""
    )


def test_the_english_confirmation_promises_the_same_moment() -> None:
    payload = mails.acknowledgement(case("en", next_due_at=DUE, next_due_metric="first_response"), SITE)

    assert payload["subject"] == "We have your message [HF-26-000007]"
    assert "A person will answer you by 10 March, 14:00 (Beijing time)." in payload["text"]


def test_without_a_clock_no_time_is_promised() -> None:
    text = mails.acknowledgement(case(next_due_at=DUE, next_due_metric="legal"), SITE)["text"]

    assert "我们会尽快由专人回复您。" in text and "14:00" not in text


def test_an_answer_carries_the_agents_words_and_signature() -> None:
    ticket = case(subject="回复：Re: 帆盘重复扣款")
    agent = make_staff(name="陆遥", signature="投诉专席\r\n400-800-1234\r\n")
    message = make_message(ticket, "您好，\n\n已退款。\n\n\n\n祝好", author=Author.AGENT, staff=agent)

    payload = mails.reply(ticket, message, "reply", SITE)

    assert payload["subject"] == "Re: 帆盘重复扣款 [HF-26-000007]"
    assert (
        payload["text"]
        == f"""您好，

已退款。

祝好

陆遥
投诉专席
400-800-1234

--{BLANK}
禾帆智能 · 工单 HF-26-000007
直接回复本邮件即可继续沟通。查看进展：
https://voc.example/t/{"p" * 40}
"""
    )
    assert payload["reply_to"] == f"care+{'a' * 40}@hefan.example"
    assert payload["message_id"] == message.external_id


def test_a_name_in_the_signature_is_not_said_twice() -> None:
    ticket = case("en")
    agent = make_staff(name_en="Lu Yao", signature="Lu Yao, Complaints")
    message = make_message(ticket, "Done.", author=Author.AGENT, staff=agent)

    assert "Done.\n\nLu Yao, Complaints\n\n-- \n" in mails.reply(ticket, message, "reply", SITE)["text"]


@pytest.mark.parametrize("purpose", ["reply", "release"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_mail_has_two_empty_lines_or_raw_markup(language: str, purpose: str) -> None:
    ticket = case(language)
    message = make_message(ticket, "<b>x</b> & y", author=Author.SYSTEM)

    payload = mails.reply(ticket, message, purpose, SITE)

    assert "\n\n\n" not in payload["text"] and not payload["text"].startswith("\n")
    assert "<b>x</b> & y" in payload["text"] and "&lt;b&gt;x&lt;/b&gt; &amp; y" in payload["html"]


def test_the_thread_is_told_in_order_without_made_up_ids() -> None:
    ticket = case()
    ids = [
        "one@example.com",
        "f00.20260310@no-message-id.invalid",
        "two@example.com#abcd",
        None,
        "three@example.com",
    ]
    for one in ids:
        make_message(ticket, external_id=one)
    make_message(ticket, external_id="note@x", author=Author.PRODUCT, visibility=Visibility.INTERNAL)

    payload = mails.acknowledgement(ticket, SITE)

    assert payload["references"] == ["one@example.com", "two@example.com", "three@example.com"]
    assert payload["in_reply_to"] == "three@example.com"


def test_a_long_thread_keeps_both_ends() -> None:
    ticket = case()
    for number in range(30):
        make_message(ticket, external_id=f"m{number}@example.com")

    references = mails.acknowledgement(ticket, SITE)["references"]

    assert (references[0], references[1], references[-1]) == (
        "m0@example.com",
        "m18@example.com",
        "m29@example.com",
    )
    assert len(references) == 13


@pytest.mark.parametrize(("size", "enclosed"), [(1_000_000, ["日志.zip"]), (20_000_000, [])])
def test_files_are_enclosed_or_named(size: int, enclosed: list[str]) -> None:
    ticket = case()
    message = make_message(ticket, "见附件", author=Author.AGENT)
    row = Attachment(
        token="t", sha256="0" * 64, filename="日志.zip", content_type="application/zip", size=size
    )
    message.attachments.append(row)

    payload = mails.reply(ticket, message, "reply", SITE)

    assert [one["filename"] for one in payload["files"]] == enclosed
    assert ("日志.zip" in payload["text"]) is not bool(enclosed)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "3月10日 10:00（北京时间），您写道：\n> 为什么扣费？"),
        ("en", "On 10 March, 10:00 (Beijing time) you wrote:\n> 为什么扣费？"),
    ],
)
def test_an_answer_repeats_the_customers_words_where_that_is_wanted(language: str, said: str) -> None:
    """Their last public words, below our own; nobody else's, and nothing at all by default."""
    ticket = case(language)
    make_message(ticket, "为什么扣费？\n<b>x</b>", author=Author.CUSTOMER)
    make_message(ticket, "code 4711", author=Author.CUSTOMER, visibility=Visibility.INTERNAL)
    message = make_message(
        ticket, "已退款。", author=Author.AGENT, staff=make_staff(name="陆遥", name_en="Lu Yao")
    )

    plain = mails.reply(ticket, message, "reply", SITE)
    quoting = mails.reply(ticket, message, "reply", replace(SITE, quote_history=True))

    assert "> " not in plain["text"] and "blockquote" not in plain["html"]
    assert said in quoting["text"] and "4711" not in quoting["text"] + quoting["html"]
    assert (
        quoting["text"].index("已退款。") < quoting["text"].index("> ") < quoting["text"].index(f"--{BLANK}")
    )
    assert "&lt;b&gt;x&lt;/b&gt;</blockquote>" in quoting["html"]


@pytest.mark.parametrize(
    "subject",
    [
        "Re: 扣款",
        "RE[2]: 扣款",
        "AW: Re: 扣款",
        "回复：扣款",
        "答复: 转发：扣款",
        "Antw: 扣款",
        "SV: VS: 扣款",
        "RV: ENC: 扣款",
        "返信: 扣款",
        "회신: 扣款",
        "ynt: 扣款",
    ],
)
def test_reply_marks_of_any_language_do_not_pile_up(subject: str) -> None:
    assert mails.plain_subject(subject) == "扣款"


@pytest.mark.parametrize(
    "subject", ["Refund: please", "Tram: late", "I need help", "Resolution: 4K", "退款：扣了两次"]
)
def test_words_that_only_look_like_marks_stay(subject: str) -> None:
    assert mails.plain_subject(subject) == subject
