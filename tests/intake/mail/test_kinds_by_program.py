"""Bounces, automatic replies and people's mails about either, as servers and programs really write them."""

import pytest

from intake.mail.parse import parse_mail
from intake.mail.parsed import Kind

BOUNCES = [
    (
        "exch old",
        "From: System Administrator <postmaster@corp.example>\nSubject: Undeliverable: hello",
        "Your message\n\n  To:      bob\n  Subject: hello\n  Sent:    Mon, 6 May 2024\n\ndid not reach the following recipient(s):\n\nbob@corp.example on Mon, 6 May 2024\n    The e-mail account does not exist",
    ),
    (
        "exch2010",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>\nSubject: Undeliverable: hello\nContent-Type: text/plain",
        "Delivery has failed to these recipients or groups:\n\nbob@corp.example\nThe email address you entered couldn't be found.",
    ),
    (
        "exch nl",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>\nSubject: Onbestelbaar: hallo",
        "De bezorging aan de volgende geadresseerden is mislukt",
    ),
    (
        "exch de",
        "From: Microsoft Outlook <postmaster@corp.example>\nSubject: Unzustellbar: hallo",
        "Fehler bei der Nachrichtenzustellung an folgende Empfänger",
    ),
    (
        "exch fr",
        "From: Microsoft Outlook <postmaster@corp.example>\nSubject: Non remis : bonjour",
        "Échec de la remise aux destinataires suivants",
    ),
    (
        "exch es",
        "From: postmaster@corp.example\nSubject: No se puede entregar: hola",
        "Error de entrega a estos destinatarios",
    ),
    (
        "exch it",
        "From: postmaster@corp.example\nSubject: Non recapitabile: ciao",
        "Il recapito non è riuscito per i destinatari",
    ),
    (
        "exch pt",
        "From: postmaster@corp.example\nSubject: Não é possível entregar: oi",
        "Falha na entrega para estes destinatários",
    ),
    (
        "exch sv",
        "From: postmaster@corp.example\nSubject: Kunde inte levereras: hej",
        "Leverans misslyckades till dessa mottagare",
    ),
    (
        "exch pl",
        "From: postmaster@corp.example\nSubject: Niedostarczone: czesc",
        "Nie można dostarczyć do następujących adresatów",
    ),
    ("exch zh", "From: postmaster@corp.example\nSubject: 未传递: 你好", "您的邮件无法传递"),
    (
        "exch ja",
        "From: postmaster@corp.example\nSubject: 配信不能: こんにちは",
        "次の受信者またはグループへの配信に失敗しました",
    ),
    (
        "exch ko",
        "From: postmaster@corp.example\nSubject: 배달되지 않음: 안녕",
        "다음 받는 사람에게 배달하지 못했습니다",
    ),
    (
        "exch ru",
        "From: postmaster@corp.example\nSubject: Не удается доставить: привет",
        "Сбой доставки следующим получателям",
    ),
    (
        "exch ccmail",
        "From: Mailer Daemon <MAILER-DAEMON@ccmail.example>\nSubject: Message not delivered",
        "User bob not listed in public Name & Address Book",
    ),
    (
        "exim",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nX-Failed-Recipients: bob@b.example\nAuto-Submitted: auto-replied\nSubject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients.\n\n  bob@b.example\n    550 no such user",
    ),
    (
        "exim warn",
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nSubject: Warning: message 1abc delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered",
    ),
    (
        "qmail",
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice",
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)",
    ),
    (
        "qmail nosubject",
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: ",
        "Hi. This is the qmail-send program at mx.example.",
    ),
    (
        "postfix plain",
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender",
        "This is the Postfix program at host mx.example.\n\n<bob@b.example>: host mail.b.example said: 550 user unknown",
    ),
    (
        "postfix delay",
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: Delayed Mail (still being retried)",
        "This is the mail system at host mx.example.\n# THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE. #",
    ),
    (
        "sendmail",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nSubject: Returned mail: see transcript for details\nAuto-Submitted: auto-generated (failure)",
        "The original message was received at Mon\n   ----- The following addresses had permanent fatal errors -----\n<bob@b.example>\n\n   ----- Transcript of session follows -----\n550 5.1.1 <bob@b.example>... User unknown",
    ),
    (
        "sendmail old",
        "From: Mail Delivery Subsystem <MAILER-DAEMON>\nSubject: Returned mail: Host unknown (Name server: b.example: host not found)",
        "The original message was received at",
    ),
    (
        "sendmail warn",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nSubject: Warning: could not send message for past 4 hours",
        "**      THIS IS A WARNING MESSAGE ONLY      **",
    ),
    (
        "lotus",
        "From: Postmaster@corp.example\nSubject: DELIVERY FAILURE: User bob (bob@corp.example) not listed in Domino Directory",
        "Your message\n\n  Subject: hello\n\nwas not delivered to:\n\n  bob@corp.example\n\nbecause:\n\n  User bob not listed in Domino Directory",
    ),
    ("lotus delay", "From: Postmaster@corp.example\nSubject: DELAYED DELIVERY: hello", "x"),
    (
        "aol",
        "From: Mail Delivery Subsystem <MAILER-DAEMON@aol.example>\nSubject: Returned mail: User unknown",
        "The original message was received",
    ),
    (
        "yahoo",
        "From: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n<bob@b.example>:\nRemote host said: 550 5.1.1",
    ),
    (
        "gmail",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nX-Failed-Recipients: bob@b.example\nSubject: Delivery Status Notification (Failure)",
        "Delivery to the following recipient failed permanently:\n\n     bob@b.example",
    ),
    (
        "gmail delay",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Delay)",
        "This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.",
    ),
    (
        "gmail zh",
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Failure)",
        "** 找不到地址 **\n\n您的邮件未送达 bob@b.example，因为系统找不到该地址或该地址无法接收邮件。",
    ),
    (
        "james",
        "From: postmaster@james.example\nSubject: Re: hello\nReturn-Path: <>",
        "Hi. This is the James mail server at james.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.  Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.",
    ),
    (
        "james2",
        "From: postmaster@james.example\nSubject: [BOUNCE]Re: hello",
        "The message sent could not be delivered",
    ),
    (
        "verizon",
        "From: Post Master <post_master@vtext.example>\nSubject: Undeliverable Message",
        "Error: No valid recipients for this MM",
    ),
    (
        "mailmarshal",
        "From: MailMarshal <postmaster@corp.example>\nSubject: Undeliverable Mail: hello",
        "Your message:\n   From:    x\n   Subject: hello\nCould not be delivered because of\n\n550 5.1.1 User unknown",
    ),
    (
        "mdaemon",
        "From: MDaemon@corp.example\nSubject: Message Delivery Failure",
        "The following data may contain sections which represent BASE64 encoded file attachments",
    ),
    (
        "imail",
        "From: Postmaster <postmaster@corp.example>\nX-Mailer: <SMTP32 v8.22>\nSubject: Undeliverable Mail",
        "Unknown user: bob@b.example\n\noriginal message follows",
    ),
    (
        "mercury",
        "From: Mail Administrator <Postmaster@corp.example>\nSubject: Delivery failure notification",
        "The attached message has failed delivery and has been referred to you",
    ),
    (
        "interscan",
        "From: InterScan MSS <postmaster@corp.example>\nSubject: Mail could not be delivered",
        "Sent <<< RCPT TO:<bob@b.example>\nReceived >>> 550 5.1.1 <bob@b.example>... user unknown",
    ),
    (
        "surfcontrol",
        "From: SurfControl Mail Daemon <postmaster@corp.example>\nSubject: Message Undelivered",
        "Your message could not be sent.\nA transcript of the attempts to send the message follows.",
    ),
    (
        "groupwise",
        "From: <Postmaster@corp.example>\nSubject: Message status - undeliverable",
        "The message that you sent was undeliverable to the following:\n\tbob (user not found)",
    ),
    ("notes", "From: Mail Router <postmaster@corp.example>\nSubject: NON DELIVERY NOTIFICATION", "x"),
    (
        "messagelabs",
        "From: MAILER-DAEMON@messagelabs.example\nSubject: Mail Delivery Failure",
        "This is the mail delivery agent at messagelabs.com.\nI was unable to deliver your message to the following addresses:\n\nbob@b.example\n\nReason: 550 no such user",
    ),
    (
        "mailru",
        "From: mailer-daemon@corp.mail.ru.example\nSubject: Mail failure.",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.",
    ),
    (
        "yandex",
        "From: mailer-daemon@yandex.example\nSubject: Недоставленное сообщение",
        "Это письмо отправлено почтовым сервером yandex.ru.\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено",
    ),
    ("mfilter", "From: ITOERR <TOERR@corp.example>\nSubject: failure notice", "ご指定のアドレスは"),
    (
        "ezweb",
        "From: Postmaster@ezweb.example\nSubject: Mail System Error - Returned Mail",
        "The user(s) account is temporarily over quota.\n\n<bob@ezweb.example>",
    ),
    ("docomo", "From: mail-daemon@docomo.example\nSubject: Undeliverable: Unknown User", "x"),
    (
        "kddi",
        "From: no-reply@app.auone.example\nReturn-Path: <>\nSubject: Undelivered mail",
        "Your mail sent on: Mon could not be delivered to:\n bob@b.example",
    ),
    (
        "biglobe",
        "From: postmaster@biglobe.example\nSubject: Returned Mail: Undeliverable mail",
        "   ----- The following addresses had delivery problems -----\n\n ********@***.biglobe.ne.jp",
    ),
    (
        "gmx",
        "From: GMX Mailer Daemon <mailer-daemon@gmx.example>\nSubject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to",
    ),
    (
        "facebook",
        "From: Facebook <mailer-daemon@mx.facebook.example>\nSubject: Sorry, your message could not be delivered",
        "This message was created automatically by Facebook.",
    ),
    (
        "amazonses",
        "From: MAILER-DAEMON@amazonses.example\nSubject: Delivery Status Notification (Failure)",
        "An error occurred while trying to deliver the mail to the following recipients:\nbob@b.example",
    ),
    (
        "mcafee",
        "From: postmaster@corp.example\nSubject: Failure Notice\nX-NAI-Header: Modified",
        "--- The following addresses had delivery problems ---\n\n<bob@b.example>   (User unknown)",
    ),
    (
        "mxlogic",
        "From: Mail Delivery System <Mailer-Daemon@mxlogic.example>\nSubject: Mail delivery failed: returning message to sender\nX-MXL-NoteHash: x",
        "x",
    ),
    (
        "activehunter",
        "From: MAILER-DAEMON@ah.example\nSubject: FAILURE NOTICE :",
        "  ----- The following addresses had permanent fatal errors -----\n\n>>> kijitora@example.org <kijitora@example.org>",
    ),
    (
        "apachejames",
        "From: postmaster@aj.example\nSubject: [BOUNCE]",
        "Error message below:\n550 - Requested action not taken: no such user here",
    ),
    (
        "courier",
        'From: "Courier mail server at x" <@x.example>\nSubject: NOTICE: mail delivery status.',
        "This is a delivery status notification from x,\nrunning the Courier mail server",
    ),
    (
        "domino",
        "From: Mail Router <postmaster@d.example>\nSubject: DELIVERY FAILURE: 550 Host unknown",
        "Your message\n\n  Subject: x\n\nwas not delivered to:\n",
    ),
    (
        "einsundeins",
        "From: mailer-daemon@kundenserver.example\nSubject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.",
    ),
    (
        "v5sendmail",
        "From: <MAILER-DAEMON@x.example>\nSubject: Returned mail: User unknown",
        "   ----- Transcript of session follows -----\n",
    ),
    ("vpop", "From: <>\nReturn-Path: <>\nSubject: failure notice", "Hi. This is the deliver program at x"),
    (
        "x1",
        'From: "Mail Deliver System" <MAILER-DAEMON@x.example>\nSubject: Returned Mail: User unknown',
        "The original message was received at Thu\n",
    ),
    (
        "x2",
        "From: MAILER-DAEMON@x.example\nSubject: Delivery failure",
        "Message from x.\nUnable to deliver message to the following address(es).",
    ),
    (
        "x3",
        "From: Mail Delivery System <>\nSubject: Delivery status notification",
        "============================================================================\n      This is an automatically generated Delivery Status Notification.",
    ),
    (
        "x5",
        "From: Mail Delivery Subsystem <>\nSubject: =?iso-2022-jp?B?GyRCRX5DIyUoJWkhPBsoQg==?=",
        "Your message has encountered delivery problems\nto the following recipient(s):",
    ),
    (
        "zoho",
        "From: mailer-daemon@mail.zoho.example\nSubject: Undelivered Mail Returned to Sender",
        "This message was created automatically by mail delivery software.\n A message that you sent could not be delivered",
    ),
    (
        "verp",
        "From: noreply@mailer.example\nReturn-Path: <>\nSubject: Undeliverable message",
        "Sorry, your message could not be delivered: 550 unknown",
    ),
    ("qq zh", "From: PostMaster@qq.example\nSubject: =?gbk?B?z7XNs83L0MU=?=", "发送失败 对方邮箱不存在"),
    (
        "qq en",
        "From: PostMaster <PostMaster@qq.example>\nSubject: 系统退信/Systems bounce",
        "抱歉，您的邮件被退回来了…… Sorry, your email was returned to you.",
    ),
    ("163", "From: Postmaster@163.example\nSubject: 系统退信", "很抱歉！您发送的邮件未能成功投递。"),
    ("163b", "From: postmaster@netease.example\nSubject: 退信通知", "您的邮件被对方拒收"),
    ("126", "From: Mail Delivery Subsystem <Postmaster@126.example>\nSubject: 邮件投递失败通知", "x"),
    ("sina", "From: MAILER-DAEMON@sina.example\nSubject: 退回的邮件", "很遗憾，您发送的邮件因故未能成功送达"),
    ("sohu", "From: postmaster@sohu.example\nSubject: 系统退信: 投递失败", "邮件投递失败"),
    (
        "aliyun",
        "From: 阿里邮箱 <postmaster@aliyun.example>\nSubject: 投递失败通知：hello",
        "无法投递到收件人",
    ),
    ("aliyun2", "From: mailer-daemon@aliyun.example\nSubject: 发信失败：hello", "很抱歉，您的邮件发送失败"),
    ("dingtalk", "From: postmaster@dingtalk.example\nSubject: 邮件发送失败", "收件人地址不存在"),
    ("coremail", "From: postmaster@univ.example\nSubject: 邮件无法投递通知", "您的邮件无法投递"),
    (
        "coremail2",
        "From: Mail Delivery Subsystem <postmaster@univ.example>\nSubject: 系统退信",
        "-----以下是退信原因-----",
    ),
    ("wecom", "From: postmaster@exmail.example\nSubject: 邮件退回通知", "邮件未送达"),
    ("hinet", "From: MAILER-DAEMON@hinet.example\nSubject: 無法遞送的郵件", "收件人不存在"),
    (
        "yahoo tw",
        "From: MAILER-DAEMON@yahoo.example\nSubject: 傳送失敗通知",
        "很抱歉，我們無法將您的郵件送達",
    ),
    (
        "tb no machine",
        "From: noreply@delivery.example\nReturn-Path: <>\nAuto-Submitted: auto-replied\nSubject: Delivery Failure",
        "Your message could not be delivered. 5.1.1",
    ),
    (
        "o365 in-body",
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.onmicrosoft.example>\nX-MS-Exchange-Message-Is-Ndr:\nSubject: Undeliverable: hi",
        "Your message to bob@b.example couldn't be delivered.",
    ),
    (
        "barracuda",
        "From: MAILER-DAEMON@barracuda.example\nSubject: **Message you sent blocked by our bulk email filter**",
        "Your message to: bob was blocked by our Spam Firewall.",
    ),
    ("bouncehammer", "From: postmaster@x.example\nSubject: Notification d'échec de remise", "x"),
    ("french yahoo", "From: MAILER-DAEMON@yahoo.example\nSubject: Échec de la remise", "x"),
    ("ger", "From: Mailer-Daemon@x.example\nSubject: Zustellung fehlgeschlagen", "x"),
    ("ger2", "From: postmaster@x.example\nSubject: Übermittlung fehlgeschlagen", "x"),
    ("spanish", "From: mailer-daemon@x.example\nSubject: Error de entrega", "x"),
    ("portug", "From: mailer-daemon@x.example\nSubject: Mensagem não entregue", "x"),
    ("ital", "From: mailer-daemon@x.example\nSubject: Consegna non riuscita", "x"),
    ("dutch", "From: mailer-daemon@x.example\nSubject: Bezorging mislukt", "x"),
    ("turkish", "From: postmaster@x.example\nSubject: Teslim Edilemedi: x", "x"),
    ("czech", "From: postmaster@x.example\nSubject: Nedoručitelné: x", "x"),
    ("hung", "From: postmaster@x.example\nSubject: Kézbesíthetetlen: x", "x"),
    ("dan", "From: postmaster@x.example\nSubject: Kan ikke leveres: x", "x"),
    ("fin", "From: postmaster@x.example\nSubject: Toimitus epäonnistui: x", "x"),
    (
        "challenge quota",
        "From: Mail Administrator <postmaster@x.example>\nReply-To: postmaster\nSubject: Mail System Error - Returned Mail",
        "This Message was undeliverable due to the following reason:\n\nThe user(s) account is temporarily over quota.",
    ),
]
AUTOMATIC = [
    ("qq", "From: bob@qq.example\nSubject: 自动回复:您好", "我休假了"),
    ("qq2", "From: bob@qq.example\nSubject: Re: 您好\nX-QQ-mid: autoreply12", "您好"),
    ("163", "From: bob@163.example\nSubject: 自动回复：您好", "x"),
    ("163b", "From: bob@163.example\nSubject: 自动回复: 您好\nX-Auto-Response-Suppress: All", "x"),
    ("ms zh", "From: bob@x.example\nSubject: 自动答复: 您好", "x"),
    ("ms tw", "From: bob@x.example\nSubject: 自動回覆: 您好", "x"),
    ("ms tw2", "From: bob@x.example\nSubject: 外出時自動回覆: 您好", "x"),
    ("ms zh2", "From: bob@x.example\nSubject: 外出时的自动答复: 您好", "x"),
    ("ms zh3", "From: bob@x.example\nSubject: 答复: 您好 [自动回复]", "x"),
    ("ms ja", "From: bob@x.example\nSubject: 自動応答: x", "x"),
    ("ms ja2", "From: bob@x.example\nSubject: 不在通知: x", "x"),
    ("ms ja3", "From: bob@x.example\nSubject: 自動返信メール", "x"),
    ("ms ko", "From: bob@x.example\nSubject: 자동 회신: x", "x"),
    ("ms ko2", "From: bob@x.example\nSubject: 자동회신: x", "x"),
    ("ms ko3", "From: bob@x.example\nSubject: [부재중] x", "x"),
    ("de", "From: bob@x.example\nSubject: Automatische Antwort: x", "x"),
    ("de2", "From: bob@x.example\nSubject: Abwesenheitsnotiz: x", "x"),
    ("de3", "From: bob@x.example\nSubject: Abwesend: x", "x"),
    ("de4", "From: bob@x.example\nSubject: Nicht im Büro: x", "x"),
    ("de5", "From: bob@x.example\nSubject: Automatische E-Mail-Antwort", "x"),
    ("de6", "From: bob@x.example\nSubject: Urlaubsbenachrichtigung", "x"),
    ("fr", "From: bob@x.example\nSubject: Réponse automatique : x", "x"),
    ("fr2", "From: bob@x.example\nSubject: Absence du bureau : x", "x"),
    ("fr3", "From: bob@x.example\nSubject: Absent(e) : x", "x"),
    ("fr4", "From: bob@x.example\nSubject: Message d'absence", "x"),
    ("fr5", "From: bob@x.example\nSubject: Je suis en vacances : x", "x"),
    ("es", "From: bob@x.example\nSubject: Respuesta automática: x", "x"),
    ("es2", "From: bob@x.example\nSubject: Fuera de la oficina: x", "x"),
    ("es3", "From: bob@x.example\nSubject: Ausente: x", "x"),
    ("pt", "From: bob@x.example\nSubject: Resposta automática: x", "x"),
    ("pt2", "From: bob@x.example\nSubject: Ausência temporária: x", "x"),
    ("pt3", "From: bob@x.example\nSubject: Fora do escritório: x", "x"),
    ("it", "From: bob@x.example\nSubject: Risposta automatica: x", "x"),
    ("it2", "From: bob@x.example\nSubject: Fuori ufficio: x", "x"),
    ("it3", "From: bob@x.example\nSubject: R: Assente: x", "x"),
    ("nl", "From: bob@x.example\nSubject: Automatisch antwoord: x", "x"),
    ("nl2", "From: bob@x.example\nSubject: Afwezigheidsmelding: x", "x"),
    ("nl3", "From: bob@x.example\nSubject: Niet aanwezig: x", "x"),
    ("sv", "From: bob@x.example\nSubject: Autosvar: x", "x"),
    ("sv2", "From: bob@x.example\nSubject: Frånvaromeddelande: x", "x"),
    ("da", "From: bob@x.example\nSubject: Automatisk svar: x", "x"),
    ("nb", "From: bob@x.example\nSubject: Fraværsmelding: x", "x"),
    ("fi", "From: bob@x.example\nSubject: Automaattinen vastaus: x", "x"),
    ("fi2", "From: bob@x.example\nSubject: Poissaoloviesti: x", "x"),
    ("pl", "From: bob@x.example\nSubject: Autoodpowiedź: x", "x"),
    ("pl2", "From: bob@x.example\nSubject: Odpowiedź automatyczna: x", "x"),
    ("pl3", "From: bob@x.example\nSubject: Nieobecność: x", "x"),
    ("cs", "From: bob@x.example\nSubject: Automatická odpověď: x", "x"),
    ("sk", "From: bob@x.example\nSubject: Automatická odpoveď: x", "x"),
    ("hu", "From: bob@x.example\nSubject: Automatikus válasz: x", "x"),
    ("ro", "From: bob@x.example\nSubject: Răspuns automat: x", "x"),
    ("tr", "From: bob@x.example\nSubject: Otomatik yanıt: x", "x"),
    ("el", "From: bob@x.example\nSubject: Αυτόματη απάντηση: x", "x"),
    ("ru", "From: bob@x.example\nSubject: Автоматический ответ: x", "x"),
    ("ru2", "From: bob@x.example\nSubject: Автоответ: x", "x"),
    ("uk", "From: bob@x.example\nSubject: Автоматична відповідь: x", "x"),
    ("he", "From: bob@x.example\nSubject: תגובה אוטומטית: x", "x"),
    ("ar", "From: bob@x.example\nSubject: رد تلقائي: x", "x"),
    ("th", "From: bob@x.example\nSubject: ตอบกลับอัตโนมัติ: x", "x"),
    ("vi", "From: bob@x.example\nSubject: Trả lời tự động: x", "x"),
    ("id", "From: bob@x.example\nSubject: Balasan otomatis: x", "x"),
    ("ooo1", "From: bob@x.example\nSubject: Out of Office: x", "x"),
    ("ooo2", "From: bob@x.example\nSubject: Out of office AutoReply: x", "x"),
    ("ooo3", "From: bob@x.example\nSubject: Re: x (out of office)", "I am out of the office"),
    ("ooo4", "From: bob@x.example\nSubject: I'm out of the office", "x"),
    (
        "ooo5",
        "From: bob@x.example\nSubject: Bob is out of the office.",
        "I will be out of the office starting 05/06/2024 and will not return until 05/13/2024.",
    ),
    (
        "ooo6",
        "From: bob@x.example\nSubject: AUTO: Bob is out of the office (returning 05/13/2024)",
        "I am out of the office until 05/13/2024.",
    ),
    ("vac1", "From: bob@x.example\nSubject: away from my mail", "I will not be reading my mail for a while."),
    ("vac2", "From: bob@x.example\nSubject: Re: x\nX-Mailer: vacation", "x"),
    ("vac3", "From: bob@x.example\nSubject: Vacation message\nPrecedence: bulk", "x"),
    (
        "vac4",
        "From: bob@x.example\nSubject: Re: x\nPrecedence: junk\nIn-Reply-To: <1@x>",
        "Thank you for your mail. I'm on vacation until Monday.",
    ),
    ("sieve", "From: bob@x.example\nSubject: Auto: x\nAuto-Submitted: auto-replied (vacation)", "x"),
    ("apple", "From: bob@me.example\nSubject: Re: x\nAuto-Submitted: auto-replied", "x"),
    ("apple2", "From: bob@me.example\nSubject: Auto-Reply: x\nX-Autoreply: yes", "x"),
    (
        "zimbra",
        "From: bob@x.example\nSubject: Re: x\nAuto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk",
        "x",
    ),
    ("ticket", "From: support@x.example\nSubject: [#123] x\nAuto-Submitted: auto-replied", "x"),
    ("auto", "From: support@x.example\nSubject: We got your mail\nX-Autoreply: yes", "x"),
    ("xar", "From: support@x.example\nSubject: Thanks\nX-Autoresponse: 1", "x"),
    ("plesk", "From: bob@x.example\nSubject: x\nX-AutoReply: yes", "x"),
    (
        "exch hdr",
        "From: bob@x.example\nSubject: Automatic reply: x\nX-MS-Exchange-Inbox-Rules-Loop: bob@x.example",
        "x",
    ),
    ("feedback yahoo", "From: bob@x.example\nSubject: Yahoo! Auto Response", "x"),
    ("rn", "From: bob@x.example\nSubject: Autoreply from bob", "x"),
    ("auto resp", "From: bob@x.example\nSubject: Auto Response from Bob", "x"),
    ("auto resp2", "From: bob@x.example\nSubject: [Auto-Reply] x", "x"),
    ("auto resp3", "From: bob@x.example\nSubject: Autosvar från Bob", "x"),
]
PEOPLE = [
    (
        "m1",
        "From: bob@x.example\nSubject: 退信问题：我发给客户的邮件总是被退回\n",
        "你好，我发给客户的邮件收到系统退信，550 5.1.1，请帮忙看看。",
    ),
    (
        "m2",
        "From: bob@x.example\nSubject: Re: Undelivered Mail Returned to Sender\nIn-Reply-To: <1@x>",
        "Hi, we got this bounce 550 5.1.1 from your server. Can you fix?",
    ),
    (
        "m3",
        "From: bob@x.example\nSubject: Fwd: Mail delivery failed: returning message to sender",
        "See below.\n\nThis message was created automatically by mail delivery software.",
    ),
    ("m4", "From: bob@x.example\nSubject: 自动回复功能设置不了", "怎么设置自动回复？"),
    ("m5", "From: bob@x.example\nSubject: Out of office chairs for our team", "We ran out of office chairs"),
    (
        "m6",
        "From: bob@x.example\nSubject: Delivery failed for my parcel",
        "My parcel was not delivered to my house. Order 550-123",
    ),
    (
        "m7",
        "From: bob@x.example\nSubject: Re: Automatic reply: x\nIn-Reply-To: <1@x>",
        "Thanks for letting me know, but my problem is still there",
    ),
    ("m8", "From: bob@x.example\nSubject: Undelivered order", "I have not received my order"),
    (
        "m9",
        "From: postmaster@x.example\nSubject: question about your service",
        "Hello, could you tell me the price?",
    ),
    (
        "m10",
        "From: 系统管理员 <admin@x.example>\nSubject: 服务器退信太多",
        "我们公司的服务器最近退信太多，请处理",
    ),
    ("m11", "From: bob@x.example\nSubject: holiday plans", "On holiday we want to use the router"),
    ("m12", "From: bob@x.example\nSubject: 假期自动回复怎么关闭", "请问如何关闭"),
    (
        "m13",
        "From: bob@x.example\nSubject: Re: your message",
        "I am out of the office chairs business, but please deliver",
    ),
    ("m14", "From: bob@x.example\nSubject: Absence of signal", "There is no signal"),
    ("m15", "From: bob@x.example\nSubject: Returned item not refunded", "I returned the item"),
    ("m16", "From: bob@x.example\nSubject: Warning: message in app", "The app shows a warning"),
    ("m17", "From: bob@x.example\nSubject: 无法投递快递", "快递员说无法投递"),
    (
        "m18",
        "From: bob@x.example\nSubject: Failure notice on the device\nReturn-Path: <bob@x.example>",
        "The device shows a failure notice",
    ),
    (
        "m19",
        "From: bob@x.example\nSubject: Mail delivery problem",
        "My mails to a@b.example are returned: 550 5.1.1 user unknown. What can I do?",
    ),
    ("m20", "From: no-reply@shop.example\nSubject: Your delivery failed", "We could not deliver your parcel"),
    ("m21", "From: bob@x.example\nSubject: Autoreply does not work", "help"),
    (
        "m22",
        "From: bob@x.example\nSubject: Re: 自动回复\nIn-Reply-To: <1@x>",
        "好的，那我的问题什么时候能解决？",
    ),
    (
        "m23",
        "From: Postmaster Team <postmaster@isp.example>\nSubject: Blocking of your IP\nReturn-Path: <postmaster@isp.example>",
        "Dear admin, your server sent spam to us. 550 5.7.1 is returned. Please fix.",
    ),
    ("m24", "From: bob@x.example\nSubject: Bounce house rental", "How much is it?"),
    ("m25", "From: bob@x.example\nSubject: User unknown in my app", "When I log in it says user unknown"),
    ("m26", "From: bob@x.example\nSubject: poissa käytöstä", "x"),
    ("m27", "From: bob@x.example\nSubject: Ausente de la lista de productos", "x"),
]


