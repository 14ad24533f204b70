"""The words of 'why is this due then', in both languages. Data only; `explain` fills them in."""

from __future__ import annotations

Sentences = dict[str, dict[str, str]]

REASONS: Sentences = {
    "started": {"zh": "{at} 开始计时（{cause}）", "en": "Started {at} {cause}"},
    "promised": {
        "zh": "{priority} {tier}：{minutes}（{calendar}）",
        "en": "{priority} {tier}: {minutes} of {calendar}",
    },
    "recomputed": {"zh": "{at} 因{cause}重新计算", "en": "counted anew {at} {cause}"},
    "regulator": {"zh": "监管转办单期限优先", "en": "the regulator's slip sets the date"},
    "paused": {"zh": "暂停 {waited}（{cause}）", "en": "paused {waited} {cause}"},
    "paused_since": {"zh": "{at} 起暂停（{cause}）", "en": "paused since {at} {cause}"},
    "due": {"zh": "因此应在 {due} 前完成", "en": "hence due {due}"},
    "provisional": {
        "zh": "{year} 年节假日安排尚未录入，该时间可能变动",
        "en": "the public holidays of {year} are not known yet, so this may move",
    },
    "breached": {"zh": "已超时 {late}", "en": "late by {late}"},
    "met": {"zh": "已于 {at} 按时完成", "en": "kept {at}"},
    "met_late": {"zh": "已于 {at} 完成，超时 {late}", "en": "done {at}, late by {late}"},
    "cancelled": {"zh": "已于 {at} 取消（{cause}）", "en": "no longer owed since {at} {cause}"},
}

CAUSES: Sentences = {
    "opened/mail": {"zh": "收到邮件", "en": "when the mail arrived"},
    "opened/chat": {"zh": "在线会话转人工", "en": "when the chat was handed over"},
    "opened/hotline": {"zh": "客户来电", "en": "at the time of the call"},
    "opened": {"zh": "收到工单", "en": "when it was received"},
    "customer_wrote": {"zh": "客户来信", "en": "when the customer wrote"},
    "asked_product": {"zh": "转请产品负责人答复", "en": "when the product's owner was asked"},
    "product_answered": {"zh": "产品负责人已答复", "en": "when the product's owner answered"},
    "replied": {"zh": "已回复", "en": "by the reply"},
    "reply": {"zh": "已提问，等待客户", "en": "waiting for the customer"},
    "waiting": {"zh": "等待客户", "en": "waiting for the customer"},
    "solved": {"zh": "已解决至重开期间", "en": "while it was thought solved"},
    "not_solved": {"zh": "客户反映未解决", "en": "because it was not solved"},
    "corrected": {"zh": "分类更正", "en": "because a label was corrected"},
    "regulator": {"zh": "监管转办", "en": "because of a regulator's slip"},
    "merged": {"zh": "合并到其他工单", "en": "because it was merged"},
    "merge_undone": {"zh": "撤销合并", "en": "because the merge was undone"},
}
"""Ledger causes; one that is not here is shown as it is stored."""

TIERS: Sentences = {"standard": {"zh": "标准", "en": "standard"}, "vip": {"zh": "VIP", "en": "VIP"}}

METRICS: Sentences = {
    "first_response": {"zh": "首次响应", "en": "First response"},
    "next_response": {"zh": "下次响应", "en": "Next response"},
    "resolution": {"zh": "解决", "en": "Resolution"},
    "legal": {"zh": "法定答复", "en": "Legal limit"},
    "product_answer": {"zh": "产品答复", "en": "Product's answer"},
}

UNITS: Sentences = {
    "d": {"zh": "{n} 天", "en": "{n} d"},
    "bd": {"zh": "{n} 个工作日", "en": "{n} business d"},
    "h": {"zh": "{n} 小时", "en": "{n} h"},
    "min": {"zh": "{n} 分钟", "en": "{n} min"},
    "s": {"zh": "{n} 秒", "en": "{n} s"},
}

JOIN = {"zh": ("；", "。"), "en": ("; ", ".")}
"""What stands between the parts, and at the end."""
