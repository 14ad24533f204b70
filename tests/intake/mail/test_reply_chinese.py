"""New text is told from history as Chinese mail programs write it."""

import pytest

from intake.mail.quoting import reply_text

NEW = "您好，路由器还是连不上网。\n请尽快安排师傅上门。"
OLD = "您的工单已受理，工程师会在两个工作日内联系您。\n客户服务中心"
SENDER = "客户服务中心 <support@example.com>"

PLAIN = {
    "QQ 网页": '------------------ 原始邮件 ------------------\n发件人: "客户服务中心" <support@example.com>;\n'
    '发送时间: 2024年5月5日(星期天) 上午9:12\n收件人: "王小明" <10086@qq.example>;\n\n主题: 回复：路由器\n\n\n\n',
    "QQ 实体残留": '------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;"客服"&nbsp;&lt;a@example.com&gt;;\n'
    "发送时间:&nbsp;2024年5月5日(星期天) 上午9:12\n\n",
    "QQ 手机": '---Original---\nFrom: "客户服务中心"<support@example.com>\nDate: 2024/5/5 09:12:33\n'
    'To: "王小明"<1@qq.example>;\nSubject: 回复\n\n',
    "QQ 手机中文": '---原始邮件---\n发件人: "客户服务中心"<support@example.com>\n发送时间: 2024年5月5日\n\n',
    "企业微信英文": '------------------ Original ------------------\nFrom:  "客服"<support@example.com>;\n'
    'Date:  Sun, May 5, 2024 09:12 AM\nTo:  "王"<w@corp.example>; \nSubject:  路由器\n\n',
    "网易网页": '在 2024-05-05 09:12:33，"客户服务中心" <support@example.com> 写道：\n\n',
    "网易网页旧": "在2024年05月05日 09:12，客户服务中心<support@example.com>写道：\n",
    "网易英文": 'At 2024-05-05 09:12:33, "客户服务中心" <support@example.com> wrote:\n\n',
    "网易大师": "---- 回复的原邮件 ----\n| 发件人 | 客服<support@example.com> |\n| 日期 | 2024年05月05日 09:12 |\n"
    "| 收件人 | 王小明<w@163.example> |\n| 抄送至 | |\n| 主题 | 路由器 |\n",
    "网易大师英文": "---- Replied Message ----\n| From | support@example.com |\n| Date | 05/05/2024 09:12 |\n| To | w |\n",
    "Foxmail": "\u3000\n发件人： 客户服务中心\n发送时间： 2024-05-05 09:12\n收件人： w@corp.example\n主题： 路由器\n",
    "Foxmail 抄送": " \n发件人： support@example.com\n发送时间： 2024-05-05 09:12\n收件人： 王\n抄送： 李\n主题： Re: 路由器\n",
    "Outlook": f"________________________________\n发件人: {SENDER}\n发送时间: 2024年5月5日 9:12\n收件人: 王\n主题: 路由器\n\n",
    "Outlook 无线": f"发件人: {SENDER} \n发送时间: 2024年5月5日 9:12\n收件人: 王小明 <w@corp.example>\n抄送: 李\n主题: 答复: 路由器\n\n",
    "Outlook 邮件原件": "-----邮件原件-----\n发件人: 客服 [mailto:support@example.com] \n发送时间: 2024年5月5日 9:12\n",
    "Outlook 手机": f"获取 Outlook for iOS\n________________________________\n发件人: {SENDER}\n发送时间: Sunday, May 5, 2024\n\n",
    "Coremail": "-----原始邮件-----\n发件人:客服 <support@example.com>\n发送时间:2024-05-05 09:12:33 (星期日)\n收件人: w\n抄送: \n",
    "Gmail": f"{SENDER} 于2024年5月5日周日 09:12写道：\n\n",
    "Gmail 折行": "客户服务中心 <support@example.com> 于2024年5月5日周日\n09:12写道：\n\n",
    "Gmail 地址折行": "客户服务中心 <\nsupport@example.com> 于2024年5月5日周日 09:12写道：\n\n",
    "Gmail 繁体": f"{SENDER} 於 2024年5月5日 週日 上午9:12寫道：\n\n",
    "iPhone": f"发自我的iPhone\n\n在 2024年5月5日，09:12，{SENDER} 写道：\n\n\ufeff",
    "iPhone 旧": f"发自我的 iPhone\n\n在 2024年5月5日，上午9:12，{SENDER} 写道：\n\n",
    "iPhone 繁体": f"從我的 iPhone 傳送\n\n{SENDER} 於 2024年5月5日 上午9:12 寫道：\n\n",
    "Apple Mail": f"2024年5月5日 09:12，{SENDER} 写道：\n\n",
    "华为": f"发自我的华为手机\n\n\n-------- 原始邮件 --------\n发件人： {SENDER}\n日期： 2024年5月5日周日 上午9:12\n收件人： w\n",
    "小米": f"发自我的小米手机\n在 {SENDER}，2024年5月5日 上午9:12写道：\n\n",
    "三星": f"-------- 原始信息 --------\n发件人： {SENDER}\n日期： 2024/5/5 09:12 (GMT+08:00)\n收件人： w\n主题： x\n",
    "阿里": f"------------------------------------------------------------------\n发件人：{SENDER}\n日　期：2024年05月05日 09:12:33\n"
    "收件人：王<w@aliyun.example>\n抄　送：财务<f@aliyun.example>\n主　题：路由器\n\n",
    "钉钉": f"------------------------------------------------------------------\n发件人:{SENDER}\n发送时间:2024年5月5日(星期日) 09:12\n"
    "收件人:王<w@dingtalk.example>\n主　题:路由器\n\n",
    "飞书": f"发件人: {SENDER}\n日期: 2024年5月5日 (周日) 09:12\n主题: 路由器\n收件人: 王<w@corp.example>\n\n",
    "新浪": "----- 原始邮件 -----\n发件人：客服 <support@example.com>\n收件人：w@sina.example\n主题：路由器\n日期：2024年05月05日 09点12分\n\n",
    "139": "----邮件原文----\n发件人：客服 <support@example.com>\n收件人：w\n抄 送： （无）\n发送时间：2024-05-05 09:12:33\n主题：路由器\n",
    "Thunderbird": "在 2024/5/5 9:12, 客户服务中心 写道:\n",
    "Thunderbird 于": "于 2024年05月05日 09:12, 客户服务中心 写道:\n",
    "Outlook 繁体": f"________________________________\n寄件者: {SENDER}\n寄件日期: 2024年5月5日 上午 09:12\n收件者: 林\n主旨: 出貨\n\n",
    "Yahoo 繁体": "客服 <support@example.com> 於 2024年5月5日 (週日) 上午 09:12:33 [GMT+8] 寫道：\n\n",
    "Notes": "发件人: 客服/部门/公司\n收件人: 王/部门/公司\n日期: 2024-05-05 09:12\n主题: Re: 路由器\n\n",
    "回复线": "##- 请在此线以上输入您的回复 -##\n\n",
    "分割线": "=== 请在此行上方回复，勿编辑以下内容 ===\n",
    "QQ 无线": "原始邮件\n发件人：客服<support@example.com>\n收件人：王<w@example.com>\n发送时间：2024年5月5日(周日) 09:12\n\n",
    "网易名片": "| |\n张三\n|\n|\nz@163.example\n|\n签名由网易邮箱大师定制\n\n在2024年05月05日 09:12，客服<a@b.example> 写道：\n",
    "WPS": "-------------------- 原始邮件 --------------------\n发件人: 客服<support@example.com>\n时间: 2024-05-05 09:12\n",
}


