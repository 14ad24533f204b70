"""Person or machine: automatic replies, bounces and lists (RFC 3834, 3464, 2369 and what is not in any)."""

from __future__ import annotations

import re

from intake.mail.mime.headers import Headers
from intake.mail.mime.parts import Part
from intake.mail.parsed import Address, Kind

_MACHINE_SENDER = re.compile(
    r"^(mailer-?daemon|post[-_.]?master|mail-?daemon|post-?office|maildelivery|mail\.?delivery\w*|mdaemon|bounces?|"
    r"no-?reply-?bounce|delivery-?(?:failure|status|report)\w*)(?:[+=.-][^@]*)?(?:@|$)",
    re.IGNORECASE,
)
_MACHINE_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon|system|administrator)|postmaster|delivery (?:sub)?system|"
    r"system administrator|邮件系统|系统管理员|系统退信|郵件系統",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"^\W*(?:\[\w+\]\s*)?(?:un-?deliver(?:able|ed|y)|non-?deliver(?:able|y)|not delivered|returned mail|"
    r"returned (?:to sender|message)|"
    r"mail (?:delivery|system|could not)[^a-z]*(?:fail|error|status|problem|sub|be|notif|return)|"
    r"mail delivery (?:failed|failure|problem|error|status|report)|"
    r"(?:message|mail|e-mail|email) (?:undeliver|not deliver|delivery (?:fail|status|err|prob)|status|"
    r"could not be delivered|rejected|returned|error)|"
    r"delivery (?:status notification|failure|failed|notification|error|report|problem|has failed|unsuccessful|"
    r"delay)|deliver\w* (?:fail|error)|failure notice|failed (?:mail|delivery|message)|failure delivery|"
    r"could not (?:deliver|send)|"
    r"error sending|permanent delivery failure|rejected(?: mail|: )|bounced?(?: mail)?\b|dsn:|user unknown|"
    r"warning: (?:could not send|message)|delayed mail|"
    r"unzustellbar|nicht zustellbar|unbestellbar|onbestelbaar|"
    r"(?:échec|echec|rapport) (?:de|d')|non (?:remis|recapitabile)|mancato recapito|no se (?:puede|pudo) entregar|"
    r"não entregue|falha na entrega|недоставлен|не доставлен|не удалось доставить|"
    r"mail failure|sorry, your message|message (?:you sent|has been) (?:blocked|delayed)|mail (?:block|reject)|"
    r"status of your (?:message|mail)|message status|notification of (?:failed|delivery)|"
    r"系统退信|退信|邮件(?:投递|发送|无法投递|被退回|退回)|投递失败|无法(?:传递|投递|送达)|未送达|未传递|"
    r"(?:郵件)?無法(?:傳遞|投遞|寄送|遞送|送達)|退件|未傳遞|"
    r"配信不能|配信エラー|配達できません|送信できません|送信エラー|エラーメール|반송|전송 실패)",
    re.IGNORECASE,
)
_BOUNCE_WORD = re.compile(
    r"undeliver(?:able|ed)|could not be delivered|delivery (?:fail|status notif|has failed)|returned mail|"
    r"failure notice|mail failure|delivery failure|退信|投递失败|无法投递|退件|無法投遞|配信",
    re.IGNORECASE,
)
_BOUNCE_BODY = re.compile(
    r"(?:this (?:message|is) (?:was created automatically by mail|an automatically generated delivery|"
    r"the (?:mail system|postfix program|qmail))|"
    r"(?:message|mail|e-mail|email) (?:could not be|cannot be|can't be|was not|couldn't be|was undeliver|has not been)"
    r"\s?(?:delivered|able)?|permanent (?:fatal )?errors?|undeliverable|unable to deliver|delivery (?:has )?failed|"
    r"did not reach the following recipient|not delivered to|returned to (?:sender|you)|user unknown|"
    r"unknown (?:user|recipient|local part)|no such (?:user|mailbox|recipient|address)|mailbox (?:full|unavailable|"
    r"not found|is full|quota)|recipient (?:rejected|address rejected|unknown)|remote host said|host said|"
    r"\b5\.\d\.\d{1,3}\b|\b(?:550|551|552|553|554)[ -]|transcript of session|"
    r"退信|投递失败|无法投递|无法送达|被退回|无法发送到|未能(?:送达|投递)|收件人(?:邮件)?地址|无法到达|邮箱不存在|"
    r"無法(?:傳遞|投遞|寄達|送達)|配信できません|届けられません|送信できません)",
    re.IGNORECASE,
)
_AUTO_SUBJECT = re.compile(
    r"^\W*(?:(?:re|回复|答复|回覆|aw|antw)\s*[:：]\s*)?\W*(?:"
    r"auto(?:matic|mated)?[ -]?(?:reply|response|respon\w+|answer|antwort|svar|matisch antwoord)|auto(?:reply)?\s*:(?=\s*(?:re|aw|回复|答复)\b)|autoreply\s*:|"
    r"out[ -]of[ -](?:the[ -])?office|ooo\b|(?:on|away on|i am on) (?:vacation|holiday|annual leave)|"
    r"vacation (?:reply|notice|message)|away from (?:the |my )?(?:office|mail|desk)|holiday (?:reply|notice)|"
    r"abwesen\w*|automatische (?:antwort|abwesen\w*|reactie)|automatisch antwoord|afwezig\w*|"
    r"r[ée]ponse automatique|absen(?:ce|t) du bureau|message d'absence|"
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|resposta autom[áa]tica|risposta automatica|fuori sede|"
    r"autosvar|automatiskt svar|automatisk svar|fraværende|frånvaro|automaattinen vastaus|poissa\b|"
    r"autoodpowied|automatyczna odpowied|automatick[áa] odpov|automatikus v[áa]lasz|otomatik yan[ıi]t|"
    r"автоответ|автоматический ответ|вне офиса|автоматична відповідь|"
    r"【?自动(?:回复|答复|应答)|自動(?:回覆|回复|答覆|応答|返信)|假期(?:自动)?(?:回复|回覆)|休假(?:自动)?回复|外出(?:自动)?(?:回复|通知)|"
    r"不在办公室|不在辦公室|不在通知|不在のお知らせ|자동 ?(?:회신|응답|답장)|부재중)",
    re.IGNORECASE,
)
# After the phrase: "自动回复：x" is one, "自动回复功能坏了" is a customer's trouble.
_ENDS_PHRASE = re.compile(
    r"[a-zß-žа-я]{0,6}\s*(?:$|[:：;,，(（\[【\]】)）\-–—!！.。…/|]|(?:re|aw|fwd?)\b\s*:|"
    r"(?:auto-?)?(?:reply|message|notice|notification|response|until|from|till|autoreply|邮件|郵件|通知|提醒)\b)",
    re.IGNORECASE,
)
_AUTO_BODY = re.compile(
    r"(?:这是|這是|此为|本邮件为|本郵件為)[^\n。]{0,30}(?:自动|自動)(?:回复|回覆|应答|發送|发送|答复)|"
    r"(?:假期|休假|外出)(?:自动|自動)(?:回复|回覆)|自动回复[:：]|"
    r"(?:i am|i'm|i will be|we are) (?:currently )?(?:out of (?:the )?office|on (?:vacation|holiday|annual leave|leave)|"
    r"away (?:from|on|until))|"
    r"this is an auto(?:matic|mated)[ -]?(?:reply|response)|auto(?:mated|matic)[ -](?:reply|response) (?:from|to)|"
    r"ich bin (?:derzeit |zur zeit |momentan )?(?:nicht im (?:büro|hause)|abwesend|im urlaub)",
    re.IGNORECASE,
)
_AUTO_HEADER = re.compile(
    r"^(?:x-)?(?:auto-?(?:reply|respond(?:er)?|response(?:-from)?|replied|answer)|autogenerated|autorespond|"
    r"vacation|mail-autoreply|cpanel-autoreply|qqmail-autoreply|autoreply-from|zoho-autoreply)$"
)
_AUTO_PROGRAM = re.compile(r"vacation|autorespon|auto-?repl|out.of.office", re.IGNORECASE)
_LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "mailing-list",
    "x-mailing-list",
    "x-mailinglist",
)
_LIST_PRECEDENCE = frozenset({"bulk", "list", "junk"})
_BODY_SEEN = 3000  # characters of the body that are searched for phrases


