"""The invented people, numbers and notes of the sample logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
START = datetime(2026, 3, 5, 8, 58, 10, tzinfo=UTC)
NOTES = (
    ("帆盘会员", "扣费", "客户来电反映云盘重复扣费，已核实2笔，承诺3个工作日内退款，客户认可。"),
    ("小帆摄像头 C2", "掉线", "一天掉线七八次，重启无效"),
    ("帆路由 AX3", "断网", "每天晚上8点准时断网，重启才好"),
    ("延保无忧", "咨询", "咨询延保，已解答"),
    ("帆票通", "开票", "开票失败提示税号校验不通过，明明是对的"),
    ("帆享会员", "续费", "催单第2次！上次1032说昨天回没回，情绪激动，扬言12315"),
    ("收款音箱", "不播报", "顾客付了钱不播报，被人逃单了"),
    ("全家享套餐", "退订", "老人被推销开通，接线员转述:老人听不清，女儿代诉，要求退"),
    ("云打印盒", "乱码", "打出来全是乱码，\n换了驱动也不行"),
    ("商户无忧包", "上门", "承诺2小时上门，等到第二天"),
    ("家护云存", "隐私", "为什么回看里出现别人家的客厅？太吓人"),
    ("帆信通知", "延迟", "验证码延迟三分钟，用户全跑了"),
)
ENGLISH = (
    "cst inbd re cam offline x3, adv reset, NFF, esc T2, cb aft 6pm",
    "Customer’s upset – charged twice after “auto-renew” was off",
    "Router drops every night at 8; café owner, wants refund of €39,90",
    "OTPs arrive 3 minutes late, losing sign-ups",
    "invoice rejected: tax number check fails but it is right",
    "how many screens at once? answered: two",
    "smoke from the charging port, told to unplug, escalated",
    "speaker mute, payment went through, we lost a sale",
)


def phone(number: int) -> str:
    """Return an invented mobile number; the block is one nobody is given."""
    return f"1380000{1000 + number:04d}"


def moment(number: int) -> datetime:
    """Return the local time of the n-th call."""
    return START + timedelta(minutes=37 * number, seconds=13 * number)
