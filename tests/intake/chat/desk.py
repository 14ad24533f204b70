"""A small shop for the bot: real product finder and word rules, a handful of articles, simple matching."""

from __future__ import annotations

import re
from dataclasses import replace

from classifier.lexicon import danger, wants_human
from classifier.text.entities import ProductFinder
from classifier.text.normalise import normalise
from intake.chat.state import Answer, Desk, DialogueTools

NAMES = {
    "DRV": ("帆盘会员", "FanDrive Plus"),
    "PLY": ("帆享会员", "FanPlay Pass"),
    "CAM": ("小帆摄像头 C2", "FanCam C2"),
    "HGC": ("家护云存", "HomeGuard Cloud"),
    "RTR": ("帆路由 AX3", "FanRouter AX3"),
}
ALIASES = [
    ("DRV", "帆盘"),
    ("DRV", "fandrive"),
    ("PLY", "帆享"),
    ("PLY", "fanplay"),
    ("CAM", "C2"),
    ("CAM", "摄像头"),
    ("RTR", "帆路由"),
    ("DRV", "会员"),
    ("PLY", "会员"),
    ("CAM", "监控"),
    ("HGC", "监控"),
]
# code, product, the words that must all occur, question and answer in both languages
ARTICLES = [
    (
        "drv-renew",
        "DRV",
        "自动续费|auto.?renew",
        ("如何关闭自动续费", "Turn off auto-renew"),
        ("设置-订阅-关闭，下个周期生效。", "Settings, subscription, off; effective next cycle."),
    ),
    (
        "ply-renew",
        "PLY",
        "自动续费|auto.?renew",
        ("如何取消帆享", "Cancel FanPlay"),
        ("账户-订阅。", "Account, subscription."),
    ),
    (
        "cam-offline",
        "CAM",
        "掉线|offline",
        ("摄像头掉线怎么办", "Camera offline"),
        ("请用2.4G并靠近路由器。", "Use 2.4G and move closer to the router."),
    ),
    (
        "cam-red",
        "CAM",
        "红灯|red light",
        ("红灯含义", "What the red light means"),
        ("未联网。", "Not connected."),
    ),
    (
        "rtr-drop",
        "RTR",
        "断网|drops",
        ("断网排查", "Router drops"),
        ("升级固件并换信道。", "Update the firmware and change the channel."),
    ),
    ("rtr-slow", "RTR", "网速慢|slow", ("网速慢", "Slow Wi-Fi"), ("请靠近路由器。", "Move closer.")),
]
FINDER = ProductFinder(ALIASES)
OPEN = Desk(is_open=True, ahead=2, wait="3 min")
CLOSED = Desk(
    is_open=False, hours="08:00–22:00", next_open="明天 08:00", promise="我们将在明天12:00前联系您。"
)


def find_answers(text: str, product: str, language: str) -> list[Answer]:
    """0.9 when words and product fit, 0.7 when the product is unknown, 0.5 for a vague relative."""
    plain, place = normalise(text), language == "en"
    found = []
    for code, owner, pattern, question, answer in ARTICLES:
        if re.search(pattern, plain) and product in ("", owner):
            found.append(Answer(code, question[place], answer[place], 0.9 if product else 0.7, owner))
        elif product == owner and re.search("网|红|wifi|light", plain):
            found.append(Answer(code, question[place], answer[place], 0.5, owner))
    return sorted(found, key=lambda one: -one.score)


def predict_type(text: str) -> str | None:
    """A few words instead of a model."""
    plain = normalise(text)
    for label, pattern in (
        ("complaint", "投诉|complain|必须给说法|骗"),
        ("suggestion", "希望能|建议|please add|feature"),
        ("praise", "很耐心|great service"),
    ):
        if re.search(pattern, plain):
            return label
    return None


TOOLS = DialogueTools(
    company="禾帆互联",
    find_products=FINDER.find,
    product_name=lambda code, language: NAMES[code][language == "en"],
    find_answers=find_answers,
    danger=danger,
    wants_human=wants_human,
    predict_type=predict_type,
    desk=lambda _: OPEN,
)
AFTER_HOURS = replace(TOOLS, desk=lambda _: CLOSED)