@pytest.mark.parametrize("introduction", PLAIN.values(), ids=PLAIN.keys())
def test_text_above_a_chinese_programs_history_is_the_reply(introduction: str) -> None:
    mail = f"{NEW}\n\n{introduction}{OLD}\n"

    assert reply_text(mail) == NEW


@pytest.mark.parametrize(
    "line",
    [
        "发自我的iPhone",
        "发自我的 iPad",
        "發自我的 iPhone",
        "从我的 iPhone 发送",
        "發自我的手機",
        "来自我的华为手机",
        "发自我的小米手机",
        "从 Windows 版邮件发送",
        "发自 网易邮箱大师",
        "发送自 Windows 10 版邮件应用",
        "获取 Outlook for Android",
        "由 Outlook for iOS 发送",
        "來自 Yahoo奇摩手機郵件",
        "签名由网易邮箱大师定制",
        "下载 Outlook for iOS",
        "从我的 Galaxy 发送",
        "來自我的iPhone",
        "从我的 vivo 手机发送",
    ],
)
def test_device_line_is_not_part_of_the_reply(line: str) -> None:
    assert reply_text(f"{NEW}\n\n{line}\n") == NEW


@pytest.mark.parametrize(
    "text",
    [
        "我没有收到发件人：系统 的那封邮件，请帮忙查一下。\n谢谢",
        "寄件人: 王先生\n收件人: 李女士\n包裹破损了，怎么赔？",
        "在使用过程中，客服写道会退款，但是没有。\n请处理。",
        "在 2024-05-05 我买了一台路由器，\n今天坏了：\n完全没有信号。",
        "主题：退款\n问题：第五天了还没有到账\n订单号：20240505",
        "发自内心地感谢你们的帮助，问题解决了！",
        "使用你们的软件发送邮件时报错：\n连接超时",
        "日期：2024年5月5日\n地点：上海\n情况：机器冒烟",
        "原文：保修一年\n实际：只修了半年",
        "一、无法开机\n二、无法充电\n--------\n请问能换新吗？",
    ],
)
def test_ordinary_text_with_words_of_history_stays(text: str) -> None:
    assert text == reply_text(text)


def test_answers_between_quoted_questions_are_the_reply() -> None:
    mail = "> 1. 购买日期？\n\n二月十四日。\n\n> 2. 序列号？\n\nSN2024\n"

    assert reply_text(mail).split() == ["二月十四日。", "SN2024"]


def test_answer_below_a_quotation_is_the_reply() -> None:
    mail = "在 2024-05-05 09:12:33，客户服务中心 写道：\n> 现在可以登录了吗？\n> \n\n可以了，多谢！\n"

    assert reply_text(mail) == "可以了，多谢！"


def test_forwarded_text_stays_when_nothing_was_added() -> None:
    mail = "-------- 转发邮件信息 --------\n发件人：王<w@163.example>\n发送日期：2024-05-05 09:12:33\n主题：投诉\n\n机器坏了。\n"

    assert reply_text(mail) == "机器坏了。"


def test_only_a_quotation_gives_no_reply() -> None:
    assert reply_text("在 2024-05-05，客服 写道：\n> 您好\n> 再见\n") == ""


@pytest.mark.parametrize(
    "head",
    [
        "【 在 wang (小王) 的大作中提到: 】",
        "※ 引述《wang (小王)》之銘言：",
        "在 2012-05-01二的 12:00 +0800，wang写道：",
    ],
)
def test_bulletin_board_quotations_are_history(head: str) -> None:
    assert reply_text(f"{NEW}\n\n{head}\n: 以前的话\n: 第二行\n") == NEW
