"""Words of customers that mean the same: data only, one group per line, the first stands for all."""

from __future__ import annotations

import re

from classifier.text.normalise import normalise

_GROUPS = """
怎么 如何 怎样 怎么样才能 咋 怎么才能 咋样
为什么 为何 为啥 怎么会 凭什么
哪里 哪儿 在哪 什么地方
什么时候 何时 啥时候 多久 几时
多少钱 价格 价钱 啥价 几块钱 费用多少
什么 啥
可以 能不能 可不可以 是否可以 能否 可否 能
扣费 扣款 扣钱 扣了钱 收费 收钱 扣我钱 扣了我 被扣
两次 重复 两遍 两笔 双份
退款 退钱 退的钱 钱退 返款 退费 退还
到账 收到 入账 到帐
没有 没 未 木有 还没 还没有 尚未
取消 关闭 停止 停掉 关掉 解除 注销 退订
自动续费 自动扣费 自动扣款 自动续订 连续包月
掉线 断网 断线 断开 离线 连不上 断连
打不开 用不了 无法使用 不能用 无法打开 登不上
慢 卡 卡顿 缓慢
坏了 故障 出问题 有问题 出毛病
发票 开票 票据
快递 物流 包裹 送货
手机 电话
登录 登陆 登入
密码 口令
购买 买 下单 订购
修改 更改 更换 变更 改
余额 剩余
提额 提高额度 增加额度
还款 还钱 还贷
借款 借钱 贷款
arrived received come delivered
refund refunded reimburse reimbursement moneyback
cancel stop terminate end
subscription membership plan
charged billed debited
fee fees charge charges cost costs
broken faulty defective
offline disconnected
change modify update edit
buy purchase order
phone mobile cellphone
picture photo image pictures photos images
lost missing vanished disappeared gone
slow laggy sluggish
fix repair
send transfer
"""

_FIRST = {word: group.split()[0] for group in _GROUPS.splitlines() for word in group.split()[1:]}
_HAN_WORDS = sorted((word for word in _FIRST if not word.isascii()), key=len, reverse=True)
_LATIN_WORDS = sorted(word for word in _FIRST if word.isascii())
_ANY = re.compile("|".join(_HAN_WORDS) + r"|\b(?:" + "|".join(_LATIN_WORDS) + r")\b")


def in_common_words(text: str) -> str:
    """Return the normalised text with every word of a group replaced by the group's first."""
    return _ANY.sub(lambda match: _FIRST[match.group()], normalise(text))
