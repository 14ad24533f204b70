"""Logs of systems nobody has told us about: other names, orders, encodings, delimiters, dates and phones, by seed."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = {
    "zh": {
        "at": "呼叫时间 来电日期时间 拨入时间 呼叫开始时间 通话开始 起始时间 致电时间 日期时间 接入时间 录入时间",
        "phone": "来电号 用户电话 联系电话 客户联系方式 呼入号码 致电号码 客户来电号码 主叫电话 用户手机号",
        "text": "问题 反映内容 问题详情 来电诉求 沟通内容 记录内容 通话备注 咨询内容 情况说明 来电事由 服务记录 备注",
        "id": "话单号 记录编号 呼叫ID 会话ID 录音编号 通话记录ID 服务单号 事件编号",
        "name": "来电者 用户名 称呼 客户称呼 客户 来电人姓名",
        "product": "产品名称 涉及业务 业务名称 所属产品 商品名称 咨询产品",
        "status": "处理进度 工单进度 结案状态 是否完结 完成情况 处理状况 跟进状态",
        "agent": "接线坐席 接听人 受理坐席 话务员 工号 客服人员 坐席编号",
        "noise": "通话时长 技能组 录音地址",
    },
    "tw": {
        "at": "通話時間 進線時間 來話時間 受理時間 建立時間 日期時間",
        "phone": "客戶電話 電話 連絡電話 手機號碼 聯絡電話 來電電話",
        "text": "問題描述 通話內容 備註 反映事項 服務內容 問題說明",
        "id": "通話編號 案號 案件編號 單號 流水號",
        "name": "客戶名稱 姓名 來電者 聯絡人",
        "product": "產品 商品名稱 產品別",
        "status": "處理狀態 結案狀態 狀態 處理進度 是否結案",
        "agent": "客服 專員 客服專員 接聽人員 值機員",
        "noise": "通話秒數 群組",
    },
    "en": {
        "at": "Call Started|Date/Time|Call Date/Time|Created Time|Logged At|Received On|Date & Time|When|Time of Call",
        "phone": "Caller Number|CLI|Phone No.|From Number|Calling Party|Cust. Tel|Phone #|Caller ID Number|Subscriber Number",
        "text": "Call Notes|Issue Description|Remarks|What happened|Conversation Summary|Reason for call|Inquiry|Customer Comments",
        "id": "Call Ref|Ticket Ref|Interaction ID|UCID|Reference Number|Case Ref|CallSid",
        "name": "Customer|Caller|Full Name|Contact|Client Name",
        "product": "Product Line|Service|Item|Product/Service|Affected product",
        "status": "Case Status|Resolution Status|Ticket State|Resolved?|Current Status",
        "agent": "Agent|Rep|Handled By|Operator|Taken by|CSR",
        "noise": "Duration|Queue|Recording URL|Hold Time (s)",
    },
}
NOTES = {
    "zh": "客户来电反映云盘重复扣费，已核实2笔|咨询延保，怎么起算|摄像头一天掉线七八次，换网也不行|每天晚上8点准时断网，要求上门",
    "tw": "客戶反映雲盤重複扣費，已核實兩筆|詢問延保怎麼起算|攝影機一天斷線七八次|每天晚上八點斷網，要求到府",
    "en": "charged twice for FanDrive, wants a refund|cam offline seven times a day|asks when Care+ starts after purchase",
}
PEOPLE = {"zh": "王小明|李华|张女士", "tw": "王小明|陳小姐|林先生", "en": "J. Smith|Zoë Brun|Mary Lee"}
PRODUCTS = {"zh": "帆盘", "tw": "帆盤", "en": "FanDrive"}
STATES = {
    "zh": [
        ("已解决", "处理中"),
        ("已完结", "未完结"),
        ("是", "否"),
        ("处理完毕", "正在处理"),
        ("已关闭", "待跟进"),
    ],
    "tw": [("已結案", "處理中"), ("是", "否"), ("已解決", "未解決")],
    "en": [("Resolved", "Open"), ("Yes", "No"), ("Solved", "In Progress"), ("Fixed", "Awaiting customer")],
}
ENCODINGS = {
    "zh": ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
    "tw": ["utf-8", "utf-8-sig", "big5", "cp950", "utf-16", "utf-16-le", "utf-16-be"],
    "en": ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"],
}


def _half(at: datetime) -> str:
    return f"{'上午' if at.hour < 12 else '下午'}{at.hour % 12 or 12}点{at.minute}分"


def _of_1900(at: datetime) -> str:
    days = at.toordinal() - date(1899, 12, 30).toordinal()
    return repr(round(days + (at.hour * 60 + at.minute) / 1440, 6))


DATES: dict[str, list[Callable[[datetime], str]]] = {
    "zh": [
        lambda at: f"{at:%Y-%m-%d %H:%M}",
        lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        lambda at: f"{at:%Y-%m-%dT%H:%M:%S.000+0800}",
        lambda at: f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M}",
        lambda at: f"{at.year}年{at.month}月{at.day}日 {_half(at)}",
        lambda at: f"{at.month}月{at.day}日 {_half(at)}",
        lambda at: str(int(at.timestamp())),
        lambda at: str(int(at.timestamp() * 1000)),
        _of_1900,
        lambda at: f"{at:%Y%m%d%H%M%S}",
        lambda at: f"{at:%Y-%m-%d} 星期{'一二三四五六日'[at.weekday()]} {at:%H:%M}",
    ],
    "tw": [
        lambda at: (
            f"{at.year}/{at.month}/{at.day} {'上午' if at.hour < 12 else '下午'} {at.hour % 12 or 12:02d}:{at:%M:%S}"
        ),
        lambda at: f"{at.year - 1911}/{at:%m/%d %H:%M}",
        lambda at: f"民國{at.year - 1911}年{at.month}月{at.day}日 {at:%H:%M}",
        lambda at: f"{at.year - 1911}{at:%m%d %H:%M}",
    ],
    "en": [
        lambda at: f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M %p}",
        lambda at: f"{at:%d/%m/%Y %H:%M}",
        lambda at: f"{at:%d.%m.%Y %H:%M}",
        lambda at: f"{at:%d-%b-%Y %I:%M %p}",
        lambda at: f"{at:%b} {at.day}, {at.year}, {at.hour % 12 or 12}:{at:%M:%S %p}",
        lambda at: f"{at:%a, %d %b %Y %H:%M:%S +0800}",
        lambda at: f"{at:%B} {at.day}, {at.year} at {at.hour % 12 or 12}:{at:%M %p}",
        lambda at: f"{at:%a %b %d %H:%M:%S %Y}",
        lambda at: str(int(at.timestamp())),
    ],
}
PHONES: list[Callable[[str], str]] = [
    lambda digits: digits,
    lambda digits: f"+86{digits}",
    lambda digits: f"{digits[:3]} {digits[3:7]} {digits[7:]}",
    lambda digits: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    lambda digits: f'="{digits}"',
    lambda digits: f"\t{digits}",
    lambda digits: f"{digits}.0",
    lambda digits: f"0086{digits}",
]


@dataclass(frozen=True)
class StrangeLog:
    """A file and what a person reads in it: a row is {our field: what it must come out as}."""

    data: bytes
    rows: list[dict[str, object]]
    told: str
    """How it was made, for whoever looks at a failure."""


def strange_log(seed: int) -> StrangeLog:
    """The log of this seed: always the same."""
    chance = random.Random(seed)
    tongue = chance.choice(["zh", "zh", "tw", "en"])
    style, phone = chance.randrange(len(DATES[tongue])), chance.choice(PHONES)
    done, undone = chance.choice(STATES[tongue])
    names = {field: chance.choice(_split(said)) for field, said in NAMES[tongue].items() if field != "noise"}
    optional = [one for one in ("id", "name", "product", "status", "agent") if chance.random() < 0.75]
    fields = ["at", "phone", "text", *optional]
    noise = [one for one in _split(NAMES[tongue]["noise"]) if chance.random() < 0.5]
    columns = [*fields, *noise]
    chance.shuffle(columns)
    table, rows = [[names.get(one, one) for one in columns]], []
    for n in range(chance.choice([5, 12, 40])):
        at = datetime(2026, 2, 20, 8, 0, tzinfo=SHANGHAI) + timedelta(minutes=700 * n + chance.randrange(60))
        digits = f"1{chance.choice(('38', '50', '99'))}{chance.randrange(10**8):08d}"
        solved = chance.random() < 0.5
        cells = {
            "at": DATES[tongue][style](at),
            "phone": phone(digits),
            "text": f"{chance.choice(NOTES[tongue].split('|'))} {n}",
            "id": f"CC{100_000 + n}",
            "name": chance.choice(PEOPLE[tongue].split("|")),
            "product": PRODUCTS[tongue],
            "status": done if solved else undone,
            "agent": "1032",
        }
        table.append([cells.get(one, f"00:{n:02d}:30") for one in columns])
        rows.append(
            {"called_at": at, "caller_phone": f"+86{digits}", "body": cells["text"]}
            | ({"external_id": cells["id"]} if "id" in fields else {})
            | ({"customer_name": cells["name"]} if "name" in fields else {})
            | ({"product_text": cells["product"]} if "product" in fields else {})
            | ({"status": "resolved" if solved else "open"} if "status" in fields else {})
        )
    encoding, delimiter = chance.choice(ENCODINGS[tongue]), chance.choice(",;\t|")
    text = io.StringIO()
    if (tongue, style) == ("zh", 5):  # days without a year: a title tells it
        text.write("2026年热线来电登记\r\n")
    csv.writer(text, delimiter=delimiter).writerows(table)
    told = f"{encoding} {delimiter!r} {table[0]} {table[1]}"
    return StrangeLog(text.getvalue().encode(encoding), rows, told)


def _split(said: str) -> list[str]:
    return said.split("|") if "|" in said else said.split(" ")