def kind_of(headers: str, body: str) -> Kind:
    typed = "" if "Content-Type:" in headers else "\nContent-Type: text/plain; charset=utf-8"
    return parse_mail(f"{headers}{typed}\n\n{body}\n".encode()).kind


@pytest.mark.parametrize(("name", "headers", "body"), BOUNCES, ids=[name for name, _, _ in BOUNCES])
def test_a_servers_report_is_a_bounce(name: str, headers: str, body: str) -> None:
    assert kind_of(headers, body) == Kind.BOUNCE, name


@pytest.mark.parametrize(("name", "headers", "body"), AUTOMATIC, ids=[name for name, _, _ in AUTOMATIC])
def test_an_absence_is_an_automatic_reply(name: str, headers: str, body: str) -> None:
    assert kind_of(headers, body) == Kind.AUTO_REPLY, name


@pytest.mark.parametrize(("name", "headers", "body"), PEOPLE, ids=[name for name, _, _ in PEOPLE])
def test_a_person_writing_about_such_mails_is_a_message(name: str, headers: str, body: str) -> None:
    assert kind_of(headers, body) == Kind.MESSAGE, name


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("I am out of the office until Monday.", Kind.AUTO_REPLY),
        ("I am on vacation until Monday, can you call my wife instead?", Kind.MESSAGE),
        ("I am on vacation until Monday.\n\n> When may we come?", Kind.MESSAGE),
    ],
)
def test_an_answer_that_mentions_being_away_stays_a_persons(body: str, kind: Kind) -> None:
    """Without any header that says so, only what neither asks nor quotes is taken for a machine's."""
    headers = "From: bob@x.example\nSubject: Re: your case\nIn-Reply-To: <1@voc.example>"

    assert kind_of(headers, body) == kind


@pytest.mark.parametrize(("name", "headers", "body"), [each for each in BOUNCES if "bob@" in each[2]])
def test_a_servers_words_name_the_failed_address(name: str, headers: str, body: str) -> None:
    raw = f"{headers}\nTo: care@voc.example\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"

    bounce = parse_mail(raw.encode()).bounce

    assert bounce is not None
    assert bounce.recipients[0].startswith("bob@"), name
    assert bounce.action == "failed"
