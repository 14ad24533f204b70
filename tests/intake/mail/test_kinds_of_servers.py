"""Mail servers of four decades, absent people and lists, each in the words of its own program."""

from __future__ import annotations

import pytest

from intake.mail.parse import parse_mail

GONE = "bob@nowhere.example"
SERVERS = [
    (
        "exchange5.5",
        "From: System Administrator <postmaster@corp.example>\nSubject: Undeliverable: your ticket",
        "Your message\n\n  To:      bob@nowhere.example\n  Subject: your ticket\n  Sent:    Mon, 6 May 2002 09:12:33\n\ndid not reach the following recipient(s):\n\nbob@nowhere.example on Mon, 6 May 2002 09:12:40\n    The recipient name is not recognized\n",
    ),
    (
        "domino",
        "From: Postmaster <postmaster@corp.example>\nSubject: DELIVERY FAILURE: User bob not listed in public Name & Address Book",
        "Your message\n\n  Subject: your ticket\n\nwas not delivered to:\n\n  bob@nowhere.example\n\nbecause:\n\n  User bob not listed in public Name & Address Book\n",
    ),
    (
        "groupwise",
        "From: Mailer-Daemon@corp.example\nSubject: Message status - undeliverable",
        "The message that you sent was undeliverable to the following:\n\tbob@nowhere.example (Unknown user)\n",
    ),
    (
        "yahoo",
        "From: MAILER-DAEMON@yahoo.example\nSubject: failure delivery",
        "Message from  yahoo.example.\nUnable to deliver message to the following address(es).\n\n<bob@nowhere.example>:\nSorry, your message to bob@nowhere.example cannot be delivered.\n",
    ),
    (
        "imail",
        "From: Postmaster <postmaster@isp.example>\nSubject: Undeliverable Mail",
        "User mailbox exceeds allowed size: bob@nowhere.example\n\nOriginal message follows.\n\nReceived: ...\n",
    ),
    (
        "imail unknown",
        "From: <postmaster@isp.example>\nSubject: Undeliverable Mail",
        "Unknown user: bob@nowhere.example\nRCPT TO generated following response:\n550 no such user\n",
    ),
    (
        "netscape",
        "From: Mail Administrator <Postmaster@isp.example>\nSubject: Mail System Error - Returned Mail",
        "This Message was undeliverable due to the following reason:\n\nThe following destination addresses were unknown\n\n     <bob@nowhere.example>\n",
    ),
    (
        "smail",
        "From: <MAILER-DAEMON@host.example>\nSubject: mail failed, returning to sender",
        "|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <bob@nowhere.example> ... unknown user\n",
    ),
    (
        "sendmail",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@host.example>\nSubject: Returned mail: User unknown",
        "The original message was received at Mon, 6 May 2002\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n<bob@nowhere.example>\n\n   ----- Transcript of session follows -----\n550 <bob@nowhere.example>... User unknown\n",
    ),
    (
        "exim",
        "From: Mail Delivery System <Mailer-Daemon@host.example>\nSubject: Mail delivery failed: returning message to sender",
        'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  bob@nowhere.example\n    unrouteable mail domain "nowhere.example"\n',
    ),
    (
        "exim warning",
        "From: Mail Delivery System <Mailer-Daemon@host.example>\nSubject: Warning: message 17wXyz delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue\n\n  bob@nowhere.example\n",
    ),
    (
        "qmail",
        "From: MAILER-DAEMON@host.example\nSubject: failure notice",
        "Hi. This is the qmail-send program at host.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<bob@nowhere.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
    ),
    (
        "ims",
        "From: postmaster@isp.example\nSubject: Delivery Notification: Delivery has failed",
        "This report relates to a message you sent with the following header fields:\n\n  Message-id: <1@voc.example>\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: bob@nowhere.example\n  Reason: Illegal host/domain name found\n",
    ),
    (
        "compuserve",
        "From: Compuserve Postmaster <postmaster@compuserve.example>\nSubject: Undeliverable Message",
        "Your message could not be delivered for the following reason:\n  EMT: Invalid receiver address: bob@nowhere.example\n",
    ),
    (
        "mercury",
        "From: Electronic Postmaster <Postmaster@isp.example>\nSubject: Postmaster Notify: Delivery Failure.",
        "The attached message has failed delivery and has been referred to you as postmaster. The failed recipients were:\n  bob@nowhere.example\n",
    ),
    (
        "mdaemon",
        "From: MDaemon at isp.example <MDaemon@isp.example>\nSubject: Permanent Delivery Failure",
        "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has been removed from the mail queue. Failed address: bob@nowhere.example\n",
    ),
    (
        "surgemail",
        "Return-Path: <>\nFrom: <SurgeMail@isp.example>\nSubject: Delivery Failure",
        "Your message failed to deliver to the following recipients:\n<bob@nowhere.example> 550 no such user\n",
    ),
    (
        "courier",
        'From: "Courier mail server at isp.example" <>\nSubject: NOTICE: mail delivery status.',
        "This is a delivery status notification from isp.example,\nrunning the Courier mail server.\n\nYOUR MESSAGE WAS NOT DELIVERED TO THE FOLLOWING RECIPIENT:\n\n<bob@nowhere.example>\n",
    ),
    (
        "james",
        "From: postmaster@james.example\nSubject: [BOUNCE]",
        "Hi. This is the James mail server at james.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\nbob@nowhere.example\n",
    ),
    (
        "barracuda",
        "From: Mail Delivery Subsystem <mailer-daemon@barra.example>\nSubject: **Message you sent blocked by our bulk email filter**",
        "Your message to: bob@nowhere.example\nwas blocked by our Spam Firewall.\n",
    ),
    (
        "aol",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@aol.example>\nSubject: Returned mail: see transcript for details",
        "The original message was received...\n   ----- The following addresses had permanent fatal errors -----\n<bob@nowhere.example>\n    (reason: 550 MAILBOX NOT FOUND)\n",
    ),
    (
        "gmail",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Failure)",
        "Delivery to the following recipient failed permanently:\n\n     bob@nowhere.example\n\nTechnical details of permanent failure:\n550 5.1.1\n",
    ),
    (
        "netease",
        "From: Postmaster@163.example\nSubject: 系统退信",
        "抱歉，您的邮件被退回来了……\n收件人 bob@nowhere.example\n退信原因: 用户不存在\n",
    ),
    (
        "coremail",
        "From: postmaster@mails.example.cn\nSubject: 系统退信/Undelivered Mail",
        "发往下列收件人的邮件失败：\nbob@nowhere.example\n550 User not found\n",
    ),
    (
        "aliyun",
        "Auto-Submitted: auto-replied\nFrom: postmaster@aliyun.example\nSubject: 退信通知",
        "您发给 bob@nowhere.example 的邮件未能送达。原因：收件人邮箱不存在\n",
    ),
    (
        "sina",
        "From: MAILER-DAEMON@sina.example\nSubject: 退信",
        "Hi. This is the qmail-send program. <bob@nowhere.example>: 550\n",
    ),
    (
        "exchange zh",
        "From: 系统管理员 <postmaster@corp.example>\nSubject: 未传递: 您的工单",
        "您的邮件\n\n  主题: 您的工单\n\n未能到达下列收件人:\n\n  bob@nowhere.example\n    无法找到收件人\n",
    ),
    (
        "o365 zh",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>\nSubject: 无法传递: 您的工单",
        "无法将邮件传递给以下收件人或组:\n\nbob@nowhere.example\n",
    ),
    (
        "ja docomo",
        "From: Mail Delivery Subsystem <mailer-daemon@docomo.example>\nSubject: Returned mail: User unknown",
        "次のあて先へのメッセージはエラーのため送信できませんでした。\n bob@nowhere.example\n",
    ),
    (
        "delayed postfix",
        "From: MAILER-DAEMON@host.example (Mail Delivery System)\nSubject: Delayed Mail (still being retried)",
        "This is the mail system at host host.example.\n\n# THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n\n<bob@nowhere.example>: connect timed out\n",
    ),
    (
        "lotus smtp mta",
        "From: Postmaster@corp.example\nSubject: Undeliverable message",
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nbob@nowhere.example\n\n------- Returned Message --------\n",
    ),
    (
        "amavis",
        'Return-Path: <>\nFrom: "Content-filter at host.example" <postmaster@host.example>\nSubject: Considered UNSOLICITED BULK EMAIL, apparently from you',
        "A message from <support@example.com> to:\n-> bob@nowhere.example\nwas considered unsolicited bulk e-mail (UBE).\nDelivery of the email was stopped!\n",
    ),
]
OTHERS = [
    (
        "zonealarm challenge",
        "Auto-Submitted: auto-replied\nFrom: Bob <bob@nowhere.example>\nSubject: Re: your ticket [confirm]",
        "I use a spam blocker. Please click to confirm.",
        "auto_reply",
    ),
    (
        "vacation",
        "From: Bob <bob@nowhere.example>\nSubject: Out of Office AutoReply: your ticket",
        "I am away until Monday.",
        "auto_reply",
    ),
    ("oof zh", "From: 王小明 <w@nowhere.example>\nSubject: 自动答复: 您的工单", "我出差了", "auto_reply"),
    ("oof ja", "From: 山田 <y@nowhere.example>\nSubject: 自動応答: ご注文", "休暇中です", "auto_reply"),
    (
        "oof de",
        "From: Anna <a@nowhere.example>\nSubject: Automatische Antwort: Ticket",
        "Ich bin nicht im Büro",
        "auto_reply",
    ),
    (
        "oof header",
        "X-Autoreply: yes\nPrecedence: auto_reply\nFrom: Anna <a@nowhere.example>\nSubject: Re: Ticket",
        "Danke für Ihre Nachricht",
        "auto_reply",
    ),
    (
        "163 vacation",
        "From: 李四 <l@163.example>\nSubject: 自动回复:您的工单",
        "您的来信我已收到！",
        "auto_reply",
    ),
    (
        "list",
        "List-Id: <users.lists.example>\nFrom: Ann <ann@lists.example>\nSubject: [users] hello",
        "hi",
        "list",
    ),
    (
        "google group",
        "Precedence: list\nMailing-list: list x@googlegroups.com\nFrom: Ann <ann@x.example>\nSubject: hello",
        "hi",
        "list",
    ),
    (
        "person about bounce",
        "From: Ann <ann@x.example>\nSubject: Mail delivery failed",
        "Your server returns my mails, what shall I do?",
        "message",
    ),
]


def _mail(headers: str, body: str) -> bytes:
    return f"{headers}\nTo: support@example.com\nMessage-ID: <x@y.example>\n\n{body}\n".encode()


@pytest.mark.parametrize(("headers", "body"), [one[1:] for one in SERVERS], ids=[one[0] for one in SERVERS])
def test_a_servers_report_is_a_bounce_and_names_who_was_not_reached(headers: str, body: str) -> None:
    mail = parse_mail(_mail(headers, body))

    assert mail.kind.published == "bounce"
    assert mail.bounce is not None
    assert GONE in mail.bounce.recipients


@pytest.mark.parametrize(
    ("headers", "body", "kind"), [one[1:] for one in OTHERS], ids=[one[0] for one in OTHERS]
)
def test_what_is_no_bounce_is_what_it_is(headers: str, body: str, kind: str) -> None:
    assert parse_mail(_mail(headers, body)).kind.published == kind
