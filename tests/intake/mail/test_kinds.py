"""Automatic replies, bounces and lists are told from people's mails."""

import pytest

from intake.mail.parse import parse_mail
from intake.mail.parsed import Kind

PERSON = "From: 王小明 <w@qq.example>\nSubject: {}\n"


def kind_of(headers: str, body: str = "您好") -> Kind:
    raw = f"{headers.rstrip()}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
    return parse_mail(raw.encode()).kind


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied\nSubject: Re: x", "Auto-Submitted: auto-replied (vacation)\nSubject: x",
        "X-Autoreply: yes\nSubject: x", "X-Autorespond: x\nSubject: x", "Precedence: auto_reply\nSubject: x",
        "X-QQ-mid: autoreply1\nSubject: 您好", "Subject: 自动回复:您的工单", "Subject: 自动回复：您的工单", "Subject: 自動回覆: 工單",
        "Subject: 回复: 自动回复: x", "Subject: Automatic reply: x", "Subject: Out of Office: x", "Subject: Auto: Re: x",
        "Subject: Re: Out of office", "Subject: Abwesenheitsnotiz: x", "Subject: Réponse automatique : x",
        "Subject: Respuesta automática: x", "Subject: Resposta automática: x", "Subject: Risposta automatica: x",
        "Subject: Automatisch antwoord: x", "Subject: Autosvar: x", "Subject: Automatyczna odpowiedź: x",
        "Subject: Автоответ: x", "Subject: 自動応答: x", "Subject: 자동 회신: x", "Subject: 假期自动回复", "Subject: 【自动回复】x",
        "X-Autoresponder: x\nSubject: Re: y", "X-Mailer: vacation 1.2\nSubject: Re: x",
        "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nSubject: Automatic reply: x",
    ],
)  # fmt: skip
def test_automatic_replies_are_known(headers: str) -> None:
    assert kind_of(f"From: w@qq.example\n{headers}\n") == Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "body",
    [
        "这是来自QQ邮箱的假期自动回复邮件。\n\n您好，我最近正在休假中。",
        "I am currently out of the office until Monday.",
        "这是一封自动回复邮件。",
    ],
)
def test_automatic_replies_are_known_by_their_first_words(body: str) -> None:
    assert kind_of("From: w@qq.example\nSubject: Re: x\nIn-Reply-To: <1@x>\n", body) == Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail Returned to Sender\n", "550 5.1.1 unknown user"),
        ("From: PostMaster@qq.example\nSubject: 系统退信/Systems bounce\n", "收件人邮件地址（n@qq.example）不存在"),
        ("From: Postmaster@163.example\nReturn-Path: <>\nSubject: 系统退信\n", "抱歉，您的邮件被退回来了"),
        ("From: postmaster@aliyun.example\nSubject: 来自 mail.example 的退信\n", "投递失败"),
        ("From: postmaster@x.example\nSubject: 未送达: 您的工单\n", "无法传递到这些收件人"),
        ("From: Mail Delivery System <>\nSubject: Mail delivery failed: returning message to sender\n", "This message was created"),
        ("From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Failure)\n",
         "地址不存在"),
        ("From: postmaster@x.example\nSubject: Undeliverable: x\n", "Your message did not reach"),
        ("From: postmaster@x.example\nSubject: failure notice\n", "Hi. This is the qmail-send program"),
        ("From: post_master@vtext.example\nSubject: Undeliverable Message\n", "Error: No such recipient"),
        ("From: x@y.example\nX-Failed-Recipients: n@z.example\nSubject: hm\n", "x"),
        ("From: postmaster@x.example\nSubject: [BOUNCE]\n", "550 user unknown"),
        ("From: MAILER-DAEMON@x.example\nSubject: \n", "The following addresses had permanent fatal errors"),
        ("From: Postmaster@ezweb.example\nSubject: Mail System Error - Returned Mail\n", "User unknown"),
    ],
)  # fmt: skip
def test_bounces_without_a_report_are_known(headers: str, body: str) -> None:
    assert kind_of(headers, body) == Kind.BOUNCE


@pytest.mark.parametrize(
    "headers", ["List-Id: <news.example>", "Precedence: bulk", "List-Unsubscribe: <https://x.example>"]
)
def test_lists_are_known(headers: str) -> None:
    assert kind_of(f"From: news@x.example\nSubject: 促销\n{headers}\n") == Kind.LIST


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("退信问题", "我发给你们的邮件被退回，提示 550 user unknown，请处理。"),
        ("邮件无法发送", "系统提示 Mail delivery failed，怎么办？"),
        ("自动回复功能坏了", "请修"), ("Out of office printer", "Please send toner."), ("Auto: my car", "It is broken."),
        ("自动续费", "为什么自动扣费？"), ("Undelivered parcel", "My parcel was not delivered to me."),
        ("Automatic washing machine", "It leaks."), ("Returned goods", "I returned my router."),
        ("Delivery failed", "The courier could not deliver."), ("休假期间设备报警", "我休假期间设备一直报警。"),
        ("Office is out of toner", "Please send some."), ("Error sending photos", "The app says error 550 "),
    ],
)  # fmt: skip
def test_people_who_write_about_such_things_are_people(subject: str, body: str) -> None:
    assert kind_of(PERSON.format(subject), body) == Kind.MESSAGE