def tell_kind(root: Part, author: Address, subject: str, text: str) -> Kind:
    """Return what sort of mail it is; in doubt a message, since a lost complaint costs most."""
    headers = root.headers
    start = text[:_BODY_SEEN]
    if _is_bounce(root, author, subject, start):
        return Kind.BOUNCE
    if _is_automatic(root, subject, start):
        return Kind.AUTO_REPLY
    if any(headers.has(name) for name in _LIST_HEADERS) or _precedence(headers) in _LIST_PRECEDENCE:
        return Kind.LIST
    return Kind.MESSAGE


def _precedence(headers: Headers) -> str:
    return headers.text("precedence").lower()


def _is_bounce(root: Part, author: Address, subject: str, start: str) -> bool:
    headers = root.headers
    report = _report_type(root)
    if report:
        return report == "delivery-status"
    if headers.has("x-failed-recipients"):
        return True
    sender = bool(_MACHINE_SENDER.match(author.address)) or (
        bool(_MACHINE_NAME.search(author.name)) and not _is_personal(author)
    )
    empty_path = headers.has("return-path") and headers.text("return-path").replace(" ", "") in ("<>", "")
    subject_says = bool(_BOUNCE_SUBJECT.search(subject))
    body_says = bool(_BOUNCE_BODY.search(start))
    if sender or empty_path:
        return (
            subject_says
            or bool(_BOUNCE_WORD.search(subject))
            or (
                sender
                and body_says
                and not _AUTO_SUBJECT.search(subject)
                and _is_daemon(author, headers, start)
            )
        )
    return subject_says and body_says and not headers.has("in-reply-to") and _names_machine(author, headers)


