"""Customers with something to say, and people who say what it is: labelled tickets in numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.makers import AT
from ticketing.db import db
from ticketing.models import (
    Author,
    Channel,
    Classification,
    Customer,
    LabelField,
    LabelState,
    Message,
    Severity,
    Staff,
    Status,
    Ticket,
)

PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "billing": (
        ("上个月", "今天早上", "五一前后", "昨晚", "这一季度", "刚才", "周三", "年初"),
        ("又扣了我", "多收了", "重复扣了", "莫名其妙划走", "账单上多出", "连扣两笔共", "平白少了"),
        ("二十五块", "六十元", "一百二", "九块九", "三十八元", "两百多", "十五块八"),
        ("到底怎么算的", "请给个说法", "账单不对", "给我查清楚", "和价目表对不上", "扣费记录截图在手"),
    ),
    "connectivity": (
        ("晚上八点", "一下雨", "每隔十分钟", "路由旁边", "二楼书房", "整栋楼", "出差回来", "升级之后"),
        ("信号掉线", "断网", "设备离线", "一直连不上", "网络闪断", "卡在连接中", "搜不到热点"),
        ("重启三次", "换了网线", "恢复出厂", "按说明书", "改了信道", "挪了位置", "等了半天"),
        ("还是没网", "灯一直红", "照样断开", "过一会又掉", "完全上不去网", "指示灯乱闪"),
    ),
    "howto": (
        ("请问", "想问下", "麻烦教教我", "新手求助", "老人用", "第一次用", "说明书丢了", "帮我妈问"),
        ("怎么绑定", "如何设置", "在哪里打开", "怎样导出", "怎么改密码", "如何共享", "哪里关掉"),
        ("家庭相册", "定时开关", "语音助手", "备份文件夹", "儿童模式", "访客名单", "夜间提醒"),
        ("步骤是什么", "有教程吗", "点哪个按钮", "能不能发个图", "一步一步说", "找不到入口"),
    ),
}


def sentences(topic: str, number: int, seed: int = 1) -> list[str]:
    """So many different sentences about a topic, the same each time."""
    order = random.Random(f"{topic} {seed}")
    found: dict[str, None] = {}
    while len(found) < number:
        found["，".join(order.choice(part) for part in PARTS[topic])] = None
    return list(found)


def heard(text: str, at: datetime = AT) -> Ticket:
    """A ticket of a customer of its own with this first message; flushed, not committed."""
    customer = Customer(name="王", created_at=at)
    db.session.add(customer)
    db.session.flush()
    number = f"{customer.id:08d}"
    ticket = Ticket(
        ticket_no=f"V-{number}",
        public_token=f"public-{number}",
        reply_token=f"reply-{number}",
        customer_id=customer.id,
        channel=Channel.MAIL,
        subject=text[:60],
        status=Status.OPEN,
        severity=Severity.S3,
        created_at=at,
        received_at=at,
        updated_at=at,
        last_sequence=1,
        extra={},
    )
    db.session.add(ticket)
    db.session.flush()
    message = Message(
        ticket_id=ticket.id, sequence=1, author=Author.CUSTOMER, channel=Channel.MAIL,
        body=text, at=at, received_at=at, flags={},
    )  # fmt: skip
    db.session.add(message)
    return ticket


def labelled(
    texts: Sequence[str], label: str, by: Staff, *, at: datetime = AT, per_day: int = 1_000
) -> list[Ticket]:
    """Tickets whose topic a person has set, so many a day."""
    tickets = []
    for number, text in enumerate(texts):
        ticket = heard(text, at)
        judgement = Classification(
            ticket_id=ticket.id, field=LabelField.TOPIC, label=label, state=LabelState.CORRECTED,
            staff_id=by.id, at=at + timedelta(days=number // per_day),
        )  # fmt: skip
        db.session.add(judgement)
        tickets.append(ticket)
    db.session.commit()
    return tickets