@pytest.mark.parametrize(
    ("report", "kind"),
    [("disposition-notification", Kind.READ_RECEIPT), ("feedback-report", Kind.SPAM_REPORT)],
)
def test_receipts_and_abuse_reports_are_kinds_of_their_own_and_say_what_they_are_about(
    report: str, kind: Kind
) -> None:
    """Programs outside know four words: to them both are automatic mail."""
    raw = (
        f"From: a@b.example\nContent-Type: multipart/report; report-type={report}; boundary=b\n\n--b\n\nread\n"
        f"--b\nContent-Type: message/{report}\n\nOriginal-Message-ID: <ours@hefan.example>\n--b--\n"
    )

    mail = parse_mail(raw.encode())

    assert (mail.kind, mail.kind.published, mail.reported_id) == (kind, "auto_reply", "ours@hefan.example")


RECEIPTS = [
    ("Read: your order", "Your message\n\nTo: Ann\nSubject: your order\nSent: Monday\n\nwas read on Monday, May 6, 2024 9:12."),
    ("已读: 您的订单", "您发给 小王 的邮件\n主题：您的订单\n已于 2024年5月6日 9:12 被阅读。"),
    ("Gelesen: Bestellung", "Ihre Nachricht\n\nAn: Ann\nBetreff: Bestellung\n\nwurde am Montag, 6. Mai 2024 um 9:12 gelesen."),
    ("開封確認", "あなたのメール「ご注文」は 2024/05/06 に開封されました。"),
]  # fmt: skip
NO_RECEIPTS = [
    ("Read: error 7 on the card reader", "My card was read twice and I was charged twice."),
    ("已读不回", "客服已读不回，我的邮件发了三天了，请尽快处理。"),
    ("Lu: facture", "J'ai lu la facture, elle est fausse."),
    ("已读：你们的说明书", "说明书已阅读，还是不会用。"),
]


@pytest.mark.parametrize(("subject", "body"), RECEIPTS)
def test_a_receipt_in_plain_words_is_a_receipt(subject: str, body: str) -> None:
    assert kind_of(PERSON.format(subject), body) == Kind.READ_RECEIPT


@pytest.mark.parametrize(("subject", "body"), NO_RECEIPTS)
def test_people_who_write_about_reading_are_people(subject: str, body: str) -> None:
    assert kind_of(PERSON.format(subject), body) == Kind.MESSAGE


REPORT = """From: MAILER-DAEMON@x.example
To: support@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

could not be delivered
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x.example

Final-Recipient: rfc822; nobody@qq.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: message/rfc822

Message-ID: <ticket-1@example.com>
Subject: old

text
--b--
"""


def test_report_says_whom_what_and_why() -> None:
    bounce = parse_mail(REPORT.format(action="failed", status="5.1.1").encode()).bounce

    assert bounce is not None
    assert (bounce.recipients, bounce.original_message_id) == (("nobody@qq.example",), "ticket-1@example.com")
    assert (bounce.action, bounce.status, bounce.diagnostic) == ("failed", "5.1.1", "550 no such user")


def test_delay_is_not_failure() -> None:
    bounce = parse_mail(REPORT.format(action="delayed", status="4.4.1").encode()).bounce

    assert bounce is not None
    assert bounce.action == "delayed"


def test_bounce_without_a_report_names_the_recipient() -> None:
    raw = (
        "From: PostMaster@qq.example\nTo: support@example.com\nSubject: 系统退信\nContent-Type: text/plain; charset=utf-8\n\n"
        "收件人邮件地址（nobody@qq.example）不存在。550 5.1.1 Mailbox not found\n"
    )

    bounce = parse_mail(raw.encode()).bounce

    assert bounce is not None
    assert (bounce.recipients, bounce.status) == (("nobody@qq.example",), "5.1.1")


def test_a_person_at_a_postmaster_address_is_a_person() -> None:
    headers = "From: postmaster@customer.example\nSubject: Please fix your MX\n"

    assert kind_of(headers, "Your server rejects us with 550 5.7.1, what is wrong?") == Kind.MESSAGE