def _is_daemon(author: Address, headers: Headers, start: str) -> bool:
    """Whether a machine wrote it: people also write from postmaster addresses, about mail servers."""
    return (
        "daemon" in author.address.lower()
        or headers.text("return-path").replace(" ", "") == "<>"
        or headers.text("auto-submitted").lower().startswith("auto-")
        or bool(_BOUNCE_WORD.search(start))
    )


def _is_personal(author: Address) -> bool:
    """A display name proves little beside an ordinary address."""
    return "@" in author.address and not _MACHINE_SENDER.match(author.address)


def _names_machine(author: Address, headers: Headers) -> bool:
    return (
        bool(_MACHINE_NAME.search(author.name))
        or headers.text("auto-submitted").lower().startswith("auto-")
        or (
            not author.address
            or "mailer" in author.address.lower()
            or "daemon" in author.address.lower()
            or "bounce" in headers.text("return-path").lower()
            or headers.text("x-mailer").lower().startswith("mail::")
        )
    )


def _report_type(root: Part) -> str:
    """The type of a machine-readable report, also when only its part tells; '' for none."""
    declared = root.type.parameters.get("report-type", "").lower()
    if declared and root.type.value == "multipart/report":
        return declared
    for part in root.children:
        kind = part.type.value
        if kind in ("message/delivery-status", "message/global-delivery-status"):
            return "delivery-status"
        if kind in ("message/disposition-notification", "message/feedback-report"):
            return kind.removeprefix("message/")
    return "delivery-status" if root.type.value == "multipart/report" else ""


def _is_automatic(root: Part, subject: str, start: str) -> bool:
    headers = root.headers
    submitted = headers.text("auto-submitted").lower()
    if submitted.startswith("auto-replied") or _report_type(root):
        return True
    if any(_AUTO_HEADER.match(name) and _means_yes(value) for name, value in headers.fields):
        return True
    if _precedence(headers).replace("-", "_") == "auto_reply":
        return True
    if headers.text("x-qq-mid").lower().startswith("autoreply") or _AUTO_PROGRAM.search(
        headers.text("x-mailer") + headers.text("x-loop") + headers.text("delivered-to")[:40]
    ):
        return True
    is_hinted = (
        submitted.startswith("auto-")
        or headers.has("x-auto-response-suppress")
        or (headers.text("return-path").replace(" ", "") == "<>")
        or _precedence(headers) in ("bulk", "junk")
    )
    match = _AUTO_SUBJECT.search(subject)
    if match and (is_hinted or _ENDS_PHRASE.match(subject, match.end())):
        return True
    is_answer = headers.has("in-reply-to") or headers.has("references") or is_hinted
    return is_answer and bool(_AUTO_BODY.search(start[:600]))


def _means_yes(value: bytes) -> bool:
    return value.strip().lower() not in (b"no", b"false", b"0", b"none")
