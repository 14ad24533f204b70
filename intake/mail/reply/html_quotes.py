"""What mail programs mark as history in HTML, so that it is found whatever the language."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from intake.mail.html import CUT_LINE, MAYBE_QUOTED, node_to_text, parse_html

# Everything inside is history.
_INSIDE = (
    "div[class*=yahoo_quoted]",
    "div[id*=yahoo_quoted]",
    "div.protonmail_quote",
    "blockquote.protonmail_quote",
    "blockquote.tutanota_quote",
    "blockquote.spark_quote",
    "div[name=messageReplySection]",
    "div.zmail_extra",
    "#isReplyContent",
    "#ntes-flashmail-quote",
    ".ntes-mailmaster-quote",
    "blockquote#mail-app-auto-quote",
    "#OLK_SRC_BODY_SECTION",
    "div.history-quote-wrapper",
    "div.lark-mail-quote",
    "[id^=lark-mail-quote]",
    "div.missive_quote",
    "div.sh-quoted-content",
    "div.front-blockquote",
    "div.gmail_quote_container",
    "#original-content",
    "div.alimail-quote",
    "div.wps_quotion",
    "#origbody",
    "div.elided-text",
    "blockquote.ReferenceQuote",
    "[name=replyContent]",
    "div.x_gmail_quote",
    "div[name=quote]",
    "div[name=quoted-content]",
    "[data-marker=__QUOTED_TEXT__]",
    "#_originalContent",
    "div.hs_reply",
    "div.freshdesk_quote",
    "div.zendesk_quote",
    "div.intercom-quoted",
    "div.quoted-text",
    "#mail-editor-reference-message-container",
    "div.netease-mail-quote",
    "div.reply-quote",
)
# From here to the end everything is history.
_FROM_HERE = (
    "#divRplyFwdMsg",
    "#x_divRplyFwdMsg",
    "#appendonsend",
    "hr#stopSpelling",
    "#replySplit",
    "hr#zwchr",
    ".OutlookMessageHeader",
    "[data-marker=__DIVIDER__]",
    "#ms-outlook-mobile-body-separator-line + *",
    "#ms-outlook-mobile-reference-message",
    "#_persistentHeader",
    "#includeTail",
)
_SIGNATURES = (
    "#composer_signature",
    "#Signature.signature_only",
    "div.moz-signature",
    "pre.moz-signature",
    "div.gmail_signature",
    "#ms-outlook-mobile-signature",
    "div[data-smartmail=gmail_signature]",
    "[name=messageSignatureSection]",
)
_HINT = re.compile(
    "blockquote|quote|divRplyFwdMsg|appendonsend|stopSpelling|replySplit|zwchr|OutlookMessageHeader|__DIVIDER__|"
    "reference-message|OLK_SRC|isReplyContent|messageReplySection|moz-cite|persistentHeader|includeTail|gmail_signature|"
    "original-content|origbody|elided-text|replyContent|hs_reply|zmail_extra|moz-signature|composer_signature|outlook-mobile-signature|border-top:",
    re.IGNORECASE,
)
_NODES_SEEN, _LETTERS_SEEN = 40, 200
_QUOTE_STYLE = re.compile(r"border-left|border-inline-start", re.IGNORECASE)
_FORWARD = re.compile(
    r"forwarded message|begin forwarded|转发邮件|轉寄|weitergeleitete|transf[ée]r|reenviado|inoltrato|"
    r"пересыла|пересланн|转发的|轉寄|轉發|doorgestuurd|vidarebefordra|videresend|przekazan|továbbított|redirecționat|iletilen|"
    r"転送|전달된",
    re.IGNORECASE,
)


def has_marks(html: str) -> bool:
    """Whether the HTML may hold any of the known marks; cheap."""
    return bool(_HINT.search(html))


def marked_text(html: str) -> tuple[str, bool]:
    """Return HTML as text, and whether any marked history was left out.

    Other history is quoted with ">" or announced by CUT_LINE.
    """
    body = parse_html(html.replace(CUT_LINE, "").replace(MAYBE_QUOTED, ""))
    if body is None:
        return "", False
    _remove(body, ", ".join(_SIGNATURES))
    found = False
    cuts = {node.mem_id for node in body.css(", ".join(_FROM_HERE))}
    for node in body.css("div.gmail_quote"):
        # Gmail's box holds the attribution and a quotation; answers between quotations stay
        if not node.css_first("blockquote") and not _is_forward(node):
            node.insert_before("\n")
            node.decompose()
            found = True
    found = _remove(body, ", ".join(_INSIDE)) or found
    unmarked = {node.mem_id for node in body.css("blockquote") if not _is_marked_quote(node)}
    return node_to_text(body, cuts, unmarked), found


def _remove(body: LexborNode, selector: str) -> bool:
    found = False
    for node in body.css(selector):
        if node.mem_id == body.mem_id or node.parent is None or _is_forward(node):
            continue
        node.decompose()
        found = True
    return found


def _is_forward(node: LexborNode) -> bool:
    return bool(_FORWARD.search(_beginning(node)))


def _beginning(node: LexborNode) -> str:
    """The first words inside; looks at few nodes, however many there are."""
    words: list[str] = []
    for number, inner in enumerate(node.traverse(include_text=True)):
        if inner.is_text_node:
            words.append(inner.text_content or "")
        if number > _NODES_SEEN or sum(map(len, words)) > _LETTERS_SEEN:
            break
    return " ".join(words)[:_LETTERS_SEEN]


def _is_marked_quote(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        (attributes.get("type") or "").lower() == "cite"
        or bool(attributes.get("cite"))
        or "quote" in (attributes.get("class") or "").lower()
        or "quote" in (attributes.get("id") or "").lower()
        or bool(_QUOTE_STYLE.search(attributes.get("style") or ""))
    )
